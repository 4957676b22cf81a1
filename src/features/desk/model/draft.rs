//! A ballot that is being drafted: what is typed, what may be stored of it, and where it differs from
//! what somebody else has stored.

use linli_contract::{
    Ballot, BallotKind, CountRule, NewBallot, NewOption, RollRow, Timestamp, VotingUnit,
};
use linli_json::Json;

use super::{VisitError, instant, wall_clock};
use crate::domain::money::{fen, yuan};
use crate::domain::text::{self, TextError};

/// The longest title of a ballot or an option.
pub(in crate::features::desk) const TITLE_MAX: usize = 80;
/// The longest text of a ballot.
pub(in crate::features::desk) const TEXT_MAX: usize = 4000;
/// The longest words of a rule, and the longest text of an option.
pub(in crate::features::desk) const WORDS_MAX: usize = 500;
/// A new draft is open for so many days.
const OPEN_DAYS: i64 = 14;

/// What is typed, as it is kept on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct Draft {
    /// The id of the project that it decides; empty for none.
    pub(in crate::features::desk) project: String,
    pub(in crate::features::desk) title: String,
    pub(in crate::features::desk) text: String,
    /// The contract's word.
    pub(in crate::features::desk) kind: String,
    /// The id of the roll, which says who has one vote.
    pub(in crate::features::desk) roll: String,
    pub(in crate::features::desk) options: Vec<OptionDraft>,
    /// As typed.
    pub(in crate::features::desk) max_choices: String,
    /// In yuan, as typed.
    pub(in crate::features::desk) budget: String,
    /// The contract's word.
    pub(in crate::features::desk) rule: String,
    pub(in crate::features::desk) rule_text: String,
    pub(in crate::features::desk) opens_day: String,
    pub(in crate::features::desk) opens_time: String,
    pub(in crate::features::desk) closes_day: String,
    pub(in crate::features::desk) closes_time: String,
    pub(in crate::features::desk) announce: bool,
}

/// An option or a matter as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct OptionDraft {
    pub(in crate::features::desk) title: String,
    pub(in crate::features::desk) text: String,
    /// In yuan, as typed.
    pub(in crate::features::desk) cost: String,
    /// The id of the project behind it; empty for none.
    pub(in crate::features::desk) project: String,
    /// Owners: it needs three quarters.
    pub(in crate::features::desk) special: bool,
}

/// A draft on this device, and the version of the stored one that it changes; 0 when there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct Kept {
    pub(in crate::features::desk) base: u32,
    pub(in crate::features::desk) draft: Draft,
}

/// A part of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum Part {
    Title,
    Text,
    Project,
    Kind,
    Roll,
    Options,
    MaxChoices,
    Budget,
    Rule,
    RuleText,
    Opens,
    Closes,
    Announce,
}

impl Part {
    /// All, in the order of the form.
    const ALL: [Self; 13] = [
        Self::Title,
        Self::Text,
        Self::Project,
        Self::Kind,
        Self::Roll,
        Self::Options,
        Self::MaxChoices,
        Self::Budget,
        Self::Rule,
        Self::RuleText,
        Self::Opens,
        Self::Closes,
        Self::Announce,
    ];
}

/// Where something is wrong: in a part of the draft, or in an option, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum Place {
    Part(Part),
    Option(usize),
}

/// Where, the contract's word for what is wrong, and the bound.
pub(in crate::features::desk) type Finding = (Place, &'static str, Option<i64>);

/// The rules that count ballots of a kind with units of a kind, the usual one first.
pub(in crate::features::desk) const fn rules(
    kind: &BallotKind,
    unit: &VotingUnit,
) -> &'static [CountRule] {
    match (kind, unit) {
        // What owners decide together is decided by article 278.
        (BallotKind::Matters, VotingUnit::Owner) => &[CountRule::Owners278],
        (_, VotingUnit::Owner) | (BallotKind::Other(_), _) => &[],
        (BallotKind::One | BallotKind::UpTo, _) => &[CountRule::MostVotes],
        (BallotKind::Budget, _) => &[CountRule::EqualShares, CountRule::Greedy],
        (BallotKind::Matters, _) => &[CountRule::Majority],
    }
}

/// The part of a form, or the option, to which a pointer into the body leads.
pub(in crate::features::desk) fn place(pointer: &str) -> Option<Place> {
    let mut parts = pointer.strip_prefix('/')?.split('/');
    let part = match parts.next()? {
        "title" => Part::Title,
        "text" => Part::Text,
        "project_id" => Part::Project,
        "kind" => Part::Kind,
        "unit" | "roll" => Part::Roll,
        "options" => match parts.next() {
            Some(place) => return place.parse().ok().map(Place::Option),
            None => Part::Options,
        },
        "max_choices" => Part::MaxChoices,
        "budget_fen" => Part::Budget,
        "rule" => Part::Rule,
        "rule_text" => Part::RuleText,
        "opens_at" => Part::Opens,
        "closes_at" => Part::Closes,
        "announce" => Part::Announce,
        _ => return None,
    };
    Some(Place::Part(part))
}

impl Draft {
    /// An empty one, which opens tomorrow morning.
    pub(in crate::features::desk) fn new(now: Timestamp) -> Self {
        let (tomorrow, _) = wall_clock(now.plus_days(1));
        let (last, _) = wall_clock(now.plus_days(1 + OPEN_DAYS));
        Self {
            opens_day: tomorrow,
            opens_time: "09:00".to_owned(),
            closes_day: last,
            closes_time: "20:00".to_owned(),
            ..Self::default()
        }
    }

    /// What is stored. A ballot names its roll as people read it; `rolls` know the id of that name.
    pub(in crate::features::desk) fn of(ballot: &Ballot, rolls: &[RollRow]) -> Self {
        let (opens_day, opens_time) = wall_clock(ballot.opens_at);
        let (closes_day, closes_time) = wall_clock(ballot.closes_at);
        let roll = rolls.iter().find(|roll| roll.name == ballot.roll.name);
        let options = ballot.options.iter().map(|option| OptionDraft {
            title: option.title.clone(),
            text: option.text.clone().unwrap_or_default(),
            cost: option.cost_fen.map(yuan).unwrap_or_default(),
            project: option
                .project_id
                .clone()
                .map_or_else(String::new, |id| id.0),
            special: option.special,
        });
        Self {
            project: ballot
                .project_id
                .clone()
                .map_or_else(String::new, |id| id.0),
            title: ballot.title.clone(),
            text: ballot.text.join("\n"),
            kind: ballot.kind.as_str().to_owned(),
            roll: roll.map_or_else(String::new, |roll| roll.id.clone()),
            options: options.collect(),
            max_choices: ballot
                .max_choices
                .map(|n| n.to_string())
                .unwrap_or_default(),
            budget: ballot.budget_fen.map(yuan).unwrap_or_default(),
            rule: ballot.rule.as_str().to_owned(),
            rule_text: ballot.rule_text.clone(),
            opens_day,
            opens_time,
            closes_day,
            closes_time,
            announce: ballot.state != linli_contract::BallotState::Draft,
        }
    }

    /// What to store, or everything that is wrong. Whether it can be opened is the server's to say.
    pub(in crate::features::desk) fn checked(
        &self,
        rolls: &[RollRow],
    ) -> Result<NewBallot, Vec<Finding>> {
        let mut findings: Vec<Finding> = Vec::new();
        let mut take = |part, result: Result<String, TextError>| {
            result.unwrap_or_else(|error| {
                let (code, limit) = error.code();
                findings.push((Place::Part(part), code, limit));
                String::new()
            })
        };
        let title = take(Part::Title, text::checked(&self.title, 4, TITLE_MAX));
        let body = take(Part::Text, text::checked(&self.text, 0, TEXT_MAX));
        let rule_text = take(Part::RuleText, text::checked(&self.rule_text, 2, WORDS_MAX));
        let mut note = |part, code| findings.push((Place::Part(part), code, None));
        let kind = BallotKind::from(self.kind.as_str());
        if matches!(kind, BallotKind::Other(_)) {
            note(Part::Kind, "required");
        }
        let roll = rolls.iter().find(|roll| roll.id == self.roll);
        if roll.is_none() {
            note(Part::Roll, "required");
        }
        let unit = roll.map_or(VotingUnit::Other(String::new()), |roll| roll.unit.clone());
        let rule = CountRule::from(self.rule.as_str());
        if unit == VotingUnit::Owner && kind != BallotKind::Matters {
            note(Part::Kind, "owners_matters");
        } else if !rules(&kind, &unit).contains(&rule) {
            note(Part::Rule, "required");
        }
        let max_choices = number(&self.max_choices).filter(|_| kind == BallotKind::UpTo);
        if kind == BallotKind::UpTo && !self.max_choices.trim().is_empty() && max_choices.is_none()
        {
            note(Part::MaxChoices, "not_a_number");
        }
        let budget_fen = fen(&self.budget).unwrap_or_else(|_| {
            note(Part::Budget, "not_a_number");
            None
        });
        let mut at = |part, day: &str, time: &str| {
            instant(day, time).unwrap_or_else(|error| {
                note(
                    part,
                    match error {
                        VisitError::Half => "required",
                        _ => "not_a_date",
                    },
                );
                Timestamp(0)
            })
        };
        let opens_at = at(Part::Opens, &self.opens_day, &self.opens_time);
        let closes_at = at(Part::Closes, &self.closes_day, &self.closes_time);
        if opens_at.0 != 0 && closes_at.0 != 0 && closes_at <= opens_at {
            note(Part::Closes, "closes_first");
        }
        let mut options = Vec::with_capacity(self.options.len());
        for (place, option) in self.options.iter().enumerate() {
            match option.checked(rule == CountRule::Owners278) {
                Ok(option) => options.push(option),
                Err((code, limit)) => findings.push((Place::Option(place), code, limit)),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        Ok(NewBallot {
            project_id: id(&self.project).map(Into::into),
            title,
            text: body,
            unit,
            roll: self.roll.clone(),
            options,
            max_choices,
            budget_fen: budget_fen.filter(|_| kind == BallotKind::Budget),
            kind,
            rule,
            rule_text,
            opens_at,
            closes_at,
            announce: self.announce,
        })
    }

    /// The parts that are not the same.
    pub(in crate::features::desk) fn differing(&self, other: &Self) -> Vec<Part> {
        let same = |part: &Part| {
            let mut taken = self.clone();
            taken.take(*part, other);
            taken == *self
        };
        Part::ALL.into_iter().filter(|part| !same(part)).collect()
    }

    /// Takes one part from another draft.
    pub(in crate::features::desk) fn take(&mut self, part: Part, other: &Self) {
        match part {
            Part::Title => self.title.clone_from(&other.title),
            Part::Text => self.text.clone_from(&other.text),
            Part::Project => self.project.clone_from(&other.project),
            Part::Kind => self.kind.clone_from(&other.kind),
            Part::Roll => self.roll.clone_from(&other.roll),
            Part::Options => self.options.clone_from(&other.options),
            Part::MaxChoices => self.max_choices.clone_from(&other.max_choices),
            Part::Budget => self.budget.clone_from(&other.budget),
            Part::Rule => self.rule.clone_from(&other.rule),
            Part::RuleText => self.rule_text.clone_from(&other.rule_text),
            Part::Opens => {
                self.opens_day.clone_from(&other.opens_day);
                self.opens_time.clone_from(&other.opens_time);
            }
            Part::Closes => {
                self.closes_day.clone_from(&other.closes_day);
                self.closes_time.clone_from(&other.closes_time);
            }
            Part::Announce => self.announce = other.announce,
        }
    }
}

impl OptionDraft {
    /// The option to store, or the first thing that is wrong with it.
    fn checked(&self, owners: bool) -> Result<NewOption, (&'static str, Option<i64>)> {
        let title = text::checked(&self.title, 1, TITLE_MAX).map_err(TextError::code)?;
        let more = text::checked(&self.text, 0, WORDS_MAX).map_err(TextError::code)?;
        let cost_fen = fen(&self.cost).map_err(|_| ("not_a_number", None))?;
        Ok(NewOption {
            title,
            text: Some(more).filter(|more| !more.is_empty()),
            cost_fen,
            project_id: id(&self.project).map(Into::into),
            special: (owners && self.special).then_some(true),
        })
    }
}

/// An id, where one is chosen.
fn id(chosen: &str) -> Option<&str> {
    (!chosen.is_empty()).then_some(chosen)
}

/// A whole number as typed; none when it is none, or not above 0.
pub(in crate::features::desk) fn number(typed: &str) -> Option<u32> {
    typed.trim().parse().ok().filter(|number| *number > 0)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use linli_contract::BallotState;

    use super::*;

    fn rolls() -> Vec<RollRow> {
        let roll = |id: &str, name: &str, unit| RollRow {
            id: id.into(),
            name: name.into(),
            unit,
            units: 76,
            area: None,
        };
        vec![
            roll("residents", "全体成年居民", VotingUnit::Resident),
            roll("households", "全体住户", VotingUnit::Household),
            roll("owners", "全体业主", VotingUnit::Owner),
        ]
    }

    fn option(title: &str, cost: &str) -> OptionDraft {
        OptionDraft {
            title: title.into(),
            cost: cost.into(),
            ..OptionDraft::default()
        }
    }

    /// A budget ballot that lacks nothing.
    fn budget() -> Draft {
        Draft {
            project: "charging-shed".into(),
            title: "十二万元怎么花".into(),
            text: "每户勾选想要的项目。\n按等额分摊法计票。".into(),
            kind: "budget".into(),
            roll: "households".into(),
            options: vec![option("充电棚", "70,000"), option("坡道", "21500.5元")],
            budget: "120000".into(),
            rule: "equal_shares".into(),
            rule_text: "等额分摊法，居民代表会议通过。".into(),
            opens_day: "2026-11-30".into(),
            opens_time: "09:00".into(),
            closes_day: "2026-12-14".into(),
            closes_time: "20:00".into(),
            announce: true,
            ..Draft::default()
        }
    }

    fn example(path: &str) -> Ballot {
        let root = env!("CARGO_MANIFEST_DIR");
        let text = std::fs::read_to_string(format!("{root}/contract/examples/{path}"));
        linli_json::from_text(&text.expect("the example is there")).expect("it is a ballot")
    }

    fn codes(draft: &Draft) -> Vec<(Place, &'static str)> {
        let findings = draft.checked(&rolls()).expect_err("something is wrong");
        findings
            .into_iter()
            .map(|(place, code, _)| (place, code))
            .collect()
    }

    #[test]
    fn a_whole_draft_is_stored_as_the_contract_writes_it() {
        let new = budget().checked(&rolls()).expect("nothing is missing");
        assert_eq!(
            (new.kind, new.unit),
            (BallotKind::Budget, VotingUnit::Household)
        );
        assert_eq!(new.budget_fen, Some(12_000_000));
        assert_eq!(new.options[1].cost_fen, Some(2_150_050));
        assert_eq!((new.max_choices, new.options[0].special), (None, None));
        // Nine in the morning in Shanghai.
        assert_eq!(Some(new.opens_at), "2026-11-30T01:00:00Z".parse().ok());
    }

    #[test]
    fn what_is_stored_comes_back_as_it_was_typed() {
        let mut ballot = example("get_ballot/response.json");
        ballot.roll.name = "全体住户".into();
        ballot.state = BallotState::Draft;
        let draft = Draft::of(&ballot, &rolls());
        assert_eq!(draft.roll, "households");
        assert!(!draft.announce);
        let again = draft
            .checked(&rolls())
            .expect("a stored draft can be stored");
        assert_eq!(again.title, ballot.title);
        assert_eq!(again.text, ballot.text.join("\n"));
        assert_eq!(
            (again.opens_at, again.closes_at),
            (ballot.opens_at, ballot.closes_at)
        );
        let costs: Vec<_> = again.options.iter().map(|one| one.cost_fen).collect();
        let stored: Vec<_> = ballot.options.iter().map(|one| one.cost_fen).collect();
        assert_eq!(costs, stored);
    }

    #[test]
    fn an_empty_draft_says_all_that_it_lacks() {
        let now = "2026-11-22T01:00:00Z".parse().expect("an instant");
        let empty = Draft::new(now);
        assert_eq!(
            (&*empty.opens_day, &*empty.closes_day),
            ("2026-11-23", "2026-12-07")
        );
        let part = Place::Part;
        assert_eq!(
            codes(&empty),
            [
                (part(Part::Title), "required"),
                (part(Part::RuleText), "required"),
                (part(Part::Kind), "required"),
                (part(Part::Roll), "required"),
                (part(Part::Rule), "required"),
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_an_option_is_said_at_its_place() {
        let wrong = Draft {
            options: vec![
                option("充电棚", "1"),
                option(" ", "1"),
                option("坡道", "很多"),
            ],
            budget: "十二万".into(),
            closes_day: "2026-11-29".into(),
            ..budget()
        };
        assert_eq!(
            codes(&wrong),
            [
                (Place::Part(Part::Budget), "not_a_number"),
                (Place::Part(Part::Closes), "closes_first"),
                (Place::Option(1), "required"),
                (Place::Option(2), "not_a_number"),
            ]
        );
    }

    #[test]
    fn days_that_are_none_and_times_that_are_missing_are_found() {
        let wrong = Draft {
            opens_day: "2026-02-30".into(),
            closes_time: String::new(),
            ..budget()
        };
        assert_eq!(
            codes(&wrong),
            [
                (Place::Part(Part::Opens), "not_a_date"),
                (Place::Part(Part::Closes), "required"),
            ]
        );
    }

    #[test]
    fn only_owners_matters_are_special_and_only_up_to_has_a_number() {
        let mut draft = Draft {
            kind: "matters".into(),
            roll: "owners".into(),
            rule: "owners_278".into(),
            max_choices: "三".into(),
            ..budget()
        };
        draft.options[0].special = true;
        let new = draft
            .checked(&rolls())
            .expect("the number is not asked for");
        assert_eq!(
            (new.options[0].special, new.options[1].special),
            (Some(true), None)
        );
        assert_eq!((new.budget_fen, new.max_choices), (None, None));
        draft.rule = "majority".into();
        assert_eq!(codes(&draft), [(Place::Part(Part::Rule), "required")]);
        draft.kind = "up_to".into();
        draft.rule = "most_votes".into();
        draft.max_choices = "3".into();
        assert_eq!(codes(&draft), [(Place::Part(Part::Kind), "owners_matters")]);
        draft.roll = "households".into();
        draft.max_choices = "三".into();
        assert_eq!(
            codes(&draft),
            [(Place::Part(Part::MaxChoices), "not_a_number")]
        );
        draft.max_choices = "3".into();
        let new = draft.checked(&rolls()).expect("three at most");
        assert_eq!(new.max_choices, Some(3));
    }

    #[test]
    fn a_rule_that_does_not_count_this_kind_is_not_stored() {
        let wrong = Draft {
            rule: "majority".into(),
            ..budget()
        };
        assert_eq!(codes(&wrong), [(Place::Part(Part::Rule), "required")]);
        for kind in [
            BallotKind::Matters,
            BallotKind::One,
            BallotKind::UpTo,
            BallotKind::Budget,
        ] {
            assert!(!rules(&kind, &VotingUnit::Household).is_empty(), "{kind:?}");
        }
    }

    #[test]
    fn two_drafts_differ_part_by_part_until_all_is_settled() {
        let mine = Draft {
            title: "十二万元，您来定".into(),
            closes_time: "21:00".into(),
            ..budget()
        };
        let mut theirs = budget();
        theirs.options[0].cost = "68000".into();
        theirs.announce = false;
        let differ = mine.differing(&theirs);
        assert_eq!(
            differ,
            [Part::Title, Part::Options, Part::Closes, Part::Announce]
        );
        let mut settled = mine.clone();
        settled.take(Part::Options, &theirs);
        assert_eq!(settled.title, mine.title);
        assert_eq!(
            settled.differing(&theirs),
            [Part::Title, Part::Closes, Part::Announce]
        );
        for part in differ {
            settled.take(part, &theirs);
        }
        assert_eq!(settled, theirs);
    }

    #[test]
    fn a_draft_on_the_device_knows_which_version_it_changes() {
        let kept = Kept {
            base: 4,
            draft: budget(),
        };
        let text = linli_json::to_text(&kept);
        assert_eq!(linli_json::from_text::<Kept>(&text), Some(kept));
        // What an older release kept lacks nothing that breaks.
        assert_eq!(linli_json::from_text::<Kept>("{}"), Some(Kept::default()));
    }

    #[test]
    fn pointers_of_the_server_lead_to_the_form() {
        for (pointer, expected) in [
            ("/title", Some(Place::Part(Part::Title))),
            ("/unit", Some(Place::Part(Part::Roll))),
            ("/options", Some(Place::Part(Part::Options))),
            ("/options/2/cost_fen", Some(Place::Option(2))),
            ("/options/x", None),
            ("/closes_at", Some(Place::Part(Part::Closes))),
            ("/something_new", None),
            ("", None),
        ] {
            assert_eq!(place(pointer), expected, "{pointer}");
        }
    }
}
