//! Days, times and statuses in words, for what a neighbour reads.

use linli_contract::{Date, OrderStatus, Timestamp};

use crate::clock::{OFFSET_MINUTES, day_of};

const DAY_MINUTES: i64 = 1440;

const WEEKDAYS: [(&str, &str); 7] = [
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The day of the week, Monday being 0. The first day of 1970 was a Thursday.
pub fn weekday(date: Date) -> usize {
    usize::try_from((date.days() + 3).rem_euclid(7)).unwrap_or(0)
}

/// The minute of the day in the community.
pub fn local_minute(at: Timestamp) -> i64 {
    at.0.div_euclid(60_000)
        .saturating_add(OFFSET_MINUTES)
        .rem_euclid(DAY_MINUTES)
}

/// A day: `11月24日 周二`, `Tue 24 Nov`.
pub fn day(date: Date, english: bool) -> String {
    let (zh, en) = WEEKDAYS[weekday(date) % 7];
    if english {
        let month = MONTHS[usize::from(date.month.saturating_sub(1)) % 12];
        format!("{en} {} {month}", date.day)
    } else {
        format!("{}月{}日 {zh}", date.month, date.day)
    }
}

fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A moment: `11月24日 周二 09:00`.
pub fn moment(at: Timestamp, english: bool) -> String {
    format!("{} {}", day(day_of(at), english), clock(local_minute(at)))
}

/// A stretch of time within a day: `11月24日 周二 09:00–10:00`.
pub fn stretch(from: Timestamp, to: Timestamp, english: bool) -> String {
    format!("{}–{}", moment(from, english), clock(local_minute(to)))
}

/// What happens next, in one sentence. `promised` and `visit` are used where the status has them.
pub fn next(
    status: &OrderStatus,
    promised: Option<Timestamp>,
    question_due: Option<Timestamp>,
    visit: Option<Timestamp>,
    english: bool,
) -> String {
    use OrderStatus as S;
    let by = |at: Option<Timestamp>, zh: &str, en: &str, zh_without: &str, en_without: &str| match (
        at, english,
    ) {
        (Some(at), false) => zh.replace("{}", &moment(at, false)),
        (Some(at), true) => en.replace("{}", &moment(at, true)),
        (None, false) => zh_without.to_owned(),
        (None, true) => en_without.to_owned(),
    };
    let plain = |zh: &str, en: &str| if english { en } else { zh }.to_owned();
    match status {
        S::Submitted | S::Reviewing => by(
            promised,
            "社工会看这一单，{} 前答复您。",
            "A community worker looks at it and answers by {}.",
            "社工会看这一单，然后答复您。",
            "A community worker looks at it and answers you.",
        ),
        S::NeedInfo => by(
            question_due,
            "请回答社工的问题，最晚 {}；收到后马上接着办。",
            "Please answer the worker's question by {}; it goes on right after that.",
            "请回答社工的问题；收到后马上接着办。",
            "Please answer the worker's question; it goes on right after that.",
        ),
        S::Dispatched => by(
            promised,
            "已派给服务方，{} 前会有人联系您。",
            "It is with the provider, who will be in touch by {}.",
            "已派给服务方，会有人联系您。",
            "It is with the provider, who will be in touch.",
        ),
        S::Accepted => by(
            promised,
            "服务方已接单，{} 前和您约好时间。",
            "The provider has taken it and will agree a time with you by {}.",
            "服务方已接单，会和您约好时间。",
            "The provider has taken it and will agree a time with you.",
        ),
        S::Scheduled => by(
            visit,
            "{} 有人上门，请保持电话畅通。",
            "Somebody comes on {}; please keep your phone at hand.",
            "已约好时间，请保持电话畅通。",
            "A time is agreed; please keep your phone at hand.",
        ),
        S::InService => plain(
            "正在服务。做完后会请您确认是否解决。",
            "Work is under way. Afterwards you are asked whether it is solved.",
        ),
        S::Completed => plain(
            "服务做完了。请告诉我们：解决了吗？",
            "The work is done. Please tell us: is it solved?",
        ),
        S::Confirmed => plain(
            "您已确认解决，这一单结束了。",
            "You confirmed that it is solved; this order has ended.",
        ),
        S::Rejected => plain(
            "这一单没有通过，原因见下方记录；可以打服务点电话问一问。",
            "This order was not accepted; the reason is below. The centre's desk is glad to explain.",
        ),
        S::Cancelled => plain(
            "这一单已取消；需要时可以重新点单。",
            "This order was cancelled; you can order again at any time.",
        ),
        S::Duplicate => plain(
            "这一单和另一单重复，只办那一单。",
            "This order repeats another one; only that one is carried out.",
        ),
        S::Other(_) => plain("请打服务点电话询问。", "Please ask the centre's desk."),
    }
}

/// What the community still owes after the end, in one sentence; `None` when it owes nothing.
pub fn owed(
    call_back: Option<Timestamp>,
    complaint: Option<Timestamp>,
    english: bool,
) -> Option<String> {
    let (by, zh, en) = match (call_back, complaint) {
        (Some(by), _) => (
            by,
            "社区会在 {} 前打电话给您，听您说说哪里没做好。",
            "The centre calls you by {} to hear what went wrong.",
        ),
        (None, Some(by)) => (
            by,
            "社区会在 {} 前答复您的投诉。",
            "The centre answers your complaint by {}.",
        ),
        (None, None) => return None,
    };
    Some(if english { en } else { zh }.replace("{}", &moment(by, english)))
}

/// For what a price is, in words: the codes of the catalogue.
pub fn unit(code: &str, english: bool) -> &str {
    let zh = match code {
        "visit" | "session" => "次",
        "hour" => "小时",
        "meal" => "餐",
        "item" => "件",
        "class" => "节",
        "trip" => "趟",
        "document" => "份",
        "month" => "月",
        other => other,
    };
    if english { code } else { zh }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::clock::instant_of;

    #[test]
    fn days_carry_their_weekday_in_both_languages() {
        let date: Date = "2026-11-24".parse().unwrap();
        assert_eq!(day(date, false), "11月24日 周二");
        assert_eq!(day(date, true), "Tue 24 Nov");
    }

    #[test]
    fn moments_are_told_in_the_clock_of_the_community() {
        let at: Timestamp = "2026-11-23T16:30:00Z".parse().unwrap();
        assert_eq!(moment(at, false), "11月24日 周二 00:30");
        assert_eq!(
            stretch(at, at.plus_minutes(60), true),
            "Tue 24 Nov 00:30–01:30"
        );
        assert_eq!(instant_of(day_of(at), local_minute(at)), at);
    }

    #[test]
    fn what_is_still_owed_is_told_and_a_call_comes_before_an_answer() {
        let by: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let told = |call, complaint, english| owed(call, complaint, english).unwrap();
        assert!(told(Some(by), Some(by), false).contains("11月23日 周一 18:00 前打电话"));
        assert!(told(None, Some(by), false).contains("答复您的投诉"));
        assert!(told(None, Some(by), true).is_ascii());
        assert!(told(Some(by), None, true).is_ascii());
        assert_eq!(owed(None, None, false), None);
    }

    #[test]
    fn every_status_says_what_happens_next_in_both_languages() {
        for status in OrderStatus::ALL {
            for at in [None, Some(Timestamp(0))] {
                let zh = next(status, at, at, at, false);
                let en = next(status, at, at, at, true);
                assert!(zh.ends_with(['。', '？']), "{zh}");
                assert!(
                    en.is_ascii() && !en.contains("{}") && !zh.contains("{}"),
                    "{en}"
                );
            }
        }
    }
}
