//! Complaining about an order.

use leptos::prelude::*;

use super::asks::{long_text, never_mind};
use crate::domain::text;
use crate::features::orders::api;
use crate::features::orders::forms::Forms;
use crate::features::orders::model::TEXT_MAX;
use crate::i18n::t;
use crate::offline::outbox::Kind;
use crate::ui::field::text_field;
use crate::ui::parts::submit;
use crate::ui::problem::{of_field, summary};
use crate::ui::view;

/// The form.
pub(in crate::features::orders) fn complain_form(forms: Forms) -> AnyView {
    let o = t().orders();
    let form = forms.complaint();
    let lines = form.lines();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = text::checked(&form.text.get_untracked(), 1, TEXT_MAX);
        if let Some(text) = form.checked(text) {
            let body = api::complaint(text);
            forms.hand_in(form, Kind::Complaint, body, t().orders().complained);
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
