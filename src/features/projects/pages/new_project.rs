//! `/projects/new`

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{NewProject, Project};

use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::projects::api;
use crate::features::projects::proposal::{
    Draft, Field, NAME_MAX, PHOTOS, PLACE_MAX, TEXT_MAX, TITLE_MAX,
};
use crate::i18n::{self, t};
use crate::offline::outbox::{Entry, Kind, Submitted};
use crate::offline::{Command, Session, drafts};
use crate::platform::{clock, history};
use crate::ui::field::{self, field_error, text_field};
use crate::ui::nav;
use crate::ui::page::{heading, plain_page};
use crate::ui::parts::{small_icon, submit};
use crate::ui::photos::{Chosen, keep_on_disk, photo_field};
use crate::ui::problem::{lines, of_field, summary};
use crate::ui::view;

/// Under which name it is kept as a draft.
const DRAFT: &str = "project";
/// Pointers into the body, and the ids of the fields.
const FIELDS: [(&str, &str); 6] = [
    ("/title", "project-title"),
    ("/text", "project-text"),
    ("/place", "project-place"),
    ("/cost_fen", "project-cost"),
    ("/signed_as", "project-name"),
    ("/photos", "project-photos"),
];

/// The form of a proposal.
#[derive(Clone, Copy)]
struct Form {
    session: Session,
    command: Command,
    title: RwSignal<String>,
    text: RwSignal<String>,
    place: RwSignal<String>,
    cost: RwSignal<String>,
    name: RwSignal<String>,
    photos: RwSignal<Vec<Chosen>>,
    photo_error: RwSignal<Option<String>>,
    wrong: RwSignal<Vec<(String, String)>>,
    /// This device keeps nothing: said while there is something to lose.
    not_kept: RwSignal<bool>,
    /// What the server refused earlier and is being changed now.
    refused: StoredValue<Option<Entry>>,
}

/// What should be done, why, and where.
pub fn new_project_page() -> AnyView {
    let form = Form::start(Session::get());
    let p = t().projects();
    let content = view! {
        {heading(p.new, Some(p.form_lead.to_owned()))}
        <form
            class="form" novalidate
            on:submit=move |event| {
                event.prevent_default();
                form.send();
            }
        >
            {form.fields()}
            {form.bar()}
        </form>
    };
    plain_page("propose", "", p.new, content.into_any())
}

impl Form {
    /// Begins with what was typed before: the draft, one from before signing in, or a proposal that
    /// the server refused.
    fn start(session: Session) -> Self {
        let person = session.person();
        let refused = session
            .outbox
            .waiting()
            .into_iter()
            .find(|entry| entry.kind == Kind::Project && entry.refused.is_some());
        let kept = drafts::load(&person, DRAFT)
            .or_else(|| drafts::load("", DRAFT))
            .and_then(|text| linli_json::from_text::<Draft>(&text));
        let of_entry = || {
            let new = linli_json::from_text::<NewProject>(&refused.as_ref()?.body)?;
            Some(Draft::of(new))
        };
        let draft = kept.or_else(of_entry).unwrap_or_default();
        let wrong = refused
            .as_ref()
            .and_then(|entry| entry.refused.clone())
            .map(|problem| lines(&Error::Problem(Box::new(problem)), &FIELDS, FIELDS[0].1));
        let form = Self {
            session,
            command: Command::new(),
            title: RwSignal::new(draft.title),
            text: RwSignal::new(draft.text),
            place: RwSignal::new(draft.place),
            cost: RwSignal::new(draft.cost),
            name: RwSignal::new(draft.signed_as),
            photos: RwSignal::new(Vec::new()),
            photo_error: RwSignal::new(None),
            wrong: RwSignal::new(wrong.unwrap_or_default()),
            not_kept: RwSignal::new(false),
            refused: StoredValue::new(refused),
        };
        form.keep(person, draft.photos);
        form
    }

    /// Keeps the draft at every change; its photos lie on the disk.
    fn keep(self, person: String, earlier: Vec<String>) {
        let loaded = keep_on_disk(self.photos, earlier);
        Effect::new(move |started: Option<bool>| {
            let mut draft = self.draft();
            if !loaded.get() {
                return false;
            }
            if started != Some(true) {
                return true;
            }
            if draft.is_empty() {
                drafts::remove(&person, DRAFT);
            } else {
                draft.saved_at = clock::now().0;
                let kept = drafts::save(&person, DRAFT, &linli_json::to_text(&draft));
                self.not_kept.set(kept.is_err());
            }
            true
        });
    }

    fn draft(self) -> Draft {
        Draft {
            title: self.title.get(),
            text: self.text.get(),
            place: self.place.get(),
            cost: self.cost.get(),
            signed_as: self.name.get(),
            photos: self
                .photos
                .with(|photos| photos.iter().map(|photo| photo.id.clone()).collect()),
            saved_at: 0,
        }
    }

    fn send(self) {
        let new = match untrack(|| self.draft()).checked(self.command.key()) {
            Ok(new) => new,
            Err(findings) => {
                let lines = findings.into_iter().map(|(field, code, limit)| {
                    (id_of(field).to_owned(), i18n::field_sentence(code, limit))
                });
                return self.wrong.set(lines.collect());
            }
        };
        self.wrong.set(Vec::new());
        let session = self.session;
        let person = untrack(|| session.person());
        let refused = self.refused.get_value();
        let entry = self
            .photos
            .with_untracked(|photos| api::propose(&new, photos));
        self.command
            .submit(session.outbox, entry, move |submitted| {
                drafts::remove(&person, DRAFT);
                drafts::remove("", DRAFT);
                if let Some(entry) = refused {
                    spawn_local(async move { session.outbox.forget(&entry.lane).await });
                }
                let made = match submitted {
                    Submitted::Received(answer) => linli_json::from_text::<Project>(&answer.body),
                    Submitted::Waiting => None,
                };
                // Who has gone elsewhere meanwhile stays there.
                if Route::parse(&history::path()) == Route::NewProject {
                    let next = made.map_or(Route::Projects, |project| Route::Project(project.id));
                    nav::replace(&next);
                }
            });
    }

    fn fields(self) -> AnyView {
        let p = t().projects();
        let found = Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => lines(&error, &FIELDS, FIELDS[0].1),
                _ => wrong,
            }
        });
        let kind = |max| field::Kind {
            max: Some(max),
            ..field::Kind::default()
        };
        let long = field::Kind {
            long: true,
            ..kind(TEXT_MAX)
        };
        let sum = field::Kind {
            inputmode: "decimal",
            ..field::Kind::default()
        };
        let [title, text, place, cost, name, photos] = FIELDS.map(|(_, id)| id);
        let wrong = move |id| of_field(found, id);
        let photo_wrong =
            Signal::derive(move || self.photo_error.get().or_else(|| wrong(photos).get()));
        view! {
            {summary(found, self.command.error)}
            {text_field(title, p.form_title, Some(p.form_title_hint), self.title, wrong(title), kind(TITLE_MAX))}
            {text_field(text, p.form_text, Some(p.form_text_hint), self.text, wrong(text), long)}
            {text_field(place, p.form_place, None, self.place, wrong(place), kind(PLACE_MAX))}
            {text_field(cost, p.form_cost, None, self.cost, wrong(cost), sum)}
            {text_field(name, p.form_name, Some(p.form_name_hint), self.name, wrong(name), kind(NAME_MAX))}
            <fieldset class="field">
                <legend class="field__label">{p.form_photos}</legend>
                <p class="field__hint">{p.form_photos_hint}</p>
                {field_error(photos, photo_wrong)}
                {photo_field(photos, PHOTOS, self.photos, self.photo_error)}
            </fieldset>
        }
        .into_any()
    }

    /// The one button, and where what is typed lies until then.
    fn bar(self) -> AnyView {
        let p = t().projects();
        let signed_in = Memo::new(move |_| !self.session.person().is_empty());
        let button = move || {
            if signed_in.get() {
                submit(p.form_send, self.command.pending.into())
            } else {
                let href = Route::SignIn(Some(Box::new(Route::NewProject))).to_string();
                view! { <a class="button button--primary" href=href>{p.form_sign_in}</a> }
                    .into_any()
            }
        };
        let reason = move || {
            (!signed_in.get()).then(|| view! {
                <p class="button-reason">{small_icon("info")} <span>{p.form_sign_in_reason}</span></p>
            })
        };
        let note = move || {
            if self.not_kept.get() {
                i18n::sentence(&Error::Storage)
            } else {
                p.draft_note.to_owned()
            }
        };
        view! {
            <p class="draft-note">{small_icon("edit")} <span>{note}</span></p>
            <div class="action-bar">
                {reason}
                <div class="action-bar__row">{button}</div>
            </div>
        }
        .into_any()
    }
}

/// The id of the field of a finding.
const fn id_of(field: Field) -> &'static str {
    let place = match field {
        Field::Title => 0,
        Field::Text => 1,
        Field::Place => 2,
        Field::Cost => 3,
        Field::Name => 4,
    };
    FIELDS[place].1
}
