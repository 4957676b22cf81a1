//! What the desk owes a household beside moving its order: a call after a low rating, an answer to
//! a complaint.

use leptos::prelude::*;
use linli_contract::{Complaint, DeskAction, DeskOrder};

use super::{call_back_mark, complaint_mark};
use crate::features::desk::api;
use crate::features::desk::forms::{Opened, Say, TEXT_MAX};
use crate::features::desk::model::next_complaint;
use crate::i18n::{self, Style, t};
use crate::offline::Write;
use crate::ui::field::{Kind, text_field};
use crate::ui::parts::{small_icon, submit};
use crate::ui::problem::{of_field, summary};
use crate::ui::view;

/// The forms of what is owed now; nothing when nothing is.
pub(in crate::features::desk) fn duties(about: Opened, desk: &DeskOrder) -> AnyView {
    let owes = |action| desk.actions.contains(&action);
    let complaint = next_complaint(&desk.order.complaints)
        .filter(|_| owes(DeskAction::AnswerComplaint))
        .map(|(complaint, behind)| answer(about, complaint, behind));
    let call_back = owes(DeskAction::CallBack).then(|| call_back(about, desk));
    view! { {complaint} {call_back} }.into_any()
}

fn call_back(about: Opened, desk: &DeskOrder) -> AnyView {
    let d = t().desk();
    let rating = desk.order.rating.as_ref();
    let lead = rating.map(|rating| {
        let level = usize::from(rating.level).saturating_sub(1);
        (d.called_lead)(t().orders().levels.get(level).copied().unwrap_or_default())
    });
    let by = rating.and_then(|rating| rating.call_back_by);
    let said = rating
        .map(|rating| rating.text.clone())
        .filter(|text| !text.is_empty());
    let say = about.say("call-back", "called");
    let send = move |text| {
        let write = Write::post(about.path(api::call_backs), api::call_back(text));
        about.send(
            say,
            write,
            say.field,
            t().desk().called_done.to_owned(),
            || {},
        );
    };
    let words = Words {
        title: d.called,
        label: d.agreed,
        hint: d.agreed_hint,
        button: d.called_send,
    };
    let above = view! {
        <p class="row">{by.map(call_back_mark)} <span class="soft">{lead}</span></p>
        {said.map(|said| view! { <p class="wish__reason">{said}</p> })}
    };
    form(words, say, above.into_any(), send)
}

fn answer(about: Opened, complaint: &Complaint, behind: usize) -> AnyView {
    let d = t().desk();
    let made = (d.complaint_lead)(&i18n::instant(complaint.at, Style::Day));
    let id = complaint.id.clone();
    // What was typed for one complaint is never sent to another.
    let say = about.say(&format!("answer.{id}"), "answer");
    let send = move |text| {
        let body = api::complaint_answer(id.clone(), text);
        let write = Write::post(about.path(api::complaint_answers), body);
        about.send(say, write, say.field, t().desk().answered.to_owned(), || {});
    };
    let words = Words {
        title: d.complaint,
        label: d.answer,
        hint: d.answer_hint,
        button: d.answer_send,
    };
    let above = view! {
        <p class="row">{complaint_mark(complaint.due_at)} <span class="soft">{made}</span></p>
        <p class="wish__reason">{complaint.text.clone()}</p>
        {(behind > 0).then(|| view! { <p class="soft">{(d.complaints_left)(behind)}</p> })}
    };
    form(words, say, above.into_any(), send)
}

struct Words {
    title: &'static str,
    label: &'static str,
    hint: &'static str,
    button: &'static str,
}

/// A form with one text, under what it is about.
fn form(words: Words, say: Say, above: AnyView, send: impl Fn(String) + 'static) -> AnyView {
    let field = say.field;
    let lines = say.lines(field.to_owned());
    let kind = Kind {
        long: true,
        max: Some(TEXT_MAX),
        ..Kind::default()
    };
    view! {
        <form
            class="card card--wait stack" novalidate
            on:submit=move |event| {
                event.prevent_default();
                if let Some(text) = say.checked() {
                    send(text);
                }
            }
        >
            <h2 class="card__title">{words.title}</h2>
            {above}
            {summary(lines, say.command.error)}
            {text_field(field, words.label, Some(words.hint), say.kept.text, of_field(lines, field), kind)}
            <p class="draft-note">{small_icon("edit")} {t().desk().draft_note}</p>
            {submit(words.button, say.command.pending.into())}
        </form>
    }
    .into_any()
}
