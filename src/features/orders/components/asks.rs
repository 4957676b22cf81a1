//! What an order asks of the household: an answer, whether it is solved, a rating. While an
//! answer waits on this device, it is not asked again.

use leptos::prelude::*;
use linli_contract::Order;

use super::rate::rate_form;
use crate::domain::route::Route;
use crate::domain::text;
use crate::features::orders::forms::Forms;
use crate::features::orders::model::{self, Asked, REPLY_PHOTOS, TEXT_MAX};
use crate::features::orders::{api, components::kind_word};
use crate::i18n::{self, Style, t};
use crate::offline::outbox::{Entry, Kind};
use crate::platform::document;
use crate::ui::field::{self, text_field};
use crate::ui::parts::{action, icon, small_icon, status, submit};
use crate::ui::photos::photo_field;
use crate::ui::problem::{of_field, summary};
use crate::ui::view;

/// What is asked now. Reads the outbox, so call it inside a closure.
pub(in crate::features::orders) fn asks(forms: Forms, order: &Order) -> Option<AnyView> {
    let waits = |kind| {
        forms
            .waiting()
            .with(|all| all.iter().any(|entry| entry.kind == kind))
    };
    match model::asked(&order.actions) {
        Asked::Reply if !waits(Kind::Reply) => Some(reply(forms, order)),
        Asked::Result { reopen } if !waits(Kind::Resolution) => Some(result(forms, order, reopen)),
        Asked::Rating if !waits(Kind::Rating) => Some(rate_form(forms, order.rating.is_some())),
        _ => None,
    }
}

/// A write about this order that still waits on this device.
pub(in crate::features::orders) fn waiting(entry: &Entry) -> AnyView {
    let o = t().orders();
    let (chip, text) = if entry.refused.is_some() {
        (status("stop", "warn", o.state_refused), o.take_back_text)
    } else if entry.needs_sign_in {
        (
            status("wait", "user", o.state_sign_in),
            o.state_sign_in_text,
        )
    } else {
        (status("wait", "clock", o.state_waiting), o.pending_text)
    };
    let text = entry.refused.is_none().then_some(text);
    view! {
        <div class="card order-card order-card--pending" data-id=entry.key.clone()>
            <div class="order-card__head">
                <h2 class="card__title">{kind_word(entry.kind)}</h2>
                {chip}
            </div>
            {text.map(|text| view! { <p>{text}</p> })}
            <p><a href=Route::Outbox.to_string()>{o.look_at_outbox}</a></p>
        </div>
    }
    .into_any()
}

fn reply(forms: Forms, order: &Order) -> AnyView {
    let o = t().orders();
    let form = forms.reply();
    let lines = form.lines();
    let question = order.question.as_ref().map(|question| {
        let due = (o.ask_due)(&i18n::instant(question.due_at, Style::DayTime));
        view! {
            <p>{question.text.clone()}</p>
            <p class="todo__due todo__due--soon">{small_icon("clock")} {due}</p>
        }
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let photos = forms.photo_ids();
        let text = form.text.get_untracked();
        if text.trim().is_empty() && photos.is_empty() {
            form.refuse(form.field, t().orders().reply_empty.to_owned());
        } else if let Some(text) = form.checked(model::reply(&text, photos.len())) {
            let body = api::reply(text, photos);
            forms.hand_in(form, Kind::Reply, body, t().orders().replied);
        }
    };
    let photo_error = Signal::derive(move || forms.photo_error().get());
    view! {
        <form class="card card--wait stack" novalidate on:submit=send>
            <h2 class="card__title">{o.ask}</h2>
            {question}
            {summary(lines, form.command.error)}
            {text_field(form.field, o.reply, Some(o.reply_hint), form.text, of_field(lines, form.field), long_text())}
            {field::field_error("reply-photo", photo_error)}
            {photo_field("reply-photo", REPLY_PHOTOS, forms.photos(), forms.photo_error())}
            {submit(o.reply_send, form.command.pending.into())}
        </form>
    }
    .into_any()
}

fn result(forms: Forms, order: &Order, reopen: bool) -> AnyView {
    let until = order
        .reopen_until
        .map(|at| (t().orders().solved_until)(&i18n::instant(at, Style::Day)));
    view! {
        <section class="card stack">
            {move || {
                if forms.open().get() == Some(Kind::Resolution) {
                    reopen_form(forms)
                } else {
                    doors(forms, until.clone(), reopen)
                }
            }}
        </section>
    }
    .into_any()
}

/// Two equal doors: solved or not.
fn doors(forms: Forms, until: Option<String>, reopen: bool) -> AnyView {
    let o = t().orders();
    let form = forms.resolution();
    let solved = move || {
        let body = api::resolution(true, String::new());
        forms.hand_in(form, Kind::Resolution, body, t().orders().confirmed);
    };
    let unsolved = reopen.then(|| {
        let open = move |_| forms.open_form(Kind::Resolution, "#unsolved");
        view! { <button class="button" type="button" on:click=open>{icon("close")} {o.unsolved}</button> }
    });
    view! {
        <h2 class="card__title">{o.solved_title}</h2>
        <p>{if reopen { until } else { Some(o.solved_only.to_owned()) }}</p>
        {summary(form.lines(), form.command.error)}
        <div class="doors">
            {action("button--primary", o.solved, form.command.pending.into(), solved)}
            {unsolved}
        </div>
    }
    .into_any()
}

fn reopen_form(forms: Forms) -> AnyView {
    let o = t().orders();
    let form = forms.resolution();
    let lines = form.lines();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = text::checked(&form.text.get_untracked(), 1, TEXT_MAX);
        if let Some(text) = form.checked(text) {
            let body = api::resolution(false, text);
            forms.hand_in(form, Kind::Resolution, body, t().orders().reopened);
        }
    };
    view! {
        <form class="stack" novalidate on:submit=send>
            <h2 class="card__title">{o.reopen_title}</h2>
            <p>{o.reopen_lead}</p>
            {summary(lines, form.command.error)}
            {text_field(form.field, o.reopen_text, None, form.text, of_field(lines, form.field), long_text())}
            <div class="row">
                {submit(o.reopen_send, form.command.pending.into())}
                {never_mind(forms)}
            </div>
        </form>
    }
    .into_any()
}

/// Closes the form that a button opened; what was typed stays.
pub(super) fn never_mind(forms: Forms) -> AnyView {
    let close = move |_| {
        forms.open().set(None);
        document::focus("main h1");
    };
    view! { <button class="button button--quiet" type="button" on:click=close>{t().ui().cancel}</button> }
        .into_any()
}

/// A text of several lines, as long as the contract takes it.
pub(super) fn long_text() -> field::Kind {
    field::Kind {
        long: true,
        max: Some(TEXT_MAX),
        ..field::Kind::default()
    }
}
