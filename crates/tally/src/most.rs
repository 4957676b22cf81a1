//! The options with the most votes, as many as there are seats. Money plays no part.

use crate::course::{Fate, NotChosen, Outcome, Step};
use crate::election::Election;
use std::cmp::Reverse;

/// Chooses the `seats` options with the most votes; an option without votes is never chosen, and those
/// with as many votes come in the published order.
pub(crate) fn most_votes(election: &Election, seats: usize) -> Outcome {
    let votes = election.points();
    let mut order: Vec<usize> = (0..votes.len()).collect();
    order.sort_by_key(|option| Reverse(votes[*option]));
    let eligible = |option: &usize| votes[*option] > 0 && !election.options()[*option].withdrawn;
    let chosen: Vec<usize> = order.iter().copied().filter(eligible).take(seats).collect();
    let last = chosen.last().copied();
    let mut fates: Vec<Fate> = (0..votes.len())
        .map(|option| {
            Fate::Not(match last {
                _ if election.options()[option].withdrawn => NotChosen::Withdrawn,
                _ if votes[option] == 0 => NotChosen::NoVotes,
                Some(to) if votes[to] == votes[option] => NotChosen::LostTie { to },
                _ => NotChosen::FewerVotes {
                    needed: last.map_or(0, |last| votes[last]),
                },
            })
        })
        .collect();
    for (step, option) in chosen.iter().enumerate() {
        fates[*option] = Fate::Chosen { step };
    }
    let steps = chosen
        .into_iter()
        .map(|option| Step::Chosen {
            option,
            votes: votes[option],
            cost: election.options()[option].cost,
            left: election.budget(),
            payment: None,
        })
        .collect();
    Outcome {
        steps,
        fates,
        votes,
        spent: 0,
        left: election.budget(),
        completion: None,
    }
}
