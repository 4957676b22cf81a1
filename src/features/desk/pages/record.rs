//! `/desk/points/new`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{DeskEntry, Indicator, Page, ReviewState};

use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{
    Frame, access, amount, entry_about, frame, household_search, reads, select_field,
};
use crate::features::desk::model::points::{LINE_MAX, recordable};
use crate::features::desk::recording::{DAY, HOUSEHOLDS, INDICATOR, NOTE, Recorded, Recording};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::platform::document;
use crate::ui::field::{Kind, field_error, text_field};
use crate::ui::page::{heading, loadable, skeleton_rows};
use crate::ui::parts::{fact, icon, small_icon, submit};
use crate::ui::points::day;
use crate::ui::problem::{of_field, summary};
use crate::ui::{changing, view};

/// Where the search for households is.
const SEARCH: &str = "record-search";

/// A worker records points for a household, or for several at once.
pub fn desk_record_page() -> AnyView {
    let p = t().desk_points();
    let session = Session::get();
    let indicators = Query::<Page<Indicator>>::idle();
    let access = access(session);
    reads(access, move || {
        indicators.read(api::points::INDICATORS.to_owned());
    });
    let frame_of = Frame {
        name: "desk-record",
        here: Route::DeskPoints,
        title: Signal::derive(|| t().desk_points().record.to_owned()),
        access,
        state: indicators.state(),
        head: heading(p.record, Some(p.record_lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || {
        // Only that there are indicators builds the form, not that one of them has changed.
        let some = Memo::new(move |_| indicators.get().is_some());
        loadable(
            move || some.get().then(|| Arc::new(())),
            indicators.state(),
            move || indicators.refresh(),
            skeleton_rows,
            move |_| {
                let recording = untrack(|| Recording::start(session, indicators));
                changing(move || match recording.done.get() {
                    Some(recorded) => done(recording, &recorded),
                    None => form(recording),
                })
            },
        )
    })
}

fn form(recording: Recording) -> AnyView {
    let p = t().desk_points();
    let lines = recording.lines();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        recording.send();
    };
    let options = move || {
        let all = recording.indicators.get();
        let all = all.as_ref().map(|page| recordable(&page.items));
        let none = (String::new(), p.indicator_none.to_owned());
        let rows = all
            .into_iter()
            .flatten()
            .map(|one| (one.code.as_str().to_owned(), one.title.clone()));
        std::iter::once(none).chain(rows).collect()
    };
    let date = Kind {
        input: "date",
        ..Kind::default()
    };
    let long = Kind {
        long: true,
        max: Some(LINE_MAX),
        ..Kind::default()
    };
    let chosen = Memo::new(move |_| recording.chosen());
    let note_hint = p.note_hint;
    let not_kept = move || {
        recording
            .not_kept
            .get()
            .then(|| view! { <p class="button-reason" role="status">{small_icon("warn")} <span>{p.not_kept}</span></p> })
    };
    view! {
        <form class="form" novalidate on:submit=send>
            {summary(lines, recording.command.error)}
            <fieldset class="field" id=HOUSEHOLDS tabindex="-1">
                <legend class="field__label">{p.for_whom}</legend>
                {field_error(HOUSEHOLDS, of_field(lines, HOUSEHOLDS))}
                <div class="stack">
                    {households(recording)}
                    {household_search(SEARCH, move |household| recording.add(household))}
                </div>
            </fieldset>
            {select_field(INDICATOR, p.indicator, Some(p.indicator_hint), options, recording.indicator, of_field(lines, INDICATOR))}
            {changing(move || chosen.get().as_ref().map(rule))}
            {text_field(DAY, p.for_day, None, recording.day, of_field(lines, DAY), date)}
            {text_field(NOTE, p.note, Some(note_hint), recording.note, of_field(lines, NOTE), long)}
            {move || chosen.get().as_ref().map(|one| effect(recording, one))}
            {not_kept}
            <p class="draft-note">{small_icon("edit")} {t().desk().draft_note}</p>
            <div class="row">
                {submit(p.record_send, recording.command.pending.into())}
                <a class="button button--quiet" href=Route::DeskPoints.to_string()>{p.to_entries}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The households of the record, each with the way out of it.
fn households(recording: Recording) -> AnyView {
    let p = t().desk_points();
    changing(move || {
        let all = recording.households.get();
        if all.is_empty() {
            return ().into_any();
        }
        let count = all.len().to_string();
        let rows = all
            .into_iter()
            .map(|one| {
                let id = one.id.clone();
                let label = format!("{}: {}", p.take_out, one.address);
                let out = move |_| {
                    recording.remove(&id);
                    request_animation_frame(|| {
                        document::focus(&format!("#{SEARCH}"));
                    });
                };
                view! {
                    <li class="decision" data-id=one.id>
                        <div>
                            <p>{one.address}</p>
                            <p class="soft">{one.people}</p>
                        </div>
                        <button class="button button--quiet button--small" type="button" aria-label=label on:click=out>{icon("close")} {p.take_out}</button>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="card card--flush" data-chosen=count>{rows}</ul> }.into_any()
    })
}

/// What the indicator says: the amount is its own, and nobody types another.
fn rule(indicator: &Indicator) -> AnyView {
    let p = t().desk_points();
    let adopted = (p.adopted_on)(&indicator.adopted_by, &day(indicator.adopted_on));
    let cap = indicator.cap.as_ref();
    let cap = cap.map(|cap| (p.cap_of)(cap.times, &cap.per));
    let version = (p.version)(indicator.version);
    view! {
        <section class="card stack" data-version=indicator.version.to_string()>
            <h2 class="card__title">{indicator.title.clone()}</h2>
            {indicator.about.clone().map(|about| view! { <p>{about}</p> })}
            <dl class="facts">
                {fact(p.amount, amount(indicator.standing, indicator.spendable).into_any())}
                {fact(p.basis, indicator.basis.clone().into_any())}
                {fact(p.adopted, adopted.into_any())}
                {fact(p.version_name, version.into_any())}
                {cap.map(|cap| fact(p.cap, cap.into_any()))}
                {indicator.evidence.clone().map(|evidence| fact(p.evidence, evidence.into_any()))}
            </dl>
        </section>
    }
    .into_any()
}

/// What sending it does.
fn effect(recording: Recording, indicator: &Indicator) -> AnyView {
    let p = t().desk_points();
    let count = recording.households.with(Vec::len);
    let then = if indicator.second_worker {
        p.then_second
    } else {
        p.then_notice
    };
    let text = (p.each)(count, &amount(indicator.standing, indicator.spendable));
    view! {
        <p class="button-reason" data-second=indicator.second_worker.to_string()>{small_icon("info")} <span>{text} " " {then}</span></p>
    }
    .into_any()
}

/// What was recorded, and the way to the next.
fn done(recording: Recording, recorded: &Recorded) -> AnyView {
    let p = t().desk_points();
    let waits = |desk: &DeskEntry| desk.review == ReviewState::Waiting;
    let entries = &recorded.record.entries;
    let text = if entries.iter().any(waits) {
        p.recorded_second
    } else {
        p.recorded_notice
    };
    let earlier = (!recorded.as_asked).then(|| {
        view! { <p class="button-reason" role="alert">{small_icon("warn")} <strong>{p.recorded_earlier}</strong></p> }
    });
    let cards = entries
        .iter()
        .map(|desk| view! { <li class="card stack" data-id=desk.entry.id.0.clone()>{entry_about(desk)}</li> })
        .collect_view();
    let next = move |_| {
        recording.done.set(None);
        request_animation_frame(|| {
            document::focus(&format!("#{SEARCH}"));
        });
    };
    view! {
        <section class="stack" data-recorded=entries.len().to_string()>
            <h2 class="section__title" tabindex="-1">{(p.recorded)(entries.len())}</h2>
            {earlier}
            <p>{text}</p>
            <div class="row">
                <button class="button button--primary" type="button" on:click=next>{p.record_next}</button>
                <a class="button button--quiet" href=Route::DeskPoints.to_string()>{p.to_entries}</a>
            </div>
            <ul class="stack">{cards}</ul>
        </section>
    }
    .into_any()
}
