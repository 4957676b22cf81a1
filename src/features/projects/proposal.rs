//! A proposal that is being written: how it is kept, and what may be sent of it.

use linli_contract::NewProject;
use linli_json::Json;

use crate::domain::money::{fen, yuan};
use crate::domain::text::{self, TextError};

/// At most so many photos.
pub(super) const PHOTOS: usize = 3;
/// The longest title, text, place and name.
pub(super) const TITLE_MAX: usize = 60;
/// See [`TITLE_MAX`].
pub(super) const TEXT_MAX: usize = 2000;
/// See [`TITLE_MAX`].
pub(super) const PLACE_MAX: usize = 100;
/// See [`TITLE_MAX`].
pub(super) const NAME_MAX: usize = 20;

/// What is typed, as it is kept on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) place: String,
    /// In yuan, as typed.
    pub(super) cost: String,
    pub(super) signed_as: String,
    /// The ids of the photos, which lie in a store of their own.
    pub(super) photos: Vec<String>,
    /// When it was changed last; home shows that.
    pub(super) saved_at: i64,
}

/// The field of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Text,
    Place,
    Cost,
    Name,
}

/// A field, the contract's word for what is wrong with it, and the bound.
pub(super) type Finding = (Field, &'static str, Option<i64>);

impl Draft {
    /// Whether nothing is typed yet.
    pub(super) fn is_empty(&self) -> bool {
        let texts = [
            &self.title,
            &self.text,
            &self.place,
            &self.cost,
            &self.signed_as,
        ];
        texts.iter().all(|text| text.trim().is_empty()) && self.photos.is_empty()
    }

    /// What to send, or everything that is wrong.
    pub(super) fn checked(&self, client_ref: String) -> Result<NewProject, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut take = |field, result: Result<String, TextError>| {
            result.unwrap_or_else(|error| {
                let (code, limit) = error.code();
                findings.push((field, code, limit));
                String::new()
            })
        };
        let title = take(Field::Title, text::checked(&self.title, 4, TITLE_MAX));
        let text = take(Field::Text, text::checked(&self.text, 10, TEXT_MAX));
        let place = take(Field::Place, text::checked(&self.place, 1, PLACE_MAX));
        let name = take(Field::Name, text::checked(&self.signed_as, 0, NAME_MAX));
        let cost_fen = fen(&self.cost).unwrap_or_else(|_| {
            findings.push((Field::Cost, "not_a_number", None));
            None
        });
        if !findings.is_empty() {
            return Err(findings);
        }
        Ok(NewProject {
            title,
            text,
            place,
            cost_fen,
            signed_as: (!name.is_empty()).then_some(name),
            photos: self.photos.iter().map(|id| id.as_str().into()).collect(),
            client_ref,
        })
    }

    /// What a proposal was before it was sent: the server refused it, and it is to be changed.
    pub(super) fn of(new: NewProject) -> Self {
        Self {
            title: new.title,
            text: new.text,
            place: new.place,
            cost: new.cost_fen.map(yuan).unwrap_or_default(),
            signed_as: new.signed_as.unwrap_or_default(),
            photos: new.photos.into_iter().map(|id| id.0).collect(),
            saved_at: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            title: " 7号楼门口装感应灯 ".into(),
            text: "晚上回来看不清台阶。\n有人崴了脚。".into(),
            place: "7号楼门口".into(),
            cost: "1,200.5元".into(),
            signed_as: "老陈".into(),
            photos: vec!["p1".into()],
            saved_at: 1,
        }
    }

    #[test]
    fn a_whole_draft_can_be_sent_and_comes_back_after_a_refusal() {
        let new = draft()
            .checked("r1".into())
            .unwrap_or_else(|f| panic!("{f:?}"));
        assert_eq!(new.title, "7号楼门口装感应灯");
        assert_eq!(new.cost_fen, Some(120_050));
        let again = Draft::of(new.clone());
        assert_eq!(again.cost, "1200.50");
        assert_eq!(again.checked("r1".into()), Ok(new));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let empty = Draft {
            title: "灯".into(),
            cost: "很多".into(),
            signed_as: "名".repeat(21),
            ..Draft::default()
        };
        let Err(findings) = empty.checked("r".into()) else {
            panic!("nothing found")
        };
        let fields: Vec<(Field, &str)> = findings.iter().map(|f| (f.0, f.1)).collect();
        assert_eq!(
            fields,
            [
                (Field::Title, "too_short"),
                (Field::Text, "required"),
                (Field::Place, "required"),
                (Field::Name, "too_long"),
                (Field::Cost, "not_a_number"),
            ]
        );
    }

    #[test]
    fn what_may_be_left_out_is_left_out() {
        let bare = Draft {
            cost: String::new(),
            signed_as: " ".into(),
            photos: vec![],
            ..draft()
        };
        let Ok(new) = bare.checked("r".into()) else {
            panic!("refused")
        };
        assert_eq!(
            (new.cost_fen, new.signed_as, new.photos.len()),
            (None, None, 0)
        );
        assert!(!bare.is_empty());
        assert!(Draft::default().is_empty());
    }
}
