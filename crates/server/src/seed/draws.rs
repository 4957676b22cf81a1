//! The votes of the seed, drawn from fixed numbers.

use linli_contract::{MatterAnswer, VoteChannel, VoteChoice};

use super::ballots::{NearMiss, PastBallot, PastOption, PastVotes};
use super::dice::Dice;
use super::rolls::{Member, Roll};

/// A ballot with the votes that were cast.
pub(super) struct Plan<'a> {
    pub(super) ballot: &'a PastBallot,
    pub(super) votes: Vec<Planned>,
}

pub(super) struct Planned {
    pub(super) member: usize,
    pub(super) choices: Vec<VoteChoice>,
    pub(super) channel: VoteChannel,
}

/// Draws the votes of all ballots. One flat of one owner is made to fit the near miss.
pub(super) fn plan<'a>(ballots: &'a [PastBallot], rolls: &mut [Roll]) -> Vec<Plan<'a>> {
    let mut plans = Vec::new();
    for (seed, ballot) in (1..).zip(ballots) {
        let mut dice = Dice::new(seed);
        let roll = rolls.iter_mut().find(|roll| roll.id == ballot.roll);
        let votes = match (&ballot.votes, roll) {
            (Some(votes), Some(roll)) => draw(ballot, votes, &mut roll.members, &mut dice),
            _ => Vec::new(),
        };
        plans.push(Plan { ballot, votes });
    }
    plans
}

/// People whom demonstrations sign in have not voted yet where a ballot is open.
const UNDECIDED: [&str; 6] = ["p18", "p27", "p53", "h09", "h13", "h23"];

fn draw(
    ballot: &PastBallot,
    votes: &PastVotes,
    members: &mut [Member],
    dice: &mut Dice,
) -> Vec<Planned> {
    let mut places: Vec<usize> = (0..members.len())
        .filter(|place| ballot.closed() || !UNDECIDED.contains(&members[*place].id.as_str()))
        .collect();
    dice.shuffle(&mut places);
    places.truncate(votes.number);
    let no = match &votes.near_miss {
        Some(miss) => refusing(miss, members, &places, dice),
        None => Vec::new(),
    };
    places
        .into_iter()
        .map(|member| Planned {
            choices: choices(ballot, votes, no.contains(&member), dice),
            channel: channel(ballot, &members[member], dice),
            member,
        })
        .collect()
}

/// Who has an account votes online while a ballot is open; others vote on paper.
fn channel(ballot: &PastBallot, member: &Member, dice: &mut Dice) -> VoteChannel {
    let paper = match dice.below(5) {
        0 | 1 => VoteChannel::Visit,
        _ => VoteChannel::Paper,
    };
    if ballot.closed() {
        match dice.below(100) {
            0..=57 => VoteChannel::Online,
            58..=66 => VoteChannel::Kiosk,
            _ => paper,
        }
    } else if member.has_account() {
        VoteChannel::Online
    } else {
        paper
    }
}

fn choices(ballot: &PastBallot, votes: &PastVotes, no: bool, dice: &mut Dice) -> Vec<VoteChoice> {
    let choice = |id: &str, answer| VoteChoice {
        option: id.into(),
        answer,
    };
    match ballot.kind.as_str() {
        "matters" => ballot
            .options
            .iter()
            .map(|option| {
                let miss = votes.near_miss.as_ref();
                let answer = if miss.is_some_and(|miss| miss.matter == option.id) {
                    if no {
                        MatterAnswer::No
                    } else {
                        MatterAnswer::Yes
                    }
                } else {
                    let (yes, against) =
                        votes.matters.get(&option.id).copied().unwrap_or((500, 300));
                    match dice.below(1000) {
                        drawn if drawn < yes => MatterAnswer::Yes,
                        drawn if drawn < yes + against => MatterAnswer::No,
                        _ => MatterAnswer::Abstain,
                    }
                };
                choice(&option.id, Some(answer))
            })
            .collect(),
        "one" => {
            let weights = ballot.options.iter();
            let weights = weights.map(|option| votes.one.get(&option.id).copied().unwrap_or(1));
            let drawn = dice.weighted(weights);
            let drawn = ballot.options.get(drawn).into_iter();
            drawn.map(|option| choice(&option.id, None)).collect()
        }
        _ => approve(ballot, votes, dice)
            .into_iter()
            .map(|id| choice(id, None))
            .collect(),
    }
}

/// Options that somebody of a group takes, within the budget or the number.
fn approve<'a>(ballot: &'a PastBallot, votes: &PastVotes, dice: &mut Dice) -> Vec<&'a str> {
    let group = dice.weighted(votes.blocs.iter().map(|bloc| bloc.weight));
    let likes = |id: &str| {
        let group = votes.blocs.get(group);
        // Now and then somebody likes what the group does not.
        group
            .and_then(|bloc| bloc.approve.get(id).copied())
            .unwrap_or(35)
    };
    let mut order: Vec<&PastOption> = ballot.options.iter().collect();
    dice.shuffle(&mut order);
    let mut left = ballot.budget_yuan.unwrap_or(i64::MAX);
    let most = ballot
        .max_choices
        .and_then(|most| usize::try_from(most).ok());
    let mut taken: Vec<&str> = Vec::new();
    for option in &order {
        let cost = option.cost_yuan.unwrap_or(0);
        let room = most.is_none_or(|most| taken.len() < most) && cost <= left;
        if room && dice.happens(likes(&option.id)) {
            left -= cost;
            taken.push(&option.id);
        }
    }
    if taken.is_empty() {
        taken.extend(order.first().map(|option| option.id.as_str()));
    }
    let place = |id: &&str| ballot.options.iter().position(|option| option.id == **id);
    taken.sort_by_key(place);
    taken
}

/// Who says no, so that the consenting area is short by just so much while the heads suffice. Owners of
/// larger flats refuse, then the one whose flat comes nearest to what is missing; the last hundredths are
/// made up in a flat of one of them.
fn refusing(
    miss: &NearMiss,
    members: &mut [Member],
    voters: &[usize],
    dice: &mut Dice,
) -> Vec<usize> {
    let three_quarters = |whole: i64| (whole * 3 + 3).div_euclid(4);
    let mut sizes: Vec<i64> = voters.iter().map(|place| members[*place].area()).collect();
    sizes.sort_unstable();
    let middle = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    let whole: i64 = sizes.iter().sum();
    let mut yes = whole;
    let mut no: Vec<usize> = Vec::new();
    let mut order = voters.to_vec();
    dice.shuffle(&mut order);
    let large = order
        .iter()
        .copied()
        .filter(|place| members[*place].area() > middle);
    for place in large.collect::<Vec<_>>() {
        let area = members[place].area();
        // Leaves so much that one more flat comes near.
        if three_quarters(whole) - (yes - area) > miss.short - 7000 {
            break;
        }
        yes -= area;
        no.push(place);
    }
    let missing = miss.short - (three_quarters(whole) - yes);
    let rest = order.iter().filter(|place| !no.contains(place));
    if let Some(nearest) = rest.min_by_key(|place| (members[**place].area() - missing).abs()) {
        yes -= members[*nearest].area();
        no.push(*nearest);
    }
    let others = whole - yes;
    let exact = (1..=50_000)
        .find(|refusing| three_quarters(yes + others - 25_000 + refusing) - yes == miss.short);
    let change = exact.map_or(0, |refusing| refusing - 25_000);
    let grows = no
        .iter()
        .find(|place| members[**place].flats.len() == 1 && !members[**place].has_account());
    if let Some(flat) = grows.and_then(|place| members[*place].flats.first_mut()) {
        *flat += change;
    }
    no
}
