//! One person's vote before it is sent: whether it keeps the ballot's rules, and how to make room.
//!
//! The app asks while a vote is being made, the server asks again when it comes.

use crate::election::Choice;

/// What a vote may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At most so many options: 1 for "choose one".
    Number {
        /// How many.
        most: usize,
    },
    /// Options that cost together at most so much.
    Cost {
        /// How much, in minor units.
        most: u64,
    },
}

/// Why a vote does not keep the ballot's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It names an option that the ballot does not have.
    UnknownOption {
        /// The place it names.
        option: usize,
    },
    /// It names an option twice.
    OptionTwice {
        /// Which.
        option: usize,
    },
    /// It names an option that was taken back.
    Withdrawn {
        /// Which.
        option: usize,
    },
    /// It names too many options.
    TooMany {
        /// How many too many.
        by: usize,
    },
    /// What it names costs too much together.
    TooDear {
        /// How much too much, in minor units.
        by: u64,
    },
}

/// Whether one more option can be added to a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Room {
    /// It fits.
    Fits,
    /// It fits when one of these is taken out (去掉 A 即可加入 B), the one that frees least first.
    Without(Vec<usize>),
    /// Taking out one is not enough.
    None,
}

impl Limit {
    /// Checks a vote that names options by their place. A blank vote keeps every limit.
    ///
    /// # Errors
    ///
    /// The first [`Refusal`].
    pub fn check(self, options: &[Choice], vote: &[usize]) -> Result<(), Refusal> {
        let mut named = vec![false; options.len()];
        let mut cost = 0_u64;
        for &option in vote {
            let Some(choice) = options.get(option) else {
                return Err(Refusal::UnknownOption { option });
            };
            if std::mem::replace(&mut named[option], true) {
                return Err(Refusal::OptionTwice { option });
            }
            if choice.withdrawn {
                return Err(Refusal::Withdrawn { option });
            }
            cost = cost.saturating_add(choice.cost);
        }
        match self {
            Self::Number { most } if vote.len() > most => Err(Refusal::TooMany {
                by: vote.len() - most,
            }),
            Self::Cost { most } if cost > most => Err(Refusal::TooDear { by: cost - most }),
            Self::Number { .. } | Self::Cost { .. } => Ok(()),
        }
    }

    /// Whether an option can be added to a vote that keeps the rules.
    ///
    /// # Examples
    ///
    /// ```
    /// use linli_tally::ballot::{Limit, Room};
    /// use linli_tally::Choice;
    ///
    /// let options = [Choice::new("a", "", 70), Choice::new("b", "", 20), Choice::new("c", "", 40)];
    /// let limit = Limit::Cost { most: 100 };
    /// assert_eq!(limit.room(&options, &[0], 1), Room::Fits);
    /// assert_eq!(limit.room(&options, &[0, 1], 2), Room::Without(vec![0]));
    /// ```
    pub fn room(self, options: &[Choice], vote: &[usize], wanted: usize) -> Room {
        let fits = |without: Option<usize>| {
            let mut vote: Vec<usize> = vote
                .iter()
                .copied()
                .filter(|option| Some(*option) != without)
                .collect();
            vote.push(wanted);
            self.check(options, &vote).is_ok()
        };
        if fits(None) {
            return Room::Fits;
        }
        let mut enough: Vec<usize> = vote
            .iter()
            .copied()
            .filter(|option| *option != wanted && fits(Some(*option)))
            .collect();
        enough.sort_by_key(|option| options.get(*option).map(|choice| choice.cost));
        if enough.is_empty() {
            Room::None
        } else {
            Room::Without(enough)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Vec<Choice> {
        [50, 30, 20, 90]
            .into_iter()
            .enumerate()
            .map(|(at, cost)| Choice::new(at.to_string(), "", cost))
            .collect()
    }

    #[test]
    fn a_vote_may_reach_its_limit_and_not_pass_it() {
        let options = options();
        let two = Limit::Number { most: 2 };
        assert_eq!(two.check(&options, &[3, 0]), Ok(()));
        assert_eq!(
            two.check(&options, &[0, 1, 2, 3]),
            Err(Refusal::TooMany { by: 2 })
        );
        let sum = Limit::Cost { most: 100 };
        assert_eq!(sum.check(&options, &[0, 1, 2]), Ok(()));
        assert_eq!(
            sum.check(&options, &[3, 2]),
            Err(Refusal::TooDear { by: 10 })
        );
        assert_eq!(sum.check(&options, &[]), Ok(()));
    }

    #[test]
    fn options_that_cannot_be_named_are_refused_by_name() {
        let mut options = options();
        options[1].withdrawn = true;
        let two = Limit::Number { most: 2 };
        assert_eq!(
            two.check(&options, &[4]),
            Err(Refusal::UnknownOption { option: 4 })
        );
        assert_eq!(
            two.check(&options, &[0, 0]),
            Err(Refusal::OptionTwice { option: 0 })
        );
        assert_eq!(
            two.check(&options, &[1]),
            Err(Refusal::Withdrawn { option: 1 })
        );
    }

    #[test]
    fn room_is_made_by_what_frees_least() {
        let options = options();
        let sum = Limit::Cost { most: 100 };
        assert_eq!(sum.room(&options, &[0, 1], 2), Room::Fits);
        assert_eq!(sum.room(&options, &[0, 1, 2], 3), Room::None);
        assert_eq!(
            Limit::Cost { most: 110 }.room(&options, &[0, 2], 3),
            Room::Without(vec![0])
        );
        let one = Limit::Number { most: 1 };
        assert_eq!(one.room(&options, &[3], 0), Room::Without(vec![3]));
        let two = Limit::Number { most: 2 };
        assert_eq!(two.room(&options, &[0, 2], 3), Room::Without(vec![2, 0]));
        assert_eq!(
            two.room(&options, &[0, 2], 9),
            Room::None,
            "it does not exist"
        );
    }
}
