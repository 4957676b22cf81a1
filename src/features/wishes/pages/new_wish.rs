//! `/wishes/new`

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Category, CategoryId, NewWish, Page, Wish};

use super::wishes::{one_of, update_in};
use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::wishes::components::card;
use crate::features::wishes::{api, model};
use crate::i18n::{self, t};
use crate::offline::outbox::{Entry, Kind, Submitted};
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::{history, timer};
use crate::ui::field::{self, error_summary, text_field};
use crate::ui::nav;
use crate::ui::page::{heading, plain_page};
use crate::ui::parts::{small_icon, submit};
use crate::ui::{changing, view};

const DRAFT: &str = "wish";
/// After so many milliseconds without a key, similar wishes are looked for.
const PAUSE_MS: i32 = 400;

/// The form of a new wish.
#[derive(Clone, Copy)]
struct Form {
    session: Session,
    command: Command,
    text: RwSignal<String>,
    category: RwSignal<String>,
    error: RwSignal<Option<String>>,
    /// This device keeps nothing: said while there is something to lose.
    not_kept: RwSignal<bool>,
    /// What the server refused earlier and is being changed now.
    refused: StoredValue<Option<Entry>>,
}

/// One line, while similar wishes are shown.
pub fn new_wish_page() -> AnyView {
    let form = Form::start(Session::get());
    let similar = Query::<Page<Wish>>::idle();
    form.look_for(similar);
    let w = t().wishes();
    let lines = Signal::derive(move || {
        let lines = form.error.get().into_iter();
        lines.map(|text| ("wish-text".to_owned(), text)).collect()
    });
    let kind = field::Kind {
        max: Some(model::LONGEST),
        ..field::Kind::default()
    };
    let ids = Memo::new(move |_| {
        let typed = form.text.with(|text| looks_for(text).is_some());
        let page = similar.get().filter(|_| typed);
        page.map(|page| {
            page.items
                .iter()
                .map(|wish| wish.id.clone())
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let cards = move || {
        let cards = ids.get().into_iter();
        let cards = cards.map(|id| card(form.session, one_of(similar, id), update_in(similar)));
        (!ids.with(Vec::is_empty)).then(|| view! {
            <section class="section">
                <div class="section__head"><h2 class="section__title">{w.similar}</h2></div>
                <ul class="stack" data-count=ids.with(Vec::len).to_string()>{cards.collect_view()}</ul>
            </section>
        })
    };
    let content = view! {
        {heading(w.new, Some(w.form_lead.to_owned()))}
        <form
            class="form" novalidate
            on:submit=move |event| {
                event.prevent_default();
                form.send();
            }
        >
            {error_summary(lines)}
            {text_field("wish-text", w.text, None, form.text, form.error.into(), kind)}
            <div aria-live="polite">{cards}</div>
            {form.category_field()}
            {form.bar(Signal::derive(move || !ids.with(Vec::is_empty)))}
        </form>
    };
    plain_page("wish-new", "", w.new, content.into_any())
}

/// The text to look for, once there is enough of it.
fn looks_for(text: &str) -> Option<&str> {
    let text = text.trim();
    (2..=model::LONGEST)
        .contains(&text.chars().count())
        .then_some(text)
}

impl Form {
    /// Begins with what was typed before: the draft, one from before signing in, or a wish that
    /// the server refused.
    fn start(session: Session) -> Self {
        let person = session.person();
        let refused = session
            .outbox
            .waiting()
            .into_iter()
            .find(|entry| entry.kind == Kind::Wish && entry.refused.is_some());
        let kept = drafts::load(&person, DRAFT).or_else(|| drafts::load("", DRAFT));
        let (category, text) = match (kept, &refused) {
            (Some(kept), _) => model::read_draft(&kept),
            (None, Some(entry)) => of_entry(entry),
            (None, None) => (String::new(), String::new()),
        };
        let refusal = refused.as_ref().and_then(|entry| entry.refused.clone());
        let form = Self {
            session,
            command: Command::new(),
            text: RwSignal::new(text),
            category: RwSignal::new(category),
            error: RwSignal::new(refusal.map(|p| i18n::sentence(&Error::Problem(Box::new(p))))),
            not_kept: RwSignal::new(false),
            refused: StoredValue::new(refused),
        };
        Effect::new(move |before: Option<()>| {
            let draft = model::draft(&form.category.get(), &form.text.get());
            if before.is_some() {
                form.not_kept
                    .set(drafts::save(&person, DRAFT, &draft).is_err());
            }
        });
        Effect::new(move |_| {
            if let Some(error) = form.command.error.get() {
                form.error.set(Some(sentence(&error)));
            }
        });
        form
    }

    fn look_for(self, similar: Query<Page<Wish>>) {
        let alarm = StoredValue::new_local(None);
        Effect::new(move |_| {
            let wanted = self.text.with(|text| looks_for(text).map(api::similar));
            alarm.set_value(wanted.map(|path| timer::after(PAUSE_MS, move || similar.read(path))));
        });
    }

    fn send(self) {
        let text = match model::checked(&self.text.get_untracked()) {
            Ok(text) => text,
            Err((code, limit)) => {
                return self.error.set(Some(i18n::field_sentence(code, limit)));
            }
        };
        self.error.set(None);
        let category = self.category.get_untracked();
        let new = NewWish {
            text,
            category_id: (!category.is_empty()).then_some(CategoryId(category)),
            client_ref: self.command.key(),
        };
        let session = self.session;
        let person = untrack(|| session.person());
        let refused = self.refused.get_value();
        self.command
            .submit(session.outbox, api::make(&new), move |submitted| {
                drafts::remove(&person, DRAFT);
                drafts::remove("", DRAFT);
                if let Some(entry) = refused {
                    spawn_local(async move { session.outbox.forget(&entry.lane).await });
                }
                let made = match submitted {
                    Submitted::Received(answer) => linli_json::from_text::<Wish>(&answer.body),
                    Submitted::Waiting => None,
                };
                // Who has gone elsewhere meanwhile stays there.
                if Route::parse(&history::path()) == Route::NewWish {
                    nav::replace(&made.map_or(Route::Wishes, |wish| Route::Wish(wish.id)));
                }
            });
    }

    fn category_field(self) -> AnyView {
        let w = t().wishes();
        let categories = Query::<Page<Category>>::new("/v1/categories");
        let options = move || {
            let page = categories.get()?;
            let options = page.items.iter().map(|category| {
                let id = category.id.0.clone();
                let chosen = id == self.category.get_untracked();
                view! { <option value=id selected=chosen>{category.name.clone()}</option> }
            });
            Some(options.collect_view())
        };
        // Without categories nothing is asked: the wish goes without one.
        let known = Memo::new(move |_| categories.get().is_some());
        changing(move || {
            known.get().then(|| view! {
                <div class="field">
                    <label class="field__label" for="wish-category">{w.category} " (" {t().ui().optional} ")"</label>
                    <select
                        class="field__input" id="wish-category"
                        on:change=move |event| self.category.set(event_target_value(&event))
                    >
                        <option value="">{w.category_none}</option>
                        {options}
                    </select>
                </div>
            })
        })
    }

    /// The one button, and why it may be wiser to second.
    fn bar(self, has_similar: Signal<bool>) -> AnyView {
        let w = t().wishes();
        let signed_in = Memo::new(move |_| !self.session.person().is_empty());
        let reason = move || match (signed_in.get(), has_similar.get()) {
            (false, _) => Some(w.sign_in_reason),
            (true, true) => Some(w.similar_reason),
            (true, false) => None,
        };
        let button = move || {
            if !signed_in.get() {
                let href = Route::SignIn(Some(Box::new(Route::NewWish))).to_string();
                return view! { <a class="button button--primary" href=href>{w.sign_in_to_send}</a> }.into_any();
            }
            let label = if has_similar.get() {
                w.send_anyway
            } else {
                w.send
            };
            submit(label, self.command.pending.into())
        };
        let note = move || {
            if self.not_kept.get() {
                i18n::sentence(&Error::Storage)
            } else {
                w.draft_note.to_owned()
            }
        };
        view! {
            <p class="draft-note">{small_icon("edit")} <span>{note}</span></p>
            <div class="action-bar">
                {move || reason().map(|reason| view! {
                    <p class="button-reason">{small_icon("info")} <span>{reason}</span></p>
                })}
                <div class="action-bar__row">{button}</div>
            </div>
        }
        .into_any()
    }
}

/// The category and text of a wish that the server refused.
fn of_entry(entry: &Entry) -> (String, String) {
    let Some(new) = linli_json::from_text::<NewWish>(&entry.body) else {
        return (String::new(), entry.title.clone());
    };
    (new.category_id.map(|id| id.0).unwrap_or_default(), new.text)
}

/// What is wrong with the text itself, where the server says so, or what else went wrong.
fn sentence(error: &Error) -> String {
    match error {
        Error::Problem(problem) if !problem.errors.is_empty() => {
            let wrong = &problem.errors[0];
            i18n::field_sentence(&wrong.code, wrong.limit)
        }
        _ => i18n::sentence(error),
    }
}
