//! Matters counted again: what a table of answers decides.

use linli_contract::{
    Ballot, BallotKind, BallotOption, BallotResult, MatterResult, Measure, Thresholds,
};
use linli_tally::matter::{Answers, Base, Decision, Rules};
use linli_tally::threshold::{MORE_THAN_HALF, Threshold};

/// A matter, counted again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::recount) struct Matter {
    /// Its id.
    pub(in crate::features::recount) id: String,
    /// Its title, where the ballot is known.
    pub(in crate::features::recount) title: String,
    /// The answers.
    pub(in crate::features::recount) answers: Answers,
    /// What they decide by the number of votes.
    pub(in crate::features::recount) decision: Decision,
    /// Owners: what the published sums of areas come to. The votes hold no areas, so that the sums
    /// themselves cannot be counted again.
    pub(in crate::features::recount) area: Option<Area>,
}

/// The areas of a matter, from the published sums and the ballot's own thresholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::recount) struct Area {
    /// Whether they reach what they must.
    pub(in crate::features::recount) reached: bool,
    /// Whether the published bars say the same.
    pub(in crate::features::recount) as_told: bool,
}

impl Matter {
    /// Whether it is adopted.
    pub(in crate::features::recount) fn adopted(&self) -> bool {
        self.decision.passed() && self.area.is_none_or(|area| area.reached)
    }

    /// Whether the published result has the same answers and the same outcome.
    pub(in crate::features::recount) fn is_published_as(&self, published: &MatterResult) -> bool {
        let Answers { yes, no, abstain } = self.answers;
        let told = [published.yes, published.no, published.abstain];
        [yes, no, abstain] == told.map(u64::from) && self.adopted() == published.adopted
    }
}

/// The ballot that the votes belong to, with its published result.
#[derive(Clone, Copy)]
pub(in crate::features::recount) struct Published<'a> {
    /// The ballot.
    pub(in crate::features::recount) ballot: &'a Ballot,
    /// Its result.
    pub(in crate::features::recount) result: &'a BallotResult,
}

/// Counts the matters of a table. Without a ballot more than half of the votes must agree.
pub(in crate::features::recount) fn count(
    matters: &[(String, Answers)],
    published: Option<Published<'_>>,
) -> Vec<Matter> {
    let published = published.filter(|it| it.ballot.kind == BallotKind::Matters);
    matters
        .iter()
        .map(|(id, answers)| {
            let known = published.and_then(|it| option(it.ballot, id));
            let ballot = published.map(|it| it.ballot);
            let told = published.and_then(|it| Some((it, result(it.result, id)?)));
            Matter {
                id: id.clone(),
                title: known.map_or_else(|| id.clone(), |option| option.title.clone()),
                answers: *answers,
                decision: decide(*answers, ballot, known),
                area: told.and_then(|(it, told)| area(it, known, told)),
            }
        })
        .collect()
}

fn decide(answers: Answers, ballot: Option<&Ballot>, option: Option<&BallotOption>) -> Decision {
    let thresholds = ballot.and_then(|ballot| ballot.thresholds.as_ref());
    let agreeing = thresholds.map(|all| consent(all, option));
    let rules = Rules {
        taking_part: thresholds
            .and_then(|all| all.participation_heads.as_ref())
            .map(threshold),
        agreeing: agreeing.unwrap_or(MORE_THAN_HALF),
        base: Base::TookPart,
    };
    answers.decide(rules, ballot.map_or(0, |ballot| ballot.roll.units.into()))
}

/// What a matter needs of those who took part.
fn consent(thresholds: &Thresholds, option: Option<&BallotOption>) -> Threshold {
    let special = option.is_some_and(|option| option.special);
    let special = thresholds.special.as_ref().filter(|_| special);
    threshold(special.unwrap_or(&thresholds.consent))
}

fn threshold(share: &linli_contract::Threshold) -> Threshold {
    if share.inclusive {
        Threshold::at_least(share.num, share.den)
    } else {
        Threshold::more_than(share.num, share.den)
    }
}

fn option<'a>(ballot: &'a Ballot, id: &str) -> Option<&'a BallotOption> {
    ballot.options.iter().find(|option| option.id.0 == id)
}

/// The published result of a matter.
pub(in crate::features::recount) fn result<'a>(
    result: &'a BallotResult,
    id: &str,
) -> Option<&'a MatterResult> {
    result.matters.iter().find(|matter| matter.option.0 == id)
}

/// The bars about areas of a matter, worked out again; nothing where the roll has no areas.
fn area(
    published: Published<'_>,
    option: Option<&BallotOption>,
    told: &MatterResult,
) -> Option<Area> {
    let Published { ballot, result } = published;
    let thresholds = ballot.thresholds.as_ref()?;
    let all = natural(ballot.roll.area?);
    let part = result.turnout.area.map(natural);
    let (Some(part), Some(yes)) = (part, told.yes_area.map(natural)) else {
        // Nothing is reached by sums that were not published.
        return Some(Area {
            reached: false,
            as_told: false,
        });
    };
    let taking_part = thresholds.participation_area.as_ref();
    let taking_part =
        taking_part.map(|share| (Measure::ParticipationArea, threshold(share).bar(part, all)));
    let agreeing = (
        Measure::ConsentArea,
        consent(thresholds, option).bar(yes, part),
    );
    let mut area = Area {
        reached: true,
        as_told: true,
    };
    for (measure, bar) in taking_part.into_iter().chain([agreeing]) {
        area.reached &= bar.met();
        area.as_told &= told.bars.iter().any(|told| {
            told.measure == measure
                && natural(told.value) == bar.part
                && natural(told.total) == bar.whole
                && u128::from(natural(told.short_by)) == bar.short_by()
        });
    }
    Some(area)
}

/// A published sum; one below nothing reaches nothing.
fn natural(sum: i64) -> u64 {
    u64::try_from(sum).unwrap_or(0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use linli_json::from_text;

    use super::super::compare::{self, Difference};
    use super::*;

    fn example(path: &str) -> String {
        let root = env!("CARGO_MANIFEST_DIR");
        std::fs::read_to_string(format!("{root}/contract/examples/{path}")).unwrap()
    }

    /// The contract's example of an owners' ballot, with the answers that its result has.
    fn owners() -> (Ballot, BallotResult, Vec<(String, Answers)>) {
        let ballot: Ballot = from_text(&example("get_ballot/response-owners.json")).unwrap();
        let result: BallotResult = from_text(&example("get_result/response-owners.json")).unwrap();
        let matters = result.matters.iter().map(|matter| {
            let answers = Answers {
                yes: matter.yes.into(),
                no: matter.no.into(),
                abstain: matter.abstain.into(),
            };
            (matter.option.0.clone(), answers)
        });
        let matters = matters.collect();
        (ballot, result, matters)
    }

    #[test]
    fn owners_are_counted_by_head_and_areas_are_taken_from_the_result() {
        let (ballot, result, table) = owners();
        let published = Published {
            ballot: &ballot,
            result: &result,
        };
        let counted = count(&table, Some(published));
        for (matter, told) in counted.iter().zip(&result.matters) {
            assert_eq!(matter.adopted(), told.adopted, "{}", matter.id);
            assert!(matter.is_published_as(told), "{}", matter.id);
            assert_eq!(matter.title, option(&ballot, &matter.id).unwrap().title);
            assert!(matter.area.unwrap().as_told, "{}", matter.id);
        }
        // One of them has the heads and lacks the area.
        assert!(
            counted
                .iter()
                .any(|matter| matter.decision.passed() && !matter.area.unwrap().reached)
        );
        assert!(compare::matters(&counted, &result).is_empty());
    }

    #[test]
    fn a_shortfall_of_area_that_is_hidden_is_found_by_the_sums() {
        let (ballot, mut result, table) = owners();
        let told = &mut result.matters[2];
        for bar in &mut told.bars {
            bar.short_by = 0;
        }
        told.adopted = true;
        let published = Published {
            ballot: &ballot,
            result: &result,
        };
        let counted = count(&table, Some(published));
        assert!(!counted[2].adopted());
        let id = || counted[2].id.clone();
        assert_eq!(
            compare::matters(&counted, &result),
            [Difference::OnlyThere(id()), Difference::Areas(id())]
        );
    }

    #[test]
    fn sums_of_areas_that_were_not_published_reach_nothing() {
        let (ballot, mut result, table) = owners();
        result.matters[0].yes_area = None;
        let published = Published {
            ballot: &ballot,
            result: &result,
        };
        let counted = count(&table, Some(published));
        assert!(!counted[0].adopted() && counted[0].decision.passed());
        assert!(counted[1].area.unwrap().as_told);
    }

    #[test]
    fn one_answer_more_is_another_result() {
        let (ballot, result, mut table) = owners();
        table[0].1.no += 1;
        let published = Published {
            ballot: &ballot,
            result: &result,
        };
        let counted = count(&table, Some(published));
        assert!(!counted[0].is_published_as(&result.matters[0]));
    }

    #[test]
    fn a_table_without_its_ballot_needs_more_than_half() {
        let answers = |yes, no| Answers {
            yes,
            no,
            abstain: 0,
        };
        let table = [
            ("a".to_owned(), answers(3, 2)),
            ("b".to_owned(), answers(2, 2)),
        ];
        let counted = count(&table, None);
        let adopted: Vec<bool> = counted.iter().map(Matter::adopted).collect();
        assert_eq!(adopted, [true, false]);
        assert_eq!(counted[1].decision.agreeing.short_by(), 1);
    }
}
