//! A ballot that is fixed: what was fixed, how many have voted, and the way to its papers.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Ballot, BallotState, Papers};

use crate::domain::route::Route;
use crate::features::desk::model::papers::by_device;
use crate::i18n::t;
use crate::offline::Query;
use crate::ui::ballot::{facts, fingerprint, turnout_card};
use crate::ui::parts::{fact, icon, section, status};
use crate::ui::view;

/// All that workers may know before the close: the turnout, and how much of it came on paper.
pub(in crate::features::desk) fn ballot_running(
    ballot: &Arc<Ballot>,
    papers: Query<Papers>,
) -> AnyView {
    let (b, v) = (t().desk_ballots(), t().votes());
    let open = matches!(ballot.state, BallotState::Open);
    let closed = ballot.state == BallotState::Closed;
    let lead = match ballot.state {
        BallotState::Open => Some(b.running_lead),
        BallotState::Announced => Some(b.announced_lead),
        _ => None,
    };
    let turnout = ballot.turnout.as_ref().filter(|_| open || closed);
    let channels = turnout.map(|turnout| {
        let units = turnout.units;
        move || {
            let papers = papers.get()?;
            let (paper, device) = (papers.returned, by_device(units, &papers));
            Some(view! {
                <dl class="card card--flush facts" data-testid="channels">
                    {fact(b.by_device, (b.votes)(device).into_any())}
                    {fact(b.by_paper, (b.votes)(paper).into_any())}
                </dl>
            })
        }
    });
    let card = turnout.map(|turnout| turnout_card(ballot, turnout));
    let id = ballot.id.clone();
    let public = if closed {
        (Route::Result(id.clone()), v.see_result)
    } else {
        (Route::Ballot(id.clone()), b.public_page)
    };
    let options = ballot
        .options
        .iter()
        .map(|option| {
            let cost = option.cost_fen.map(crate::i18n::money);
            view! {
                <li class="decision" data-id=option.id.0.clone()>
                    <div>
                        <p>{option.title.clone()}</p>
                        {option.text.clone().map(|text| view! { <p class="soft">{text}</p> })}
                        {option.special.then(|| view! { <p>{status("wait", "scales", v.special)}</p> })}
                    </div>
                    {cost.map(|cost| view! { <span class="number">{cost}</span> })}
                </li>
            }
        })
        .collect_view();
    let rules = view! { <div class="stack">{facts(ballot)}</div> };
    view! {
        <div class="stack">
            {lead.map(|lead| view! { <p>{lead}</p> })}
            <div class="row">
                <a class="button button--soft" href=Route::DeskPapers(id).to_string()>{icon("edit")} {b.to_papers}</a>
                <a class="button button--quiet" href=public.0.to_string()>{public.1}</a>
            </div>
        </div>
        {card.map(|card| section(b.progress, None, view! { <div class="stack">{card} {channels}</div> }.into_any()))}
        {section(b.form_options, None, view! { <ul class="card card--flush">{options}</ul> }.into_any())}
        {section(v.rules, None, rules.into_any())}
        {fingerprint(ballot)}
    }
    .into_any()
}
