//! Matters: yes, no or abstention to each, by heads, or by heads and area where owners decide.

use linli_contract::{
    Ballot, BallotOption, BallotResult, Bar, CountRule, MatterAnswer, MatterResult, Measure,
    NotChosen, NotChosenReason, Threshold, Thresholds,
};
use linli_tally::article278::{self, Answers, Extent, GRAVE, ORDINARY};
use linli_tally::matter;
use linli_tally::threshold::{Bar as Reached, Bound, MORE_THAN_HALF, Threshold as Share};

use super::count::{Cast, heads, whole};

/// What a rule asks of the matters that are decided by it, in the contract's words.
pub fn thresholds(rule: &CountRule) -> Option<Thresholds> {
    match rule {
        CountRule::Majority => Some(Thresholds {
            participation_heads: None,
            participation_area: None,
            consent: threshold(MORE_THAN_HALF),
            special: None,
        }),
        CountRule::Owners278 => Some(Thresholds {
            participation_heads: Some(threshold(ORDINARY.heads_taking_part)),
            participation_area: Some(threshold(ORDINARY.area_taking_part)),
            consent: threshold(ORDINARY.agreeing),
            special: Some(threshold(GRAVE.agreeing)),
        }),
        _ => None,
    }
}

/// Fills in what matters have: yes, no and abstain of each, and the bars.
pub(super) fn fill(
    ballot: &Ballot,
    votes: &[Cast],
    result: &mut BallotResult,
) -> Result<(), String> {
    for option in &ballot.options {
        let matter = matter(ballot, option, votes)?;
        if matter.adopted {
            result.chosen.push(option.id.clone());
        } else {
            let missed = |bar: &Bar| {
                let part = [Measure::ParticipationHeads, Measure::ParticipationArea];
                bar.short_by > 0 && part.contains(&bar.measure)
            };
            let reason = if matter.bars.iter().any(missed) {
                NotChosenReason::ParticipationShort
            } else {
                NotChosenReason::ConsentShort
            };
            result.not_chosen.push(NotChosen {
                option: option.id.clone(),
                reason,
                votes: matter.yes,
                needed: None,
                cost_fen: option.cost_fen,
                available_fen: None,
            });
        }
        result.matters.push(matter);
    }
    Ok(())
}

/// One matter: by heads, or by heads and area where owners decide.
fn matter(ballot: &Ballot, option: &BallotOption, votes: &[Cast]) -> Result<MatterResult, String> {
    let thresholds = ballot.thresholds.as_ref();
    let thresholds = thresholds.ok_or("a ballot on matters without thresholds")?;
    let special = thresholds.special.as_ref().filter(|_| option.special);
    let agreeing = share(special.unwrap_or(&thresholds.consent));
    let answers = answers(option, votes)?;
    let taking_part = thresholds.participation_heads.as_ref().map(share);
    let bars = if ballot.rule == CountRule::Owners278 {
        let area_taking_part = thresholds.participation_area.as_ref().map(share);
        let rules = article278::Rules {
            heads_taking_part: taking_part.ok_or("owners without a threshold of heads")?,
            area_taking_part: area_taking_part.ok_or("owners without a threshold of area")?,
            agreeing,
        };
        owners(rules, ballot, answers)?
    } else {
        let counted = matter::Answers {
            yes: answers.yes.heads,
            no: answers.no.heads,
            abstain: answers.abstain.heads,
        };
        let rules = matter::Rules {
            taking_part,
            agreeing,
            base: matter::Base::TookPart,
        };
        let decision = counted.decide(rules, ballot.roll.units.into());
        let taking_part = decision.taking_part;
        let taking_part = taking_part.map(|bar| told(Measure::ParticipationHeads, bar));
        let agreeing = told(Measure::ConsentHeads, decision.agreeing);
        taking_part.into_iter().chain([agreeing]).collect()
    };
    Ok(MatterResult {
        option: option.id.clone(),
        yes: heads(answers.yes.heads),
        no: heads(answers.no.heads),
        abstain: heads(answers.abstain.heads),
        yes_area: ballot.roll.area.map(|_| whole(answers.yes.area)),
        adopted: bars.iter().all(|bar| bar.short_by == 0),
        bars,
    })
}

/// What all votes say of one matter, with the area behind each answer.
fn answers(option: &BallotOption, votes: &[Cast]) -> Result<Answers, String> {
    let mut answers = Answers::default();
    for vote in votes {
        let mut choices = vote.choices.iter();
        let choice = choices.find(|choice| choice.option == option.id);
        let answer = match choice.and_then(|choice| choice.answer.as_ref()) {
            Some(MatterAnswer::Yes) => matter::Answer::Yes,
            Some(MatterAnswer::No) => matter::Answer::No,
            Some(MatterAnswer::Abstain) => matter::Answer::Abstain,
            Some(MatterAnswer::Other(_)) | None => continue,
        };
        let extent = Extent {
            area: natural(vote.area.unwrap_or(0)),
            heads: 1,
        };
        let more = answers.with(answer, extent);
        answers = more.ok_or("answers with more area than can be added up")?;
    }
    Ok(answers)
}

/// The four bars of article 278.
fn owners(rules: article278::Rules, ballot: &Ballot, answers: Answers) -> Result<Vec<Bar>, String> {
    let all = Extent {
        area: natural(ballot.roll.area.unwrap_or(0)),
        heads: ballot.roll.units.into(),
    };
    let took_part = answers.took_part();
    let took_part = took_part.ok_or("answers with more area than can be added up")?;
    let judged = rules.judge(all, took_part, answers.yes);
    let judged = judged.map_err(|impossible| format!("{impossible:?}"))?;
    Ok(vec![
        told(Measure::ParticipationHeads, judged.heads_taking_part),
        told(Measure::ParticipationArea, judged.area_taking_part),
        told(Measure::ConsentHeads, judged.heads_agreeing),
        told(Measure::ConsentArea, judged.area_agreeing),
    ])
}

const fn threshold(share: Share) -> Threshold {
    Threshold {
        num: share.numerator,
        den: share.denominator,
        inclusive: matches!(share.bound, Bound::Included),
    }
}

fn share(threshold: &Threshold) -> Share {
    if threshold.inclusive {
        Share::at_least(threshold.num, threshold.den)
    } else {
        Share::more_than(threshold.num, threshold.den)
    }
}

fn told(measure: Measure, bar: Reached) -> Bar {
    let number = |number: u128| i64::try_from(number).unwrap_or(i64::MAX);
    Bar {
        measure,
        value: whole(bar.part),
        total: whole(bar.whole),
        needed: number(bar.threshold.needed(bar.whole)),
        short_by: number(bar.short_by()),
        threshold: threshold(bar.threshold),
    }
}

fn natural(area: i64) -> u64 {
    u64::try_from(area).unwrap_or(0)
}
