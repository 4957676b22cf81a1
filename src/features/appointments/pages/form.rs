//! `/care/form`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{
    AppointmentKind, AppointmentMode, Booking, NewBooking, NewMove, Page, SlotId,
};

use crate::domain::care::CarePage;
use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::domain::{phone, text};
use crate::features::appointments::api;
use crate::features::appointments::components::{held, nearest};
use crate::features::appointments::store::Visit;
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session};
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, error_summary, field_error, text_field};
use crate::ui::nav;
use crate::ui::page::{heading, loadable, skeleton_rows};
use crate::ui::parts::{fact, icon, small_icon, submit};
use crate::ui::problem::{lines, of_field, text_sentence};
use crate::ui::quiet::quiet_page;
use crate::ui::view;

const ALIAS: &str = "alias";
const PHONE: &str = "booking-phone";
const MODE: &str = "mode";
const CONSENT: &str = "booking-consent-yes";
const FIELDS: [(&str, &str); 4] = [
    ("/alias", ALIAS),
    ("/phone", PHONE),
    ("/mode", MODE),
    ("/consent", CONSENT),
];

/// What is wrong: the field's id and the sentence.
type Lines = Vec<(String, String)>;

/// The details, while the time is held. Booked is what the server says is booked.
pub fn form_page() -> AnyView {
    let visit = Visit::get();
    let a = t().appointments();
    if visit.hold.with_untracked(Option::is_none) {
        // Opened by its address, or after a reload: nothing is held.
        request_animation_frame(|| nav::replace(&CarePage::Book.into()));
    }
    let kinds = Query::<Page<AppointmentKind>>::new(api::KINDS);
    let kind = Memo::new(move |_| {
        let id = visit
            .hold
            .with(|held| held.as_ref().map(|(hold, _)| hold.slot.kind_id.clone()))?;
        let page = kinds.get()?;
        page.items.iter().find(|kind| kind.id == id).cloned()
    });
    let take = Callback::new(move |slot: SlotId| {
        let minutes = kind.with_untracked(|kind| kind.as_ref().map(|kind| kind.hold_minutes));
        visit.hold(&slot, minutes, || {});
    });
    // What the server says of single fields stands beside them.
    let about_time = RwSignal::new(None);
    Effect::new(move |_| {
        let error = visit
            .sending
            .error
            .get()
            .or_else(|| visit.holding.error.get());
        about_time.set(error.filter(|error| !about_fields(error)));
    });
    let content = view! {
        {heading(a.details, Some(a.online_only.to_owned()))}
        {nearest(about_time, take)}
        {loadable(
            move || kind.get().map(Arc::new),
            kinds.state(),
            move || kinds.refresh(),
            skeleton_rows,
            move |kind| form(visit, &kind),
        )}
    };
    quiet_page("booking-form", kinds.state(), content.into_any())
}

fn about_fields(error: &Error) -> bool {
    matches!(error, Error::Problem(problem) if !problem.errors.is_empty())
}

fn form(visit: Visit, kind: &AppointmentKind) -> AnyView {
    let a = t().appointments();
    let wrong = RwSignal::new(Lines::new());
    let found = Signal::derive(move || match visit.sending.error.get() {
        Some(error) if wrong.with(Vec::is_empty) && about_fields(&error) => {
            lines(&error, &FIELDS, ALIAS)
        }
        _ => wrong.get(),
    });
    let (alias, approval) = (kind.alias, kind.approval);
    let moving = visit.moving.get_untracked();
    if !alias {
        visit.naming.set(vec!["name".to_owned()]);
    }
    let label = match (moving, approval) {
        (true, _) => a.submit_move,
        (false, true) => a.submit_request,
        (false, false) => a.submit,
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if moving {
            send_move(visit);
        } else {
            send_booking(visit, wrong);
        }
    };
    let fields = if moving {
        old_time(visit)
    } else {
        view! { {mode(visit, found)} {name(visit, alias, found)} {consent(visit, found)} }
            .into_any()
    };
    let terms = kind
        .terms
        .iter()
        .map(|text| view! { <li>{text.clone()}</li> })
        .collect_view();
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            {error_summary(found)}
            {held(visit, Some(kind.hold_minutes))}
            <p><a class="button button--quiet" href=CarePage::Times.to_string()>{icon("calendar")} {a.other_time}</a></p>
            {fields}
            <section class="card card--tint">
                <h2 class="card__title">{a.terms}</h2>
                <ul class="doors__protects">{terms}</ul>
            </section>
            <div class="action-bar">
                <div class="action-bar__row">{submit(label, visit.sending.pending.into())}</div>
            </div>
        </form>
    }
    .into_any()
}

/// The modes of the held time; the first one is chosen where none of them is.
fn mode(visit: Visit, found: Signal<Lines>) -> AnyView {
    let a = t().appointments();
    // Holding the time longer leaves them as they are.
    let modes = Memo::new(move |_| {
        visit.hold.with(|held| {
            held.as_ref()
                .map(|(hold, _)| hold.slot.modes.clone())
                .unwrap_or_default()
        })
    });
    let options = move || {
        let modes = modes.get();
        let known = |id: &String| modes.iter().any(|mode| mode.as_str() == id);
        if !visit
            .mode
            .with_untracked(|ids| ids.first().is_some_and(known))
        {
            visit.mode.set(
                modes
                    .iter()
                    .take(1)
                    .map(|mode| mode.as_str().to_owned())
                    .collect(),
            );
        }
        let options = modes
            .iter()
            .map(|mode| Choice::new(mode.as_str(), (a.mode_of)(mode)));
        choices(
            "mode",
            "choices--grid",
            true,
            false,
            options.collect(),
            visit.mode,
        )
    };
    view! {
        <fieldset class="stack" id=MODE tabindex="-1">
            <legend class="field__label">{a.mode}</legend>
            {field_error(MODE, of_field(found, MODE))}
            {options}
        </fieldset>
    }
    .into_any()
}

fn is_alias(visit: Visit) -> bool {
    visit
        .naming
        .with(|keys| keys.first().is_none_or(|key| key == "alias"))
}

fn is_by_phone(visit: Visit) -> bool {
    visit.mode.with(|keys| {
        keys.first()
            .is_some_and(|key| key == AppointmentMode::Phone.as_str())
    })
}

/// A made-up name with an optional phone, or the name of whoever is signed in.
fn name(visit: Visit, alias: bool, found: Signal<Lines>) -> AnyView {
    let a = t().appointments();
    let session = Session::get();
    let me = Memo::new(move |_| session.me().map(|me| me.name));
    let options = move || {
        let mut options = Vec::new();
        if alias {
            options.push(Choice {
                note: a.by_alias_note.to_owned(),
                ..Choice::new("alias", a.by_alias)
            });
        }
        options.push(Choice {
            note: me
                .get()
                .map_or_else(|| a.by_name_out.to_owned(), |name| (a.by_name_note)(&name)),
            ..Choice::new("name", a.by_name)
        });
        choices("naming", "", false, false, options, visit.naming)
    };
    let short = Kind {
        max: Some(20),
        ..Kind::default()
    };
    let tel = Kind {
        inputmode: "tel",
        ..Kind::default()
    };
    let by_alias = Memo::new(move |_| is_alias(visit));
    let by_phone = Memo::new(move |_| is_by_phone(visit));
    let more = move || match (by_alias.get(), me.get().is_some()) {
        (true, _) => {
            let label = if by_phone.get() {
                a.phone_needed
            } else {
                a.phone
            };
            view! {
                {text_field(ALIAS, a.alias, Some(a.alias_hint), visit.alias, of_field(found, ALIAS), short)}
                {text_field(PHONE, label, Some(a.phone_hint), visit.phone, of_field(found, PHONE), tel)}
            }
            .into_any()
        }
        (false, false) => {
            let href = Route::SignIn(Some(Box::new(CarePage::Form.into()))).to_string();
            view! { <p><a class="button button--primary" href=href>{a.sign_in}</a></p> }.into_any()
        }
        (false, true) => ().into_any(),
    };
    view! {
        <fieldset class="stack">
            <legend class="field__label">{a.name}</legend>
            {options}
        </fieldset>
        {more}
    }
    .into_any()
}

fn consent(visit: Visit, found: Signal<Lines>) -> AnyView {
    let options = vec![Choice::new("yes", t().appointments().consent)];
    view! {
        <div>
            {field_error(CONSENT, of_field(found, CONSENT))}
            {choices("booking-consent", "", false, true, options, visit.consent)}
        </div>
    }
    .into_any()
}

/// The time that the booking has until it is moved.
fn old_time(visit: Visit) -> AnyView {
    let a = t().appointments();
    let old = visit
        .booking
        .with_untracked(|booking| booking.as_ref().map(|b| b.slot.starts_at));
    let old = old.map(|at| i18n::instant(at, Style::DayTime));
    view! {
        <p class="row">{small_icon("refresh")} <span>{a.moves_from}</span></p>
        <dl class="facts card card--flush">{fact(a.when, view! { {old} }.into_any())}</dl>
    }
    .into_any()
}

fn send_booking(visit: Visit, wrong: RwSignal<Lines>) {
    let a = t().appointments();
    let Some((hold, _)) = visit.hold.get_untracked() else {
        return;
    };
    let mut found = Lines::new();
    let (alias, by_phone) = untrack(|| (is_alias(visit), is_by_phone(visit)));
    let name = text::checked(&visit.alias.get_untracked(), 1, 20);
    let typed = visit.phone.get_untracked();
    let number = phone::any(&typed);
    if alias {
        if let Err(error) = name {
            found.push((ALIAS.to_owned(), text_sentence(error)));
        }
        if number.is_none() && (by_phone || !typed.trim().is_empty()) {
            let code = if typed.trim().is_empty() {
                "required"
            } else {
                "bad_phone"
            };
            found.push((PHONE.to_owned(), i18n::field_sentence(code, None)));
        }
    }
    if visit.consent.with_untracked(Vec::is_empty) {
        found.push((CONSENT.to_owned(), a.consent_missing.to_owned()));
    }
    let fine = found.is_empty();
    wrong.set(found);
    let Some(mode) = visit.mode.with_untracked(|keys| keys.first().cloned()) else {
        return;
    };
    if !fine {
        return;
    }
    let new = NewBooking {
        slot_id: hold.slot.id.clone(),
        hold_id: hold.id,
        mode: mode.as_str().into(),
        real_name: !alias,
        alias: name.ok().filter(|_| alias),
        phone: number.filter(|_| alias),
        consent: true,
    };
    visit.sending.send(api::book(&new), move |answer| {
        if let Some(booking) = linli_json::from_text::<Booking>(&answer.body) {
            visit.forget_form();
            visit.forget_booking();
            visit.code.set(booking.code.clone());
            visit.fresh.set(true);
            visit.booking.set(Some(booking));
            nav::replace(&CarePage::Booking.into());
        }
    });
}

fn send_move(visit: Visit) {
    let time = visit.hold.get_untracked();
    let (Some((hold, _)), Some(booking)) = (time, visit.booking.get_untracked()) else {
        return;
    };
    let new = NewMove {
        slot_id: hold.slot.id.clone(),
        hold_id: hold.id,
    };
    let write = api::move_to(&booking.id, &new, visit.code.get_untracked());
    visit.sending.send(write, move |answer| {
        if let Some(booking) = linli_json::from_text::<Booking>(&answer.body) {
            visit.forget_form();
            visit.booking.set(Some(booking));
            nav::replace(&CarePage::Booking.into());
        }
    });
}
