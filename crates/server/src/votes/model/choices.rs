//! What a vote may hold.

use std::collections::HashSet;

use linli_contract::{Ballot, BallotKind, FieldError, MatterAnswer, VoteChoice};

use crate::error::{field, field_limit};

/// What is wrong with the choices of a vote in this ballot, each with its pointer into the request.
pub fn problems(ballot: &Ballot, choices: &[VoteChoice]) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    let mut seen = HashSet::new();
    for (index, choice) in choices.iter().enumerate() {
        let at = |part: &str| format!("/choices/{index}/{part}");
        if !ballot
            .options
            .iter()
            .any(|option| option.id == choice.option)
        {
            wrong.push(field(at("option"), "not_an_option"));
        } else if !seen.insert(&choice.option) {
            wrong.push(field(at("option"), "repeated"));
        }
        match (&choice.answer, &ballot.kind) {
            (None, BallotKind::Matters) => wrong.push(field(at("answer"), "required")),
            (Some(MatterAnswer::Other(_)), BallotKind::Matters) => {
                wrong.push(field(at("answer"), "not_an_option"));
            }
            (Some(_), kind) if *kind != BallotKind::Matters => {
                wrong.push(field(at("answer"), "not_an_option"));
            }
            _ => {}
        }
    }
    let whole = |code, limit: Option<i64>| match limit {
        Some(limit) => field_limit("/choices", code, limit),
        None => field("/choices", code),
    };
    let most = match ballot.kind {
        BallotKind::One => Some(1),
        BallotKind::UpTo => Some(ballot.max_choices.unwrap_or(1)),
        _ => None,
    };
    if choices.is_empty()
        || (ballot.kind == BallotKind::Matters && seen.len() < ballot.options.len())
    {
        wrong.push(whole("required", None));
    } else if let Some(most) = most
        && choices.len() > most as usize
    {
        wrong.push(whole("too_many", Some(i64::from(most))));
    } else if let (BallotKind::Budget, Some(budget)) = (&ballot.kind, ballot.budget_fen)
        && cost(ballot, choices) > i128::from(budget)
    {
        wrong.push(whole("over_budget", Some(budget)));
    }
    wrong
}

/// What the chosen options cost together.
fn cost(ballot: &Ballot, choices: &[VoteChoice]) -> i128 {
    let chosen = |id| choices.iter().any(|choice| choice.option == id);
    let options = ballot.options.iter();
    options
        .filter(|option| chosen(option.id.clone()))
        .map(|option| i128::from(option.cost_fen.unwrap_or(0)))
        .sum()
}

/// The choices in the published order: the same vote is always the same text.
pub fn in_order(ballot: &Ballot, choices: &[VoteChoice]) -> Vec<VoteChoice> {
    let of = |id| choices.iter().find(|choice| choice.option == id);
    let options = ballot.options.iter();
    options
        .filter_map(|option| of(option.id.clone()).cloned())
        .collect()
}
