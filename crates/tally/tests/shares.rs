//! Equal shares against a plain reckoning with fractions, which makes every run from the beginning.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use linli_tally::{BallotBox, Choice, Election, Fate, Mark, NotChosen, Outcome, Rule, Step, count};
use proptest::prelude::*;

/// A fraction of 128 bits, reduced; panics when it does not suffice, which small numbers never make it do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plain(i128, i128);

impl Plain {
    fn new(above: i128, below: i128) -> Self {
        let (mut a, mut b) = (above.abs(), below.abs());
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let sign = if below < 0 { -1 } else { 1 };
        Self(sign * above / a.max(1), sign * below / a.max(1))
    }
    fn minus(self, other: Self) -> Self {
        Self::new(
            self.0 * other.1 - other.0 * self.1,
            self.1.checked_mul(other.1).unwrap(),
        )
    }
    fn times(self, factor: i128) -> Self {
        Self::new(self.0 * factor, self.1)
    }
    fn over(self, divisor: i128) -> Self {
        Self::new(self.0, self.1 * divisor)
    }
    fn below(self, other: Self) -> bool {
        self.0 * other.1 < other.0 * self.1
    }
}

#[derive(Clone, Debug)]
struct Case {
    costs: Vec<u64>,
    budget: u64,
    votes: Vec<Vec<u32>>,
}

impl Case {
    fn election(&self) -> Election {
        let mut ballots = BallotBox::new();
        for vote in &self.votes {
            let marks = (0..).zip(vote).map(|(option, points)| Mark {
                option,
                points: *points,
            });
            ballots.cast(marks).unwrap();
        }
        let options = self.costs.iter().enumerate();
        let options = options.map(|(at, cost)| Choice::new(at.to_string(), "", *cost));
        Election::new(options.collect(), self.budget, 0, ballots.close()).unwrap()
    }

    /// The definition, word by word.
    fn run(&self, added: i128) -> Vec<usize> {
        let voters = i128::try_from(self.votes.len()).unwrap().max(1);
        let share = Plain::new(i128::from(self.budget) + voters * added, voters);
        let mut money = vec![share; self.votes.len()];
        let has_votes = |p: usize| self.votes.iter().any(|vote| vote[p] > 0);
        let mut chosen: Vec<usize> = (0..self.costs.len())
            .filter(|p| self.costs[*p] == 0 && has_votes(*p))
            .collect();
        loop {
            // ρ, what one point pays, and the option.
            let mut best: Option<(Plain, Plain, usize)> = None;
            for p in 0..self.costs.len() {
                if chosen.contains(&p) || self.costs[p] == 0 {
                    continue;
                }
                if let Some(each) = self.share(&money, p) {
                    let rate = each.over(i128::from(self.costs[p]));
                    if best.is_none_or(|(least, ..)| rate.below(least)) {
                        best = Some((rate, each, p));
                    }
                }
            }
            let Some((_, each, p)) = best else {
                return chosen;
            };
            for (vote, money) in self.votes.iter().zip(&mut money) {
                let asked = each.times(i128::from(vote[p]));
                *money = if asked.below(*money) {
                    money.minus(asked)
                } else {
                    Plain(0, 1)
                };
            }
            chosen.push(p);
        }
    }

    /// What one point pays: every number of supporters that give all they have is tried.
    fn share(&self, money: &[Plain], p: usize) -> Option<Plain> {
        let mut supporters: Vec<(Plain, i128)> = self
            .votes
            .iter()
            .zip(money)
            .filter(|(vote, _)| vote[p] > 0)
            .map(|(vote, money)| (*money, i128::from(vote[p])))
            .collect();
        supporters.sort_by(|(one, a), (other, b)| {
            let (one, other) = (one.over(*a), other.over(*b));
            other.below(one).cmp(&one.below(other))
        });
        let mut rest = Plain::new(i128::from(self.costs[p]), 1);
        for at in 0..supporters.len() {
            let points: i128 = supporters[at..].iter().map(|(_, points)| points).sum();
            let each = rest.over(points);
            let (money, points) = supporters[at];
            if !money.below(each.times(points)) {
                return Some(each);
            }
            rest = rest.minus(money);
        }
        None
    }

    fn spent(&self, chosen: &[usize]) -> u64 {
        chosen.iter().map(|p| self.costs[*p]).sum()
    }

    fn completed(&self) -> Vec<usize> {
        let mut last = self.run(0);
        for added in 1.. {
            let votes = |p: &usize| self.votes.iter().any(|vote| vote[*p] > 0);
            let next = self.run(added);
            if self.spent(&last) <= self.budget
                && last.len() == (0..self.costs.len()).filter(votes).count()
                || self.spent(&next) > self.budget
            {
                return last;
            }
            last = next;
        }
        unreachable!()
    }
}

fn case(most_points: u32) -> impl Strategy<Value = Case> {
    (1_usize..6, 1_usize..7).prop_flat_map(move |(options, voters)| {
        let vote = prop::collection::vec(prop_oneof![3 => Just(0), 4 => 1..=most_points], options);
        (
            prop::collection::vec(prop_oneof![1 => Just(0_u64), 9 => 1_u64..60], options),
            0_u64..120,
            prop::collection::vec(vote, voters),
        )
            .prop_map(|(costs, budget, votes)| Case {
                costs,
                budget,
                votes,
            })
    })
}

fn chosen(outcome: &Outcome) -> Vec<usize> {
    outcome.chosen().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn approvals_are_counted_as_the_definition_says(case in case(1)) {
        let election = case.election();
        let plain = count(&election, Rule::EqualShares { completed: false });
        prop_assert_eq!(chosen(&plain), case.run(0));
        let completed = count(&election, Rule::EQUAL_SHARES);
        prop_assert_eq!(chosen(&completed), case.completed());
    }

    #[test]
    fn points_are_counted_as_the_definition_says(case in case(4)) {
        let election = case.election();
        let plain = count(&election, Rule::EqualShares { completed: false });
        prop_assert_eq!(chosen(&plain), case.run(0));
        let completed = count(&election, Rule::EQUAL_SHARES);
        prop_assert_eq!(chosen(&completed), case.completed());
    }

    #[test]
    fn the_course_adds_up(case in case(3)) {
        let election = case.election();
        let outcome = count(&election, Rule::EQUAL_SHARES);
        prop_assert!(outcome.spent <= case.budget, "never overspends");
        prop_assert_eq!(outcome.spent, case.spent(&chosen(&outcome)));
        prop_assert_eq!(outcome.spent + outcome.left, case.budget);
        let mut last = None;
        for step in &outcome.steps {
            let Step::Chosen { option, payment, .. } = step else {
                panic!("equal shares only chooses");
            };
            let Some(payment) = payment else {
                prop_assert_eq!(case.costs[*option], 0);
                continue;
            };
            let supporters = case.votes.iter().filter(|vote| vote[*option] > 0).count();
            prop_assert_eq!((payment.in_full + payment.in_part + payment.nothing) as usize, supporters);
            prop_assert!(last.as_ref() <= Some(&payment.rate), "the price never falls");
            last = Some(payment.rate.clone());
        }
        let completion = outcome.completion.as_ref().unwrap();
        let next = case.run(i128::from(completion.added) + 1);
        if completion.next.is_empty() {
            let all = outcome.fates.iter().all(|fate| {
                matches!(fate, Fate::Chosen { .. } | Fate::Not(NotChosen::NoVotes))
            });
            prop_assert!(all);
        } else {
            prop_assert!(case.spent(&completion.next) > case.budget);
            prop_assert_eq!(&completion.next, &next.into_iter().filter(|p| case.costs[*p] > 0).collect::<Vec<_>>());
        }
        for (option, fate) in outcome.fates.iter().enumerate() {
            match fate {
                Fate::Chosen { step } => {
                    let here = matches!(&outcome.steps[*step], Step::Chosen { option: of, .. } if *of == option);
                    prop_assert!(here);
                }
                Fate::Not(NotChosen::NoVotes) => prop_assert_eq!(outcome.votes[option], 0),
                Fate::Not(NotChosen::DearerThanBudget { by }) => prop_assert_eq!(case.costs[option], case.budget + by),
                Fate::Not(NotChosen::SupportersCannotPay { have, short_by }) => {
                    prop_assert!(*short_by > 0);
                    prop_assert_eq!(have + short_by, case.costs[option]);
                }
                Fate::Not(other) => panic!("{other:?} is no reason of equal shares"),
            }
        }
    }

    #[test]
    fn the_order_of_votes_does_not_matter(case in case(3), seed in any::<u64>()) {
        let mut turned = case.clone();
        let by = usize::try_from(seed % 7).unwrap() % case.votes.len();
        turned.votes.rotate_left(by);
        turned.votes.reverse();
        prop_assert_eq!(count(&case.election(), Rule::EQUAL_SHARES), count(&turned.election(), Rule::EQUAL_SHARES));
    }
}

/// Ten voters with 100 together. The first six want a and b, the other four c.
#[test]
fn a_minority_gets_its_share() {
    let case = Case {
        costs: vec![40, 60, 40],
        budget: 100,
        votes: [vec![vec![1, 1, 0]; 6], vec![vec![0, 0, 1]; 4]].concat(),
    };
    let election = case.election();
    assert_eq!(chosen(&count(&election, Rule::GREEDY)), [0, 1]);
    // Everybody has 10. a: 6.67 each. b would need 60 of the 20 that are left. c: 10 each.
    let outcome = count(&election, Rule::EQUAL_SHARES);
    assert_eq!(chosen(&outcome), [0, 2]);
    let Step::Chosen {
        payment: Some(payment),
        ..
    } = &outcome.steps[0]
    else {
        panic!("a is paid for");
    };
    assert_eq!(payment.share.decimal(2), "6.66");
    assert_eq!(
        (payment.in_full, payment.in_part, payment.nothing),
        (6, 0, 0)
    );
    // With 6.67 more for each of six b could be paid, and 140 would be spent.
    let completion = outcome.completion.unwrap();
    assert_eq!((completion.added, completion.next), (6, vec![0, 1, 2]));
    assert_eq!(completion.share.decimal(0), "16");
    // 6 · (16 − 40/6) = 56 are left with the supporters of b.
    assert_eq!(
        outcome.fates[1],
        Fate::Not(NotChosen::SupportersCannotPay {
            have: 56,
            short_by: 4
        })
    );
}

/// The unit is that of the currency, not the smallest coin: the same ballot in fen has the same outcome.
#[test]
fn decimals_do_not_change_the_outcome() {
    let case = Case {
        costs: vec![7, 11, 13, 5],
        budget: 20,
        votes: vec![
            vec![1, 1, 0, 0],
            vec![0, 1, 1, 0],
            vec![0, 0, 1, 1],
            vec![1, 0, 0, 1],
            vec![0, 0, 1, 0],
        ],
    };
    let plain = case.election();
    let options = plain.options().iter();
    let options = options.map(|choice| Choice::new(&choice.id, "", choice.cost * 100));
    let in_fen = Election::new(options.collect(), 2000, 2, plain.votes().clone()).unwrap();
    let (plain, in_fen) = (
        count(&plain, Rule::EQUAL_SHARES),
        count(&in_fen, Rule::EQUAL_SHARES),
    );
    assert_eq!(chosen(&plain), chosen(&in_fen));
    assert_eq!(
        plain.completion.unwrap().added,
        in_fen.completion.unwrap().added
    );
}

/// A million units are added before anything changes: nobody may go through them one by one.
#[test]
fn long_ways_are_short() {
    let case = Case {
        costs: vec![3_000_000, 2_500_000, 900_000_000],
        budget: 5_500_000,
        votes: vec![vec![1, 0, 0], vec![0, 1, 0], vec![0, 0, 1], vec![0, 0, 0]],
    };
    let outcome = count(&case.election(), Rule::EQUAL_SHARES);
    assert_eq!(chosen(&outcome), [0, 1]);
    // One voter has to pay 900,000,000 alone, of which a quarter of the budget is there at first.
    assert_eq!(
        outcome.completion.unwrap().added,
        900_000_000 - 5_500_000 / 4 - 1
    );
}

#[test]
fn nobody_voted_and_nothing_to_vote_on() {
    let nobody = Election::new(
        vec![Choice::new("a", "", 5)],
        10,
        0,
        BallotBox::new().close(),
    )
    .unwrap();
    let outcome = count(&nobody, Rule::EQUAL_SHARES);
    assert_eq!(
        (outcome.spent, outcome.fates),
        (0, vec![Fate::Not(NotChosen::NoVotes)])
    );
    let nothing = Election::new(vec![], 10, 0, BallotBox::new().close()).unwrap();
    assert!(count(&nothing, Rule::EQUAL_SHARES).steps.is_empty());
}
