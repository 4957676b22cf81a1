//! `/desk/services/{id}`: editing a service, publishing it and withdrawing it.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Audience, Payer, ServiceId};

use crate::domain::route::Route;
use crate::features::desk::components::{
    Frame, SERVICE_FIELDS, access, frame, reads, select_field, service_conflict, service_field_name,
};
use crate::features::desk::editing::Editing;
use crate::i18n::{self, t};
use crate::offline::Session;
use crate::ui::field::{Kind, text_field};
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::parts::{icon, small_icon, status, submit};
use crate::ui::problem::{lines, of_field, summary};
use crate::ui::{changing, view};

/// A service: its terms, its list, and whether it can be ordered.
pub fn desk_service_page(id: &ServiceId) -> AnyView {
    let editing = Editing::of(id);
    let access = access(Session::get());
    reads(access, move || editing.read());
    let title = Signal::derive(move || {
        let service = editing.query.get();
        let name = service.map(|service| service.terms.name.clone());
        name.unwrap_or_else(|| t().desk_services().title.to_owned())
    });
    let head = view! {
        <div class="page__head">
            <h1 tabindex="-1">{move || title.get()}</h1>
            {move || editing.query.get().map(|service| view! {
                <p class="page__lead">{service.category.clone()} " · " {service.provider.clone()}</p>
            })}
        </div>
    };
    let frame_of = Frame {
        name: "desk-service",
        here: Route::DeskServices,
        title,
        access,
        state: editing.query.state(),
        head: head.into_any(),
        wide: false,
    };
    frame(frame_of, move || editing.view())
}

impl Editing {
    fn view(self) -> AnyView {
        let some = Memo::new(move |_| self.query.get().is_some());
        let state = self.query.state();
        loadable(
            move || some.get().then(|| Arc::new(())),
            state,
            move || self.query.refresh(),
            skeleton_rows,
            move |_| view! { {self.publication()} {self.form()} }.into_any(),
        )
    }

    /// Whether it can be ordered, and the way to change that.
    fn publication(self) -> AnyView {
        let d = t().desk_services();
        let shown = Memo::new(move |_| {
            let service = self.query.get()?;
            Some((
                service.published,
                service.terms.list_id.is_some(),
                self.unsaved(),
            ))
        });
        let failed = Signal::derive(move || {
            let error = self.publishing.error.get();
            error
                .map(|error| vec![("publish".to_owned(), i18n::sentence(&error))])
                .unwrap_or_default()
        });
        let body = changing(move || {
            let Some((published, listed, unsaved)) = shown.get() else {
                return ().into_any();
            };
            // What stands in the way, and what to do.
            let reason = match (published, listed, unsaved) {
                (_, _, true) => Some(d.save_first),
                (false, false, _) => Some(d.list_first),
                _ => None,
            };
            let mark = if published {
                status("done", "check", d.is_published)
            } else {
                status("stop", "close", d.is_withdrawn)
            };
            let (word, note) = if published {
                (d.withdraw, d.withdraw_note)
            } else {
                (d.publish, d.publish_note)
            };
            let act = move |_| {
                if reason.is_none() {
                    self.publish(!published);
                }
            };
            let why = reason.map(|reason| view! {
                <p class="button-reason" id="publish-why">{icon("info")} <span>{reason}</span></p>
            });
            view! {
                <p>{mark}</p>
                <p class="soft">{note}</p>
                {why}
                <p>
                    <button
                        class="button button--soft" type="button" id="publish"
                        aria-disabled=reason.is_some().then_some("true")
                        aria-describedby=reason.is_some().then_some("publish-why") on:click=act
                    >
                        {word}
                    </button>
                </p>
            }
            .into_any()
        });
        view! {
            <section class="card stack" aria-label=d.publication>
                {summary(failed, self.publishing.error)} {body}
            </section>
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let d = t().desk_services();
        let found = Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.saving.error.get() {
                Some(error) if wrong.is_empty() => {
                    lines(&error, &SERVICE_FIELDS, SERVICE_FIELDS[0].1)
                }
                _ => wrong,
            }
        });
        let text = move |place, hint, max| {
            let kind = Kind {
                max: Some(max),
                ..Kind::default()
            };
            self.text(found, place, hint, kind)
        };
        let number = move |place, hint, inputmode| {
            let kind = Kind {
                inputmode,
                ..Kind::default()
            };
            self.text(found, place, Some(hint), kind)
        };
        let choice = move |place: usize, options: Vec<(String, String)>| {
            let id = SERVICE_FIELDS[place].1;
            let options = move || options.clone();
            select_field(
                id,
                service_field_name(place),
                None,
                options,
                self.part(place),
                of_field(found, id),
            )
        };
        let words = |all: &[(&str, &str)]| -> Vec<(String, String)> {
            let pairs = all.iter();
            pairs
                .map(|(key, word)| ((*key).to_owned(), (*word).to_owned()))
                .collect()
        };
        let s = t().services();
        let payers = words(&[
            (Payer::Government.as_str(), s.government),
            (Payer::Shared.as_str(), s.shared),
            (Payer::Own.as_str(), s.own),
        ]);
        let audiences = Audience::ALL.iter().map(Audience::as_str);
        let audiences: Vec<(&str, &str)> = audiences.map(|key| (key, (s.audience)(key))).collect();
        let lists = move || {
            let mut options = vec![(String::new(), t().desk_services().no_list.to_owned())];
            let all = self.lists.get();
            let all = all.iter().flat_map(|page| &page.items);
            options.extend(all.map(|list| (list.id.clone(), list.name.clone())));
            options
        };
        let list = SERVICE_FIELDS[2].1;
        view! {
            <form
                class="form section" novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    self.save();
                }
            >
                {self.differs()}
                {summary(found, self.saving.error)}
                {text(0, None, 40)}
                {text(1, Some(d.summary_hint), 120)}
                {select_field(list, d.list, Some(d.list_hint), lists, self.part(2), of_field(found, list))}
                {choice(3, payers)}
                {number(4, d.price_hint, "decimal")}
                {choice(5, words(&audiences))}
                {number(6, d.promise_hint, "numeric")}
                {text(7, Some(d.english_hint), 80)}
                {text(8, None, 240)}
                <p class="draft-note">{small_icon("edit")} <span>{d.draft_note}</span></p>
                <p>{submit(d.save, self.saving.pending.into())}</p>
            </form>
        }
        .into_any()
    }

    /// A field of the part at a place.
    fn text(
        self,
        found: Signal<Vec<(String, String)>>,
        place: usize,
        hint: Option<&'static str>,
        kind: Kind,
    ) -> AnyView {
        let id = SERVICE_FIELDS[place].1;
        let wrong = of_field(found, id);
        text_field(
            id,
            service_field_name(place),
            hint,
            self.part(place),
            wrong,
            kind,
        )
    }

    /// What somebody else has saved beside what is typed.
    fn differs(self) -> AnyView {
        service_conflict(
            Memo::new(move |_| self.conflict()),
            move || self.typed(),
            move |place, value| self.word(place, value),
            move |now| self.known.set(now),
            move |now| {
                self.set(&now);
                self.known.set(now);
            },
        )
    }

    /// A value as it is shown.
    fn word(self, place: usize, value: &str) -> String {
        let s = t().services();
        match SERVICE_FIELDS[place].0 {
            "/list_id" => {
                let lists = self.lists.get();
                let mut lists = lists.iter().flat_map(|page| &page.items);
                let name = lists
                    .find(|list| list.id == value)
                    .map(|list| list.name.clone());
                name.unwrap_or_else(|| t().desk_services().no_list.to_owned())
            }
            "/payer" => match Payer::from(value) {
                Payer::Government => s.government.to_owned(),
                Payer::Shared => s.shared.to_owned(),
                Payer::Own | Payer::Other(_) => s.own.to_owned(),
            },
            "/audience" => (s.audience)(value).to_owned(),
            _ => value.to_owned(),
        }
    }
}
