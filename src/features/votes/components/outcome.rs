//! What was chosen and how the money ran, why the others were not, and the count step by step.

use leptos::prelude::*;
use linli_contract::{
    Ballot, BallotResult, CountRule, CountStep, NotChosen, NotChosenReason, OptionId, StepKind,
};

use super::picture;
use crate::features::votes::model::{choices, count};
use crate::i18n::{self, t};
use crate::ui::bar::{bar, pieces};
use crate::ui::parts::{section, small_icon};
use crate::ui::view;

/// The chosen options in their order.
pub(in crate::features::votes) fn winners(ballot: &Ballot, result: &BallotResult) -> AnyView {
    let v = t().votes();
    if result.chosen.is_empty() {
        return section(
            (v.chosen)(0).as_str(),
            None,
            view! { <p>{v.chosen_none}</p> }.into_any(),
        );
    }
    let most = most_votes(result);
    let rows = result
        .chosen
        .iter()
        .zip(1..)
        .map(|(option, place)| winner(ballot, result, option, place, most))
        .collect_view();
    let money = result
        .budget_fen
        .zip(result.spent_fen)
        .map(|(budget, spent)| {
            let text = (v.money_ran)(
                &i18n::money(spent),
                &i18n::money(budget),
                &i18n::money(budget - spent),
            );
            let ends: Vec<(i64, i64)> = count::pieces(result)
                .into_iter()
                .map(|(_, from, to)| (from, to))
                .collect();
            view! { <div class="result__money">{pieces(&ends)} <p>{text}</p></div> }
        });
    let list = view! {
        {money}
        <ol class="result__list" data-testid="chosen" data-count=result.chosen.len().to_string()>{rows}</ol>
    };
    section(&(v.chosen)(result.chosen.len()), None, list.into_any())
}

fn winner(
    ballot: &Ballot,
    result: &BallotResult,
    option: &OptionId,
    place: usize,
    most: u32,
) -> AnyView {
    let v = t().votes();
    let known = choices::find(ballot, option);
    let votes = count::votes(result, option).unwrap_or(0);
    let cost = known.and_then(|option| option.cost_fen).map(i18n::money);
    view! {
        <li class="result__row card" data-id=option.0.clone()>
            <span class="result__place number" aria-hidden="true">{place}</span>
            {known.and_then(picture)}
            <div class="result__body">
                <h3 class="option__title">{count::title(ballot, option)}</h3>
                <p>{(v.votes)(votes)} {cost.map(|cost| format!(" · {cost}"))}</p>
                {bar(count::thousandths(votes.into(), most.into()), None, "ok")}
            </div>
        </li>
    }
    .into_any()
}

fn most_votes(result: &BallotResult) -> u32 {
    result
        .totals
        .iter()
        .map(|total| total.votes)
        .max()
        .unwrap_or(0)
}

/// Every option that was left out, with the reason in a sentence.
pub(in crate::features::votes) fn left_out(ballot: &Ballot, result: &BallotResult) -> AnyView {
    let v = t().votes();
    if result.not_chosen.is_empty() {
        return ().into_any();
    }
    let most = most_votes(result);
    let rows = result
        .not_chosen
        .iter()
        .map(|left| {
            let option = choices::find(ballot, &left.option);
            let cost = option.and_then(|option| option.cost_fen).map(i18n::money);
            view! {
                <li class="result__row card" data-id=left.option.0.clone()>
                    {option.and_then(picture)}
                    <div class="result__body">
                        <h3 class="option__title">{count::title(ballot, &left.option)}</h3>
                        <p>{(v.votes)(left.votes)} {cost.map(|cost| format!(" · {cost}"))}</p>
                        {bar(count::thousandths(left.votes.into(), most.into()), None, "plain")}
                        <p class="result__why">
                            <strong>{v.why_not}</strong> " "
                            <span data-why=left.reason.as_str().to_owned()>{why(ballot, left)}</span>
                        </p>
                    </div>
                </li>
            }
        })
        .collect_view();
    let list = view! {
        <ul class="result__list" data-testid="left-out" data-count=result.not_chosen.len().to_string()>{rows}</ul>
    };
    section(
        &(v.left_out)(result.not_chosen.len()),
        None,
        list.into_any(),
    )
}

/// Why an option was not chosen, in a sentence with its numbers.
fn why(ballot: &Ballot, left: &NotChosen) -> String {
    let v = t().votes();
    let money = |fen: Option<i64>| i18n::money(fen.unwrap_or(0));
    let cost = money(left.cost_fen);
    match left.reason {
        NotChosenReason::NoVotes => v.why_no_votes.to_owned(),
        NotChosenReason::DearerThanBudget => (v.why_dearer)(&cost, &money(ballot.budget_fen)),
        NotChosenReason::FewerVotes => (v.why_fewer)(left.votes, left.needed.unwrap_or(0)),
        NotChosenReason::Tie => (v.why_tie)(left.votes),
        NotChosenReason::DoesNotFit => {
            (v.why_does_not_fit)(left.votes, &cost, &money(left.available_fen))
        }
        NotChosenReason::SupportersShort => {
            (v.why_supporters_short)(left.votes, &cost, &money(left.available_fen))
        }
        // Matters have bars, which say more.
        NotChosenReason::ParticipationShort
        | NotChosenReason::ConsentShort
        | NotChosenReason::Other(_) => (v.why_other)(left.votes),
    }
}

/// The course of the count.
pub(in crate::features::votes) fn course(ballot: &Ballot, result: &BallotResult) -> AnyView {
    let v = t().votes();
    let lead = match result.rule {
        CountRule::Greedy => v.course_lead_greedy,
        CountRule::EqualShares => v.course_lead_shares,
        _ => v.course_lead_most,
    };
    let steps: Vec<AnyView> = result
        .steps
        .iter()
        .filter_map(|told| step(ballot, told))
        .collect();
    if steps.is_empty() {
        return ().into_any();
    }
    let count = steps.len().to_string();
    view! {
        <details class="card section" data-testid="course">
            <summary class="result__summary">{v.course}</summary>
            <p class="soft">{lead}</p>
            <ol class="result__steps" data-count=count>{steps}</ol>
        </details>
    }
    .into_any()
}

fn step(ballot: &Ballot, told: &CountStep) -> Option<AnyView> {
    let v = t().votes();
    let title = told
        .option
        .as_ref()
        .map(|option| count::title(ballot, option));
    let title = title.unwrap_or_default();
    let votes = told.votes.unwrap_or(0);
    let money = |fen: Option<i64>| i18n::money(fen.unwrap_or(0));
    let share = money(told.share_fen);
    let (symbol, text) = match told.kind {
        StepKind::Chosen => {
            let mut text = match told.cost_fen {
                Some(cost) => {
                    (v.step_chosen_cost)(&title, votes, &i18n::money(cost), &money(told.left_fen))
                }
                None => (v.step_chosen)(&title, votes),
            };
            if told.share_fen.is_some() {
                text.push_str(&(v.step_share)(&share));
            }
            ("check", text)
        }
        StepKind::Skipped => (
            "close",
            (v.step_skipped)(&title, votes, &money(told.cost_fen), &money(told.left_fen)),
        ),
        StepKind::Endowment => ("wallet", (v.step_endowment)(&share)),
        StepKind::Completed => ("info", (v.step_completed)(&share)),
        StepKind::Other(_) => return None,
    };
    let id = told.option.as_ref().map(|option| option.0.clone());
    Some(
        view! { <li class="result__step" data-kind=told.kind.as_str().to_owned() data-id=id>{small_icon(symbol)} <span>{text}</span></li> }
            .into_any(),
    )
}
