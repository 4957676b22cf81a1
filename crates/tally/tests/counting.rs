//! What holds for every count, and for every threshold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use linli_tally::article278::{Extent, GRAVE, ORDINARY};
use linli_tally::threshold::{Bound, Threshold};
use linli_tally::{
    BallotBox, Choice, Count, Election, Fate, Misfit, NotChosen, Outcome, Rule, Step, count,
};
use proptest::prelude::*;

/// Costs, the budget, and votes that approve of options.
type Case = (Vec<u64>, u64, Vec<Vec<u32>>);

fn election((costs, budget, votes): &Case) -> Election {
    let mut ballots = BallotBox::new();
    for vote in votes {
        ballots.approve(vote.iter().copied()).unwrap();
    }
    let options = costs.iter().enumerate();
    let options = options.map(|(at, cost)| Choice::new(at.to_string(), "", *cost));
    Election::new(options.collect(), *budget, 0, ballots.close()).unwrap()
}

fn case() -> impl Strategy<Value = Case> {
    (1_usize..9).prop_flat_map(|options| {
        let all: Vec<u32> = (0_u32..).take(options).collect();
        (
            prop::collection::vec(0_u64..50, options),
            0_u64..150,
            prop::collection::vec(prop::sample::subsequence(all, 0..=options), 0..12),
        )
    })
}

fn rules() -> impl Strategy<Value = Rule> {
    prop_oneof![
        (any::<bool>(), 0_u64..5).prop_map(|(stop, floor)| Rule::Greedy {
            misfit: if stop { Misfit::Stop } else { Misfit::Skip },
            floor,
        }),
        any::<bool>().prop_map(|completed| Rule::EqualShares { completed }),
    ]
}

fn chosen(outcome: &Outcome) -> Vec<usize> {
    outcome.chosen().collect()
}

/// By votes, written as one would on paper.
fn on_paper((costs, budget, votes): &Case, misfit: Misfit, floor: u64) -> Vec<usize> {
    let number = |p: usize| {
        votes
            .iter()
            .filter(|vote| vote.iter().any(|option| *option as usize == p))
            .count()
    };
    let mut left = *budget;
    let mut chosen = Vec::new();
    for wanted in (0..=votes.len())
        .rev()
        .filter(|wanted| *wanted as u64 >= floor)
    {
        for p in (0..costs.len()).filter(|p| number(*p) == wanted) {
            if costs[p] <= left {
                left -= costs[p];
                chosen.push(p);
            } else if misfit == Misfit::Stop {
                return chosen;
            }
        }
    }
    chosen
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn counting_by_votes_is_what_one_does_on_paper(case in case(), stop in any::<bool>(), floor in 0_u64..4) {
        let misfit = if stop { Misfit::Stop } else { Misfit::Skip };
        let outcome = count(&election(&case), Rule::Greedy { misfit, floor });
        prop_assert_eq!(chosen(&outcome), on_paper(&case, misfit, floor));
    }

    #[test]
    fn no_rule_overspends_and_every_option_has_a_fate(case in case(), rule in rules()) {
        let election = election(&case);
        let outcome = count(&election, rule);
        let spent: u64 = outcome.chosen().map(|option| case.0[option]).sum();
        prop_assert_eq!(outcome.spent, spent);
        prop_assert!(spent <= case.1);
        prop_assert_eq!(outcome.left, case.1 - spent);
        prop_assert_eq!(outcome.fates.len(), case.0.len());
        for (option, fate) in outcome.fates.iter().enumerate() {
            match fate {
                Fate::Chosen { step } => {
                    let here = matches!(&outcome.steps[*step], Step::Chosen { option: of, .. } if *of == option);
                    prop_assert!(here);
                }
                Fate::Not(NotChosen::DoesNotFit { left, short_by }) => prop_assert_eq!(left + short_by, case.0[option]),
                Fate::Not(NotChosen::BelowFloor { lacks }) => prop_assert_eq!(outcome.votes[option] + lacks, rule.floor()),
                Fate::Not(NotChosen::AfterStop { stopped_by }) => {
                    prop_assert!(outcome.votes[*stopped_by] >= outcome.votes[option]);
                }
                Fate::Not(_) => prop_assert!(!chosen(&outcome).contains(&option)),
            }
        }
    }

    #[test]
    fn skipping_leaves_no_money_that_would_buy_something(case in case()) {
        let outcome = count(&election(&case), Rule::GREEDY);
        for (option, fate) in outcome.fates.iter().enumerate() {
            if matches!(fate, Fate::Not(_)) {
                prop_assert!(case.0[option] > outcome.left);
            }
        }
    }

    #[test]
    fn slices_give_what_a_count_at_once_gives(case in case(), rule in rules()) {
        let election = election(&case);
        let mut sliced = Count::new(&election, rule);
        while sliced.step() {}
        prop_assert!(!sliced.step(), "it is done and stays so");
        prop_assert_eq!(sliced.finish(), count(&election, rule));
    }

    /// Unless options tie, their order decides nothing; here no two have as many votes.
    #[test]
    fn turning_the_options_round_turns_the_outcome_round(costs in prop::collection::vec(1_u64..50, 1..7), budget in 0_u64..150) {
        let number = costs.len();
        let votes: Vec<Vec<u32>> = (1..=u32::try_from(number).unwrap()).map(|up_to| (0..up_to).collect()).collect();
        let forth = (costs.clone(), budget, votes.clone());
        let back = |option: usize| number - 1 - option;
        let turned = votes.iter().map(|vote| vote.iter().map(|option| u32::try_from(back(*option as usize)).unwrap()).collect());
        let turned = (costs.iter().rev().copied().collect(), budget, turned.collect());
        for rule in [Rule::GREEDY, Rule::MostVotes { seats: 2 }] {
            let one = chosen(&count(&election(&forth), rule));
            let other: Vec<usize> = count(&election(&turned), rule).chosen().map(back).collect();
            prop_assert_eq!(one, other);
        }
    }

    /// A further vote for a chosen option alone never loses it its place in a count by votes.
    #[test]
    fn a_vote_more_does_no_harm_by_votes(case in case(), stop in any::<bool>(), floor in 0_u64..3) {
        let misfit = if stop { Misfit::Stop } else { Misfit::Skip };
        let rule = Rule::Greedy { misfit, floor };
        for option in chosen(&count(&election(&case), rule)) {
            let mut more = case.clone();
            more.2.push(vec![u32::try_from(option).unwrap()]);
            prop_assert!(chosen(&count(&election(&more), rule)).contains(&option));
        }
    }

    #[test]
    fn the_most_votes_win(case in case(), seats in 0_usize..4) {
        let outcome = count(&election(&case), Rule::MostVotes { seats });
        let chosen = chosen(&outcome);
        let with_votes = outcome.votes.iter().filter(|votes| **votes > 0).count();
        prop_assert_eq!(chosen.len(), seats.min(with_votes));
        for (option, fate) in outcome.fates.iter().enumerate() {
            let votes = outcome.votes[option];
            let least = chosen.last().map_or(0, |last| outcome.votes[*last]);
            match fate {
                Fate::Chosen { .. } => prop_assert!(votes >= least && votes > 0),
                Fate::Not(NotChosen::NoVotes) => prop_assert_eq!(votes, 0),
                Fate::Not(NotChosen::FewerVotes { needed }) => prop_assert!(*needed == least && (votes < least || seats == 0)),
                Fate::Not(NotChosen::LostTie { to }) => prop_assert!(outcome.votes[*to] == votes && *to < option),
                Fate::Not(other) => panic!("{other:?} is no reason here"),
            }
        }
    }

    /// Against trying out: the least part that is enough, found one by one.
    #[test]
    fn what_is_needed_is_the_least_that_is_enough(above in 0_u32..6, below in 1_u32..6, included in any::<bool>(), whole in 0_u64..200) {
        let bound = if included { Bound::Included } else { Bound::Excluded };
        let threshold = Threshold { numerator: above, denominator: below, bound };
        let enough = |part: u64| {
            let (part, share) = (part * u64::from(below), whole * u64::from(above));
            whole > 0 && (part > share || included && part == share)
        };
        for part in 0..=whole {
            let bar = threshold.bar(part, whole);
            prop_assert_eq!(bar.met(), enough(part), "{:?}", bar);
            prop_assert_eq!(bar.met(), bar.short_by() == 0);
        }
        if let Some(least) = (0..=whole).find(|part| enough(*part)) {
            prop_assert_eq!(threshold.needed(whole), u128::from(least));
        }
    }

    /// The article's fractions, reckoned once more with numbers of 256 bits' worth of halves.
    #[test]
    fn article_278_is_the_four_comparisons(
        all in (1_u64.., 1_u64..), part in (any::<u64>(), any::<u64>()), yes in (any::<u64>(), any::<u64>()), grave in any::<bool>(),
    ) {
        let extent = |(area, heads)| Extent { area, heads };
        let part = (part.0 % all.0, part.1 % all.1);
        let yes = (yes.0 % part.0.max(1), yes.1 % part.1.max(1));
        let yes = (yes.0.min(part.0), yes.1.min(part.1));
        let rules = if grave { GRAVE } else { ORDINARY };
        let result = rules.judge(extent(all), extent(part), extent(yes)).unwrap();
        // x / y against a / b as whole parts and rests, without any product of two large numbers.
        let enough = |x: u64, y: u64, a: u64, b: u64, included: bool| {
            let mut x = x;
            let mut scaled: Vec<u64> = Vec::new();
            // Digits of x · b and y · a in base 2³², by hand.
            for factor in [b, a] {
                let low = (x & 0xffff_ffff) * factor;
                let high = (x >> 32) * factor + (low >> 32);
                scaled.extend([high, low & 0xffff_ffff]);
                x = y;
            }
            let (ours, theirs) = ((scaled[0], scaled[1]), (scaled[2], scaled[3]));
            y > 0 && (ours > theirs || included && ours == theirs)
        };
        let (a, b, included) = if grave { (3, 4, true) } else { (1, 2, false) };
        let expected = [
            enough(part.1, all.1, 2, 3, true),
            enough(part.0, all.0, 2, 3, true),
            enough(yes.1, part.1, a, b, included),
            enough(yes.0, part.0, a, b, included),
        ];
        prop_assert_eq!(result.bars().map(linli_tally::threshold::Bar::met), expected);
        prop_assert_eq!(result.passed(), expected.iter().all(|met| *met));
    }
}

fn named(costs: &[u64], budget: u64, votes: &[&[u32]]) -> Election {
    let votes = votes.iter().map(|vote| vote.to_vec()).collect();
    election(&(costs.to_vec(), budget, votes))
}

/// 100 to spend. Votes: a 3, b 2, c 2, d 1, e 0. Costs: 60, 50, 40, 10, 200.
fn five() -> Election {
    named(
        &[60, 50, 40, 10, 200],
        100,
        &[&[0, 1], &[0, 2], &[0, 1, 2], &[3]],
    )
}

#[test]
fn skipping_goes_on_after_what_does_not_fit() {
    let outcome = count(&five(), Rule::GREEDY);
    // a leaves 40; b needs 50; c takes the 40; d needs 10 of nothing.
    assert_eq!(chosen(&outcome), [0, 2]);
    assert_eq!(
        outcome.fates[1],
        Fate::Not(NotChosen::DoesNotFit {
            left: 40,
            short_by: 10
        })
    );
    assert_eq!(
        outcome.fates[3],
        Fate::Not(NotChosen::DoesNotFit {
            left: 0,
            short_by: 10
        })
    );
    assert_eq!(
        outcome.fates[4],
        Fate::Not(NotChosen::DearerThanBudget { by: 100 })
    );
    assert_eq!(
        outcome.steps[..3],
        [
            Step::Chosen {
                option: 0,
                votes: 3,
                cost: 60,
                left: 40,
                payment: None
            },
            Step::Skipped {
                option: 1,
                votes: 2,
                cost: 50,
                left: 40
            },
            Step::Chosen {
                option: 2,
                votes: 2,
                cost: 40,
                left: 0,
                payment: None
            },
        ]
    );
}

#[test]
fn stopping_ends_at_the_first_that_does_not_fit() {
    let outcome = count(
        &five(),
        Rule::Greedy {
            misfit: Misfit::Stop,
            floor: 0,
        },
    );
    assert_eq!(chosen(&outcome), [0]);
    assert_eq!(
        outcome.fates[2],
        Fate::Not(NotChosen::AfterStop { stopped_by: 1 })
    );
    assert_eq!(
        outcome.fates[4],
        Fate::Not(NotChosen::AfterStop { stopped_by: 1 })
    );
    assert_eq!(outcome.steps.len(), 2);
}

#[test]
fn below_the_floor_nothing_is_considered() {
    let outcome = count(
        &five(),
        Rule::Greedy {
            misfit: Misfit::Skip,
            floor: 2,
        },
    );
    assert_eq!(chosen(&outcome), [0, 2]);
    assert_eq!(
        outcome.fates[3],
        Fate::Not(NotChosen::BelowFloor { lacks: 1 })
    );
    assert_eq!(
        outcome.fates[4],
        Fate::Not(NotChosen::BelowFloor { lacks: 2 })
    );
}

#[test]
fn the_published_order_breaks_ties() {
    let tied = named(&[60, 60, 60], 100, &[&[0, 1, 2]]);
    for rule in [
        Rule::GREEDY,
        Rule::EQUAL_SHARES,
        Rule::MostVotes { seats: 1 },
    ] {
        assert_eq!(chosen(&count(&tied, rule)), [0], "{rule:?}");
    }
    let one = count(&tied, Rule::MostVotes { seats: 1 });
    assert_eq!(one.fates[1], Fate::Not(NotChosen::LostTie { to: 0 }));
}

#[test]
fn by_votes_an_option_without_votes_is_chosen_when_it_fits_and_no_floor_forbids() {
    let election = named(&[60, 30], 100, &[&[0]]);
    assert_eq!(chosen(&count(&election, Rule::GREEDY)), [0, 1]);
    let floor = Rule::Greedy {
        misfit: Misfit::Skip,
        floor: 1,
    };
    assert_eq!(chosen(&count(&election, floor)), [0]);
    assert_eq!(chosen(&count(&election, Rule::EQUAL_SHARES)), [0]);
}
