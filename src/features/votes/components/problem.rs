//! What went wrong, and what changed about the ballot since it was chosen.

use leptos::prelude::*;

use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::votes::form::Form;
use crate::features::votes::model::draft::Change;
use crate::features::votes::model::standing::{Refusal, refusal};
use crate::i18n::{self, t};
use crate::platform::{document, history};
use crate::ui::page::sign_in_link;
use crate::ui::parts::{icon, small_icon};
use crate::ui::{changing, view};

/// Why the vote was not counted, with the next step. A change by somebody else has a place of its
/// own, where both votes are shown.
pub(in crate::features::votes) fn problem(form: Form) -> AnyView {
    let shown = Memo::new(move |_| form.command().error.get().filter(|_| !form.conflicts()));
    Effect::new(move |_| {
        if shown.with(Option::is_some) {
            request_animation_frame(|| {
                document::focus(".error-summary");
                document::scroll_into_view(".error-summary");
            });
        }
    });
    changing(move || shown.get().map(|error| summary(form, &error)))
}

fn summary(form: Form, error: &Error) -> AnyView {
    let mut lines = Vec::new();
    let mut way = None;
    if let Error::Problem(problem) = error {
        for wrong in &problem.errors {
            lines.push(i18n::field_sentence(&wrong.code, wrong.limit));
        }
        if refusal(problem) == Refusal::Closed {
            way = form.ballot().get_untracked().map(|ballot| {
                let href = Route::Result(ballot.id.clone()).to_string();
                view! { <a class="button" href=href>{t().votes().see_result}</a> }.into_any()
            });
        }
    }
    if error.needs_sign_in() {
        way = Some(sign_in_link(Route::parse(&history::path())));
    }
    let lines = lines
        .into_iter()
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    view! {
        <div class="error-summary" role="alert" tabindex="-1">
            <h2 class="error-summary__title">{icon("warn")} {t().votes().not_taken}</h2>
            <p>{i18n::sentence(error)}</p>
            <ul>{lines}</ul>
            {way}
        </div>
    }
    .into_any()
}

/// What fell away or became another before the opening, by name.
pub(in crate::features::votes) fn changes(form: Form) -> AnyView {
    changing(move || {
        let all = form.changes.get();
        (!all.is_empty()).then(|| {
            let v = t().votes();
            let lines = all
                .iter()
                .map(|change| match change {
                    Change::Gone(title) => (v.gone)(title),
                    Change::Other(title) => (v.other_now)(title),
                })
                .map(|line| view! { <li class="button-reason">{small_icon("info")} <span>{line}</span></li> })
                .collect_view();
            view! {
                <section class="card card--wait section" role="status" data-changes=all.len().to_string()>
                    <h2 class="card__title">{v.changed_title}</h2>
                    <ul class="stack">{lines}</ul>
                </section>
            }
        })
    })
}
