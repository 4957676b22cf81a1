//! The last step before sending: the answers, each with a way to change it, and one button.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Question, QuestionKind, Service};

use crate::domain::error::Error;
use crate::domain::route::{Route, Step};
use crate::features::services::api;
use crate::features::services::form::{Form, taken};
use crate::features::services::model::form::pointed_question;
use crate::i18n::{self, Style, t};
use crate::offline::outbox::Submitted;
use crate::platform::{clock, history};
use crate::ui::nav;
use crate::ui::page::heading;
use crate::ui::parts::{action, icon, small_icon};
use crate::ui::{changing, view};

/// The answers before they are sent.
pub(super) fn check_step(form: Form, service: &Arc<Service>) -> AnyView {
    form.changing().set(true);
    let questions = form.draft().with_untracked(|draft| {
        draft
            .asked(&service.questions)
            .into_iter()
            .cloned()
            .collect::<Vec<_>>()
    });
    if questions
        .iter()
        .any(|question| question.kind == QuestionKind::Slot)
    {
        form.slots().read(api::slots(&form.id()));
    }
    let rows = questions
        .into_iter()
        .map(|question| answer_row(form, question))
        .collect_view();
    let person = form.choose_person().then(|| {
        let name = form
            .draft()
            .with_untracked(|draft| draft.acting_name.clone());
        let name = if name.is_empty() {
            t().services().myself.to_owned()
        } else {
            name
        };
        row(
            form,
            t().services().check_person,
            Step::Person,
            name.into_any(),
        )
    });
    let lead = format!("{} · {}", service.name, service.provider.name);
    let (asked, sending) = (service.clone(), service.clone());
    view! {
        {problem_view(form)}
        {heading(t().services().check_title, Some(lead))}
        <dl class="card card--flush facts">{person} {rows}</dl>
        <div class="section card card--tint"><p>{after_submit(&asked)}</p></div>
        <div class="action-bar">
            <div class="action-bar__row">
                {action("button--primary", t().services().submit, form.command().pending.into(), move || submit(form, &sending))}
            </div>
            <p class="draft-note">{small_icon("check")} {t().services().not_sent_yet}</p>
        </div>
    }
    .into_any()
}

/// What submitting sets going, in words.
fn after_submit(service: &Service) -> String {
    let s = t().services();
    let by = clock::now().plus_minutes(i64::from(service.promise_hours) * 60);
    let mut text = (s.after_submit)(&i18n::instant(by, Style::DayTime));
    if service.price_fen > 0 {
        text.push_str(&(s.pay)(&i18n::money(service.price_fen)));
    }
    if let Some(quota) = &service.quota {
        text.push_str(&(s.uses_quota)(&quota.name));
    }
    text
}

fn row(form: Form, name: &str, step: Step, value: AnyView) -> AnyView {
    let href = Route::OrderForm(form.id(), step).to_string();
    let change = t().services().change;
    view! {
        <div class="facts__row">
            <dt class="facts__name">{name.to_owned()}</dt>
            <dd class="facts__value">{value}</dd>
            <dd><a class="facts__change" href=href aria-label=format!("{change}: {name}")>{change}</a></dd>
        </div>
    }
    .into_any()
}

fn answer_row(form: Form, question: Question) -> AnyView {
    let values = form
        .draft()
        .with_untracked(|draft| draft.values(&question.id).to_vec());
    let step = Step::Question(question.id.clone());
    let label = question.label.clone();
    let value = move || shown(form, &question, &values);
    row(form, &label, step, value.into_any())
}

/// An answer in words.
fn shown(form: Form, question: &Question, values: &[String]) -> String {
    let s = t().services();
    if values.iter().all(|value| value.trim().is_empty()) {
        return s.not_answered.to_owned();
    }
    match question.kind {
        QuestionKind::Single | QuestionKind::Multiple => {
            let labels: Vec<&str> = question
                .options
                .iter()
                .filter(|o| values.contains(&o.key))
                .map(|o| o.label.as_str())
                .collect();
            labels.join(" · ")
        }
        QuestionKind::Date => values[0]
            .parse()
            .map_or_else(|_| values[0].clone(), i18n::day),
        QuestionKind::Photo => (s.photos_count)(values.len()),
        QuestionKind::Slot => {
            let slots = form.slots().get();
            let slot = slots
                .as_ref()
                .and_then(|slots| slots.items.iter().find(|slot| slot.id.0 == values[0]));
            slot.map_or_else(String::new, |slot| {
                i18n::instant(slot.starts_at, Style::DayTime)
            })
        }
        _ => values
            .iter()
            .filter(|value| !value.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" · "),
    }
}

fn submit(form: Form, service: &Arc<Service>) {
    let gap = form
        .draft()
        .with_untracked(|draft| draft.first_gap(service, Form::today(), form.choose_person()));
    if let Some(step) = gap {
        form.go(step);
        return;
    }
    let key = form.hand_in();
    let order = form
        .draft()
        .with_untracked(|draft| draft.order(service, key.clone()));
    let asked: Vec<&str> = order
        .answers
        .iter()
        .map(|answer| answer.question.as_str())
        .collect();
    let photos = form.photos().with_untracked(|all| {
        all.iter()
            .filter(|(q, _)| asked.contains(&q.as_str()))
            .map(|(_, p)| (p.id.clone(), p.jpeg.to_vec()))
            .collect()
    });
    let page = Route::OrderForm(form.id(), Step::Check);
    let entry = api::place(&order, service.name.clone(), &page, photos);
    form.sent().set_value(Some(order));
    let (session, id) = (form.session(), form.id());
    form.command()
        .submit(session.outbox, entry, move |submitted| {
            let received = matches!(submitted, Submitted::Received(_));
            taken(session, &id, &key, received);
            if received {
                session.home.refresh();
            }
            // Who has gone elsewhere meanwhile stays there.
            if matches!(Route::parse(&history::path()), Route::OrderForm(here, _) if here == id) {
                nav::replace(&Route::OrderForm(id, Step::Sent(key)));
            }
        });
}

/// Why the order was not taken, with a way to the answer that is meant.
fn problem_view(form: Form) -> AnyView {
    Effect::new(move |_| {
        if let Some(error) = form.command().error.get() {
            // A withdrawn service has nothing newer to show: the answers stay.
            if matches!(error.code(), "form_changed" | "slot_full") {
                form.service().refresh();
            }
            request_animation_frame(|| {
                crate::platform::document::focus(".error-summary");
                crate::platform::document::scroll_into_view(".error-summary");
            });
        }
    });
    changing(move || {
        form.command()
            .error
            .get()
            .map(|error| problem_summary(form, &error))
    })
}

fn problem_summary(form: Form, error: &Error) -> AnyView {
    let mut lines = Vec::new();
    if let (Error::Problem(problem), Some(order)) = (error, form.sent().get_value()) {
        for wrong in &problem.errors {
            if let Some(question) = pointed_question(&order, &wrong.pointer) {
                let href =
                    Route::OrderForm(form.id(), Step::Question(question.to_owned())).to_string();
                lines.push((href, i18n::field_sentence(&wrong.code, wrong.limit)));
            }
        }
    }
    if error.needs_sign_in() {
        let here = Route::OrderForm(form.id(), Step::Check);
        lines.push((
            Route::SignIn(Some(Box::new(here))).to_string(),
            t().ui().sign_in.to_owned(),
        ));
    }
    if matches!(error.code(), "service_withdrawn" | "quota_used_up") {
        lines.push((Route::Services.to_string(), t().services().title.to_owned()));
    }
    if error.code() == "idempotency_mismatch" {
        let orders = t().services().my_orders.to_owned();
        lines.push((Route::Orders.to_string(), orders));
    }
    let lines = lines
        .into_iter()
        .map(|(href, text)| view! { <li><a class="error-summary__link" href=href>{text}</a></li> })
        .collect_view();
    view! {
        <div class="error-summary" role="alert" tabindex="-1">
            <h2 class="error-summary__title">{icon("warn")} {t().services().refused_title}</h2>
            <p>{i18n::sentence(error)}</p>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}
