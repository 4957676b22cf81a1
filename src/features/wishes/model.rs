//! The rules of wishes that the screen needs.

use linli_contract::{Timestamp, Wish, WishId, WishStatus};

use crate::domain::text::{self, TextError};

/// A wish is one line of so many characters.
pub(super) const SHORTEST: usize = 4;
/// See [`SHORTEST`].
pub(super) const LONGEST: usize = 60;

/// What is shown of a second: the server's word and what still waits on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// Whether my household seconds it, or will once it is sent.
    pub(super) seconded: bool,
    /// The number of households, with ours as it will be.
    pub(super) seconds: u32,
    /// Whether that is still to be sent.
    pub(super) waits: bool,
}

/// `waiting` is what waits to be sent: seconding (`true`) or taking it back.
pub(super) fn standing(wish: &Wish, waiting: Option<bool>) -> Standing {
    let seconds = match (wish.seconded, waiting) {
        (false, Some(true)) => wish.seconds.saturating_add(1),
        (true, Some(false)) => wish.seconds.saturating_sub(1),
        _ => wish.seconds,
    };
    Standing {
        seconded: waiting.unwrap_or(wish.seconded),
        seconds,
        waits: waiting.is_some(),
    }
}

/// The days that remain, the running one included; 0 when the time is up.
pub(super) fn days_left(due: Timestamp, now: Timestamp) -> i64 {
    let left = due.0.saturating_sub(now.0);
    if left <= 0 {
        0
    } else {
        (left - 1) / 86_400_000 + 1
    }
}

/// The ids of the open wishes in the server's order, and of the others: first those under review,
/// then what came of them, newest first.
pub(super) fn groups(wishes: &[Wish]) -> (Vec<WishId>, Vec<WishId>) {
    let (open, mut ended): (Vec<&Wish>, Vec<&Wish>) = wishes
        .iter()
        .partition(|wish| wish.status == WishStatus::Open);
    ended.sort_by_key(|wish| (rank(&wish.status), -wish.created_at.0));
    let ids = |wishes: Vec<&Wish>| wishes.into_iter().map(|wish| wish.id.clone()).collect();
    (ids(open), ids(ended))
}

const fn rank(status: &WishStatus) -> u8 {
    match status {
        WishStatus::Open | WishStatus::Review => 0,
        WishStatus::Adopted | WishStatus::Other(_) => 1,
        WishStatus::Declined => 2,
        WishStatus::Lapsed => 3,
    }
}

/// A wish's text, or the code of what is wrong with it and its bound.
pub(super) fn checked(text: &str) -> Result<String, (&'static str, Option<i64>)> {
    text::checked(text, SHORTEST, LONGEST).map_err(TextError::code)
}

/// A wish that is being written, as it is kept: the category, then the text.
pub(super) fn draft(category: &str, text: &str) -> String {
    [category, text].join("\n")
}

/// Reads a kept draft: category and text.
pub(super) fn read_draft(kept: &str) -> (String, String) {
    let (category, text) = kept.split_once('\n').unwrap_or(("", kept));
    (category.to_owned(), text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(id: &str, status: WishStatus, seconds: u32, seconded: bool) -> Wish {
        Wish {
            id: id.into(),
            text: id.into(),
            category_id: None,
            status,
            seconds,
            threshold: 15,
            seconded,
            mine: false,
            created_at: Timestamp(i64::from(seconds)),
            due_at: None,
            reason: None,
            service_id: None,
        }
    }

    #[test]
    fn what_waits_is_shown_as_it_will_be_and_counted_once() {
        let plain = wish("a", WishStatus::Open, 11, false);
        assert_eq!(
            standing(&plain, Some(true)),
            Standing {
                seconded: true,
                seconds: 12,
                waits: true
            }
        );
        // The server has it already and only its answer was lost.
        let known = wish("a", WishStatus::Open, 12, true);
        assert_eq!(standing(&known, Some(true)).seconds, 12);
        assert_eq!(
            standing(&known, Some(false)),
            Standing {
                seconded: false,
                seconds: 11,
                waits: true
            }
        );
        assert_eq!(
            standing(&known, None),
            Standing {
                seconded: true,
                seconds: 12,
                waits: false
            }
        );
        assert_eq!(
            standing(&wish("a", WishStatus::Open, 0, true), Some(false)).seconds,
            0
        );
    }

    #[test]
    fn days_are_counted_with_the_running_one() {
        let day = 86_400_000;
        assert_eq!(days_left(Timestamp(day), Timestamp(0)), 1);
        assert_eq!(days_left(Timestamp(day + 1), Timestamp(0)), 2);
        assert_eq!(days_left(Timestamp(1), Timestamp(0)), 1);
        assert_eq!(days_left(Timestamp(0), Timestamp(0)), 0);
        assert_eq!(days_left(Timestamp(i64::MIN), Timestamp(i64::MAX)), 0);
    }

    #[test]
    fn open_wishes_keep_the_servers_order_and_results_follow() {
        let all = [
            wish("fourteen", WishStatus::Open, 14, false),
            wish("lapsed", WishStatus::Lapsed, 4, false),
            wish("three", WishStatus::Open, 3, false),
            wish("adopted", WishStatus::Adopted, 15, false),
            wish("new", WishStatus::Other("vote".into()), 16, false),
            wish("review", WishStatus::Review, 15, false),
        ];
        let (open, ended) = groups(&all);
        assert_eq!(open, ["fourteen".into(), "three".into()]);
        assert_eq!(
            ended,
            [
                "review".into(),
                "new".into(),
                "adopted".into(),
                "lapsed".into()
            ]
        );
    }

    #[test]
    fn a_text_is_checked_before_it_is_sent() {
        assert_eq!(checked("  修自行车😀 ").as_deref(), Ok("修自行车😀"));
        assert_eq!(checked("　 "), Err(("required", None)));
        assert_eq!(checked("修车"), Err(("too_short", Some(4))));
        assert_eq!(checked(&"长".repeat(61)), Err(("too_long", Some(60))));
        assert_eq!(checked("abc\u{202E}def"), Err(("bad_text", None)));
    }

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let kept = draft("repair", "修自行车\n的摊位");
        assert_eq!(
            read_draft(&kept),
            ("repair".into(), "修自行车\n的摊位".into())
        );
        assert_eq!(read_draft(&draft("", "")), (String::new(), String::new()));
        assert_eq!(read_draft("x"), (String::new(), "x".into()));
    }
}
