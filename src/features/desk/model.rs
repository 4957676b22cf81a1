//! The rules of the desk: what is late, what a queue adds up to, what a move needs.

use linli_contract::{Date, DeskRow, OrderStatus, StatusType, Timestamp};

/// Asia/Shanghai, in minutes from UTC.
const ZONE: i64 = 480;
/// A deadline nearer than this is shown as near.
const SOON_MS: i64 = 24 * 3_600_000;

/// Which orders the queue shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    /// Those with work left.
    Open,
    /// Those that were served.
    Done,
    /// Those that ended without service.
    Closed,
}

impl Filter {
    /// All, in the order to show.
    pub(super) const ALL: [Self; 3] = [Self::Open, Self::Done, Self::Closed];

    /// The word of the contract.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Closed => "closed",
        }
    }
}

/// How far behind a deadline lies, in the largest unit that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Late {
    /// Less than an hour; at least one minute.
    Minutes(i64),
    /// Less than a day.
    Hours(i64),
    /// Days.
    Days(i64),
}

/// How urgent a deadline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// It has passed.
    Late(Late),
    /// It is near.
    Soon,
    /// There is time.
    Calm,
}

/// How urgent a deadline is now.
pub(super) fn due(at: Timestamp, now: Timestamp) -> Due {
    let left = at.0.saturating_sub(now.0);
    if left >= SOON_MS {
        return Due::Calm;
    }
    if left >= 0 {
        return Due::Soon;
    }
    let minutes = (left.saturating_neg() / 60_000).max(1);
    Due::Late(match minutes {
        1..60 => Late::Minutes(minutes),
        60..1440 => Late::Hours(minutes / 60),
        _ => Late::Days(minutes / 1440),
    })
}

/// The deadline that counts for a row: the promised answer while it is open, else the call-back.
pub(super) fn deadline(row: &DeskRow) -> Option<Timestamp> {
    match row.status_type {
        StatusType::Open => row.promised_at,
        _ => row.call_back_by,
    }
}

/// What a queue of open orders adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    /// Past their deadline.
    pub(super) late: usize,
    /// Due before the day ends, not late yet.
    pub(super) today: usize,
    /// Being worked on.
    pub(super) open: usize,
    /// Households to call back.
    pub(super) call_back: usize,
}

/// Adds up a queue.
pub(super) fn figures(rows: &[DeskRow], now: Timestamp) -> Figures {
    let mut figures = Figures::default();
    let today = now.date_at_offset(ZONE);
    for row in rows {
        if row.status_type == StatusType::Open {
            figures.open += 1;
        }
        if row.call_back_by.is_some() {
            figures.call_back += 1;
        }
        match deadline(row) {
            Some(at) if at < now => figures.late += 1,
            Some(at) if at.date_at_offset(ZONE) == today => figures.today += 1,
            _ => {}
        }
    }
    figures
}

/// Whether the household must be told something when an order moves there.
pub(super) const fn needs_text(to: &OrderStatus) -> bool {
    matches!(
        to,
        OrderStatus::NeedInfo | OrderStatus::Rejected | OrderStatus::Duplicate
    )
}

/// Why a visit's time cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VisitError {
    /// Only the day, or only the time.
    Half,
    /// Not a day and a time.
    NotADate,
    /// It has passed.
    InThePast,
}

/// The instant of a day `2026-11-23` and a time `14:00` in the community's zone; none when both
/// are empty.
pub(super) fn visit(
    day: &str,
    time: &str,
    now: Timestamp,
) -> Result<Option<Timestamp>, VisitError> {
    match (day.trim(), time.trim()) {
        ("", "") => Ok(None),
        ("", _) | (_, "") => Err(VisitError::Half),
        (day, time) => {
            let day: Date = day.parse().map_err(|_| VisitError::NotADate)?;
            let minutes = minutes(time).ok_or(VisitError::NotADate)?;
            let midnight = Timestamp(0).plus_days(day.days());
            let at = midnight.plus_minutes(minutes - ZONE);
            if at <= now {
                return Err(VisitError::InThePast);
            }
            Ok(Some(at))
        }
    }
}

/// Minutes since midnight, from `14:00`, also with seconds as some browsers write them.
fn minutes(time: &str) -> Option<i64> {
    let (hour, rest) = time.split_once(':')?;
    let minute = rest.split_once(':').map_or(rest, |(minute, _)| minute);
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22 09:00 in Shanghai.
    fn now() -> Timestamp {
        "2026-11-22T01:00:00Z".parse().unwrap_or(Timestamp(0))
    }

    fn row(promised_in_minutes: Option<i64>) -> DeskRow {
        DeskRow {
            id: "o".into(),
            number: "1122-0001".into(),
            service_name: "x".into(),
            address: String::new(),
            person: String::new(),
            status_type: StatusType::Open,
            status: OrderStatus::Submitted,
            holder: String::new(),
            created_at: now(),
            promised_at: promised_in_minutes.map(|m| now().plus_minutes(m)),
            call_back_by: None,
        }
    }

    #[test]
    fn lateness_is_told_in_the_largest_unit() {
        let at = |minutes: i64| due(now().plus_minutes(minutes), now());
        assert_eq!(at(-25), Due::Late(Late::Minutes(25)));
        assert_eq!(at(-60), Due::Late(Late::Hours(1)));
        assert_eq!(at(-1439), Due::Late(Late::Hours(23)));
        assert_eq!(at(-2 * 1440), Due::Late(Late::Days(2)));
        assert_eq!(at(0), Due::Soon);
        assert_eq!(at(1439), Due::Soon);
        assert_eq!(at(1440), Due::Calm);
        // A second late is late, and not "0 minutes".
        assert_eq!(
            due(Timestamp(now().0 - 1), now()),
            Due::Late(Late::Minutes(1))
        );
    }

    #[test]
    fn clocks_at_the_ends_of_time_do_not_panic() {
        assert!(matches!(
            due(Timestamp(i64::MIN), Timestamp(i64::MAX)),
            Due::Late(_)
        ));
        assert_eq!(due(Timestamp(i64::MAX), Timestamp(i64::MIN)), Due::Calm);
    }

    #[test]
    fn a_queue_adds_up() {
        let mut call_back = row(None);
        call_back.status_type = StatusType::Done;
        call_back.call_back_by = Some(now().plus_minutes(-5));
        // 09:00 and 14 hours are 23:00 of the same day, 16 hours are tomorrow.
        let rows = [
            row(Some(-1)),
            row(Some(14 * 60)),
            row(Some(16 * 60)),
            row(None),
            call_back,
        ];
        let expected = Figures {
            late: 2,
            today: 1,
            open: 4,
            call_back: 1,
        };
        assert_eq!(figures(&rows, now()), expected);
    }

    #[test]
    fn a_visit_is_read_in_the_towns_time() {
        let expected: Result<Timestamp, _> = "2026-11-23T06:00:00Z".parse();
        assert_eq!(
            visit("2026-11-23", "14:00", now()).ok().flatten(),
            expected.ok()
        );
        assert_eq!(
            visit("2026-11-23", "14:00:30", now()),
            visit("2026-11-23", "14:00", now())
        );
        assert_eq!(visit("", " ", now()), Ok(None));
        assert_eq!(visit("2026-11-23", "", now()), Err(VisitError::Half));
        assert_eq!(
            visit("2026-11-22", "09:00", now()),
            Err(VisitError::InThePast)
        );
        for (day, time) in [
            ("2026-02-30", "09:00"),
            ("23/11/2026", "09:00"),
            ("2026-11-23", "25:00"),
            ("2026-11-23", "9"),
        ] {
            assert_eq!(
                visit(day, time, now()),
                Err(VisitError::NotADate),
                "{day} {time}"
            );
        }
    }
}
