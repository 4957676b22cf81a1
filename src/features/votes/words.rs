//! Ballots in words.

use linli_contract::{
    Ballot, BallotKind, CountRule, MatterAnswer, Measure, Threshold, Timestamp, VoteChannel,
    VoteChoice, VotingUnit,
};

use super::model::choices;
use crate::i18n::{self, Style, t};

/// Who has one vote.
pub(super) fn unit(unit: &VotingUnit) -> &'static str {
    let v = t().votes();
    match unit {
        VotingUnit::Resident => v.unit_resident,
        VotingUnit::Household => v.unit_household,
        VotingUnit::Owner => v.unit_owner,
        VotingUnit::Member => v.unit_member,
        VotingUnit::Other(_) => v.unit_other,
    }
}

/// What one is asked.
pub(super) fn asks(ballot: &Ballot) -> String {
    let v = t().votes();
    match ballot.kind {
        BallotKind::Matters => v.asks_matters.to_owned(),
        BallotKind::One => v.asks_one.to_owned(),
        BallotKind::UpTo => (v.asks_up_to)(ballot.max_choices.unwrap_or(1)),
        BallotKind::Budget => {
            let money = i18n::money(ballot.budget_fen.unwrap_or(0));
            (v.asks_budget)(&money)
        }
        BallotKind::Other(_) => String::new(),
    }
}

/// How it is counted.
pub(super) fn rule(ballot: &Ballot) -> String {
    let v = t().votes();
    match ballot.rule {
        CountRule::MostVotes => (v.rule_most_votes)(match ballot.kind {
            BallotKind::UpTo => ballot.max_choices.unwrap_or(1),
            _ => 1,
        }),
        CountRule::Greedy => v.rule_greedy.to_owned(),
        CountRule::EqualShares => v.rule_equal_shares.to_owned(),
        CountRule::Majority => v.rule_majority.to_owned(),
        CountRule::Owners278 => v.rule_owners.to_owned(),
        CountRule::Other(_) => v.rule_other.to_owned(),
    }
}

/// A share that must be reached.
pub(super) fn share(threshold: &Threshold) -> String {
    let v = t().votes();
    if threshold.inclusive {
        (v.at_least)(threshold.num, threshold.den)
    } else {
        (v.more_than)(threshold.num, threshold.den)
    }
}

/// How a vote came.
pub(super) fn channel(channel: &VoteChannel) -> &'static str {
    let v = t().votes();
    match channel {
        VoteChannel::Online => v.channel_online,
        VoteChannel::Kiosk => v.channel_kiosk,
        VoteChannel::Paper => v.channel_paper,
        VoteChannel::Visit => v.channel_visit,
        VoteChannel::Other(_) => v.channel_other,
    }
}

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

/// Hundredths of a square metre as metres, exact.
pub(super) fn metres(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let all = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", i18n::grouped(all / 100), all % 100)
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

/// An instant with its time.
pub(super) fn when(at: Timestamp) -> String {
    i18n::instant(at, Style::DayTime)
}
