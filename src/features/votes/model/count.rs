//! A result in numbers that the screen can say: bars, shortfalls, how the money ran.

use linli_contract::{Ballot, BallotResult, Bar, MatterResult, Measure, OptionId, StepKind};

use super::choices;
pub(in crate::features::votes) use crate::domain::share::{percent, thousandths};

/// What is missing of a matter, in heads and in hundredths of a square metre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::features::votes) struct Short {
    /// Heads that should have taken part.
    pub(in crate::features::votes) part_heads: i64,
    /// Area that should have taken part.
    pub(in crate::features::votes) part_area: i64,
    /// Heads that should have said yes.
    pub(in crate::features::votes) yes_heads: i64,
    /// Area that should have said yes.
    pub(in crate::features::votes) yes_area: i64,
}

impl Short {
    /// What the bars say is missing.
    pub(in crate::features::votes) fn of(matter: &MatterResult) -> Self {
        let mut short = Self::default();
        for bar in &matter.bars {
            let place = match bar.measure {
                Measure::ParticipationHeads => &mut short.part_heads,
                Measure::ParticipationArea => &mut short.part_area,
                Measure::ConsentHeads => &mut short.yes_heads,
                Measure::ConsentArea => &mut short.yes_area,
                Measure::Other(_) => continue,
            };
            *place = bar.short_by;
        }
        short
    }
}

/// Whether a bar measures area, in hundredths of a square metre.
pub(in crate::features::votes) const fn is_area(measure: &Measure) -> bool {
    matches!(measure, Measure::ParticipationArea | Measure::ConsentArea)
}

/// Whether a bar was reached, by its own numbers.
pub(in crate::features::votes) const fn is_reached(bar: &Bar) -> bool {
    bar.short_by == 0 && bar.value >= bar.needed
}

/// The title of an option, or its id where the ballot does not know it.
pub(in crate::features::votes) fn title(ballot: &Ballot, option: &OptionId) -> String {
    choices::find(ballot, option).map_or_else(|| option.0.clone(), |option| option.title.clone())
}

/// The votes of an option.
pub(in crate::features::votes) fn votes(result: &BallotResult, option: &OptionId) -> Option<u32> {
    let total = result.totals.iter().find(|total| total.option == *option)?;
    Some(total.votes)
}

/// How the money ran: for each chosen option what it cost, and the ends of its piece of the budget,
/// in thousandths. Without a budget there is none.
pub(in crate::features::votes) fn pieces(result: &BallotResult) -> Vec<(OptionId, i64, i64)> {
    let Some(budget) = result.budget_fen.filter(|budget| *budget > 0) else {
        return Vec::new();
    };
    let mut from = 0_i64;
    let mut pieces = Vec::new();
    for step in &result.steps {
        if let (StepKind::Chosen, Some(option), Some(cost)) =
            (&step.kind, &step.option, step.cost_fen)
        {
            let to = from.saturating_add(cost.max(0));
            pieces.push((
                option.clone(),
                thousandths(from, budget),
                thousandths(to, budget),
            ));
            from = to;
        }
    }
    pieces
}

/// Whether the numbers add up: the channels to the votes, the votes to the turnout, and the money
/// to what was spent. A page says so when they do not.
pub(in crate::features::votes) fn adds_up(result: &BallotResult, ballot: &Ballot) -> bool {
    let channels: u64 = result.channels.iter().map(|c| u64::from(c.units)).sum();
    let cost = |id: &OptionId| choices::find(ballot, id).and_then(|option| option.cost_fen);
    let spent: i64 = result.chosen.iter().filter_map(cost).sum();
    let paper = result
        .papers
        .as_ref()
        .is_none_or(|p| p.returned <= p.handed_out);
    channels == u64::from(result.ballots)
        && result.ballots == result.turnout.units
        && result.turnout.units <= result.roll.units
        && result.spent_fen.is_none_or(|told| told == spent)
        && paper
}

#[cfg(test)]
mod tests {
    use linli_contract::BallotState;

    use super::super::samples::{budget, example};
    use super::*;

    fn result(name: &str) -> Result<BallotResult, String> {
        linli_json::from_text(&example(&format!("get_result/{name}.json"))).ok_or(name.to_owned())
    }

    #[test]
    fn the_shortfall_is_told_to_the_hundredth_of_a_square_metre() -> Result<(), String> {
        let owners = result("response-owners")?;
        let shorts: Vec<Short> = owners.matters.iter().map(Short::of).collect();
        assert_eq!(shorts[0], Short::default());
        assert_eq!(
            shorts[1],
            Short {
                yes_heads: 12,
                ..Short::default()
            }
        );
        assert_eq!(
            shorts[2],
            Short {
                yes_area: 31_250,
                ..Short::default()
            }
        );
        for matter in &owners.matters {
            assert_eq!(
                matter.adopted,
                matter.bars.iter().all(is_reached),
                "{}",
                matter.option
            );
        }
        Ok(())
    }

    #[test]
    fn the_money_runs_without_gaps_and_not_over_the_budget() -> Result<(), String> {
        let greedy = result("response-greedy")?;
        let pieces = pieces(&greedy);
        let names: Vec<_> = pieces.iter().map(|(id, ..)| id.clone()).collect();
        assert_eq!(names, greedy.chosen);
        assert_eq!(pieces[0].1, 0);
        for pair in pieces.windows(2) {
            assert_eq!(pair[0].2, pair[1].1);
        }
        assert!(pieces.iter().all(|(_, from, to)| from <= to && *to <= 1000));
        Ok(())
    }

    #[test]
    fn a_bar_is_full_only_when_everything_is_there() {
        assert_eq!(thousandths(999_999, 1_000_000), 999);
        assert_eq!(thousandths(5, 0), 0);
        assert_eq!(thousandths(-5, 7), 0);
        assert_eq!(thousandths(i64::MAX, i64::MAX), 1000);
        assert_eq!(percent(2, 3), "66.6");
    }

    #[test]
    fn numbers_that_do_not_add_up_are_noticed() -> Result<(), String> {
        let mut ballot = budget(&[]);
        let text = example("get_ballot/response.json");
        if let Some(read) = linli_json::from_text::<Ballot>(&text) {
            ballot = read;
        }
        ballot.state = BallotState::Closed;
        let mut greedy = result("response-greedy")?;
        assert!(adds_up(&greedy, &ballot));
        greedy.channels[0].units += 1;
        assert!(!adds_up(&greedy, &ballot));
        greedy.channels[0].units -= 1;
        greedy.spent_fen = Some(1);
        assert!(!adds_up(&greedy, &ballot));
        Ok(())
    }
}
