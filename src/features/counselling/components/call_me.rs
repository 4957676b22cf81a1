//! Asking to be called. Nothing is sent before the button, and nothing is kept on the device.

use leptos::prelude::*;
use linli_contract::{Call, NewCall};

use crate::domain::{phone, text};
use crate::features::counselling::api;
use crate::i18n::{self, Style, t};
use crate::offline::Command;
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, field_error, text_field};
use crate::ui::parts::{icon, submit};
use crate::ui::problem::{lines, of_field, summary, text_sentence};
use crate::ui::{changing, view};

const NAME: &str = "call-name";
const PHONE: &str = "call-phone";
const WHEN: &str = "call-when";
const CONSENT: &str = "call-consent-yes";
const FIELDS: [(&str, &str); 4] = [
    ("/name", NAME),
    ("/phone", PHONE),
    ("/when", WHEN),
    ("/consent", CONSENT),
];

#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    phone: RwSignal<String>,
    when: RwSignal<String>,
    consent: RwSignal<Vec<String>>,
    wrong: RwSignal<Vec<(String, String)>>,
    command: Command,
    done: RwSignal<Option<Call>>,
}

/// The form, behind a button, and what became of it. `who` sees it and calls.
pub(in crate::features::counselling) fn call_me(who: &str) -> AnyView {
    let c = t().care();
    let open = RwSignal::new(false);
    let form = Form {
        name: RwSignal::new(String::new()),
        phone: RwSignal::new(String::new()),
        when: RwSignal::new(String::new()),
        consent: RwSignal::new(Vec::new()),
        wrong: RwSignal::new(Vec::new()),
        command: Command::new(),
        done: RwSignal::new(None),
    };
    let lead = (c.call_me_lead)(who);
    changing(move || {
        match (form.done.get(), open.get()) {
        (Some(call), _) => done(&call),
        (None, true) => view! { <p class="soft">{lead.clone()}</p> {form.view()} }.into_any(),
        (None, false) => view! {
            <p class="soft">{lead.clone()}</p>
            <p><button class="button button--soft" type="button" data-call-me="" on:click=move |_| open.set(true)>{icon("edit")} {c.call_open}</button></p>
        }
        .into_any(),
    }
    })
}

fn done(call: &Call) -> AnyView {
    let c = t().care();
    let by = i18n::instant(call.call_by, Style::DayTime);
    view! {
        <div class="card card--tint stack" role="status" data-testid="call-done">
            <h3 class="card__title">{icon("check")} {c.call_done}</h3>
            <p>{(c.call_done_text)(&call.who, &by)}</p>
        </div>
    }
    .into_any()
}

impl Form {
    fn view(self) -> AnyView {
        let c = t().care();
        let found = Signal::derive(move || match self.command.error.get() {
            Some(error) if self.wrong.with(Vec::is_empty) => lines(&error, &FIELDS, NAME),
            _ => self.wrong.get(),
        });
        let kind = |inputmode, max| Kind {
            inputmode,
            max,
            ..Kind::default()
        };
        let consent = vec![Choice::new("yes", c.call_consent)];
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        view! {
            <form class="card stack" novalidate autocomplete="off" on:submit=send>
                {summary(found, self.command.error)}
                {text_field(NAME, c.call_name, Some(c.call_name_hint), self.name, of_field(found, NAME), kind("text", Some(20)))}
                {text_field(PHONE, c.call_phone, None, self.phone, of_field(found, PHONE), kind("tel", None))}
                {text_field(WHEN, c.call_when, None, self.when, of_field(found, WHEN), kind("text", Some(60)))}
                <div>
                    {field_error(CONSENT, of_field(found, CONSENT))}
                    {choices("call-consent", "", false, true, consent, self.consent)}
                </div>
                {submit(c.call_send, self.command.pending.into())}
            </form>
        }
        .into_any()
    }

    fn send(self) {
        let mut wrong = Vec::new();
        let mut checked = |value: RwSignal<String>, min, max, id: &str| {
            text::checked(&value.get_untracked(), min, max)
                .map_err(|error| wrong.push((id.to_owned(), text_sentence(error))))
                .unwrap_or_default()
        };
        let name = checked(self.name, 1, 20, NAME);
        let when = checked(self.when, 0, 60, WHEN);
        let phone = phone::any(&self.phone.get_untracked());
        if phone.is_none() {
            wrong.push((PHONE.to_owned(), i18n::field_sentence("bad_phone", None)));
        }
        if self.consent.with_untracked(Vec::is_empty) {
            let missing = t().care().call_consent_missing;
            wrong.push((CONSENT.to_owned(), missing.to_owned()));
        }
        let fine = wrong.is_empty();
        self.wrong.set(wrong);
        let Some(phone) = phone.filter(|_| fine) else {
            return;
        };
        let new = NewCall {
            name,
            phone,
            when: Some(when).filter(|when| !when.is_empty()),
            consent: true,
        };
        self.command.send(api::call(&new), move |answer| {
            if let Some(call) = linli_json::from_text::<Call>(&answer.body) {
                self.done.try_set(Some(call));
            }
        });
    }
}
