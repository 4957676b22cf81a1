//! Points at the desk: what one looks for, how an entry stands, what may be recorded, what a pick-up code
//! looks like.

use linli_contract::{
    AppealState, Date, DeskEntry, DeskEntryAction, DeskHousehold, EntryKind, EntryState,
    HouseholdId, Indicator, NewPointsRecord, PointsRecord, ReviewState,
};
use linli_json::Json;

use super::Finding;
use crate::domain::text;

/// The longest note, word of the second worker, and reason of a correction, in characters.
pub(in crate::features::desk) const LINE_MAX: usize = 200;
/// The longest answer to an appeal, in characters.
pub(in crate::features::desk) const ANSWER_MAX: usize = 500;
/// At most so many households in one record.
pub(in crate::features::desk) const HOUSEHOLDS_MAX: usize = 200;
/// A pick-up code has so many letters and digits.
pub(in crate::features::desk) const CODE: usize = 8;

/// Which entries are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::features::desk) enum Part {
    /// What a second worker has to look at.
    #[default]
    Waiting,
    /// What does not count yet.
    Pending,
    /// What counts.
    Posted,
    /// What never will.
    Voided,
    /// All of them.
    All,
}

impl Part {
    /// All, in the order to show.
    pub(in crate::features::desk) const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Pending,
        Self::Posted,
        Self::Voided,
        Self::All,
    ];

    /// A word for it.
    pub(in crate::features::desk) const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Pending => "pending",
            Self::Posted => "posted",
            Self::Voided => "voided",
            Self::All => "all",
        }
    }

    /// What the server is asked for.
    pub(in crate::features::desk) const fn query(self) -> &'static str {
        match self {
            Self::Waiting => "review=waiting",
            Self::Pending => "state=pending",
            Self::Posted => "state=posted",
            Self::Voided => "state=voided",
            Self::All => "",
        }
    }
}

/// A household that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct Chosen {
    pub(in crate::features::desk) id: String,
    pub(in crate::features::desk) address: String,
    pub(in crate::features::desk) people: String,
}

impl From<&DeskHousehold> for Chosen {
    fn from(found: &DeskHousehold) -> Self {
        Self {
            id: found.id.0.clone(),
            address: found.address.clone(),
            people: found.people.clone(),
        }
    }
}

/// What one looks for among the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::features::desk) struct EntryFilter {
    /// Those in one state.
    pub(in crate::features::desk) part: Part,
    /// Those of one household.
    pub(in crate::features::desk) household: Option<Chosen>,
}

/// Which appeals are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum AppealFilter {
    /// Those that wait.
    Open,
    /// Those that were right.
    Upheld,
    /// Those that were not.
    Rejected,
}

impl AppealFilter {
    /// All, in the order to show.
    pub(in crate::features::desk) const ALL: [Self; 3] = [Self::Open, Self::Upheld, Self::Rejected];

    /// The word of the contract.
    pub(in crate::features::desk) const fn state(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Rejected => "rejected",
        }
    }
}

/// How an entry stands, as the desk sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum Standing {
    /// It waits for a second worker.
    Waiting,
    /// The household objects, and that is to be decided.
    Objected,
    /// It is announced.
    Notice,
    /// It is held for a reward.
    Held,
    /// It counts.
    Posted,
    /// It counted and was corrected.
    Reversed,
    /// The second worker said no.
    Refused,
    /// It never counted.
    Voided,
    /// Something newer than this version.
    Other,
}

/// How an entry stands.
pub(in crate::features::desk) fn standing(desk: &DeskEntry) -> Standing {
    let entry = &desk.entry;
    let objected = entry.appeal == Some(AppealState::Open);
    match entry.state {
        EntryState::Pending if desk.review == ReviewState::Waiting => Standing::Waiting,
        EntryState::Posted if entry.corrected => Standing::Reversed,
        EntryState::Pending | EntryState::Posted if objected => Standing::Objected,
        EntryState::Pending if entry.kind == EntryKind::Redeem => Standing::Held,
        EntryState::Pending => Standing::Notice,
        EntryState::Posted => Standing::Posted,
        EntryState::Voided if desk.reviewed_by.is_some() && desk.review == ReviewState::Refused => {
            Standing::Refused
        }
        EntryState::Voided => Standing::Voided,
        EntryState::Other(_) => Standing::Other,
    }
}

/// What is to be done about an entry, by me or by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum Next {
    /// I look at it as the second worker.
    Review,
    /// I recorded it: another worker looks at it. I may take it back.
    OthersReview,
    /// The appeal is decided first.
    Appeal,
    /// I may take it back before it counts.
    TakeBack,
    /// I may correct it.
    Reverse,
    /// I recorded it: another worker corrects it.
    OthersReverse,
    /// Nothing.
    Nothing,
}

/// What is to be done about an entry.
pub(in crate::features::desk) fn next(desk: &DeskEntry) -> Next {
    let may = |action: &DeskEntryAction| desk.actions.contains(action);
    let entry = &desk.entry;
    let pending = entry.state == EntryState::Pending;
    if may(&DeskEntryAction::Confirm) || may(&DeskEntryAction::Refuse) {
        return Next::Review;
    }
    if pending && desk.review == ReviewState::Waiting {
        return Next::OthersReview;
    }
    if entry.appeal == Some(AppealState::Open) && !entry.corrected {
        return Next::Appeal;
    }
    let decided = matches!(entry.kind, EntryKind::Earn | EntryKind::Penalty);
    match (may(&DeskEntryAction::Reverse), pending) {
        (true, true) => Next::TakeBack,
        (true, false) => Next::Reverse,
        (false, false)
            if decided
                && desk.recorded_by_me
                && entry.state == EntryState::Posted
                && !entry.corrected =>
        {
            Next::OthersReverse
        }
        _ => Next::Nothing,
    }
}

/// What a worker can record, in the server's order.
pub(in crate::features::desk) fn recordable(all: &[Indicator]) -> Vec<&Indicator> {
    all.iter()
        .filter(|indicator| !indicator.automatic)
        .collect()
}

/// A text as one line: where the server takes one, a line break is a space.
pub(in crate::features::desk) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is typed and chosen of a record, as it is kept on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct Record {
    pub(in crate::features::desk) households: Vec<Chosen>,
    pub(in crate::features::desk) indicator: String,
    /// `YYYY-MM-DD`, as chosen.
    pub(in crate::features::desk) day: String,
    pub(in crate::features::desk) note: String,
    /// Names this record for ever, so that it is never written twice.
    pub(in crate::features::desk) key: String,
}

impl Record {
    /// What to send, or everything that is wrong, by pointers into it. `version` is that of the indicator
    /// as it is shown.
    pub(in crate::features::desk) fn checked(
        &self,
        version: Option<u32>,
        today: Option<Date>,
    ) -> Result<NewPointsRecord, Vec<Finding>> {
        let mut findings: Vec<Finding> = Vec::new();
        if self.households.is_empty() {
            findings.push(("/households", "required", None));
        } else if self.households.len() > HOUSEHOLDS_MAX {
            let limit = i64::try_from(HOUSEHOLDS_MAX).ok();
            findings.push(("/households", "too_many", limit));
        }
        if self.indicator.is_empty() || version.is_none() {
            findings.push(("/indicator", "required", None));
        }
        let for_day = self.day.parse::<Date>().ok();
        match for_day {
            None => findings.push(("/for_day", "not_a_date", None)),
            Some(day) if today.is_some_and(|today| day > today) => {
                findings.push(("/for_day", "out_of_range", None));
            }
            Some(_) => {}
        }
        let note = text::checked(&one_line(&self.note), 1, LINE_MAX).unwrap_or_else(|error| {
            let (code, limit) = error.code();
            findings.push(("/note", code, limit));
            String::new()
        });
        let households = self.households.iter();
        match (version, for_day) {
            (Some(version), Some(for_day)) if findings.is_empty() => Ok(NewPointsRecord {
                indicator: self.indicator.as_str().into(),
                version,
                households: households
                    .map(|household| HouseholdId(household.id.clone()))
                    .collect(),
                for_day,
                note,
                client_ref: self.key.clone(),
            }),
            _ => Err(findings),
        }
    }
}

/// Whether the server recorded what was asked now. An earlier try that arrived counts alone, whatever was
/// changed after it.
pub(in crate::features::desk) fn is_recorded(new: &NewPointsRecord, record: &PointsRecord) -> bool {
    record.entries.len() == new.households.len()
        && record
            .entries
            .iter()
            .zip(&new.households)
            .all(|(made, household)| {
                made.household_id == *household
                    && made.entry.indicator.as_ref() == Some(&new.indicator)
                    && made.entry.for_day == new.for_day
                    && made.entry.note.as_deref() == Some(new.note.as_str())
            })
}

/// The place in a list of households that a pointer leads to.
pub(in crate::features::desk) fn household_of(pointer: &str) -> Option<usize> {
    pointer.strip_prefix("/households/")?.parse().ok()
}

/// Why something is no pick-up code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum NoCode {
    /// Nothing was typed.
    Empty,
    /// A sign that no code has.
    Sign(char),
    /// So many letters and digits.
    Length(usize),
}

/// A pick-up code as somebody scanned or typed it, in the form that is printed: without spaces and dashes,
/// in capitals, and in the half width that Chinese keyboards leave.
pub(in crate::features::desk) fn read_code(typed: &str) -> Result<String, NoCode> {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let code: String = typed
        .chars()
        .map(half)
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '·'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let strange = |c: &char| !c.is_ascii_alphanumeric() || matches!(c, '0' | 'O' | '1' | 'I');
    match (code.chars().find(strange), code.chars().count()) {
        (_, 0) => Err(NoCode::Empty),
        (Some(sign), _) => Err(NoCode::Sign(sign)),
        (None, CODE) => Ok(code),
        (None, length) => Err(NoCode::Length(length)),
    }
}

#[cfg(test)]
mod tests {
    use linli_contract::{IndicatorKind, PointsEntry, Timestamp};

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn entry(state: EntryState, review: ReviewState, mine: bool) -> DeskEntry {
        DeskEntry {
            entry: PointsEntry {
                id: "e1".into(),
                kind: EntryKind::Penalty,
                state,
                standing: -5,
                spendable: 0,
                title: "楼道堆放杂物".to_owned(),
                note: Some("纸箱还在。".to_owned()),
                indicator: Some("corridor-clutter".into()),
                for_day: date("2026-11-19"),
                period: "2026".to_owned(),
                recorded_at: Timestamp(0),
                notice_until: None,
                corrected: false,
                appeal: None,
            },
            household_id: "h09".into(),
            address: "3号楼".to_owned(),
            recorded_by: "社工赵强".to_owned(),
            recorded_by_me: mine,
            review,
            reviewed_by: None,
            review_text: None,
            void_reason: None,
            reverses: None,
            actions: Vec::new(),
        }
    }

    #[test]
    fn an_entry_stands_as_its_review_its_state_and_its_appeal_say() {
        let (pending, posted, voided) =
            (EntryState::Pending, EntryState::Posted, EntryState::Voided);
        let plain = |state: &EntryState| entry(state.clone(), ReviewState::NotNeeded, false);
        let waiting = entry(pending.clone(), ReviewState::Waiting, false);
        assert_eq!(standing(&waiting), Standing::Waiting);
        assert_eq!(standing(&plain(&pending)), Standing::Notice);
        assert_eq!(standing(&plain(&posted)), Standing::Posted);
        assert_eq!(standing(&plain(&voided)), Standing::Voided);

        let mut objected = plain(&pending);
        objected.entry.appeal = Some(AppealState::Open);
        assert_eq!(standing(&objected), Standing::Objected);
        let mut held = plain(&pending);
        held.entry.kind = EntryKind::Redeem;
        assert_eq!(standing(&held), Standing::Held);
        let mut reversed = plain(&posted);
        reversed.entry.corrected = true;
        assert_eq!(standing(&reversed), Standing::Reversed);

        // What was taken back before anybody looked at it was not refused by a second worker.
        let mut gone = entry(voided, ReviewState::Refused, true);
        assert_eq!(standing(&gone), Standing::Voided);
        gone.reviewed_by = Some("网格员周敏".to_owned());
        assert_eq!(standing(&gone), Standing::Refused);
    }

    #[test]
    fn who_recorded_an_entry_neither_reviews_nor_corrects_it() {
        let mut theirs = entry(EntryState::Pending, ReviewState::Waiting, false);
        theirs.actions = vec![
            DeskEntryAction::Confirm,
            DeskEntryAction::Refuse,
            DeskEntryAction::Reverse,
        ];
        assert_eq!(next(&theirs), Next::Review);
        let mut mine = entry(EntryState::Pending, ReviewState::Waiting, true);
        mine.actions = vec![DeskEntryAction::Reverse];
        assert_eq!(next(&mine), Next::OthersReview);
        let counted = entry(EntryState::Posted, ReviewState::Confirmed, true);
        assert_eq!(next(&counted), Next::OthersReverse);
        let mut theirs = entry(EntryState::Posted, ReviewState::Confirmed, false);
        theirs.actions = vec![DeskEntryAction::Reverse];
        assert_eq!(next(&theirs), Next::Reverse);
        // An open appeal is decided, not overtaken.
        theirs.entry.appeal = Some(AppealState::Open);
        assert_eq!(next(&theirs), Next::Appeal);
        let mut announced = entry(EntryState::Pending, ReviewState::Confirmed, true);
        announced.actions = vec![DeskEntryAction::Reverse];
        assert_eq!(next(&announced), Next::TakeBack);
        let spent = DeskEntry {
            entry: PointsEntry {
                kind: EntryKind::Redeem,
                ..counted.entry.clone()
            },
            ..counted
        };
        assert_eq!(next(&spent), Next::Nothing);
    }

    fn record() -> Record {
        Record {
            households: vec![Chosen {
                id: "h09".to_owned(),
                ..Chosen::default()
            }],
            indicator: "corridor-clutter".to_owned(),
            day: "2026-11-19".to_owned(),
            note: "两次提醒后，\n纸箱还在。".to_owned(),
            key: "k-12345678".to_owned(),
        }
    }

    #[test]
    fn what_comes_from_votes_and_ratings_is_not_for_workers_to_record() {
        let codes = ["vote-taking-part", "garden", "order-feedback", "throwing"];
        let all: Vec<Indicator> = codes
            .into_iter()
            .map(|code| Indicator {
                code: code.into(),
                version: 1,
                kind: IndicatorKind::Earn,
                title: String::new(),
                about: None,
                standing: 1,
                spendable: 1,
                cap: None,
                evidence: None,
                basis: String::new(),
                adopted_by: String::new(),
                adopted_on: date("2024-03-16"),
                second_worker: false,
                automatic: ["vote-taking-part", "order-feedback"].contains(&code),
            })
            .collect();
        let rows = recordable(&all);
        let left: Vec<&str> = rows.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(left, ["garden", "throwing"]);
    }

    #[test]
    fn a_record_that_is_whole_is_sent_with_the_version_that_was_shown() {
        let new = record().checked(Some(3), Some(date("2026-11-20"))).unwrap();
        assert_eq!((new.version, new.households.len()), (3, 1));
        assert_eq!(new.note, "两次提醒后， 纸箱还在。");
    }

    #[test]
    fn everything_that_is_wrong_with_a_record_is_said_at_once() {
        let today = Some(date("2026-11-20"));
        assert_eq!(
            Record::default().checked(None, today).unwrap_err(),
            [
                ("/households", "required", None),
                ("/indicator", "required", None),
                ("/for_day", "not_a_date", None),
                ("/note", "required", None),
            ]
        );
        let tomorrow = Record {
            day: "2026-11-21".to_owned(),
            note: "字".repeat(201),
            ..record()
        };
        assert_eq!(
            tomorrow.checked(Some(1), today).unwrap_err(),
            [
                ("/for_day", "out_of_range", None),
                ("/note", "too_long", Some(200)),
            ]
        );
        let crowd = Record {
            households: vec![Chosen::default(); 201],
            ..record()
        };
        assert_eq!(
            crowd.checked(Some(1), today).unwrap_err(),
            [("/households", "too_many", Some(200))]
        );
    }

    #[test]
    fn what_an_earlier_try_recorded_is_told_from_what_is_asked_now() {
        let new = record().checked(Some(3), None).unwrap();
        let mut made = entry(EntryState::Pending, ReviewState::Waiting, true);
        made.entry.note = Some(new.note.clone());
        let answer = PointsRecord {
            entries: vec![made],
        };
        assert!(is_recorded(&new, &answer));
        let changed = NewPointsRecord {
            note: "一只纸箱还在。".to_owned(),
            ..new
        };
        assert!(!is_recorded(&changed, &answer));
    }

    #[test]
    fn a_pointer_leads_to_the_household_in_the_list() {
        assert_eq!(household_of("/households/12"), Some(12));
        assert_eq!(household_of("/households"), None);
        assert_eq!(household_of("/note"), None);
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["K7QM2XWP", " k7qm 2xwp ", "k7qm-2xwp", "Ｋ７ｑｍ　２ＸＷＰ"] {
            assert_eq!(read_code(typed), Ok("K7QM2XWP".to_owned()), "{typed}");
        }
        assert_eq!(read_code(" - "), Err(NoCode::Empty));
        assert_eq!(read_code("k7qm2xw"), Err(NoCode::Length(7)));
        assert_eq!(read_code("k7qm2xwp9"), Err(NoCode::Length(9)));
        assert_eq!(read_code("k0qm2xwp"), Err(NoCode::Sign('0')));
        assert_eq!(read_code("k7qm2xw我"), Err(NoCode::Sign('我')));
    }
}
