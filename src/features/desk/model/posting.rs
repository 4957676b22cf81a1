//! A project that a worker posts: how it is kept, and what may be sent of it.

use linli_contract::NewDeskProject;
use linli_json::Json;

use super::Finding;
use crate::domain::money::{fen, yuan};
use crate::domain::text::{self, TextError};

/// The longest title, summary, text, place and words about who pays.
pub(in crate::features::desk) const TITLE_MAX: usize = 60;
/// See [`TITLE_MAX`].
pub(in crate::features::desk) const SUMMARY_MAX: usize = 200;
/// See [`TITLE_MAX`].
pub(in crate::features::desk) const TEXT_MAX: usize = 4000;
/// See [`TITLE_MAX`].
pub(in crate::features::desk) const PLACE_MAX: usize = 100;
/// See [`TITLE_MAX`].
pub(in crate::features::desk) const FUNDING_MAX: usize = 200;

/// What is typed, as it is kept on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct Posting {
    pub(in crate::features::desk) title: String,
    pub(in crate::features::desk) summary: String,
    pub(in crate::features::desk) text: String,
    pub(in crate::features::desk) place: String,
    /// In yuan, as typed.
    pub(in crate::features::desk) cost: String,
    pub(in crate::features::desk) funding: String,
    /// The ids of the photos, which lie in a store of their own.
    pub(in crate::features::desk) photos: Vec<String>,
}

impl Posting {
    /// What to send, or everything that is wrong, by pointers into it.
    pub(in crate::features::desk) fn checked(&self) -> Result<NewDeskProject, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut take = |pointer, result: Result<String, TextError>| {
            result.unwrap_or_else(|error| {
                let (code, limit) = error.code();
                findings.push((pointer, code, limit));
                String::new()
            })
        };
        let title = take("/title", text::checked(&self.title, 4, TITLE_MAX));
        let summary = take("/summary", text::checked(&self.summary, 4, SUMMARY_MAX));
        let body = take("/text", text::checked(&self.text, 10, TEXT_MAX));
        let place = take("/place", text::checked(&self.place, 1, PLACE_MAX));
        let funding = take("/funding", text::checked(&self.funding, 0, FUNDING_MAX));
        let cost_fen = fen(&self.cost).unwrap_or_else(|_| {
            findings.push(("/cost_fen", "not_a_number", None));
            None
        });
        if !findings.is_empty() {
            return Err(findings);
        }
        Ok(NewDeskProject {
            title,
            summary,
            text: body,
            place,
            cost_fen,
            funding,
            photos: self.photos.iter().map(|id| id.as_str().into()).collect(),
        })
    }

    /// What was typed before it was sent: the server refused it, and it is to be changed.
    pub(in crate::features::desk) fn of(new: NewDeskProject) -> Self {
        Self {
            title: new.title,
            summary: new.summary,
            text: new.text,
            place: new.place,
            cost: new.cost_fen.map(yuan).unwrap_or_default(),
            funding: new.funding,
            photos: new.photos.into_iter().map(|id| id.0).collect(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn posting() -> Posting {
        Posting {
            title: " 东门装充电棚 ".into(),
            summary: "四十个车位，雨棚和漏电保护。".into(),
            text: "现在大家把车推上楼充电，不安全。\n装在东门，离楼远。".into(),
            place: "东门".into(),
            cost: "70,000元".into(),
            funding: "公益金".into(),
            photos: vec!["p1".into()],
        }
    }

    #[test]
    fn a_whole_project_can_be_posted_and_comes_back_after_a_refusal() {
        let new = posting().checked().expect("nothing is missing");
        assert_eq!(new.title, "东门装充电棚");
        assert_eq!(new.cost_fen, Some(7_000_000));
        let again = Posting::of(new.clone());
        assert_eq!(again.cost, "70000");
        assert_eq!(again.checked(), Ok(new));
    }

    #[test]
    fn everything_that_is_missing_is_said_at_once() {
        let wrong = Posting {
            cost: "很多".into(),
            funding: "钱".repeat(201),
            ..Posting::default()
        };
        let findings = wrong.checked().expect_err("all is missing");
        let found: Vec<(&str, &str)> = findings.iter().map(|f| (f.0, f.1)).collect();
        assert_eq!(
            found,
            [
                ("/title", "required"),
                ("/summary", "required"),
                ("/text", "required"),
                ("/place", "required"),
                ("/funding", "too_long"),
                ("/cost_fen", "not_a_number"),
            ]
        );
    }

    #[test]
    fn who_pays_and_how_much_may_be_open() {
        let bare = Posting {
            cost: String::new(),
            funding: " ".into(),
            photos: Vec::new(),
            ..posting()
        };
        let new = bare.checked().expect("the rest is there");
        assert_eq!((new.cost_fen, new.funding.as_str()), (None, ""));
    }
}
