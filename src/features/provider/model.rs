//! Days, times to open, and what a shared self-check says.

use linli_contract::{Date, Timestamp};

/// Minutes from UTC in the community's zone; its offset never changes.
pub(super) const CENTRE_OFFSET: i64 = 8 * 60;

/// The day of now in the community, and the days from `before` days ago on.
pub(super) fn days(now: Timestamp, before: i64, count: i64) -> Option<(Date, Vec<Date>)> {
    let today = now.date_at_offset(CENTRE_OFFSET)?;
    let days = (-before..count - before).map(|ahead| today.plus_days(ahead));
    Some((today, days.collect()))
}

/// The minute of the day in a text like `09:30`.
pub(super) fn minute(text: &str) -> Option<i64> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let two = |digits: &str, below: i64| {
        // A sign is read as part of a number.
        let plain = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
        let number: i64 = digits.parse().ok().filter(|_| plain)?;
        (number < below).then_some(number)
    };
    Some(two(hours, 24)? * 60 + two(minutes, 60)?)
}

/// The times somebody wants to open on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The day.
    pub(super) day: Date,
    /// The minute of the day at which the first one begins.
    pub(super) from: i64,
    /// The minute of the day at which the last one has ended.
    pub(super) until: i64,
    /// A time begins every so many minutes.
    pub(super) every: i64,
    /// How long a time is.
    pub(super) minutes: i64,
}

/// What becomes of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// The times to open.
    pub(super) opens: Vec<Timestamp>,
    /// How many are left out, because there is a time already.
    pub(super) there: usize,
    /// How many are left out, because they have begun.
    pub(super) past: usize,
}

/// Which of the wanted times can be opened beside those that are open: from when until when each.
pub(super) fn plan(wanted: Wanted, open: &[(Timestamp, Timestamp)], now: Timestamp) -> Plan {
    let mut plan = Plan::default();
    let (every, minutes) = (wanted.every.max(5), wanted.minutes.max(1));
    let midnight = Timestamp(wanted.day.days() * 86_400_000).plus_minutes(-CENTRE_OFFSET);
    let mut at = wanted.from;
    while at + minutes <= wanted.until {
        let begins = midnight.plus_minutes(at);
        let ends = begins.plus_minutes(minutes);
        if begins < now {
            plan.past += 1;
        } else if open
            .iter()
            .any(|(from, until)| *from < ends && *until > begins)
        {
            plan.there += 1;
        } else {
            plan.opens.push(begins);
        }
        at += every;
    }
    plan
}

/// A usual distance between two times of so many minutes: with a break, on the hour or half of it.
pub(super) const fn usual_distance(minutes: u32) -> u32 {
    minutes.div_ceil(30) * 30
}

/// A self-check that was shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    /// Its title and version.
    pub(super) title: String,
    /// The sum and the band.
    pub(super) result: String,
    /// Every question with its answer.
    pub(super) answers: Vec<(String, String)>,
}

/// Reads what the resident's side writes: title, result, then every question with the answer under it.
/// `None` for a text of another making, which is shown as it is.
pub(super) fn shared(text: &str) -> Option<Shared> {
    let mut blocks = text.trim_end().split("\n\n");
    let (title, result) = blocks.next()?.split_once('\n')?;
    let answers: Option<Vec<(String, String)>> = blocks
        .map(|block| {
            let (question, answer) = block.trim().rsplit_once('\n')?;
            // The number that the answer counts stands before its words.
            let (value, words) = answer.split_once(' ')?;
            value.parse::<u32>().ok()?;
            Some((question.to_owned(), format!("{words} · {value}")))
        })
        .collect();
    let answers = answers.filter(|answers| !answers.is_empty())?;
    Some(Shared {
        title: title.to_owned(),
        result: result.trim().to_owned(),
        answers,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn wanted(from: i64, until: i64) -> Wanted {
        Wanted {
            day: "2026-11-27".parse().unwrap(),
            from,
            until,
            every: 60,
            minutes: 50,
        }
    }

    #[test]
    fn the_day_changes_at_midnight_of_the_town() {
        let (today, all) = days(at("2026-11-26T15:59:59Z"), 1, 3).unwrap();
        assert_eq!(today.to_string(), "2026-11-26");
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        assert_eq!(all, ["2026-11-25", "2026-11-26", "2026-11-27"]);
        let (today, _) = days(at("2026-11-26T16:00:00Z"), 0, 1).unwrap();
        assert_eq!(today.to_string(), "2026-11-27");
    }

    #[test]
    fn a_minute_of_the_day_is_read_as_browsers_write_it() {
        assert_eq!(minute("00:00"), Some(0));
        assert_eq!(minute(" 23:59 "), Some(1439));
        for text in [
            "", "9", "9:30", "24:00", "12:60", "+1:00", "09:30:00", "-1:30",
        ] {
            assert_eq!(minute(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_opened_from_the_first_to_the_last_that_ends_in_time() {
        let plan = plan(wanted(9 * 60, 12 * 60), &[], at("2026-11-26T00:00:00Z"));
        let times = [
            "2026-11-27T01:00:00Z",
            "2026-11-27T02:00:00Z",
            "2026-11-27T03:00:00Z",
        ];
        assert_eq!(plan.opens, times.map(at));
        assert_eq!((plan.there, plan.past), (0, 0));
        // The last one would end at 11:50.
        let shorter = super::plan(
            wanted(9 * 60, 11 * 60 + 49),
            &[],
            at("2026-11-26T00:00:00Z"),
        );
        assert_eq!(shorter.opens.len(), 2);
        let none = super::plan(wanted(9 * 60, 9 * 60), &[], at("2026-11-26T00:00:00Z"));
        assert_eq!(none, Plan::default());
    }

    #[test]
    fn what_is_open_and_what_has_begun_is_left_out() {
        let open = [(at("2026-11-27T02:30:00Z"), at("2026-11-27T03:20:00Z"))];
        let plan = plan(wanted(9 * 60, 14 * 60), &open, at("2026-11-27T01:00:01Z"));
        // 09:00 has begun; 10:00 and 11:00 overlap the one of 10:30; 12:00 and 13:00 remain.
        assert_eq!((plan.past, plan.there, plan.opens.len()), (1, 2, 2));
        // One that ends when another begins does not overlap it.
        let open = [(at("2026-11-27T01:50:00Z"), at("2026-11-27T02:00:00Z"))];
        let beside = super::plan(wanted(9 * 60, 11 * 60), &open, at("2026-11-26T00:00:00Z"));
        assert_eq!(beside.opens.len(), 2);
    }

    #[test]
    fn nonsense_ends() {
        let nonsense = Wanted {
            every: 0,
            minutes: 0,
            ..wanted(0, 24 * 60)
        };
        assert_eq!(plan(nonsense, &[], Timestamp(0)).opens.len(), 288);
    }

    #[test]
    fn between_two_times_there_is_a_break_up_to_the_next_half_hour() {
        assert_eq!([30, 50, 60, 61].map(usual_distance), [30, 60, 60, 90]);
    }

    #[test]
    fn a_shared_check_has_its_scale_its_result_and_every_answer() {
        let text = "GAD-7 (1999)\n14 分，满分 21 分 · 中度\n\n感到紧张\n2 一半以上的天数\n\n不能停止担忧\n0 完全没有\n";
        let read = shared(text).unwrap();
        assert_eq!(read.title, "GAD-7 (1999)");
        assert_eq!(read.result, "14 分，满分 21 分 · 中度");
        let answers: Vec<(&str, &str)> = read
            .answers
            .iter()
            .map(|(question, answer)| (question.as_str(), answer.as_str()))
            .collect();
        assert_eq!(
            answers,
            [
                ("感到紧张", "一半以上的天数 · 2"),
                ("不能停止担忧", "完全没有 · 0")
            ]
        );
    }

    #[test]
    fn a_text_of_another_making_is_not_taken_apart() {
        for text in [
            "",
            "一句话",
            "题目\n结果",
            "题目\n结果\n\n没有答案",
            "题目\n结果\n\n问题\n很多",
        ] {
            assert_eq!(shared(text), None, "{text}");
        }
    }
}
