//! The ledger: by month, searched, and added up against what the server claims.

use super::chart::parse_month;
use linli_contract::{AppealState, EntryState, PointsEntry, PointsOverview, PointsTotal};

/// An account of a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::points) enum Account {
    /// 分值
    Standing,
    /// 可用积分
    Spendable,
}

impl Account {
    /// The word of the contract.
    pub(in crate::features::points) const fn as_str(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Spendable => "spendable",
        }
    }
}

/// What one looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::features::points) struct Filter {
    /// Words in the title or the note.
    pub(in crate::features::points) text: String,
    /// `YYYY-MM`; empty for all.
    pub(in crate::features::points) month: String,
    /// One account alone.
    pub(in crate::features::points) account: Option<Account>,
    /// One state alone.
    pub(in crate::features::points) state: Option<EntryState>,
}

impl Filter {
    /// Whether all entries fit.
    pub(in crate::features::points) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.month.is_empty()
            && self.account.is_none()
            && self.state.is_none()
    }

    /// Whether an entry fits, as the server sees it. Asked only where the server cannot be.
    pub(in crate::features::points) fn fits(&self, entry: &PointsEntry) -> bool {
        let text = self.text.trim().to_lowercase();
        let found = |part: &str| part.to_lowercase().contains(&text);
        let in_text = found(&entry.title) || entry.note.as_deref().is_some_and(found);
        let in_month = self.month.is_empty()
            || entry
                .for_day
                .to_string()
                .starts_with(&format!("{}-", self.month));
        let in_account = match self.account {
            None => true,
            Some(Account::Standing) => entry.standing != 0,
            Some(Account::Spendable) => entry.spendable != 0,
        };
        let in_state = self
            .state
            .as_ref()
            .is_none_or(|state| *state == entry.state);
        in_text && in_month && in_account && in_state
    }
}

/// A month of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::points) struct Month {
    /// Its year and month.
    pub(in crate::features::points) of: (u16, u8),
    /// Its entries.
    pub(in crate::features::points) entries: Vec<PointsEntry>,
    /// What its posted entries add up to; none while more of it may come.
    pub(in crate::features::points) sum: Option<Sum>,
}

impl Month {
    /// By what a month that is drawn is known again: while it is the same, nothing of it is drawn anew.
    pub(in crate::features::points) fn mark(&self) -> String {
        let mut mark = format!("{}-{}", self.of.0, self.of.1);
        for entry in &self.entries {
            let appeal = entry.appeal.as_ref().map_or("", AppealState::as_str);
            let corrected = if entry.corrected { "corrected" } else { "" };
            for part in [entry.id.as_str(), entry.state.as_str(), appeal, corrected] {
                mark.push(' ');
                mark.push_str(part);
            }
        }
        if self.sum.is_some() {
            mark.push('.');
        }
        mark
    }
}

/// What posted entries add up to, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::features::points) struct Sum {
    /// How far the standing moved.
    pub(in crate::features::points) standing: i64,
    /// What came to be spent.
    pub(in crate::features::points) gained: i64,
    /// What was spent, expired or taken back, zero or less.
    pub(in crate::features::points) gone: i64,
}

/// Groups entries by the month of the day they are for, in the order they come. `more` says that the
/// list goes on, so that its last month may not be all there.
pub(in crate::features::points) fn months(entries: &[PointsEntry], more: bool) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for entry in entries {
        let of = (entry.for_day.year, entry.for_day.month);
        match months.iter_mut().find(|month| month.of == of) {
            Some(month) => month.entries.push(entry.clone()),
            None => months.push(Month {
                of,
                entries: vec![entry.clone()],
                sum: None,
            }),
        }
    }
    let whole = months.len().saturating_sub(usize::from(more));
    for month in months.iter_mut().take(whole) {
        month.sum = month.entries.iter().try_fold(Sum::default(), add);
    }
    months
}

/// More months than any ledger has: thirty years of them.
const MONTHS_MAX: usize = 360;

/// The months of a ledger, `YYYY-MM`, from now back to its oldest entry, and no fewer than the trend has.
pub(in crate::features::points) fn months_since(overview: &PointsOverview) -> Vec<String> {
    let mut months: Vec<String> = overview.trend.iter().map(|one| one.month.clone()).collect();
    months.reverse();
    let since = overview.since.map(|day| (day.year, day.month));
    let first = months.last().and_then(|month| parse_month(month));
    let (Some(since), Some((mut year, mut month))) = (since, first) else {
        return months;
    };
    while (year, month) > since && months.len() < MONTHS_MAX {
        (year, month) = match month {
            0 | 1 => (year - 1, 12),
            _ => (year, month - 1),
        };
        months.push(format!("{year:04}-{month:02}"));
    }
    months
}

fn add(sum: Sum, entry: &PointsEntry) -> Option<Sum> {
    if entry.state != EntryState::Posted {
        return Some(sum);
    }
    let standing = sum.standing.checked_add(entry.standing)?;
    let (gained, gone) = if entry.spendable >= 0 {
        (sum.gained.checked_add(entry.spendable)?, sum.gone)
    } else {
        (sum.gained, sum.gone.checked_add(entry.spendable)?)
    };
    Some(Sum {
        standing,
        gained,
        gone,
    })
}

/// Whether what is shown adds up to what the server claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::points) enum Check {
    /// Not all is here yet, so nothing is added up.
    Partial {
        /// So many are shown,
        shown: usize,
        /// of so many.
        of: usize,
    },
    /// All entries are here and add up to what is claimed.
    Agrees {
        /// So many entries.
        entries: usize,
        /// What they make to be spent.
        spendable: i64,
        /// What they make of standing.
        standing: i64,
    },
    /// All should be here, but they do not make what is claimed.
    Differs,
}

/// Adds up a list and compares. `overview` is the balance that is shown above the whole list; a list
/// that was narrowed has none, and is compared with its own total alone.
pub(in crate::features::points) fn check(
    entries: &[PointsEntry],
    more: bool,
    total: &PointsTotal,
    overview: Option<&PointsOverview>,
) -> Check {
    let of = usize::try_from(total.entries).unwrap_or(usize::MAX);
    if more || entries.len() < of {
        return Check::Partial {
            shown: entries.len(),
            of,
        };
    }
    let posted = || {
        entries
            .iter()
            .filter(|entry| entry.state == EntryState::Posted)
    };
    let spendable = posted().try_fold(0_i64, |sum, entry| sum.checked_add(entry.spendable));
    let standing = posted().try_fold(0_i64, |sum, entry| sum.checked_add(entry.standing));
    let as_total = entries.len() == of
        && spendable == Some(total.spendable)
        && standing == Some(total.standing);
    let as_balance = overview.is_none_or(|overview| {
        let of_period = posted()
            .filter(|entry| entry.period == overview.period.code)
            .try_fold(0_i64, |sum, entry| sum.checked_add(entry.standing));
        usize::try_from(overview.entries) == Ok(entries.len())
            && spendable == Some(overview.spendable.posted)
            && of_period == Some(overview.standing.points)
    });
    if as_total && as_balance {
        Check::Agrees {
            entries: entries.len(),
            spendable: total.spendable,
            standing: total.standing,
        }
    } else {
        Check::Differs
    }
}

/// Entries of several pages as one list. What comes twice, because the list moved on between two
/// readings, stands once.
pub(in crate::features::points) fn joined<'a>(
    pages: impl Iterator<Item = &'a [PointsEntry]>,
) -> Vec<PointsEntry> {
    let mut all: Vec<PointsEntry> = Vec::new();
    for entry in pages.flatten() {
        if all.iter().all(|known| known.id != entry.id) {
            all.push(entry.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use linli_contract::{
        Band, Date, EntryKind, PointsPeriod, SpendableAccount, StandingAccount, Timestamp,
        TrendMonth,
    };

    use super::*;

    fn entry(
        id: &str,
        day: (u16, u8, u8),
        state: EntryState,
        standing: i64,
        spendable: i64,
    ) -> PointsEntry {
        PointsEntry {
            id: id.into(),
            kind: EntryKind::Earn,
            state,
            standing,
            spendable,
            title: "打扫楼道".into(),
            note: Some("和邻居一起清洗了2单元楼梯 Lamp".into()),
            indicator: None,
            for_day: Date {
                year: day.0,
                month: day.1,
                day: day.2,
            },
            period: day.0.to_string(),
            recorded_at: Timestamp(0),
            notice_until: None,
            corrected: false,
            appeal: None,
        }
    }

    fn ledger() -> Vec<PointsEntry> {
        vec![
            entry("a", (2026, 11, 8), EntryState::Posted, 5, 10),
            entry("b", (2026, 11, 7), EntryState::Pending, 0, -120),
            entry("c", (2026, 11, 1), EntryState::Voided, 0, -80),
            entry("d", (2026, 10, 3), EntryState::Posted, -5, -4),
            entry("e", (2025, 12, 1), EntryState::Posted, 10, 20),
        ]
    }

    fn total(entries: u32, standing: i64, spendable: i64) -> PointsTotal {
        PointsTotal {
            entries,
            standing,
            spendable,
        }
    }

    fn overview(entries: u32, standing: i64, posted: i64) -> PointsOverview {
        let day = |month, day| Date {
            year: 2026,
            month,
            day,
        };
        PointsOverview {
            as_of: Timestamp(0),
            period: PointsPeriod {
                code: "2026".into(),
                name: "2026年".into(),
                starts_on: day(1, 1),
                ends_on: day(12, 31),
            },
            standing: StandingAccount {
                points: standing,
                pending: 0,
                band: Band {
                    code: "start".into(),
                    name: "起步".into(),
                    from: 0,
                    hint: String::new(),
                },
                next_band: None,
                top_percent: None,
                last_period: None,
            },
            spendable: SpendableAccount {
                points: posted,
                posted,
                held: 0,
                pending: 0,
                expiries: Vec::new(),
            },
            entries,
            since: None,
            pending: Vec::new(),
            trend: Vec::new(),
            board_name: None,
        }
    }

    #[test]
    fn every_month_back_to_the_oldest_entry_can_be_chosen() {
        let mut overview = overview(3, 0, 0);
        let trend = |month: &str| TrendMonth {
            month: month.to_owned(),
            standing: 0,
            earned: 0,
            spent: 0,
            entries: 0,
        };
        overview.trend = vec![trend("2026-02"), trend("2026-03")];
        assert_eq!(months_since(&overview), ["2026-03", "2026-02"]);
        overview.since = "2025-11-30".parse().ok();
        let all = ["2026-03", "2026-02", "2026-01", "2025-12", "2025-11"];
        assert_eq!(months_since(&overview), all);
        overview.since = "2026-03-09".parse().ok();
        assert_eq!(months_since(&overview), ["2026-03", "2026-02"]);
        // Nonsense makes no endless list.
        overview.since = "0001-01-01".parse().ok();
        assert_eq!(months_since(&overview).len(), MONTHS_MAX);
    }

    #[test]
    fn only_what_is_posted_counts() {
        let agrees = Check::Agrees {
            entries: 5,
            spendable: 26,
            standing: 10,
        };
        assert_eq!(check(&ledger(), false, &total(5, 10, 26), None), agrees);
        // The standing of the running period leaves the year before out.
        let balance = overview(5, 0, 26);
        assert_eq!(
            check(&ledger(), false, &total(5, 10, 26), Some(&balance)),
            agrees
        );
    }

    #[test]
    fn a_list_that_is_not_whole_is_never_added_up() {
        for (more, of) in [(true, 5), (false, 6)] {
            assert_eq!(
                check(&ledger(), more, &total(of, 10, 26), None),
                Check::Partial {
                    shown: 5,
                    of: usize::try_from(of).unwrap_or_default()
                }
            );
        }
    }

    #[test]
    fn a_list_that_does_not_make_the_balance_says_so() {
        let entries = ledger();
        for wrong in [total(5, 10, 27), total(5, 11, 26), total(4, 10, 26)] {
            assert_eq!(check(&entries, false, &wrong, None), Check::Differs);
        }
        for wrong in [overview(5, 0, 27), overview(5, 1, 26), overview(6, 0, 26)] {
            assert_eq!(
                check(&entries, false, &total(5, 10, 26), Some(&wrong)),
                Check::Differs
            );
        }
        let mut huge = entries;
        huge[0].spendable = i64::MAX;
        assert_eq!(
            check(&huge, false, &total(5, 10, i64::MAX), None),
            Check::Differs
        );
    }

    #[test]
    fn months_follow_the_list_and_the_last_one_has_no_sum_while_more_may_come() {
        let entries = ledger();
        let all = months(&entries, false);
        let of: Vec<_> = all
            .iter()
            .map(|month| {
                let ids = month.entries.iter().map(|entry| entry.id.as_str());
                (month.of, ids.collect::<String>())
            })
            .collect();
        assert_eq!(
            of,
            [
                ((2026, 11), "abc".to_owned()),
                ((2026, 10), "d".to_owned()),
                ((2025, 12), "e".to_owned())
            ]
        );
        assert_eq!(
            all[0].sum,
            Some(Sum {
                standing: 5,
                gained: 10,
                gone: 0
            })
        );
        assert_eq!(
            all[1].sum,
            Some(Sum {
                standing: -5,
                gained: 0,
                gone: -4
            })
        );
        let part = months(&entries, true);
        assert_eq!(part[1].sum, all[1].sum);
        assert_eq!(part[2].sum, None);
        assert_eq!(months(&[], true), []);
    }

    #[test]
    fn sums_of_months_make_the_sum_of_the_list() {
        let entries = ledger();
        let sums = months(&entries, false)
            .into_iter()
            .filter_map(|month| month.sum)
            .fold((0, 0), |(standing, spendable), sum| {
                (standing + sum.standing, spendable + sum.gained + sum.gone)
            });
        assert_eq!(sums, (10, 26));
    }

    #[test]
    fn a_filter_finds_what_the_server_would() {
        let entries = ledger();
        let found = |filter: &Filter| -> Vec<String> {
            entries
                .iter()
                .filter(|entry| filter.fits(entry))
                .map(|entry| entry.id.0.clone())
                .collect()
        };
        let all = Filter::default();
        assert!(all.is_empty());
        assert_eq!(found(&all).len(), 5);
        let of = |change: fn(&mut Filter)| {
            let mut filter = Filter::default();
            change(&mut filter);
            assert!(!filter.is_empty());
            found(&filter)
        };
        assert_eq!(of(|f| f.text = " lamp ".into()).len(), 5);
        assert_eq!(of(|f| f.text = "没有".into()), Vec::<String>::new());
        assert_eq!(of(|f| f.month = "2026-10".into()), ["d"]);
        assert_eq!(of(|f| f.account = Some(Account::Standing)), ["a", "d", "e"]);
        assert_eq!(of(|f| f.state = Some(EntryState::Pending)), ["b"]);
    }

    #[test]
    fn an_entry_that_comes_twice_stands_once() {
        let entries = ledger();
        let ids: Vec<String> = joined([&entries[..3], &entries[2..]].into_iter())
            .into_iter()
            .map(|entry| entry.id.0)
            .collect();
        assert_eq!(ids, ["a", "b", "c", "d", "e"]);
    }
}
