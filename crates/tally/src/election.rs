//! What is counted: the options with their costs, the money, and the votes.

use std::collections::BTreeMap;

/// The most that an option or a budget may be, in minor units: 10¹⁵, a thousand thousand million with
/// three decimals. Up to here no sum of this crate overflows.
pub const MOST_MONEY: u64 = 1_000_000_000_000_000;
/// The most options of one ballot.
pub const MOST_OPTIONS: usize = 10_000;
/// The most votes of one ballot.
pub const MOST_VOTES: u32 = 10_000_000;
/// The most points that one vote may give one option.
pub const MOST_POINTS: u32 = 1_000_000;

/// An option of a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id, which is unique in the ballot.
    pub id: String,
    /// Its name; may be empty.
    pub name: String,
    /// What it costs, in minor units (see [`Election::decimals`]).
    pub cost: u64,
    /// Taken back after the vote: it is shown, and no rule considers it.
    pub withdrawn: bool,
}

impl Choice {
    /// An option that nobody took back.
    pub fn new(id: impl Into<String>, name: impl Into<String>, cost: u64) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            cost,
            withdrawn: false,
        }
    }
}

/// That a vote stands for an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The option's place in the published order, from 0.
    pub option: u32,
    /// How many points it gets from this vote: 1 where options are only approved of.
    pub points: u32,
}

/// A ballot with its votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    options: Vec<Choice>,
    budget: u64,
    decimals: u8,
    votes: Votes,
}

/// Why options, money and votes are not a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// More than [`MOST_OPTIONS`].
    TooManyOptions,
    /// Two options have the same id.
    SameId {
        /// The place of the second of them.
        option: usize,
    },
    /// A cost or the budget is more than [`MOST_MONEY`].
    TooMuchMoney,
    /// More decimals than a money amount can have here (9).
    TooManyDecimals,
    /// A vote names an option that does not exist.
    UnknownOption,
    /// A vote names an option twice.
    OptionTwice,
    /// A vote gives an option more than [`MOST_POINTS`].
    TooManyPoints,
    /// More than [`MOST_VOTES`].
    TooManyVotes,
}

impl Election {
    /// Puts a ballot together.
    ///
    /// The order of the options is the published order: it breaks all ties. `budget` and all costs are in
    /// minor units, of which 10 to the power of `decimals` make one unit of the currency (fen: 2).
    ///
    /// # Errors
    ///
    /// [`Invalid`], when something is too large, named twice or not there.
    pub fn new(
        options: Vec<Choice>,
        budget: u64,
        decimals: u8,
        votes: Votes,
    ) -> Result<Self, Invalid> {
        if options.len() > MOST_OPTIONS {
            return Err(Invalid::TooManyOptions);
        }
        if decimals > 9 {
            return Err(Invalid::TooManyDecimals);
        }
        if budget > MOST_MONEY || options.iter().any(|option| option.cost > MOST_MONEY) {
            return Err(Invalid::TooMuchMoney);
        }
        let mut ids = BTreeMap::new();
        for (option, choice) in options.iter().enumerate() {
            if ids.insert(choice.id.as_str(), option).is_some() {
                return Err(Invalid::SameId { option });
            }
        }
        if votes
            .marks
            .iter()
            .any(|mark| mark.option as usize >= options.len())
        {
            return Err(Invalid::UnknownOption);
        }
        Ok(Self {
            options,
            budget,
            decimals,
            votes,
        })
    }

    /// The options in their published order.
    pub fn options(&self) -> &[Choice] {
        &self.options
    }

    /// The money there is, in minor units.
    pub fn budget(&self) -> u64 {
        self.budget
    }

    /// How many decimals the minor unit has: 2 for fen.
    pub fn decimals(&self) -> u8 {
        self.decimals
    }

    /// One unit of the currency in minor units: 100 for a yuan in fen.
    pub fn currency_unit(&self) -> u64 {
        10_u64.pow(u32::from(self.decimals))
    }

    /// The votes.
    pub fn votes(&self) -> &Votes {
        &self.votes
    }

    /// The points of every option, in the published order. Where options are only approved of, these are
    /// votes.
    pub fn points(&self) -> Vec<u64> {
        let mut points = vec![0_u64; self.options.len()];
        for (marks, times) in self.votes.groups() {
            for mark in marks {
                points[mark.option as usize] += u64::from(mark.points) * u64::from(times);
            }
        }
        points
    }
}

/// Votes, of which those that are alike stand together with their number.
///
/// The groups are sorted by what they hold and not by when they came, so nothing of the order of voting
/// is left in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    number: u32,
    groups: Vec<Group>,
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Group {
    end: usize,
    times: u32,
}

impl Votes {
    /// How many votes there are, blank ones too.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many different votes there are.
    pub fn group_number(&self) -> usize {
        self.groups.len()
    }

    /// Each different vote with how often it was cast. The marks of a vote are in the order of the
    /// options; a blank vote has none.
    pub fn groups(&self) -> impl Iterator<Item = (&[Mark], u32)> {
        let mut start = 0;
        self.groups.iter().map(move |group| {
            let marks = &self.marks[start..group.end];
            start = group.end;
            (marks, group.times)
        })
    }
}

/// Takes votes one by one; closed, it gives [`Votes`].
#[derive(Clone, Debug, Default)]
pub struct BallotBox {
    ends: Vec<usize>,
    marks: Vec<Mark>,
}

impl BallotBox {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts in a vote. Marks may come in any order; those with no points are as if they were not there.
    ///
    /// # Errors
    ///
    /// [`Invalid::OptionTwice`], [`Invalid::TooManyPoints`] and [`Invalid::TooManyVotes`]; the vote is
    /// then not in.
    pub fn cast(&mut self, marks: impl IntoIterator<Item = Mark>) -> Result<(), Invalid> {
        if self.ends.len() >= MOST_VOTES as usize {
            return Err(Invalid::TooManyVotes);
        }
        let start = self.marks.len();
        self.marks.extend(marks);
        let vote = &mut self.marks[start..];
        vote.sort_unstable();
        let wrong = if vote.windows(2).any(|pair| pair[0].option == pair[1].option) {
            Some(Invalid::OptionTwice)
        } else if vote.iter().any(|mark| mark.points > MOST_POINTS) {
            Some(Invalid::TooManyPoints)
        } else {
            None
        };
        if let Some(wrong) = wrong {
            self.marks.truncate(start);
            return Err(wrong);
        }
        let mut kept = start;
        for at in start..self.marks.len() {
            if self.marks[at].points > 0 {
                self.marks[kept] = self.marks[at];
                kept += 1;
            }
        }
        self.marks.truncate(kept);
        self.ends.push(kept);
        Ok(())
    }

    /// Puts in a vote that only approves of options.
    ///
    /// # Errors
    ///
    /// As [`BallotBox::cast`].
    pub fn approve(&mut self, options: impl IntoIterator<Item = u32>) -> Result<(), Invalid> {
        self.cast(options.into_iter().map(|option| Mark { option, points: 1 }))
    }

    /// How many votes are in.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Gives every mark that is in this many times its points.
    pub(crate) fn scale_points(&mut self, factor: u32) -> Result<(), Invalid> {
        for mark in &mut self.marks {
            mark.points = mark
                .points
                .checked_mul(factor)
                .filter(|points| *points <= MOST_POINTS)
                .ok_or(Invalid::TooManyPoints)?;
        }
        Ok(())
    }

    /// Closes the box and puts together what is alike.
    pub fn close(self) -> Votes {
        let mut start = 0;
        let mut votes: Vec<&[Mark]> = Vec::with_capacity(self.ends.len());
        for end in &self.ends {
            votes.push(&self.marks[start..*end]);
            start = *end;
        }
        votes.sort_unstable();
        let mut closed = Votes::default();
        for alike in votes.chunk_by(|one, other| one == other) {
            closed.marks.extend_from_slice(alike[0]);
            // No more than MOST_VOTES are in.
            let times = u32::try_from(alike.len()).unwrap_or(MOST_VOTES);
            closed.number += times;
            closed.groups.push(Group {
                end: closed.marks.len(),
                times,
            });
        }
        closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(approved: &[&[u32]]) -> Votes {
        let mut ballots = BallotBox::new();
        for vote in approved {
            ballots.approve(vote.iter().copied()).unwrap();
        }
        ballots.close()
    }

    fn options(number: u64) -> Vec<Choice> {
        (0..number)
            .map(|at| Choice::new(at.to_string(), "", at))
            .collect()
    }

    #[test]
    fn votes_that_are_alike_stand_together_whatever_their_order() {
        let votes = votes(&[&[2, 0], &[], &[0, 2], &[1], &[0, 2]]);
        assert_eq!((votes.number(), votes.group_number()), (5, 3));
        let groups: Vec<(Vec<u32>, u32)> = votes
            .groups()
            .map(|(marks, times)| (marks.iter().map(|mark| mark.option).collect(), times))
            .collect();
        assert_eq!(groups, [(vec![], 1), (vec![0, 2], 3), (vec![1], 1)]);
    }

    #[test]
    fn points_are_added_up_and_no_points_are_no_mark() {
        let mut ballots = BallotBox::new();
        for (option, points) in [(0, 3), (1, 0), (0, 4)] {
            ballots.cast([Mark { option, points }]).unwrap();
        }
        let election = Election::new(options(2), 10, 0, ballots.close()).unwrap();
        assert_eq!(election.points(), [7, 0]);
        assert_eq!(election.votes().groups().next(), Some((&[][..], 1)));
    }

    #[test]
    fn a_vote_that_cannot_be_leaves_nothing_behind() {
        let mut ballots = BallotBox::new();
        ballots.approve([1]).unwrap();
        assert_eq!(ballots.approve([0, 1, 0]), Err(Invalid::OptionTwice));
        let much = Mark {
            option: 0,
            points: MOST_POINTS + 1,
        };
        assert_eq!(ballots.cast([much]), Err(Invalid::TooManyPoints));
        assert_eq!(ballots.close(), votes(&[&[1]]));
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let wrong = |options, budget, decimals, approved: &[&[u32]]| {
            Election::new(options, budget, decimals, votes(approved)).unwrap_err()
        };
        assert_eq!(wrong(options(2), 1, 0, &[&[2]]), Invalid::UnknownOption);
        assert_eq!(wrong(options(2), 1, 10, &[]), Invalid::TooManyDecimals);
        assert_eq!(
            wrong(options(2), MOST_MONEY + 1, 0, &[]),
            Invalid::TooMuchMoney
        );
        let mut twice = options(2);
        twice[1].id = "0".into();
        assert_eq!(wrong(twice, 1, 0, &[]), Invalid::SameId { option: 1 });
        assert_eq!(wrong(options(10_001), 1, 0, &[]), Invalid::TooManyOptions);
    }
}
