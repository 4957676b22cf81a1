//! Ballots for the tests of this folder.

use linli_contract::{Ballot, BallotKind, BallotOption, OptionId, VoteChoice};

/// An example of the contract, which is what every backend sends.
pub(super) fn example(path: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::read_to_string(format!("{root}/contract/examples/{path}")).unwrap_or_default()
}

/// A budget of 100 yuan and options that cost so many yuan, named `a`, `b` and so on.
pub(super) fn budget(costs: &[i64]) -> Ballot {
    let mut ballot = read("get_ballot/response.json");
    ballot.kind = BallotKind::Budget;
    ballot.budget_fen = Some(10_000);
    ballot.max_choices = None;
    ballot.options = ('a'..='z')
        .zip(costs)
        .map(|(name, cost)| option(&name.to_string(), Some(cost * 100)))
        .collect();
    ballot
}

/// Up to `most` of so many options.
pub(super) fn up_to(most: u32, options: usize) -> Ballot {
    let mut ballot = budget(&vec![0; options]);
    ballot.kind = BallotKind::UpTo;
    ballot.budget_fen = None;
    ballot.max_choices = Some(most);
    for option in &mut ballot.options {
        option.cost_fen = None;
    }
    ballot
}

/// So many matters.
pub(super) fn matters(count: usize) -> Ballot {
    let mut ballot = up_to(1, count);
    ballot.kind = BallotKind::Matters;
    ballot.max_choices = None;
    ballot
}

fn read(path: &str) -> Ballot {
    linli_json::from_text(&example(path)).unwrap()
}

fn option(id: &str, cost_fen: Option<i64>) -> BallotOption {
    BallotOption {
        id: id.into(),
        title: id.to_uppercase(),
        text: None,
        cost_fen,
        picture: None,
        project_id: None,
        special: false,
    }
}

/// Options chosen by their ids.
pub(super) fn chosen(ids: &[&str]) -> Vec<VoteChoice> {
    ids.iter()
        .map(|id| VoteChoice {
            option: OptionId::from(*id),
            answer: None,
        })
        .collect()
}
