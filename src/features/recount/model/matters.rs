//! Matters counted again: what a table of answers decides.

use linli_contract::{Ballot, BallotKind, BallotOption, BallotResult, MatterResult, Measure, Roll};
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
    /// Owners: whether the published areas reach what they must. The votes hold no areas, so that this
    /// cannot be counted again.
    pub(in crate::features::recount) area: Option<bool>,
}

impl Matter {
    /// Whether it is adopted.
    pub(in crate::features::recount) fn adopted(&self) -> bool {
        self.decision.passed() && self.area != Some(false)
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
            let roll = published.map(|it| &it.result.roll);
            let told = published.and_then(|it| result(it.result, id));
            Matter {
                id: id.clone(),
                title: known.map_or_else(|| id.clone(), |option| option.title.clone()),
                answers: *answers,
                decision: decide(*answers, published.map(|it| it.ballot), known, roll),
                area: told.and_then(area_reached),
            }
        })
        .collect()
}

fn decide(
    answers: Answers,
    ballot: Option<&Ballot>,
    option: Option<&BallotOption>,
    roll: Option<&Roll>,
) -> Decision {
    let thresholds = ballot.and_then(|ballot| ballot.thresholds.as_ref());
    let special = option.is_some_and(|option| option.special);
    let agreeing = thresholds.map(|all| {
        let special = all.special.as_ref().filter(|_| special);
        special.unwrap_or(&all.consent)
    });
    let rules = Rules {
        taking_part: thresholds
            .and_then(|all| all.participation_heads.as_ref())
            .map(threshold),
        agreeing: agreeing.map_or(MORE_THAN_HALF, threshold),
        base: Base::TookPart,
    };
    answers.decide(rules, roll.map_or(0, |roll| roll.units.into()))
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

/// Whether all bars about areas are reached; nothing where there is none.
fn area_reached(matter: &MatterResult) -> Option<bool> {
    let about_area =
        |measure: &Measure| matches!(measure, Measure::ParticipationArea | Measure::ConsentArea);
    let mut bars = matter
        .bars
        .iter()
        .filter(|bar| about_area(&bar.measure))
        .peekable();
    bars.peek()?;
    Some(bars.all(|bar| bar.short_by == 0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use linli_json::from_text;

    use super::super::compare;
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
            assert!(matter.area.is_some());
        }
        // One of them has the heads and lacks the area.
        assert!(
            counted
                .iter()
                .any(|matter| matter.decision.passed() && matter.area == Some(false))
        );
        assert!(compare::matters(&counted, &result).is_empty());
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
