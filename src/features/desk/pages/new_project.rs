//! `/desk/projects/new`

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{NewDeskProject, Project};

use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{Access, Frame, access, frame};
use crate::features::desk::model::posting::{
    FUNDING_MAX, PLACE_MAX, Posting, SUMMARY_MAX, TEXT_MAX, TITLE_MAX,
};
use crate::i18n::{self, t};
use crate::offline::outbox::{Entry, Kind, Submitted};
use crate::offline::{Command, Session, drafts};
use crate::platform::history;
use crate::ui::field::{self, field_error, text_field};
use crate::ui::nav;
use crate::ui::page::heading;
use crate::ui::parts::{small_icon, submit};
use crate::ui::photos::{Chosen, keep_on_disk, photo_field};
use crate::ui::problem::{lines, of_field, summary};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// Under which name it is kept as a draft.
const DRAFT: &str = "desk.project.new";
/// At most so many photos.
const PHOTOS: usize = 3;
/// Pointers into the body, and the ids of the fields.
const FIELDS: [(&str, &str); 7] = [
    ("/title", "post-title"),
    ("/summary", "post-summary"),
    ("/text", "post-text"),
    ("/place", "post-place"),
    ("/cost_fen", "post-cost"),
    ("/funding", "post-funding"),
    ("/photos", "post-photos"),
];

/// The form of a project.
#[derive(Clone, Copy)]
struct Form {
    session: Session,
    command: Command,
    title: RwSignal<String>,
    summary: RwSignal<String>,
    text: RwSignal<String>,
    place: RwSignal<String>,
    cost: RwSignal<String>,
    funding: RwSignal<String>,
    photos: RwSignal<Vec<Chosen>>,
    photo_error: RwSignal<Option<String>>,
    wrong: RwSignal<Vec<(String, String)>>,
    /// This device keeps nothing: said while there is something to lose.
    not_kept: RwSignal<bool>,
    /// What the server refused earlier and is being changed now.
    refused: StoredValue<Option<Entry>>,
}

/// A worker posts a project: what it is, where, what it costs and who pays.
pub fn desk_new_project_page() -> AnyView {
    let d = t().desk_projects();
    let session = Session::get();
    let access = access(session);
    let known = Memo::new(move |_| access.get() != Access::Unknown);
    let frame_of = Frame {
        name: "desk-post",
        here: Route::DeskProjects,
        title: Signal::derive(|| t().desk_projects().post.to_owned()),
        access,
        state: Signal::derive(move || {
            if known.get() {
                LoadState::Ready
            } else {
                LoadState::Loading
            }
        }),
        head: heading(d.post, Some(d.post_lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || {
        // The draft belongs to a person, who must be known.
        changing(move || known.get().then(|| untrack(|| Form::start(session).view())))
    })
}

impl Form {
    /// Begins with what was typed before: the draft, or a project that the server refused.
    fn start(session: Session) -> Self {
        let person = session.person();
        let refused = session
            .outbox
            .waiting()
            .into_iter()
            .find(|entry| entry.kind == Kind::Posting && entry.refused.is_some());
        let kept =
            drafts::load(&person, DRAFT).and_then(|text| linli_json::from_text::<Posting>(&text));
        let of_entry = || {
            let new = linli_json::from_text::<NewDeskProject>(&refused.as_ref()?.body)?;
            Some(Posting::of(new))
        };
        let posting = kept.or_else(of_entry).unwrap_or_default();
        let wrong = refused
            .as_ref()
            .and_then(|entry| entry.refused.clone())
            .map(|problem| lines(&Error::Problem(Box::new(problem)), &FIELDS, FIELDS[0].1));
        let form = Self {
            session,
            command: Command::new(),
            title: RwSignal::new(posting.title),
            summary: RwSignal::new(posting.summary),
            text: RwSignal::new(posting.text),
            place: RwSignal::new(posting.place),
            cost: RwSignal::new(posting.cost),
            funding: RwSignal::new(posting.funding),
            photos: RwSignal::new(Vec::new()),
            photo_error: RwSignal::new(None),
            wrong: RwSignal::new(wrong.unwrap_or_default()),
            not_kept: RwSignal::new(false),
            refused: StoredValue::new(refused),
        };
        form.keep(person, posting.photos);
        form
    }

    /// Keeps the draft at every change; its photos lie on the disk.
    fn keep(self, person: String, earlier: Vec<String>) {
        let loaded = keep_on_disk(self.photos, earlier);
        Effect::new(move |started: Option<bool>| {
            let posting = self.posting();
            if !loaded.get() {
                return false;
            }
            if started != Some(true) {
                return true;
            }
            if posting == Posting::default() {
                drafts::remove(&person, DRAFT);
            } else {
                let kept = drafts::save(&person, DRAFT, &linli_json::to_text(&posting));
                self.not_kept.set(kept.is_err());
            }
            true
        });
    }

    fn posting(self) -> Posting {
        Posting {
            title: self.title.get(),
            summary: self.summary.get(),
            text: self.text.get(),
            place: self.place.get(),
            cost: self.cost.get(),
            funding: self.funding.get(),
            photos: self
                .photos
                .with(|photos| photos.iter().map(|photo| photo.id.clone()).collect()),
        }
    }

    fn send(self) {
        let new = match untrack(|| self.posting()).checked() {
            Ok(new) => new,
            Err(findings) => {
                let lines = findings.into_iter().filter_map(|(pointer, code, limit)| {
                    let (_, id) = FIELDS.iter().find(|(known, _)| *known == pointer)?;
                    let sentence = i18n::field_sentence(code, limit);
                    let named = (t().ui().named)(label(id), &sentence);
                    Some(((*id).to_owned(), named))
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
            .with_untracked(|photos| api::post_project(&new, photos));
        self.command
            .submit(session.outbox, entry, move |submitted| {
                drafts::remove(&person, DRAFT);
                if let Some(entry) = refused {
                    spawn_local(async move { session.outbox.forget(&entry.lane).await });
                }
                let (made, said) = match submitted {
                    Submitted::Received(answer) => {
                        let project = linli_json::from_text::<Project>(&answer.body);
                        (project, t().desk_projects().posted)
                    }
                    Submitted::Waiting => (None, t().projects().write_kept),
                };
                Toasts::say(said);
                // Who has gone elsewhere meanwhile stays there.
                if Route::parse(&history::path()) == Route::DeskNewProject {
                    let next = made.map_or(Route::DeskProjects, |one| Route::DeskProject(one.id));
                    nav::replace(&next);
                }
            });
    }

    fn view(self) -> AnyView {
        let (d, p) = (t().desk_projects(), t().projects());
        let found = Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => lines(&error, &FIELDS, FIELDS[0].1),
                _ => wrong,
            }
        });
        let kind = |max, long| field::Kind {
            long,
            max: Some(max),
            ..field::Kind::default()
        };
        let sum = field::Kind {
            inputmode: "decimal",
            ..field::Kind::default()
        };
        let [title, short, text, place, cost, funding, photos] = FIELDS.map(|(_, id)| id);
        let wrong = move |id| of_field(found, id);
        let photo_wrong =
            Signal::derive(move || self.photo_error.get().or_else(|| wrong(photos).get()));
        let note = move || {
            if self.not_kept.get() {
                i18n::sentence(&Error::Storage)
            } else {
                t().desk().draft_note.to_owned()
            }
        };
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        view! {
            <form class="form" novalidate on:submit=send>
                {summary(found, self.command.error)}
                {text_field(title, d.post_title, None, self.title, wrong(title), kind(TITLE_MAX, false))}
                {text_field(short, d.post_summary, Some(d.post_summary_hint), self.summary, wrong(short), kind(SUMMARY_MAX, false))}
                {text_field(text, d.post_text, Some(d.post_text_hint), self.text, wrong(text), kind(TEXT_MAX, true))}
                {text_field(place, p.form_place, None, self.place, wrong(place), kind(PLACE_MAX, false))}
                {text_field(cost, p.form_cost, None, self.cost, wrong(cost), sum)}
                {text_field(funding, d.post_funding, Some(d.post_funding_hint), self.funding, wrong(funding), kind(FUNDING_MAX, false))}
                <fieldset class="field">
                    <legend class="field__label">{p.form_photos}</legend>
                    <p class="field__hint">{p.form_photos_hint}</p>
                    {field_error(photos, photo_wrong)}
                    {photo_field(photos, PHOTOS, self.photos, self.photo_error)}
                </fieldset>
                <p class="draft-note">{small_icon("edit")} <span>{note}</span></p>
                <p>{submit(d.post_send, self.command.pending.into())}</p>
            </form>
        }
        .into_any()
    }
}

/// What a field is called.
fn label(id: &str) -> &'static str {
    let (d, p) = (t().desk_projects(), t().projects());
    let labels = [
        d.post_title,
        d.post_summary,
        d.post_text,
        p.form_place,
        p.form_cost,
        d.post_funding,
        p.form_photos,
    ];
    let mut all = FIELDS.iter().zip(labels);
    all.find(|((_, known), _)| *known == id)
        .map_or(d.post_title, |(_, label)| label)
}
