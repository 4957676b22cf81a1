//! `/points/redemptions/{id}`: the pick-up code, and giving it back.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Redemption, RedemptionId, RedemptionState};

use crate::domain::error::Error;
use crate::domain::points::PointsPage;
use crate::features::points::api;
use crate::features::points::model::grouped;
use crate::features::points::words::{self, points, when};
use crate::i18n::{self, t};
use crate::offline::{Command, Query, Session};
use crate::platform::document;
use crate::ui::dialog::confirm;
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::{fact, help_line};
use crate::ui::qr::qr;
use crate::ui::toast::Toasts;
use crate::ui::view;

/// What was exchanged: its code while it waits, and what became of it.
pub fn redemption_page(id: &RedemptionId) -> AnyView {
    let session = Session::get();
    let query = Query::<Redemption>::new(api::redemption(id));
    Effect::new(move |before: Option<()>| {
        session.online.track();
        if before.is_some() {
            query.refresh();
        }
    });
    let title = Signal::derive(move || {
        query.get().map_or_else(
            || t().points().redemption.to_owned(),
            |redemption| redemption.title.clone(),
        )
    });
    let p = t().points();
    let (open, command) = (RwSignal::new(false), Command::new());
    let known = Memo::new(move |_| query.get().is_some());
    let content = view! {
        <div class="page__head"><h1 tabindex="-1">{move || title.get()}</h1></div>
        {loadable(
            move || known.get().then(|| Arc::new(())),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |_| view! { {move || query.get().map(|one| body(&one, open))} }.into_any(),
        )}
        {giving_back(session, query, open, command)}
        <p class="section"><a class="button button--quiet" href=PointsPage::Redemptions.to_string()>{p.to_redemptions}</a></p>
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page("redemption", "", title, query.state(), content.into_any())
}

fn body(one: &Redemption, open: RwSignal<bool>) -> AnyView {
    let p = t().points();
    let held = one.state == RedemptionState::Held;
    let ended = match one.state {
        RedemptionState::Done => Some(p.done_text),
        RedemptionState::Cancelled => Some(p.cancelled_text),
        RedemptionState::Lapsed => Some(p.lapsed_text),
        RedemptionState::Held | RedemptionState::Other(_) => None,
    };
    let ended = ended.map(|text| {
        let at = one.ended_at.map(when);
        view! { <div class="card stack"><p>{text}</p> <p class="soft">{at}</p></div> }
    });
    let entry = PointsPage::Entry(one.entry_id.clone()).to_string();
    let facts = view! {
        {held.then(|| fact(p.pick_up_until, when(one.pick_up_until).into_any()))}
        {fact(p.pick_up_place, one.place.clone().into_any())}
        {one.hours.clone().map(|hours| fact(p.pick_up_hours, hours.into_any()))}
        {fact(p.paid, (p.cost)(&points(one.cost.into())).into_any())}
        {fact(p.asked_at, when(one.created_at).into_any())}
    };
    let back = held.then(|| {
        view! { <button class="button button--danger" type="button" data-give-back="" on:click=move |_| open.set(true)>{p.give_back}</button> }
    });
    view! {
        <div class="stack" data-testid="redemption" data-state=one.state.as_str().to_owned()>
            <div>{words::redemption(&one.state)}</div>
            {held.then(|| ticket(one))}
            {ended}
            <dl class="card card--flush facts">{facts}</dl>
            <div class="row">{back} <a class="button button--quiet" href=entry>{p.see_entry}</a></div>
        </div>
    }
    .into_any()
}

/// The code, large, in groups that stay whole, and as a QR code that says the same.
fn ticket(one: &Redemption) -> AnyView {
    let p = t().points();
    let groups = grouped(&one.code);
    let spoken = groups.join(" ");
    let shown = groups
        .into_iter()
        .map(|group| view! { <span class="ticket__group">{group}</span> " " })
        .collect_view();
    view! {
        <div class="ticket ticket--points" data-code=one.code.clone()>
            <div class="ticket__text">
                <p class="ticket__label">{p.code}</p>
                <p class="ticket__number ticket__number--code">{shown}</p>
                <p class="soft">{p.code_show} " " {p.lapse_note}</p>
            </div>
            {qr(&one.code, (p.code_qr)(&spoken))}
        </div>
    }
    .into_any()
}

/// The question before it is given back. It needs the server's answer now: somebody may be handing
/// it out.
fn giving_back(
    session: Session,
    query: Query<Redemption>,
    open: RwSignal<bool>,
    command: Command,
) -> AnyView {
    let p = t().points();
    let act = move || {
        let Some(one) = query.get_untracked() else {
            return;
        };
        command.send(api::give_back(&one.id), move |answer| {
            let still_here = open.try_set(false).is_none();
            if query.accept_answer(&answer).is_err() {
                query.refresh();
            }
            session.home.refresh();
            Toasts::say(t().points().given_back);
            if still_here {
                document::focus("main h1");
            }
        });
    };
    // It may have been handed out, or have lapsed, meanwhile.
    Effect::new(move |_| {
        if command.error.with(Option::is_some) {
            query.refresh();
        }
    });
    let content = move || {
        let cost = query.get_untracked().map(|one| points(one.cost.into()));
        let text = cost.map(|cost| (p.give_back_text)(&cost));
        let wrong = move || {
            command.error.get().map(|error| {
                let words = match error {
                    Error::Offline => p.give_back_offline.to_owned(),
                    error => i18n::sentence(&error),
                };
                view! { <div class="card card--stop" role="alert" data-testid="not-done"><p>{words}</p></div> }
            })
        };
        view! { <p>{text}</p> {wrong} }.into_any()
    };
    confirm(
        open,
        "[data-give-back]",
        p.give_back_title,
        content,
        ("button--stop", p.give_back),
        command.pending.into(),
        act,
    )
}
