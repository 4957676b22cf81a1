//! Ballots in words.

use linli_contract::{Ballot, MatterAnswer, Measure, VoteChoice, VotingUnit};

use super::model::choices;
use crate::i18n::t;
pub(super) use crate::ui::ballot::{asks, channel, metres, share, unit, when};

/// What a bar measures.
pub(super) fn measure(measure: &Measure) -> &'static str {
    let v = t().votes();
    match measure {
        Measure::ParticipationHeads => v.bar_part_heads,
        Measure::ParticipationArea => v.bar_part_area,
        Measure::ConsentHeads => v.bar_yes_heads,
        Measure::ConsentArea => v.bar_yes_area,
        Measure::Other(_) => v.bar_other,
    }
}

/// Heads, in the word of the unit.
pub(super) fn heads(count: i64, ballot: &Ballot) -> String {
    let people = matches!(ballot.unit, VotingUnit::Resident | VotingUnit::Member);
    (t().votes().heads)(count, people)
}

/// What a choice says: the option's title, or the answer to a matter.
pub(super) fn choice(ballot: &Ballot, choice: &VoteChoice) -> (String, Option<&'static str>) {
    let v = t().votes();
    let title = choices::find(ballot, &choice.option)
        .map_or_else(|| choice.option.0.clone(), |option| option.title.clone());
    let answer = choice.answer.as_ref().map(|answer| match answer {
        MatterAnswer::Yes => v.yes,
        MatterAnswer::No => v.no,
        MatterAnswer::Abstain => v.abstain,
        MatterAnswer::Other(_) => "?",
    });
    (title, answer)
}
