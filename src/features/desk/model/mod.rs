//! The rules of the desk: what is late, what a queue adds up to, what a move needs.

pub(super) mod draft;
pub(super) mod kiosks;
pub(super) mod meeting;
pub(super) mod papers;
pub(super) mod points;
pub(super) mod posting;
pub(super) mod service;
pub(super) mod work;

use linli_contract::{
    Complaint, Date, DeskRow, DeskWish, OrderStatus, ProjectStage, StatusType, Timestamp, WishId,
    WishStatus,
};

/// Asia/Shanghai, in minutes from UTC.
const ZONE: i64 = 480;
/// A deadline nearer than this is shown as near.
const SOON_MS: i64 = 24 * 3_600_000;

/// A pointer into a body, the contract's word for what is wrong there, and the bound.
pub(super) type Finding = (&'static str, &'static str, Option<i64>);

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

/// The deadline that counts for a row, the nearest: the promised answer while it is open, the
/// call-back after that, the answer to a complaint always.
pub(super) fn deadline(row: &DeskRow) -> Option<Timestamp> {
    let own = match row.status_type {
        StatusType::Open => row.promised_at,
        _ => row.call_back_by,
    };
    own.into_iter().chain(row.complaint_due_at).min()
}

/// The stages that a project can go to from one, the usual way first.
pub(super) const fn moves(stage: &ProjectStage) -> &'static [ProjectStage] {
    match stage {
        ProjectStage::Collecting => &[ProjectStage::Deliberating, ProjectStage::Declined],
        ProjectStage::Deliberating => &[
            ProjectStage::Voting,
            ProjectStage::Building,
            ProjectStage::Collecting,
            ProjectStage::Declined,
        ],
        ProjectStage::Voting => &[
            ProjectStage::Building,
            ProjectStage::Deliberating,
            ProjectStage::Declined,
        ],
        ProjectStage::Building => &[ProjectStage::Evaluating, ProjectStage::Finished],
        ProjectStage::Evaluating => &[ProjectStage::Finished, ProjectStage::Building],
        ProjectStage::Finished | ProjectStage::Declined | ProjectStage::Other(_) => &[],
    }
}

/// The id to go on with after one of them is dealt with: the next, else the one before.
pub(super) fn after<'a, T: PartialEq>(ids: &'a [T], done: &T) -> Option<&'a T> {
    let at = ids.iter().position(|id| id == done)?;
    ids.get(at + 1).or_else(|| ids.get(at.checked_sub(1)?))
}

/// The row above (`down` false) or below one in the queue, as its place; none past the ends.
pub(super) fn beside<T: PartialEq>(ids: &[T], id: &T, down: bool) -> Option<usize> {
    let at = ids.iter().position(|known| known == id)?;
    if down {
        Some(at + 1).filter(|next| *next < ids.len())
    } else {
        at.checked_sub(1)
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
    /// Households that wait for a call or for the answer to a complaint.
    pub(super) owed: usize,
}

/// Adds up a queue.
pub(super) fn figures(rows: &[DeskRow], now: Timestamp) -> Figures {
    let mut figures = Figures::default();
    let today = now.date_at_offset(ZONE);
    for row in rows {
        if row.status_type == StatusType::Open {
            figures.open += 1;
        }
        if row.call_back_by.or(row.complaint_due_at).is_some() {
            figures.owed += 1;
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

/// The complaint that is answered next, the nearest deadline first, and how many wait behind it.
pub(super) fn next_complaint(complaints: &[Complaint]) -> Option<(&Complaint, usize)> {
    let waiting = || complaints.iter().filter(|one| one.answer.is_none());
    let next = waiting().min_by_key(|one| one.due_at)?;
    Some((next, waiting().count() - 1))
}

/// The ids of wishes as the desk lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WishGroups {
    /// In review: an answer is promised.
    pub(super) review: Vec<WishId>,
    /// Being seconded.
    pub(super) open: Vec<WishId>,
    /// Whatever came of them.
    pub(super) ended: Vec<WishId>,
}

/// Puts wishes into groups; each keeps the server's order.
pub(super) fn wish_groups(wishes: &[DeskWish]) -> WishGroups {
    let mut groups = WishGroups::default();
    for DeskWish { wish, .. } in wishes {
        let group = match wish.status {
            WishStatus::Review => &mut groups.review,
            WishStatus::Open => &mut groups.open,
            _ => &mut groups.ended,
        };
        group.push(wish.id.clone());
    }
    groups
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
    if day.trim().is_empty() && time.trim().is_empty() {
        return Ok(None);
    }
    let at = instant(day, time)?;
    if at <= now {
        return Err(VisitError::InThePast);
    }
    Ok(Some(at))
}

/// The instant of a day and a time in the community's zone.
pub(super) fn instant(day: &str, time: &str) -> Result<Timestamp, VisitError> {
    match (day.trim(), time.trim()) {
        ("", _) | (_, "") => Err(VisitError::Half),
        (day, time) => {
            let day: Date = day.parse().map_err(|_| VisitError::NotADate)?;
            let minutes = minutes(time).ok_or(VisitError::NotADate)?;
            let midnight = Timestamp(0).plus_days(day.days());
            Ok(midnight.plus_minutes(minutes - ZONE))
        }
    }
}

/// The day and the time of an instant in the community's zone, as fields hold them.
pub(super) fn wall_clock(at: Timestamp) -> (String, String) {
    let day = at.date_at_offset(ZONE).map(|day| day.to_string());
    let minutes = at.plus_minutes(ZONE).0.div_euclid(60_000).rem_euclid(1440);
    let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    (day.unwrap_or_default(), time)
}

/// Minutes since midnight, from `14:00`, also with seconds as some browsers write them.
fn minutes(time: &str) -> Option<i64> {
    let (hour, rest) = time.split_once(':')?;
    let minute = rest.split_once(':').map_or(rest, |(minute, _)| minute);
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use linli_contract::{OrderId, Wish};

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
            complaint_due_at: None,
        }
    }

    #[test]
    fn after_one_the_next_is_dealt_with_and_at_the_end_the_one_before() {
        assert_eq!(after(&["a", "b", "c"], &"b"), Some(&"c"));
        assert_eq!(after(&["a", "b", "c"], &"c"), Some(&"b"));
        assert_eq!(after(&["a"], &"a"), None);
        assert_eq!(after(&["a"], &"x"), None);
    }

    #[test]
    fn a_project_goes_on_until_it_ends() {
        for stage in ProjectStage::ALL {
            let ends = matches!(stage, ProjectStage::Finished | ProjectStage::Declined);
            assert_eq!(moves(stage).is_empty(), ends, "{stage:?}");
            assert!(!moves(stage).contains(stage), "{stage:?}");
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
            DeskRow {
                complaint_due_at: Some(now().plus_minutes(60)),
                ..row(Some(48 * 60))
            },
        ];
        let expected = Figures {
            late: 2,
            today: 2,
            open: 5,
            owed: 2,
        };
        assert_eq!(figures(&rows, now()), expected);
    }

    #[test]
    fn the_keyboard_stops_at_the_ends_of_the_queue() {
        let ids: Vec<OrderId> = ["a", "b"].map(Into::into).into();
        assert_eq!(beside(&ids, &"a".into(), true), Some(1));
        assert_eq!(beside(&ids, &"b".into(), false), Some(0));
        assert_eq!(beside(&ids, &"b".into(), true), None);
        assert_eq!(beside(&ids, &"a".into(), false), None);
        assert_eq!(beside(&ids, &"gone".into(), true), None);
    }

    #[test]
    fn complaints_are_answered_one_after_another_the_nearest_deadline_first() {
        let complaint = |id: &str, due: i64, answered: bool| Complaint {
            id: id.into(),
            text: "x".into(),
            at: now(),
            due_at: now().plus_minutes(due),
            answer: answered.then(|| "y".to_owned()),
            answered_at: None,
        };
        let all = [
            complaint("later", 90, false),
            complaint("answered", 10, true),
            complaint("next", 60, false),
        ];
        let (next, behind) = next_complaint(&all).expect("two are not answered");
        assert_eq!((next.id.as_str(), behind), ("next", 1));
        assert_eq!(next_complaint(&all[1..2]), None);
    }

    #[test]
    fn wishes_in_review_stand_apart_in_the_servers_order() {
        let wish = |id: &str, status: WishStatus| DeskWish {
            wish: Wish {
                id: id.into(),
                text: id.into(),
                category_id: None,
                status,
                seconds: 1,
                threshold: 15,
                seconded: false,
                mine: false,
                created_at: now(),
                due_at: None,
                reason: None,
                service_id: None,
            },
            person: String::new(),
            address: String::new(),
            phone: None,
            decisions: Vec::new(),
        };
        let groups = wish_groups(&[
            wish("r2", WishStatus::Review),
            wish("o", WishStatus::Open),
            wish("r1", WishStatus::Review),
            wish("new", WishStatus::Other("merged".into())),
            wish("d", WishStatus::Declined),
        ]);
        assert_eq!(groups.review, ["r2", "r1"].map(WishId::from));
        assert_eq!(groups.open, ["o"].map(WishId::from));
        assert_eq!(groups.ended, ["new", "d"].map(WishId::from));
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
