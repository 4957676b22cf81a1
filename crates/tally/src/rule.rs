//! The rules by which options are chosen, and the names that ballot files give them.

/// How options are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// By votes, as long as the money reaches. Options with as many votes come in the published order.
    ///
    /// As the files of Pabulib mean it, an option without votes is chosen too when it still fits; a floor
    /// of 1 keeps such options out.
    Greedy {
        /// What happens at an option that no longer fits.
        misfit: Misfit,
        /// Options with fewer votes are not considered; 0 for no floor.
        floor: u64,
    },
    /// The Method of Equal Shares with cost utilities; [`shares`](crate::shares) has the whole definition.
    EqualShares {
        /// Whether the shares grow as long as the outcome stays within the budget.
        completed: bool,
    },
    /// The options with the most votes, whatever they cost: choose one, choose up to k. An option without
    /// votes is never chosen.
    MostVotes {
        /// How many are chosen.
        seats: usize,
    },
}

/// What a count by votes does at an option that no longer fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It is left out, and the next one has its turn.
    Skip,
    /// The count ends.
    Stop,
}

impl Rule {
    /// By votes, skipping what no longer fits.
    pub const GREEDY: Self = Self::Greedy {
        misfit: Misfit::Skip,
        floor: 0,
    };
    /// Equal shares, completed.
    pub const EQUAL_SHARES: Self = Self::EqualShares { completed: true };

    /// The rule that a ballot file names in its `rule`; `floor` is its `min_project_score_threshold`, or 0.
    ///
    /// `greedy`, `greedy-no-skip`, `greedy-threshold`, `equalshares` and `equalshares/add1` are known.
    /// Others (`greedy-custom`, `greedy-exclusive`, the two that end with `-comparison`, `unknown`) follow
    /// by-laws that are not in the file.
    pub fn from_name(name: &str, floor: u64) -> Option<Self> {
        let greedy = |misfit| Self::Greedy { misfit, floor };
        match name {
            "greedy" | "greedy-threshold" => Some(greedy(Misfit::Skip)),
            "greedy-no-skip" => Some(greedy(Misfit::Stop)),
            "equalshares" => Some(Self::EqualShares { completed: false }),
            "equalshares/add1" => Some(Self::EQUAL_SHARES),
            _ => None,
        }
    }

    /// The name by which ballot files call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Greedy {
                misfit: Misfit::Stop,
                ..
            } => "greedy-no-skip",
            Self::Greedy { floor: 0, .. } => "greedy",
            Self::Greedy { .. } => "greedy-threshold",
            Self::EqualShares { completed: false } => "equalshares",
            Self::EqualShares { completed: true } => "equalshares/add1",
            Self::MostVotes { .. } => "most-votes",
        }
    }

    /// The floor, or 0 where the rule has none.
    pub fn floor(self) -> u64 {
        match self {
            Self::Greedy { floor, .. } => floor,
            Self::EqualShares { .. } | Self::MostVotes { .. } => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_found_by_the_name_it_has() {
        for (name, floor) in [
            ("greedy", 0),
            ("greedy-threshold", 50),
            ("greedy-no-skip", 0),
            ("equalshares", 0),
            ("equalshares/add1", 0),
        ] {
            let rule = Rule::from_name(name, floor).unwrap();
            assert_eq!((rule.name(), rule.floor()), (name, floor));
        }
        for other in [
            "greedy-custom",
            "unknown",
            "",
            "equalshares/add1-comparison",
        ] {
            assert_eq!(Rule::from_name(other, 0), None);
        }
    }
}
