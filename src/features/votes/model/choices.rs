//! What is chosen: what fits, what would have to go, how much is left, whether it is a vote.

use linli_contract::{Ballot, BallotKind, BallotOption, MatterAnswer, OptionId, VoteChoice};

/// Whether an option can join what is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::votes) enum Room {
    /// It can.
    Fits,
    /// It can once any one of these is taken out; each alone is enough, the smallest loss first.
    Swap(Vec<OptionId>),
    /// It can once all of these are taken out.
    TakeOut(Vec<OptionId>),
    /// It costs more than the whole budget.
    Never,
}

/// Why what is chosen is no vote yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::votes) enum Gap {
    /// Nothing is chosen.
    Nothing,
    /// So many matters have no answer.
    Unanswered(usize),
    /// So many options too many.
    TooMany(usize),
    /// So much more than the budget, in fen.
    Over(i64),
}

/// What can still be used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::votes) enum Left {
    /// Money: what is spent and the whole budget, in fen.
    Money {
        /// What the chosen options cost.
        spent: i64,
        /// The sum there is.
        budget: i64,
    },
    /// Options: how many are chosen and how many may be.
    Options {
        /// How many are chosen.
        chosen: usize,
        /// How many may be.
        most: usize,
    },
    /// Matters: how many have an answer, and how many there are.
    Matters {
        /// How many have an answer.
        answered: usize,
        /// How many there are.
        all: usize,
    },
}

/// Whether an option is chosen, or a matter answered.
pub(in crate::features::votes) fn has(choices: &[VoteChoice], option: &OptionId) -> bool {
    choices.iter().any(|choice| choice.option == *option)
}

/// The answer to a matter.
pub(in crate::features::votes) fn answer<'a>(
    choices: &'a [VoteChoice],
    matter: &OptionId,
) -> Option<&'a MatterAnswer> {
    let choice = choices.iter().find(|choice| choice.option == *matter)?;
    choice.answer.as_ref()
}

/// Answers a matter.
pub(in crate::features::votes) fn set_answer(
    choices: &mut Vec<VoteChoice>,
    matter: &OptionId,
    answer: MatterAnswer,
) {
    choices.retain(|choice| choice.option != *matter);
    choices.push(VoteChoice {
        option: matter.clone(),
        answer: Some(answer),
    });
}

/// How many options may be chosen, where they are counted.
pub(in crate::features::votes) fn most(ballot: &Ballot) -> Option<usize> {
    match ballot.kind {
        BallotKind::One => Some(1),
        BallotKind::UpTo => ballot
            .max_choices
            .map(|most| usize::try_from(most).unwrap_or(usize::MAX)),
        _ => None,
    }
}

fn cost(ballot: &Ballot, option: &OptionId) -> i64 {
    find(ballot, option).map_or(0, |option| option.cost_fen.unwrap_or(0).max(0))
}

/// An option of a ballot.
pub(in crate::features::votes) fn find<'a>(
    ballot: &'a Ballot,
    option: &OptionId,
) -> Option<&'a BallotOption> {
    ballot.options.iter().find(|known| known.id == *option)
}

/// What the chosen options cost together.
pub(in crate::features::votes) fn spent(ballot: &Ballot, choices: &[VoteChoice]) -> i64 {
    choices.iter().fold(0, |sum: i64, choice| {
        sum.saturating_add(cost(ballot, &choice.option))
    })
}

/// What is left to use.
pub(in crate::features::votes) fn left(ballot: &Ballot, choices: &[VoteChoice]) -> Left {
    match (&ballot.kind, ballot.budget_fen) {
        (BallotKind::Matters, _) => Left::Matters {
            answered: choices.iter().filter(|c| c.answer.is_some()).count(),
            all: ballot.options.len(),
        },
        (BallotKind::Budget, Some(budget)) => Left::Money {
            spent: spent(ballot, choices),
            budget,
        },
        _ => Left::Options {
            chosen: choices.len(),
            most: most(ballot).unwrap_or(ballot.options.len()),
        },
    }
}

/// Whether an option that is not chosen can be added, and what would make room for it.
pub(in crate::features::votes) fn room(
    ballot: &Ballot,
    choices: &[VoteChoice],
    option: &OptionId,
) -> Room {
    // Of one, the new one takes the place of the old.
    if has(choices, option) || ballot.kind == BallotKind::One {
        return Room::Fits;
    }
    if let Some(most) = most(ballot) {
        return if choices.len() < most {
            Room::Fits
        } else {
            // Any of them would do; which one is the voter's to say, so none is suggested.
            Room::Swap(ids(&sorted(ballot, choices)))
        };
    }
    let Some(budget) = ballot
        .budget_fen
        .filter(|_| ballot.kind == BallotKind::Budget)
    else {
        return Room::Fits;
    };
    let wanted = cost(ballot, option);
    if wanted > budget {
        return Room::Never;
    }
    let missing = spent(ballot, choices).saturating_add(wanted) - budget;
    if missing <= 0 {
        return Room::Fits;
    }
    // Stable: of equal costs the later in the published order goes last.
    let mut by_cost = ids(&sorted(ballot, choices));
    by_cost.sort_by_key(|id| cost(ballot, id));
    let alone: Vec<OptionId> = by_cost
        .iter()
        .filter(|id| cost(ballot, id) >= missing)
        .cloned()
        .collect();
    if !alone.is_empty() {
        return Room::Swap(alone);
    }
    // The dearest first frees the sum with the fewest; the last one may be a cheaper one that does.
    let mut out = Vec::new();
    let mut freed = 0_i64;
    while freed < missing {
        let rest = missing - freed;
        let place = by_cost
            .iter()
            .position(|id| cost(ballot, id) >= rest)
            .unwrap_or(by_cost.len().saturating_sub(1));
        if by_cost.is_empty() {
            return Room::Never;
        }
        let next = by_cost.remove(place);
        freed = freed.saturating_add(cost(ballot, &next));
        out.push(next);
    }
    Room::TakeOut(out)
}

/// Chooses an option or takes it out; one that does not fit changes nothing.
pub(in crate::features::votes) fn toggle(
    ballot: &Ballot,
    choices: &mut Vec<VoteChoice>,
    option: &OptionId,
) {
    if has(choices, option) {
        if ballot.kind != BallotKind::One {
            choices.retain(|choice| choice.option != *option);
        }
        return;
    }
    if room(ballot, choices, option) != Room::Fits {
        return;
    }
    if ballot.kind == BallotKind::One {
        choices.clear();
    }
    choices.push(VoteChoice {
        option: option.clone(),
        answer: None,
    });
}

/// Takes some options out and puts another in.
pub(in crate::features::votes) fn swap(
    ballot: &Ballot,
    choices: &mut Vec<VoteChoice>,
    out: &[OptionId],
    option: &OptionId,
) {
    choices.retain(|choice| !out.contains(&choice.option));
    toggle(ballot, choices, option);
}

/// What is missing, if it is no vote yet.
pub(in crate::features::votes) fn gap(ballot: &Ballot, choices: &[VoteChoice]) -> Option<Gap> {
    match left(ballot, choices) {
        Left::Matters { answered, all } => {
            (answered < all).then(|| Gap::Unanswered(all - answered))
        }
        _ if choices.is_empty() => Some(Gap::Nothing),
        Left::Money { spent, budget } => (spent > budget).then(|| Gap::Over(spent - budget)),
        Left::Options { chosen, most } => (chosen > most).then(|| Gap::TooMany(chosen - most)),
    }
}

/// The choices in the published order, as they are sent and shown.
pub(in crate::features::votes) fn sorted(
    ballot: &Ballot,
    choices: &[VoteChoice],
) -> Vec<VoteChoice> {
    let options = ballot.options.iter();
    options
        .filter_map(|option| choices.iter().find(|choice| choice.option == option.id))
        .cloned()
        .collect()
}

fn ids(choices: &[VoteChoice]) -> Vec<OptionId> {
    choices.iter().map(|choice| choice.option.clone()).collect()
}

/// Whether what is looked for stands in an option's title or text; nothing finds everything.
pub(in crate::features::votes) fn is_found(option: &BallotOption, words: &str) -> bool {
    let text = option.text.as_deref().unwrap_or_default();
    let all = [&option.title, " ", text].concat().to_lowercase();
    words
        .to_lowercase()
        .split_whitespace()
        .all(|word| all.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{budget, chosen, matters, up_to};
    use super::*;

    fn room_for(ballot: &Ballot, choices: &[&str], option: &str) -> Room {
        room(ballot, &chosen(choices), &option.into())
    }

    fn out(ids: &[&str]) -> Vec<OptionId> {
        ids.iter().map(|id| OptionId::from(*id)).collect()
    }

    #[test]
    fn what_costs_exactly_what_is_left_fits() {
        let ballot = budget(&[60, 40, 41]);
        assert_eq!(room_for(&ballot, &["a"], "b"), Room::Fits);
        assert_eq!(room_for(&ballot, &["a"], "c"), Room::Swap(out(&["a"])));
    }

    #[test]
    fn the_smallest_loss_that_makes_room_is_named_first() {
        let ballot = budget(&[50, 20, 30, 25]);
        // 100 is spent, 25 are missing: 30 is enough and less than 50; 20 is not enough.
        assert_eq!(
            room_for(&ballot, &["a", "b", "c"], "d"),
            Room::Swap(out(&["c", "a"]))
        );
    }

    #[test]
    fn when_no_single_one_is_enough_the_fewest_are_named() {
        let ballot = budget(&[30, 20, 25, 10, 15, 60]);
        // 100 is spent, 60 are missing: 30 first, then 25 (20 would not do), then the cheapest that
        // covers the last 5.
        assert_eq!(
            room_for(&ballot, &["a", "b", "c", "d", "e"], "f"),
            Room::TakeOut(out(&["a", "c", "d"]))
        );
    }

    #[test]
    fn taking_out_what_is_named_makes_room_in_every_case() {
        // Every set of chosen options of every budget that these costs can make.
        let costs = [9, 17, 23, 31, 38, 44, 58, 73, 96, 100];
        let ballot = budget(&costs);
        let ids: Vec<String> = ballot.options.iter().map(|o| o.id.0.clone()).collect();
        for mask in 0..1_u32 << ids.len() {
            let names: Vec<&str> = (0..ids.len())
                .filter(|place| mask >> place & 1 == 1)
                .map(|place| ids[place].as_str())
                .collect();
            let choices = chosen(&names);
            if spent(&ballot, &choices) > 10_000 {
                continue;
            }
            for option in ballot.options.iter().filter(|o| !has(&choices, &o.id)) {
                let ways = match room(&ballot, &choices, &option.id) {
                    Room::Fits => vec![vec![]],
                    Room::Swap(alone) => alone.into_iter().map(|id| vec![id]).collect(),
                    Room::TakeOut(all) => {
                        assert!(all.len() > 1);
                        vec![all]
                    }
                    Room::Never => panic!("nothing here costs more than the budget"),
                };
                for way in ways {
                    let mut after = choices.clone();
                    swap(&ballot, &mut after, &way, &option.id);
                    assert!(has(&after, &option.id), "{names:?} + {}", option.id);
                    assert!(spent(&ballot, &after) <= 10_000);
                    assert_eq!(after.len(), choices.len() + 1 - way.len());
                }
            }
        }
    }

    #[test]
    fn more_than_the_whole_budget_never_fits() {
        let ballot = budget(&[101, 100]);
        assert_eq!(room_for(&ballot, &[], "a"), Room::Never);
        assert_eq!(room_for(&ballot, &[], "b"), Room::Fits);
    }

    #[test]
    fn of_one_the_new_one_takes_the_place_of_the_old() {
        let mut ballot = up_to(1, 3);
        ballot.kind = BallotKind::One;
        let mut choices = chosen(&["a"]);
        toggle(&ballot, &mut choices, &"b".into());
        assert_eq!(choices, chosen(&["b"]));
        toggle(&ballot, &mut choices, &"b".into());
        assert_eq!(choices, chosen(&["b"]), "a radio button stays");
    }

    #[test]
    fn a_full_list_names_what_could_go_and_takes_no_more() {
        let ballot = up_to(2, 4);
        assert_eq!(
            room_for(&ballot, &["c", "a"], "b"),
            Room::Swap(out(&["a", "c"]))
        );
        let mut choices = chosen(&["c", "a"]);
        toggle(&ballot, &mut choices, &"b".into());
        assert_eq!(choices, chosen(&["c", "a"]));
        toggle(&ballot, &mut choices, &"c".into());
        assert_eq!(choices, chosen(&["a"]));
    }

    #[test]
    fn what_is_missing_is_said() {
        let two = matters(2);
        let mut answers = Vec::new();
        assert_eq!(gap(&two, &answers), Some(Gap::Unanswered(2)));
        set_answer(&mut answers, &"b".into(), MatterAnswer::Abstain);
        set_answer(&mut answers, &"b".into(), MatterAnswer::No);
        assert_eq!(answer(&answers, &"b".into()), Some(&MatterAnswer::No));
        assert_eq!(gap(&two, &answers), Some(Gap::Unanswered(1)));
        set_answer(&mut answers, &"a".into(), MatterAnswer::Yes);
        assert_eq!(gap(&two, &answers), None);
        let order: Vec<_> = sorted(&two, &answers)
            .into_iter()
            .map(|c| c.option)
            .collect();
        assert_eq!(order, out(&["a", "b"]));

        assert_eq!(gap(&up_to(2, 3), &[]), Some(Gap::Nothing));
        assert_eq!(
            gap(&up_to(1, 3), &chosen(&["a", "b"])),
            Some(Gap::TooMany(1))
        );
        assert_eq!(
            gap(&budget(&[60, 41]), &chosen(&["a", "b"])),
            Some(Gap::Over(100))
        );
        assert_eq!(gap(&budget(&[60, 40]), &chosen(&["a", "b"])), None);
    }

    #[test]
    fn options_are_found_by_words_in_any_order() {
        let mut option = budget(&[1]).options.remove(0);
        option.title = "充电车棚 A".into();
        option.text = Some("3号楼 北侧".into());
        assert!(is_found(&option, ""));
        assert!(is_found(&option, "北侧 车棚"));
        assert!(is_found(&option, " a "));
        assert!(!is_found(&option, "路灯"));
    }
}
