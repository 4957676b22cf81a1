//! What stands in the way of opening a ballot.

use linli_contract::{
    Ballot, BallotKind, CheckCode, CheckProblem, CountRule, Timestamp, VotingUnit,
};

/// A ballot is open for a day at least.
const SHORTEST: i64 = 86_400_000;

/// Everything that must be put right before a ballot can be opened, with pointers into the draft.
/// `roll_unit` is the unit of the roll that the draft names.
pub fn problems(ballot: &Ballot, roll_unit: &VotingUnit, now: Timestamp) -> Vec<CheckProblem> {
    let mut found = Vec::new();
    let mut say = |pointer: String, code| found.push(CheckProblem { pointer, code });
    let least = match ballot.kind {
        BallotKind::One | BallotKind::UpTo => 2,
        _ => 1,
    };
    if ballot.options.len() < least {
        say("/options".to_owned(), CheckCode::TooFewOptions);
    }
    for (index, option) in ballot.options.iter().enumerate() {
        let before = ballot.options.iter().take(index);
        if before.into_iter().any(|other| other.title == option.title) {
            say(format!("/options/{index}/title"), CheckCode::Repeated);
        }
        if ballot.kind == BallotKind::Budget {
            let cost = format!("/options/{index}/cost_fen");
            match (option.cost_fen, ballot.budget_fen) {
                (None | Some(0), _) => say(cost, CheckCode::CostMissing),
                (Some(much), Some(budget)) if much > budget => {
                    say(cost, CheckCode::CostOverBudget);
                }
                _ => {}
            }
        }
    }
    if ballot.kind == BallotKind::Budget && ballot.budget_fen.is_none_or(|budget| budget == 0) {
        say("/budget_fen".to_owned(), CheckCode::BudgetMissing);
    }
    if ballot.kind == BallotKind::UpTo
        && !ballot
            .max_choices
            .is_some_and(|most| most > 0 && (most as usize) < ballot.options.len())
    {
        say("/max_choices".to_owned(), CheckCode::MaxChoicesWrong);
    }
    if !counts(&ballot.rule, &ballot.kind, &ballot.unit) {
        say("/rule".to_owned(), CheckCode::RuleDoesNotFit);
    }
    if *roll_unit != ballot.unit {
        say("/roll".to_owned(), CheckCode::RollDoesNotFit);
    }
    let without_area = ballot.unit == VotingUnit::Owner && ballot.roll.area.unwrap_or(0) == 0;
    if ballot.roll.units == 0 || without_area {
        say("/roll".to_owned(), CheckCode::RollEmpty);
    }
    if ballot.closes_at <= now {
        say("/closes_at".to_owned(), CheckCode::ClosesInThePast);
    } else if ballot.closes_at.0 - ballot.opens_at.max(now).0 < SHORTEST {
        say("/closes_at".to_owned(), CheckCode::TimeTooShort);
    }
    found
}

/// Whether a rule counts ballots of a kind with units of a kind. What owners decide together is decided by
/// article 278 and by nothing else.
fn counts(rule: &CountRule, kind: &BallotKind, unit: &VotingUnit) -> bool {
    if *unit == VotingUnit::Owner {
        return *rule == CountRule::Owners278 && *kind == BallotKind::Matters;
    }
    match rule {
        CountRule::MostVotes => matches!(kind, BallotKind::One | BallotKind::UpTo),
        CountRule::Greedy | CountRule::EqualShares => *kind == BallotKind::Budget,
        CountRule::Majority => *kind == BallotKind::Matters,
        CountRule::Owners278 | CountRule::Other(_) => false,
    }
}
