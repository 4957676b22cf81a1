//! The count: from votes to the result of the contract, by `linli-tally`.

use std::collections::HashMap;

use linli_contract::{
    Ballot, BallotKind, BallotOption, BallotResult, ChannelTurnout, CountRule, CountStep,
    NotChosen, NotChosenReason, OptionId, OptionTotal, Papers, StepKind, Timestamp, Turnout,
    VoteChannel, VoteChoice, VotingUnit,
};
use linli_tally::course::{self, Fate, Outcome, Step};
use linli_tally::{BallotBox, Choice, Election, Misfit, Rule};

use super::matters;

/// A vote as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// What it chose.
    pub choices: Vec<VoteChoice>,
    /// The area of its owner.
    pub area: Option<i64>,
}

/// What is counted.
#[derive(Clone, Debug)]
pub struct Counted<'a> {
    /// The frozen ballot.
    pub ballot: &'a Ballot,
    /// Every vote.
    pub votes: &'a [Cast],
    /// How many came by which channel.
    pub channels: Vec<(VoteChannel, u32)>,
    /// How many papers were handed out.
    pub papers: Option<u32>,
    /// When it is counted.
    pub at: Timestamp,
}

/// The rule by which options are chosen; matters have none.
pub fn rule(ballot: &Ballot) -> Option<Rule> {
    match ballot.rule {
        CountRule::MostVotes => Some(Rule::MostVotes {
            seats: seats(ballot) as usize,
        }),
        // Nobody's option is not done because money is left.
        CountRule::Greedy => Some(Rule::Greedy {
            misfit: Misfit::Skip,
            floor: 1,
        }),
        CountRule::EqualShares => Some(Rule::EQUAL_SHARES),
        _ => None,
    }
}

/// How many options are chosen where no budget says it.
pub fn seats(ballot: &Ballot) -> u32 {
    match ballot.kind {
        BallotKind::UpTo => ballot.max_choices.unwrap_or(1),
        _ => 1,
    }
}

/// The options, the money and the votes in the terms of the count. Without a budget every option costs
/// one, and the budget is how many are chosen.
///
/// # Errors
/// A sentence for the log, when a number is beyond all bounds.
pub fn election(ballot: &Ballot, votes: &[Cast]) -> Result<Election, String> {
    let budget = ballot.kind == BallotKind::Budget;
    let money = |fen: Option<i64>| u64::try_from(fen.unwrap_or(0)).map_err(|e| e.to_string());
    let mut options = Vec::with_capacity(ballot.options.len());
    for option in &ballot.options {
        let cost = if budget { money(option.cost_fen)? } else { 1 };
        options.push(Choice::new(option.id.as_str(), option.title.as_str(), cost));
    }
    let sum = if budget {
        money(ballot.budget_fen)?
    } else {
        u64::from(seats(ballot))
    };
    let places: HashMap<&OptionId, u32> = ballot
        .options
        .iter()
        .map(|option| &option.id)
        .zip(0..)
        .collect();
    let mut ballots = BallotBox::new();
    for vote in votes {
        let chosen = vote.choices.iter();
        let chosen = chosen.filter_map(|choice| places.get(&choice.option).copied());
        ballots.approve(chosen).map_err(|e| format!("{e:?}"))?;
    }
    let decimals = if budget { 2 } else { 0 };
    Election::new(options, sum, decimals, ballots.close()).map_err(|e| format!("{e:?}"))
}

/// Counts a ballot.
///
/// # Errors
/// A sentence for the log, when the ballot cannot be counted; the check before opening refuses those.
pub fn result(counted: &Counted<'_>) -> Result<BallotResult, String> {
    let Counted {
        ballot,
        votes,
        channels,
        papers,
        at,
    } = counted;
    let ballots = u32::try_from(votes.len()).map_err(|e| e.to_string())?;
    let area = (ballot.unit == VotingUnit::Owner).then(|| areas(votes.iter()));
    let channel = |(channel, units): &(VoteChannel, u32)| ChannelTurnout {
        channel: channel.clone(),
        units: *units,
    };
    let mut result = BallotResult {
        ballot_id: ballot.id.clone(),
        kind: ballot.kind.clone(),
        rule: ballot.rule.clone(),
        terms_hash: ballot.terms_hash.clone().unwrap_or_default(),
        counted_at: *at,
        ballots,
        turnout: Turnout {
            units: ballots,
            area,
            as_of: *at,
        },
        roll: ballot.roll.clone(),
        channels: channels.iter().map(channel).collect(),
        papers: papers.map(|handed_out| Papers {
            handed_out,
            returned: on_paper(channels),
        }),
        totals: Vec::new(),
        matters: Vec::new(),
        chosen: Vec::new(),
        spent_fen: None,
        budget_fen: ballot.budget_fen,
        steps: Vec::new(),
        not_chosen: Vec::new(),
        files: vec!["csv".to_owned()],
    };
    if let Some(rule) = rule(ballot) {
        let outcome = linli_tally::count(&election(ballot, votes)?, rule);
        options(ballot, &outcome, &mut result);
    } else {
        matters::fill(ballot, votes, &mut result)?;
    }
    Ok(result)
}

/// How many votes came on paper.
fn on_paper(channels: &[(VoteChannel, u32)]) -> u32 {
    let paper = [VoteChannel::Paper, VoteChannel::Visit];
    let those = channels
        .iter()
        .filter(|(channel, _)| paper.contains(channel));
    those.map(|(_, units)| units).sum()
}

pub(super) fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn heads(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn areas<'a>(votes: impl Iterator<Item = &'a Cast>) -> i64 {
    votes.map(|vote| vote.area.unwrap_or(0)).sum()
}

/// Fills in what options have: totals, the course of the count, and why others were not chosen.
fn options(ballot: &Ballot, outcome: &Outcome, result: &mut BallotResult) {
    let option = |place: usize| ballot.options.get(place);
    result.files.insert(0, "pb".to_owned());
    for (option, votes) in ballot.options.iter().zip(&outcome.votes) {
        result.totals.push(OptionTotal {
            option: option.id.clone(),
            votes: heads(*votes),
        });
    }
    let chosen = outcome.chosen().filter_map(option);
    result.chosen = chosen.map(|option| option.id.clone()).collect();
    let budget = ballot.kind == BallotKind::Budget;
    result.spent_fen = budget.then(|| whole(outcome.spent));
    let share = |kind, share_fen: u128| CountStep {
        kind,
        option: None,
        votes: None,
        cost_fen: None,
        left_fen: None,
        share_fen: i64::try_from(share_fen).ok(),
    };
    let completion = outcome.completion.as_ref();
    if let Some(completion) = completion {
        let have = completion.share.whole();
        result.steps.push(share(StepKind::Endowment, have));
    }
    for step in &outcome.steps {
        result.steps.extend(shown(ballot, budget, step));
    }
    // Where one yuan more would change nothing any more, there is nothing to tell.
    if let Some(completion) = completion.filter(|completion| !completion.next.is_empty()) {
        let more = completion.share.whole().saturating_add(100);
        result.steps.push(share(StepKind::Completed, more));
    }
    for ((option, fate), votes) in ballot
        .options
        .iter()
        .zip(&outcome.fates)
        .zip(&outcome.votes)
    {
        if let Fate::Not(why) = fate {
            result
                .not_chosen
                .push(not_chosen(ballot, option, *votes, why));
        }
    }
}

fn shown(ballot: &Ballot, budget: bool, step: &Step) -> Option<CountStep> {
    let (kind, option, votes, cost, left, payment) = match step {
        Step::Chosen {
            option,
            votes,
            cost,
            left,
            payment,
        } => (
            StepKind::Chosen,
            option,
            votes,
            cost,
            left,
            payment.as_ref(),
        ),
        Step::Skipped {
            option,
            votes,
            cost,
            left,
        }
        | Step::Stopped {
            option,
            votes,
            cost,
            left,
        } => (StepKind::Skipped, option, votes, cost, left, None),
    };
    Some(CountStep {
        kind,
        option: Some(ballot.options.get(*option)?.id.clone()),
        votes: Some(heads(*votes)),
        cost_fen: budget.then(|| whole(*cost)),
        left_fen: budget.then(|| whole(*left)),
        share_fen: payment.and_then(|payment| i64::try_from(payment.share.whole()).ok()),
    })
}

fn not_chosen(
    ballot: &Ballot,
    option: &BallotOption,
    votes: u64,
    why: &course::NotChosen,
) -> NotChosen {
    use course::NotChosen as Why;
    let (reason, needed, available_fen) = match why {
        Why::NoVotes | Why::BelowFloor { .. } => (NotChosenReason::NoVotes, None, None),
        Why::DearerThanBudget { .. } => {
            (NotChosenReason::DearerThanBudget, None, ballot.budget_fen)
        }
        Why::DoesNotFit { left, .. } => (NotChosenReason::DoesNotFit, None, Some(whole(*left))),
        Why::SupportersCannotPay { have, .. } => {
            (NotChosenReason::SupportersShort, None, Some(whole(*have)))
        }
        Why::FewerVotes { needed } => (NotChosenReason::FewerVotes, Some(heads(*needed)), None),
        Why::LostTie { .. } => (NotChosenReason::Tie, None, None),
        // Our rules know neither.
        Why::Withdrawn | Why::AfterStop { .. } => (NotChosenReason::FewerVotes, None, None),
    };
    NotChosen {
        option: option.id.clone(),
        reason,
        votes: heads(votes),
        needed,
        cost_fen: option.cost_fen,
        available_fen,
    }
}
