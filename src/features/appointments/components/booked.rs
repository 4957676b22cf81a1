//! A booking: its code where it was just given, the facts, and what one may do with it.

use leptos::prelude::*;
use linli_contract::{Booking, BookingAction, BookingState};

use super::calendar::calendar;
use super::share::share;
use crate::domain::care::CarePage;
use crate::features::appointments::store::Visit;
use crate::features::appointments::{api, model, words};
use crate::i18n::{self, Style, t};
use crate::offline::Command;
use crate::ui::dialog::confirm;
use crate::ui::nav;
use crate::ui::page::heading;
use crate::ui::parts::{call, fact, icon, status};
use crate::ui::view;

/// The whole booking.
pub(in crate::features::appointments) fn booked(visit: Visit, booking: &Booking) -> AnyView {
    let a = t().appointments();
    let fresh = visit.fresh.get_untracked();
    let title = match (&booking.state, fresh) {
        (BookingState::Booked, true) => a.booked,
        (BookingState::Requested, _) => a.requested,
        (BookingState::Cancelled, _) => a.cancelled,
        _ => a.title,
    };
    let lead = booking
        .pending_until
        .filter(|_| booking.state == BookingState::Requested)
        .map(|until| (a.requested_until)(&i18n::instant(until, Style::DayTime)));
    let command = Command::new();
    let refused = move || {
        command.error.get().map(|error| {
            view! { <p class="card card--wait" role="alert" data-testid="refused">{words::sentence(&error)}</p> }
        })
    };
    view! {
        {heading(title, lead)}
        {code(visit, fresh)}
        {refused}
        {facts(booking)}
        {actions(visit, booking, command)}
        {calendar(visit, booking)}
        {share(visit, booking)}
        <p class="section">
            <button class="button button--quiet" type="button" data-forget="" on:click=move |_| visit.forget_booking()>{icon("close")} {a.forget}</button>
        </p>
    }
    .into_any()
}

/// The code, large, while this is the one time that it is shown.
pub(super) fn code(visit: Visit, fresh: bool) -> Option<AnyView> {
    let a = t().appointments();
    let code = visit.code.get_untracked().filter(|_| fresh)?;
    let (first, second) = model::halves(&code);
    let letters = code.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let view = view! {
        <section class="card card--tint stack" data-testid="code" data-code=code.clone() role="status">
            <h2 class="card__title">{a.your_code}</h2>
            <p class="booking-code__text" aria-label=letters role="img">
                <span>{first.to_owned()}</span>
                <span>{second.to_owned()}</span>
            </p>
            <p><strong>{a.write_down}</strong></p>
            <p class="soft">{a.code_use}</p>
        </section>
    };
    Some(view.into_any())
}

fn facts(booking: &Booking) -> AnyView {
    let a = t().appointments();
    let text = |text: String| view! { {text} }.into_any();
    let slot = &booking.slot;
    let when = format!(
        "{}–{}",
        i18n::instant(slot.starts_at, Style::DayTime),
        i18n::instant(slot.ends_at, Style::Time)
    );
    let (kind, symbol) = match booking.state {
        BookingState::Booked | BookingState::Arrived | BookingState::Fulfilled => ("ok", "check"),
        BookingState::Requested => ("wait", "clock"),
        _ => ("stop", "close"),
    };
    let name = match &booking.phone {
        Some(phone) => format!("{} · {phone}", booking.name),
        None => booking.name.clone(),
    };
    let who = booking.provider.clone().map(|who| fact(a.who, text(who)));
    let place = format!("{}\n{}", booking.centre, booking.address);
    view! {
        <dl class="facts card card--flush section" data-testid="booking" data-id=booking.id.0.clone() data-state=booking.state.as_str().to_owned()>
            {fact(a.kind, view! { <span>{booking.kind.clone()}</span> " " {status(kind, symbol, (a.state)(&booking.state))} }.into_any())}
            {fact(a.when, text(when))}
            {fact(a.mode, text((a.mode_of)(&booking.mode).to_owned()))}
            {fact(a.where_, text(place))}
            {who}
            {fact(a.called, text(name))}
        </dl>
    }
    .into_any()
}

fn actions(visit: Visit, booking: &Booking, command: Command) -> AnyView {
    let a = t().appointments();
    let can = |action: BookingAction| booking.actions.contains(&action);
    let (moves, cancels) = (can(BookingAction::Move), can(BookingAction::Cancel));
    let open = matches!(
        booking.state,
        BookingState::Booked | BookingState::Requested
    );
    let (id, own) = (
        StoredValue::new(booking.id.clone()),
        StoredValue::new(booking.clone()),
    );
    let asking = RwSignal::new(false);
    let until = i18n::instant(booking.cancel_until, Style::DayTime);
    let word = match (open, moves || cancels) {
        (true, true) => Some((a.until)(&until)),
        (true, false) => Some(a.too_late.to_owned()),
        _ => None,
    };
    let move_on = move |_| {
        own.with_value(|booking| {
            let slot = &booking.slot;
            let who = slot.provider_id.as_ref().map(|id| id.0.clone());
            visit.forget_form();
            visit.kind.set(vec![slot.kind_id.0.clone()]);
            visit.centre.set(vec![slot.centre_id.0.clone()]);
            visit.provider.set(vec![who.unwrap_or_default()]);
            visit.day.set(None);
        });
        visit.moving.set(true);
        nav::go(&CarePage::Times.into());
    };
    let cancel = move || {
        let write = id.with_value(|id| api::cancel(id, visit.code.get_untracked()));
        command.send(write, move |answer| {
            if let Some(booking) = linli_json::from_text::<Booking>(&answer.body) {
                visit.fresh.set(false);
                visit.booking.set(Some(booking));
            }
        });
        asking.set(false);
    };
    let content = move || view! { <p>{a.cancel_text}</p> }.into_any();
    view! {
        {word.map(|word| view! { <p class="section">{word}</p> })}
        <div class="row">
            {moves.then(|| view! { <button class="button button--soft" type="button" data-move="" on:click=move_on>{icon("refresh")} {a.move_}</button> })}
            {cancels.then(|| view! { <button class="button button--danger" type="button" data-cancel="" on:click=move |_| asking.set(true)>{icon("close")} {a.cancel}</button> })}
            {call("button--quiet", &booking.centre, &booking.centre_phone)}
        </div>
        {confirm(asking, "[data-cancel]", a.cancel_ask, content, ("button--stop", a.cancel), command.pending.into(), cancel)}
    }
    .into_any()
}
