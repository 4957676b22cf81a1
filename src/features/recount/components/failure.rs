//! What cannot be counted, where and why, and what to do.

use leptos::prelude::*;

use crate::features::recount::run::Failure;
use crate::features::recount::words;
use crate::i18n::t;
use crate::ui::parts::icon;
use crate::ui::view;

/// `again` is offered where trying again can help.
pub(in crate::features::recount) fn failure(
    failure: &Failure,
    again: impl Fn() + 'static,
) -> AnyView {
    let r = t().recount();
    let told = words::failure(failure);
    let line = told
        .line
        .map(|line| view! { <strong data-line=line.to_string()>{(r.line)(line)}</strong> ": " });
    let again = matches!(failure, Failure::Server(_)).then(|| {
        view! {
            <p>
                <button class="button button--soft" type="button" on:click=move |_| again()>{icon("refresh")} {t().ui().retry}</button>
            </p>
        }
    });
    view! {
        <section class="card card--stop stack section" role="alert" data-testid="failure">
            <h2 class="card__title recount__failed">{icon("warn")} {r.failed}</h2>
            <p>{line} {told.what}</p>
            {told.next.map(|next| view! { <p>{next}</p> })}
            {again}
        </section>
    }
    .into_any()
}
