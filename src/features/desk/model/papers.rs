//! Votes on paper: what may stand on one, and how the papers add up.

use linli_contract::{
    Ballot, BallotKind, MatterAnswer, OptionId, PaperVote, Papers, UnitRow, VoteChoice,
};

/// Why a paper cannot be entered like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum Wrong {
    /// Nothing is chosen.
    Nothing,
    /// So many matters have no answer.
    Unanswered(usize),
    /// So many options at most.
    TooMany(usize),
    /// So much over the budget, in fen.
    OverBudget(i64),
}

/// Whether an option is chosen, or what was answered to a matter.
pub(in crate::features::desk) fn chosen<'a>(
    choices: &'a [VoteChoice],
    id: &OptionId,
) -> Option<&'a VoteChoice> {
    choices.iter().find(|choice| choice.option == *id)
}

/// Chooses an option or takes it out; of a ballot for one, the one before goes.
pub(in crate::features::desk) fn toggle(
    kind: &BallotKind,
    choices: &mut Vec<VoteChoice>,
    id: &OptionId,
) {
    let was = chosen(choices, id).is_some();
    if *kind == BallotKind::One {
        choices.clear();
    } else {
        choices.retain(|choice| choice.option != *id);
    }
    if !was || *kind == BallotKind::One {
        choices.push(VoteChoice {
            option: id.clone(),
            answer: None,
        });
    }
}

/// Answers a matter.
pub(in crate::features::desk) fn answer(
    choices: &mut Vec<VoteChoice>,
    id: &OptionId,
    answer: MatterAnswer,
) {
    choices.retain(|choice| choice.option != *id);
    choices.push(VoteChoice {
        option: id.clone(),
        answer: Some(answer),
    });
}

/// What the chosen options cost together.
pub(in crate::features::desk) fn cost(ballot: &Ballot, choices: &[VoteChoice]) -> i64 {
    let options = ballot.options.iter();
    options
        .filter(|option| chosen(choices, &option.id).is_some())
        .fold(0, |sum, option| {
            sum.saturating_add(option.cost_fen.unwrap_or(0))
        })
}

/// What is wrong with what is entered. A paper that the ballot does not allow is not entered: the
/// household is asked again, or it stays among those that are out.
pub(in crate::features::desk) fn wrong(ballot: &Ballot, choices: &[VoteChoice]) -> Option<Wrong> {
    if choices.is_empty() {
        return Some(Wrong::Nothing);
    }
    let over = |most: usize| (choices.len() > most).then_some(Wrong::TooMany(most));
    match &ballot.kind {
        BallotKind::Matters => {
            let open = ballot.options.len().saturating_sub(choices.len());
            (open > 0).then_some(Wrong::Unanswered(open))
        }
        BallotKind::One => over(1),
        BallotKind::UpTo => over(ballot.max_choices.map_or(1, |most| most as usize)),
        BallotKind::Budget => {
            let over = cost(ballot, choices).saturating_sub(ballot.budget_fen.unwrap_or(0));
            (over > 0).then_some(Wrong::OverBudget(over))
        }
        BallotKind::Other(_) => None,
    }
}

/// How the papers add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) struct Sums {
    /// Handed out.
    pub(in crate::features::desk) out: i64,
    /// Entered twice, and counted.
    pub(in crate::features::desk) counted: i64,
    /// Entered once; they wait for a second worker.
    pub(in crate::features::desk) waiting: i64,
    /// The rest: not given back, given back unused, or spoilt. Below 0 there are more papers than
    /// were handed out.
    pub(in crate::features::desk) rest: i64,
}

/// Adds the papers up: handed out are those counted, those that wait and the rest.
pub(in crate::features::desk) fn sums(papers: &Papers, waiting: usize) -> Sums {
    let (out, counted) = (i64::from(papers.handed_out), i64::from(papers.returned));
    let waiting = i64::try_from(waiting).unwrap_or(i64::MAX);
    Sums {
        out,
        counted,
        waiting,
        rest: out.saturating_sub(counted).saturating_sub(waiting),
    }
}

/// A number of papers as typed.
pub(in crate::features::desk) fn handed_out(typed: &str) -> Option<u32> {
    let digits = typed.trim();
    let plain = digits.len() <= 7 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// The unit of a paper that waits, as the roll shows it.
pub(in crate::features::desk) fn unit_of(paper: &PaperVote) -> UnitRow {
    UnitRow {
        id: paper.unit_id.clone(),
        label: paper.label.clone(),
        voted: paper.replaces,
        changed_on: None,
        channel: None,
        paper_waiting: true,
    }
}

/// How many voted online or at a kiosk: everybody who did not vote on paper.
pub(in crate::features::desk) fn by_device(units: u32, papers: &Papers) -> u32 {
    units.saturating_sub(papers.returned)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn ballot(kind: BallotKind) -> Ballot {
        let root = env!("CARGO_MANIFEST_DIR");
        let path = format!("{root}/contract/examples/get_ballot/response.json");
        let text = std::fs::read_to_string(path).expect("the example is there");
        let mut ballot: Ballot = linli_json::from_text(&text).expect("it is a ballot");
        ballot.options.truncate(3);
        for (option, (id, cost)) in
            ballot
                .options
                .iter_mut()
                .zip([("a", 4000), ("b", 5000), ("c", 6000)])
        {
            option.id = id.into();
            option.cost_fen = Some(cost);
        }
        ballot.budget_fen = (kind == BallotKind::Budget).then_some(10_000);
        ballot.max_choices = (kind == BallotKind::UpTo).then_some(2);
        ballot.kind = kind;
        ballot
    }

    fn ticked(kind: BallotKind, ids: &[&str]) -> (Ballot, Vec<VoteChoice>) {
        let mut choices = Vec::new();
        for id in ids {
            toggle(&kind, &mut choices, &(*id).into());
        }
        (ballot(kind), choices)
    }

    #[test]
    fn of_one_the_last_ticked_stands_and_a_second_tick_takes_an_option_out() {
        let (_, choices) = ticked(BallotKind::One, &["a", "b"]);
        assert_eq!(choices.len(), 1);
        assert!(chosen(&choices, &"b".into()).is_some());
        let (_, choices) = ticked(BallotKind::UpTo, &["a", "b", "a"]);
        assert_eq!(choices.len(), 1);
        // A radio button that is chosen stays chosen.
        let (_, choices) = ticked(BallotKind::One, &["a", "a"]);
        assert_eq!(choices.len(), 1);
    }

    #[test]
    fn a_spoilt_paper_is_told_from_one_that_can_be_entered() {
        let wrong_of = |kind, ids: &[&str]| {
            let (ballot, choices) = ticked(kind, ids);
            wrong(&ballot, &choices)
        };
        assert_eq!(wrong_of(BallotKind::Budget, &[]), Some(Wrong::Nothing));
        assert_eq!(wrong_of(BallotKind::Budget, &["a", "c"]), None);
        let over = Some(Wrong::OverBudget(1000));
        assert_eq!(wrong_of(BallotKind::Budget, &["b", "c"]), over);
        assert_eq!(wrong_of(BallotKind::UpTo, &["a", "b"]), None);
        let many = Some(Wrong::TooMany(2));
        assert_eq!(wrong_of(BallotKind::UpTo, &["a", "b", "c"]), many);
    }

    #[test]
    fn every_matter_needs_an_answer_and_the_last_one_stands() {
        let ballot = ballot(BallotKind::Matters);
        let mut choices = Vec::new();
        answer(&mut choices, &"a".into(), MatterAnswer::Yes);
        answer(&mut choices, &"b".into(), MatterAnswer::Abstain);
        answer(&mut choices, &"a".into(), MatterAnswer::No);
        assert_eq!(wrong(&ballot, &choices), Some(Wrong::Unanswered(1)));
        answer(&mut choices, &"c".into(), MatterAnswer::Yes);
        assert_eq!(wrong(&ballot, &choices), None);
        let given = chosen(&choices, &"a".into()).and_then(|choice| choice.answer.clone());
        assert_eq!(given, Some(MatterAnswer::No));
    }

    #[test]
    fn papers_add_up_or_it_shows() {
        let papers = |handed_out, returned| Papers {
            handed_out,
            returned,
        };
        let sums_of = sums(&papers(100, 61), 4);
        assert_eq!(sums_of.rest, 35);
        assert_eq!(
            sums_of.out,
            sums_of.counted + sums_of.waiting + sums_of.rest
        );
        assert_eq!(sums(&papers(3, 3), 2).rest, -2);
        assert_eq!(sums(&papers(0, 0), 0).rest, 0);
        assert_eq!(by_device(80, &papers(100, 61)), 19);
        assert_eq!(by_device(0, &papers(0, 1)), 0);
    }

    #[test]
    fn a_number_of_papers_is_digits() {
        assert_eq!(handed_out(" 120 "), Some(120));
        assert_eq!(handed_out("0"), Some(0));
        for typed in ["", "-1", "12.5", "十", "99999999"] {
            assert_eq!(handed_out(typed), None, "{typed}");
        }
    }
}
