//! `/hand-off`: a kiosk waits for this phone. What it waits with came behind the `#` of the address, or is typed.

use std::cell::RefCell;

use leptos::prelude::*;
use linli_contract::{DeviceDecision, HandOff};

use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::account::api::{self, Named};
use crate::features::account::model;
use crate::i18n::{self, t};
use crate::offline::{Command, Session};
use crate::platform::{document, history};
use crate::ui::field::{Kind, text_field};
use crate::ui::notice::banner;
use crate::ui::page::{empty, heading, plain_page, sign_in_link};
use crate::ui::parts::{action, icon, submit};
use crate::ui::{changing, view};

thread_local! {
    /// What came behind the `#`; it outlives signing in on the way, and nothing else.
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Where it stands.
#[derive(Clone)]
enum State {
    /// Six digits are typed.
    Typing,
    /// It is asked which kiosk that is.
    Looking,
    /// The person decides.
    Deciding(Named, HandOff),
    /// It was decided.
    Done(bool),
}

#[derive(Clone, Copy)]
struct Page {
    state: RwSignal<State>,
    code: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    command: Command,
}

/// Shows which kiosk it is, and decides.
pub fn hand_off_page() -> AnyView {
    let h = t().hand_off();
    let session = Session::get();
    if let Some(token) = history::take_fragment() {
        TOKEN.set(Some(token));
    }
    let page = Page {
        state: RwSignal::new(State::Typing),
        code: RwSignal::new(String::new()),
        wrong: RwSignal::new(None),
        command: Command::new(),
    };
    let is_here = Memo::new(move |_| !session.person().is_empty());
    Effect::new(move |_| {
        if is_here.get()
            && let Some(token) = TOKEN.take()
        {
            page.look(Named::Token(token));
        }
    });
    let content = view! {
        {heading(h.title, Some(h.lead.to_owned()))}
        {changing(move || if is_here.get() { page.view() } else { empty("art-street", h.sign_in_first, None, sign_in_link(Route::HandOff)) })}
        {banner("", "shield", h.warning.to_owned(), None)}
    };
    plain_page("hand-off", "", h.title, content.into_any())
}

impl Page {
    fn look(self, named: Named) {
        self.state.set(State::Looking);
        self.wrong.set(None);
        self.command.send(
            api::look_up(&named),
            move |answer| match linli_json::from_text::<HandOff>(&answer.body) {
                Some(found) => drop(self.state.try_set(State::Deciding(named, found))),
                None => drop(self.command.error.try_set(Some(Error::Contract))),
            },
        );
    }

    fn decide(self, named: &Named, decision: DeviceDecision) {
        let agreed = decision == DeviceDecision::Approve;
        self.command.send(api::decide(named, decision), move |_| {
            self.state.try_set(State::Done(agreed));
        });
    }

    fn view(self) -> AnyView {
        // What went wrong is said, and another code can be typed.
        Effect::new(move |_| {
            let failed = self.command.error.with(Option::is_some);
            if failed
                && self
                    .state
                    .with_untracked(|state| matches!(state, State::Looking))
            {
                self.state.set(State::Typing);
            }
        });
        let failure = changing(move || {
            self.command.error.get().map(|error| {
                view! { <div class="card card--stop" role="alert">{icon("warn")} {i18n::sentence(&error)}</div> }
            })
        });
        view! {
            {failure}
            {changing(move || match self.state.get() {
                State::Typing => self.typing(),
                State::Looking => view! { <p role="status">{t().ui().loading}</p> }.into_any(),
                State::Deciding(named, found) => self.deciding(named, &found),
                State::Done(agreed) => done(agreed),
            })}
        }
        .into_any()
    }

    fn typing(self) -> AnyView {
        let h = t().hand_off();
        let kind = Kind {
            inputmode: "numeric",
            class: "field__input--code",
            ..Kind::default()
        };
        let look = move || {
            if let Ok(code) = model::digits(&self.code.get_untracked(), 6) {
                self.look(Named::Code(code));
            } else {
                self.wrong.set(Some(h.code_wrong.to_owned()));
                document::focus("#code");
            }
        };
        view! {
            <form
                class="card" novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    look();
                }
            >
                {text_field("code", h.code, Some(h.code_hint), self.code, self.wrong.into(), kind)}
                <div class="field">{submit(h.look, self.command.pending.into())}</div>
            </form>
        }
        .into_any()
    }

    fn deciding(self, named: Named, found: &HandOff) -> AnyView {
        let h = t().hand_off();
        let (yes, no) = (named.clone(), named);
        let busy = self.command.pending.into();
        request_animation_frame(|| {
            document::focus("#kiosk");
        });
        view! {
            <section class="card stack">
                <h2 class="card__title" id="kiosk" tabindex="-1">{found.kiosk_name.clone()}</h2>
                <p>{icon("pin")} {found.place.clone()}</p>
                <p>{h.compare}</p>
                <p class="hand-off__number" data-match="">{found.match_number.clone()}</p>
                {action("button--primary button--wide", h.agree, busy, move || self.decide(&yes, DeviceDecision::Approve))}
                {action("button--danger button--wide", h.refuse, busy, move || self.decide(&no, DeviceDecision::Refuse))}
            </section>
        }
        .into_any()
    }
}

fn done(agreed: bool) -> AnyView {
    let h = t().hand_off();
    let (title, text) = if agreed {
        (h.agreed, h.agreed_text)
    } else {
        (h.refused, h.refused_text)
    };
    let home = view! { <a class="button" href="/">{t().ui().go_home}</a> };
    view! { <div role="status">{empty("art-done", title, Some(text.to_owned()), home.into_any())}</div> }.into_any()
}
