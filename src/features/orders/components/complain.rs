//! Complaining about an order, and what became of it.

use leptos::prelude::*;
use linli_contract::Complaint;

use super::asks::{long_text, never_mind};
use crate::domain::text;
use crate::features::orders::api;
use crate::features::orders::forms::Forms;
use crate::features::orders::model::TEXT_MAX;
use crate::i18n::{self, Style, t};
use crate::offline::outbox::Kind;
use crate::ui::field::text_field;
use crate::ui::parts::{section, submit};
use crate::ui::problem::{of_field, summary};

/// The form.
pub(in crate::features::orders) fn complain_form(forms: Forms) -> AnyView {
    let o = &t().orders;
    let form = forms.complaint;
    let lines = form.lines();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = text::checked(&form.text.get_untracked(), 1, TEXT_MAX);
        if let Some(text) = form.checked(text) {
            let body = api::complaint(text);
            forms.hand_in(form, Kind::Complaint, body, t().orders.complained);
        }
    };
    view! {
        <form class="section card stack" novalidate on:submit=send>
            <h2 class="card__title">{o.complain}</h2>
            <p>{o.complain_lead}</p>
            {summary(lines, form.command.error)}
            {text_field(form.field, o.complain_text, None, form.text, of_field(lines, form.field), long_text())}
            <div class="row">
                {submit(o.complain_send, form.command.pending.into())}
                {never_mind(forms)}
            </div>
        </form>
    }
    .into_any()
}

/// The complaints that were made.
pub(in crate::features::orders) fn complaints(complaints: &[Complaint]) -> Option<AnyView> {
    let o = &t().orders;
    let rows = complaints
        .iter()
        .map(|complaint| {
            let state = match complaint.answer {
                Some(_) => o.complaint_answered.to_owned(),
                None => (o.complaint_due)(&i18n::instant(complaint.due_at, Style::Day)),
            };
            let meta = format!("{} · {state}", i18n::instant(complaint.at, Style::Day));
            view! {
                <li class="card stack">
                    <p>{complaint.text.clone()}</p>
                    <p class="soft">{meta}</p>
                    {complaint.answer.clone().map(|answer| view! { <p class="wish__reason">{answer}</p> })}
                </li>
            }
        })
        .collect_view();
    let list = view! { <ul class="stack">{rows}</ul> };
    (!complaints.is_empty()).then(|| section(o.complaints, None, list.into_any()))
}
