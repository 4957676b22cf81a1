//! Signing in by a code that comes to the phone.

use leptos::prelude::*;
use linli_contract::{PhoneCode, SignInMethod};

use super::entry::{DRAFT, Entry};
use crate::domain::{error::Error, phone};
use crate::features::account::api;
use crate::features::account::model::{self, Sent};
use crate::i18n::t;
use crate::offline::{Command, drafts};
use crate::platform::{clock, document, timer};
use crate::ui::field::{Kind, field_error, input, text_field};
use crate::ui::parts::submit;
use crate::ui::view;

/// The code of this form.
#[derive(Clone, Copy)]
struct Form {
    entry: Entry,
    ask: Command,
    number: RwSignal<String>,
    code: RwSignal<String>,
    sent: RwSignal<Option<Sent>>,
    now: RwSignal<i64>,
}

/// First the number, then the code that came to it.
pub(in crate::features::account) fn by_code(entry: Entry) -> AnyView {
    let now = clock::now().0;
    let sent = drafts::load("", DRAFT).and_then(|text| Sent::from_text(&text, now));
    let form = Form {
        entry,
        ask: Command::new(),
        number: RwSignal::new(
            sent.as_ref()
                .map_or_else(String::new, |sent| phone::grouped(&sent.phone)),
        ),
        code: RwSignal::new(String::new()),
        sent: RwSignal::new(sent),
        now: RwSignal::new(now),
    };
    entry.follow(form.ask);
    form.count_down();
    // The code belongs to one number: who changes the number asks again.
    let coming = Memo::new(move |_| {
        let number = phone::mobile(&form.number.get());
        form.sent.with(|sent| {
            sent.as_ref()
                .is_some_and(|s| Some(&s.phone) == number.as_ref())
        })
    });
    let content = move || {
        if coming.get() {
            form.code_part()
        } else {
            submit_part(t().account().send_code, form.ask.pending.into())
        }
    };
    view! {
        <form
            class="card" id="form" tabindex="-1" novalidate
            on:submit=move |event| {
                event.prevent_default();
                if coming.get_untracked() { form.enter() } else { form.ask() }
            }
        >
            {form.number_part(coming)}
            {content}
        </form>
    }
    .into_any()
}

fn submit_part(label: &str, busy: Signal<bool>) -> AnyView {
    view! { <div class="field">{submit(label, busy)}</div> }.into_any()
}

impl Form {
    fn count_down(self) {
        let alarm = StoredValue::new_local(None);
        Effect::new(move |_| {
            let running = self.left() > 0;
            alarm.set_value(running.then(|| {
                timer::after(1000, move || {
                    self.now.try_set(clock::now().0);
                })
            }));
        });
    }

    fn left(self) -> i64 {
        let now = self.now.get();
        self.sent
            .with(|sent| sent.as_ref().map_or(0, |sent| sent.seconds_left(now)))
    }

    fn number_part(self, coming: Memo<bool>) -> AnyView {
        let a = t().account();
        let error = self.entry.error_of("phone");
        let kind = Kind {
            input: "tel",
            inputmode: "tel",
            autocomplete: "tel-national",
            ..Kind::default()
        };
        view! {
            <div class="field">
                <label class="field__label" for="phone">{a.phone}</label>
                <p class="field__hint" id="phone-hint">{a.phone_hint}</p>
                {field_error("phone", error)}
                <div class="field__row">
                    {input("phone", true, self.number, error, kind)}
                    {move || coming.get().then(|| self.again())}
                </div>
            </div>
        }
        .into_any()
    }

    /// The button that asks for another code, and when it may be used.
    fn again(self) -> AnyView {
        let a = t().account();
        let waits = move || self.left() > 0;
        view! {
            <button
                class="button" type="button" aria-describedby="again"
                aria-disabled=move || waits().then_some("true")
                aria-busy=move || self.ask.pending.get().then_some("true")
                on:click=move |_| if self.left() == 0 { self.ask() }
            >
                {a.send_again}
            </button>
            <p class="soft" id="again">{move || waits().then(|| (a.again_in)(self.left()))}</p>
        }
        .into_any()
    }

    fn code_part(self) -> AnyView {
        let a = t().account();
        let kind = Kind {
            inputmode: "numeric",
            autocomplete: "one-time-code",
            class: "field__input--code",
            ..Kind::default()
        };
        let told = (a.code_sent)(&phone::grouped(
            &phone::mobile(&self.number.get_untracked()).unwrap_or_default(),
        ));
        view! {
            <p class="soft field" role="status">{told}</p>
            {text_field("code", a.code, Some(a.code_hint), self.code, self.entry.error_of("code"), kind)}
            {submit_part(a.sign_in, self.entry.busy())}
        }
        .into_any()
    }

    fn ask(self) {
        let number = model::mobile(&self.number.get_untracked());
        let Some([number]) = self.entry.check([("phone", number)]) else {
            return;
        };
        self.ask.send(api::ask_code(&number), move |answer| {
            let Some(code) = linli_json::from_text::<PhoneCode>(&answer.body) else {
                self.ask.error.try_set(Some(Error::Contract));
                return;
            };
            let now = clock::now().0;
            let sent = Sent {
                phone: number,
                again_at: now + i64::from(code.resend_after_seconds) * 1000,
                expires_at: code.expires_at.0,
            };
            // Without storage the code works all the same, as long as this page stays.
            let _ = drafts::save("", DRAFT, &sent.to_text());
            self.now.try_set(now);
            self.sent.try_set(Some(sent));
            request_animation_frame(|| {
                document::focus("#code");
            });
        });
    }

    fn enter(self) {
        let number = model::mobile(&self.number.get_untracked());
        let code = model::digits(&self.code.get_untracked(), 6);
        if let Some([number, code]) = self.entry.check([("phone", number), ("code", code)]) {
            self.entry.enter(SignInMethod::PhoneCode, &number, &code);
        }
    }
}
