//! The rules among which a reader chooses.

use linli_contract::{BallotKind, CountRule};
use linli_tally::{Misfit, Rule, pb};

/// A rule without its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::recount) enum Kind {
    /// By votes, skipping what no longer fits.
    Greedy,
    /// By votes, ending at the first that no longer fits.
    NoSkip,
    /// By votes, of those that have enough of them.
    Threshold,
    /// Equal shares that grow as long as the budget holds.
    Shares,
    /// Equal shares as they are.
    PlainShares,
}

impl Kind {
    /// All, in the order in which they are offered.
    pub(in crate::features::recount) const ALL: [Self; 5] = [
        Self::Greedy,
        Self::NoSkip,
        Self::Threshold,
        Self::Shares,
        Self::PlainShares,
    ];

    /// The name in ballot files.
    pub(in crate::features::recount) fn name(self) -> &'static str {
        match self {
            Self::Greedy => "greedy",
            Self::NoSkip => "greedy-no-skip",
            Self::Threshold => "greedy-threshold",
            Self::Shares => "equalshares/add1",
            Self::PlainShares => "equalshares",
        }
    }

    /// The kind of that name.
    pub(in crate::features::recount) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind of a rule. Choosing the most votes is no rule of files.
    pub(in crate::features::recount) fn of(rule: Rule) -> Self {
        Self::named(rule.name()).unwrap_or(Self::Greedy)
    }

    /// The rule with its numbers: `floor` counts where the kind asks for one, and `files_floor` where the
    /// file has one and the count ends at the first misfit.
    pub(in crate::features::recount) fn rule(self, floor: u64, files_floor: u64) -> Rule {
        let greedy = |misfit, floor| Rule::Greedy { misfit, floor };
        match self {
            Self::Greedy => Rule::GREEDY,
            Self::NoSkip => greedy(Misfit::Stop, files_floor),
            Self::Threshold => greedy(Misfit::Skip, floor),
            Self::Shares => Rule::EQUAL_SHARES,
            Self::PlainShares => Rule::EqualShares { completed: false },
        }
    }
}

/// What a file says about its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::recount) enum Said<'a> {
    /// A rule that we have.
    Known(Rule),
    /// The name of one that we do not have.
    Unknown(&'a str),
    /// Nothing.
    Nothing,
}

/// What a file says about its rule.
pub(in crate::features::recount) fn said(file: &pb::File) -> Said<'_> {
    match (file.rule(), file.value("rule")) {
        (Some(rule), _) => Said::Known(rule),
        (None, Some(name)) if !name.is_empty() => Said::Unknown(name),
        (None, _) => Said::Nothing,
    }
}

/// The rule to begin with: the file's own, or by votes.
pub(in crate::features::recount) fn first(file: &pb::File) -> Rule {
    match said(file) {
        Said::Known(rule) => rule,
        Said::Unknown(_) | Said::Nothing => Rule::Greedy {
            misfit: Misfit::Skip,
            floor: file.floor,
        },
    }
}

/// The rule by which the community counted; nothing for matters, and for rules of a later version.
pub(in crate::features::recount) fn published(kind: &BallotKind, rule: &CountRule) -> Option<Rule> {
    match (kind, rule) {
        (BallotKind::Matters, _) => None,
        (_, CountRule::EqualShares) => Some(Rule::EQUAL_SHARES),
        // Most votes is by votes where every option costs one place; none without votes is chosen.
        (_, CountRule::Greedy | CountRule::MostVotes) => Some(Rule::Greedy {
            misfit: Misfit::Skip,
            floor: 1,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(meta: &str) -> pb::File {
        let text = format!(
            "META\nkey;value\nbudget;1\nvote_type;approval\n{meta}PROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n1;a\n"
        );
        pb::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn every_kind_is_found_by_its_rule() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.rule(3, 0)), kind);
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
        assert_eq!(Kind::named("greedy-custom"), None);
    }

    #[test]
    fn the_files_own_rule_comes_first_with_its_floor() {
        let greedy = file("rule;greedy\nmin_project_score_threshold;5\n");
        assert_eq!(first(&greedy), Kind::Threshold.rule(5, 5));
        assert_eq!(
            first(&file("rule;greedy-no-skip\n")),
            Kind::NoSkip.rule(0, 0)
        );
        assert_eq!(first(&file("rule;equalshares/add1\n")), Rule::EQUAL_SHARES);
        assert_eq!(first(&file("")), Rule::GREEDY);
        assert_eq!(said(&file("")), Said::Nothing);
        let custom = file("rule;greedy-custom\n");
        assert_eq!(said(&custom), Said::Unknown("greedy-custom"));
        assert_eq!(first(&custom), Rule::GREEDY);
    }

    #[test]
    fn the_communitys_rules_are_those_of_its_files() {
        let budget = |rule| published(&BallotKind::Budget, &rule);
        assert_eq!(budget(CountRule::EqualShares), Some(Rule::EQUAL_SHARES));
        assert_eq!(budget(CountRule::Greedy), Some(Kind::Threshold.rule(1, 0)));
        assert_eq!(
            published(&BallotKind::UpTo, &CountRule::MostVotes),
            Some(Kind::Threshold.rule(1, 0))
        );
        assert_eq!(published(&BallotKind::Matters, &CountRule::Majority), None);
    }
}
