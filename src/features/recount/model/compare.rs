//! A count here against the published result.

use linli_contract::BallotResult;
use linli_tally::{Outcome, pb};

use super::matters::{Matter, result};

/// Something that is not the same here and there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::recount) enum Difference {
    /// The number of votes.
    Votes {
        /// Here.
        here: u64,
        /// As published.
        there: u64,
    },
    /// The rules and options under which was voted are others: the hashes differ.
    Terms,
    /// An option was chosen, or a matter adopted, here alone.
    OnlyHere(String),
    /// An option was chosen, or a matter adopted, there alone.
    OnlyThere(String),
    /// The same were chosen in another order.
    Order,
    /// The votes of an option.
    Total {
        /// Its id.
        id: String,
        /// Here.
        here: u64,
        /// As published.
        there: u64,
    },
    /// The money spent, in fen.
    Spent {
        /// Here.
        here: u64,
        /// As published.
        there: u64,
    },
    /// The answers to a matter.
    Answers {
        /// Its id.
        id: String,
        /// As published: yes, no, abstain.
        there: [u32; 3],
    },
    /// The published bars about the areas of a matter are not what its published sums come to.
    Areas(String),
    /// Something that the published result has, or lacks.
    Missing(String),
}

/// All that differs between a count and the published result of a ballot about options.
pub(in crate::features::recount) fn options(
    file: &pb::File,
    outcome: &Outcome,
    published: &BallotResult,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    let votes = file.election.votes().number().into();
    if votes != u64::from(published.ballots) {
        differences.push(Difference::Votes {
            here: votes,
            there: published.ballots.into(),
        });
    }
    if file
        .value("terms_hash")
        .is_some_and(|hash| hash != published.terms_hash)
    {
        differences.push(Difference::Terms);
    }
    let id = |option: usize| file.election.options()[option].id.as_str();
    let here: Vec<&str> = outcome.chosen().map(id).collect();
    let there: Vec<&str> = published.chosen.iter().map(|id| id.0.as_str()).collect();
    let only = |these: &[&str], those: &[&str]| -> Vec<String> {
        let alone = these.iter().filter(|id| !those.contains(id));
        alone.map(|id| (*id).to_owned()).collect()
    };
    let alike = differences.len();
    differences.extend(only(&here, &there).into_iter().map(Difference::OnlyHere));
    differences.extend(only(&there, &here).into_iter().map(Difference::OnlyThere));
    if differences.len() == alike && here != there {
        differences.push(Difference::Order);
    }
    totals(file, outcome, published, &mut differences);
    let unit = file.election.currency_unit();
    if let Some(there) = published
        .spent_fen
        .and_then(|spent| u64::try_from(spent).ok())
    {
        // Minor units are fen where the file has two decimals; no amount is near the bounds.
        let here = outcome.spent.saturating_mul(100) / unit;
        if here != there {
            differences.push(Difference::Spent { here, there });
        }
    }
    differences
}

fn totals(
    file: &pb::File,
    outcome: &Outcome,
    published: &BallotResult,
    differences: &mut Vec<Difference>,
) {
    let options = file.election.options();
    for total in &published.totals {
        let place = options
            .iter()
            .position(|option| option.id == total.option.0);
        let Some(here) = place.map(|place| outcome.votes[place]) else {
            differences.push(Difference::Missing(total.option.0.clone()));
            continue;
        };
        if here != u64::from(total.votes) {
            differences.push(Difference::Total {
                id: total.option.0.clone(),
                here,
                there: total.votes.into(),
            });
        }
    }
    let unpublished = options.iter().filter(|option| {
        !published
            .totals
            .iter()
            .any(|total| total.option.0 == option.id)
    });
    differences.extend(unpublished.map(|option| Difference::Missing(option.id.clone())));
}

/// All that differs between a count and the published result of a ballot about matters.
pub(in crate::features::recount) fn matters(
    counted: &[Matter],
    published: &BallotResult,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    for matter in counted {
        let id = || matter.id.clone();
        let Some(told) = result(published, &matter.id) else {
            differences.push(Difference::Missing(id()));
            continue;
        };
        match (matter.adopted(), told.adopted) {
            _ if matter.is_published_as(told) => {}
            (true, false) => differences.push(Difference::OnlyHere(id())),
            (false, true) => differences.push(Difference::OnlyThere(id())),
            _ => differences.push(Difference::Answers {
                id: id(),
                there: [told.yes, told.no, told.abstain],
            }),
        }
        if matter.area.is_some_and(|area| !area.as_told) {
            differences.push(Difference::Areas(id()));
        }
    }
    let missing = published
        .matters
        .iter()
        .filter(|told| !counted.iter().any(|matter| matter.id == told.option.0));
    differences.extend(missing.map(|told| Difference::Missing(told.option.0.clone())));
    differences
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use linli_json::from_text;
    use linli_tally::count;

    use super::super::rule::{first, published};
    use super::*;

    fn example(path: &str) -> String {
        let root = env!("CARGO_MANIFEST_DIR");
        std::fs::read_to_string(format!("{root}/contract/examples/{path}")).unwrap()
    }

    fn read(text: &str) -> pb::File {
        pb::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_contracts_example_recounts_to_its_published_results() {
        for name in ["response-greedy", "response-shares"] {
            let result: BallotResult =
                from_text(&example(&format!("get_result/{name}.json"))).unwrap();
            let file = read(&example("get_ballot_file/response.pb"));
            let rule = published(&result.kind, &result.rule).unwrap();
            let outcome = count(&file.election, rule);
            assert_eq!(options(&file, &outcome, &result), [], "{name}");
        }
    }

    #[test]
    fn whatever_differs_is_named() {
        let text = example("get_ballot_file/response.pb");
        let mut result: BallotResult =
            from_text(&example("get_result/response-shares.json")).unwrap();
        let file = read(&text);
        let outcome = count(&file.election, first(&file));
        assert_eq!(options(&file, &outcome, &result), []);

        result.chosen.reverse();
        assert_eq!(options(&file, &outcome, &result), [Difference::Order]);
        result.chosen.reverse();
        let gone = result.chosen.pop().unwrap();
        result.chosen.push("locker".into());
        result.totals[1].votes += 1;
        result.totals[2].option = "lamp".into();
        result.ballots += 1;
        result.spent_fen = Some(1);
        let told = options(&file, &outcome, &result);
        for expected in [
            Difference::Votes {
                here: 12,
                there: 13,
            },
            Difference::OnlyHere(gone.0),
            Difference::OnlyThere("locker".into()),
            Difference::Total {
                id: "ramp".into(),
                here: 4,
                there: 5,
            },
            Difference::Missing("lamp".into()),
            Difference::Missing("lamps".into()),
            Difference::Spent {
                here: 10_800_000,
                there: 1,
            },
        ] {
            assert!(told.contains(&expected), "{expected:?} in {told:?}");
        }
        let other = read(&text.replace("PROJECTS", "terms_hash;ab\nPROJECTS"));
        assert!(options(&other, &outcome, &result).contains(&Difference::Terms));
    }
}
