//! `/desk/audit`: what was done at the desk, for the operator to read.

use leptos::prelude::*;
use linli_contract::{AuditEntry, Role};

use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{Access, Cards, Frame, access, frame, reads};
use crate::features::desk::list::List;
use crate::i18n::{self, Style, t};
use crate::offline::Session;
use crate::ui::field::{Kind, text_field};
use crate::ui::page::{empty, heading};
use crate::ui::parts::{icon, small_icon};
use crate::ui::{changing, view};

/// The entries, and what they are narrowed to.
#[derive(Clone, Copy)]
struct Board {
    cards: Cards<AuditEntry>,
    day: RwSignal<String>,
    /// Somebody: id and name.
    person: RwSignal<Option<(String, String)>>,
}

impl Board {
    fn person_id(self) -> String {
        self.person
            .with(|person| person.as_ref().map(|(id, _)| id.clone()))
            .unwrap_or_default()
    }
}

/// What was done at the desk, the newest first.
pub fn desk_audit_page() -> AnyView {
    let a = t().desk_audit();
    let session = Session::get();
    let list = List::<AuditEntry>::idle(|entry| entry.id.as_str());
    let board = Board {
        cards: Cards::of(list),
        day: RwSignal::new(String::new()),
        person: RwSignal::new(None),
    };
    let access = access(session);
    // A worker who is not the operator is told so, and nothing is asked.
    let operator = Memo::new(move |_| session.me().map(|me| me.has(&Role::Admin)));
    let asks = Memo::new(move |_| match operator.get() {
        Some(false) => Access::Unknown,
        _ => access.get(),
    });
    reads(asks, move || {
        list.read(
            board
                .day
                .with(|day| api::audit::entries(&board.person_id(), day)),
        );
    });
    let state = list.state();
    let frame_of = Frame {
        name: "desk-audit",
        here: Route::DeskAudit,
        title: Signal::derive(|| t().desk_audit().title.to_owned()),
        access,
        state: Signal::derive(move || match operator.get() {
            Some(false) => LoadState::Ready,
            _ => state.get(),
        }),
        head: heading(a.title, Some(a.lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || {
        changing(move || match operator.get() {
            Some(false) => operators(),
            _ => untrack(|| board.view()),
        })
    })
}

fn operators() -> AnyView {
    let a = t().desk_audit();
    let way = view! {
        <a class="button button--primary" href=Route::DeskWork.to_string()>{t().desk_work().nav}</a>
    };
    let text = Some(a.operators_text.to_owned());
    empty("art-lost", a.operators_title, text, way.into_any())
}

impl Board {
    fn view(self) -> AnyView {
        let a = t().desk_audit();
        let day = Kind {
            input: "date",
            ..Kind::default()
        };
        let all = move || {
            self.person.get().map(|(_, name)| view! {
                <button class="pill pill--set" type="button" aria-pressed="true" data-person="" on:click=move |_| self.person.set(None)>
                    {(a.only)(&name)} " " {small_icon("close")} <span class="visually-hidden">{a.all_people}</span>
                </button>
            })
        };
        let any_day = move || {
            self.day.with(|day| !day.is_empty()).then(|| view! {
                <button class="button button--quiet button--small" type="button" on:click=move |_| self.day.set(String::new())>{a.all_days}</button>
            })
        };
        let file = move || {
            self.day
                .with(|day| api::audit::file(&self.person_id(), day))
        };
        let none = Signal::derive(|| None);
        view! {
            <div class="stack">
                {text_field("audit-day", a.day, Some(a.day_hint), self.day, none, day)}
                <div class="row">
                    {any_day} {all}
                    <a class="button button--soft button--small" href=file download="audit.csv">{icon("box")} {a.file}</a>
                </div>
            </div>
            <section class="section">
                {self.cards.view(nothing, move |id| self.card(&id))}
            </section>
        }
        .into_any()
    }

    fn card(self, id: &str) -> AnyView {
        let a = t().desk_audit();
        let Some(entry) = self.cards.row(id).get_untracked() else {
            return ().into_any();
        };
        let action = (a.action)(&entry.action).map_or_else(|| entry.action.clone(), str::to_owned);
        let facts = entry
            .facts
            .iter()
            .map(|fact| {
                let (name, value) = (fact.name.clone(), fact.value.clone());
                view! { <div class="audit__fact"><dt class="soft">{name}</dt> <dd>{value}</dd></div> }
            })
            .collect_view();
        let person = (entry.person_id.0.clone(), entry.person.clone());
        let label = (a.only)(&entry.person);
        let pick = move |_| self.person.set(Some(person.clone()));
        view! {
            <li class="card stack" data-id=entry.id.clone() data-action=entry.action.clone()>
                <p class="soft">{i18n::instant(entry.at, Style::DayTime)}</p>
                <h2 class="card__title">{action}</h2>
                <p class="row">
                    <button class="button button--quiet button--small" type="button" aria-label=label on:click=pick>{icon("user")} {entry.person}</button>
                    <span class="soft audit__object">{entry.object_kind} " " {entry.object_id}</span>
                </p>
                <dl class="audit__facts">{facts}</dl>
            </li>
        }
        .into_any()
    }
}

fn nothing() -> AnyView {
    let a = t().desk_audit();
    empty(
        "art-search",
        a.none_title,
        Some(a.none_text.to_owned()),
        ().into_any(),
    )
}
