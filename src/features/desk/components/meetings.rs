//! The meetings of a project: announcing one, and writing down what was said and decided.

use leptos::prelude::*;
use linli_contract::{Meeting, Project};

use super::decisions::{DECISION, decisions_list};
use super::meeting_conflict::conflict;
use crate::domain::error::Error;
use crate::features::desk::api;
use crate::features::desk::model::meeting::{
    AGENDA_MAX, DecisionDraft, Kept, MINUTES_MAX, MeetingDraft, MeetingFinding, PLACE_MAX, Spot,
    TITLE_MAX,
};
use crate::i18n::{self, Style, t};
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::{document, random};
use crate::ui::field::{Kind, field_error, text_field};
use crate::ui::parts::{icon, section, small_icon, submit};
use crate::ui::problem::{lines, of_field, summary};
use crate::ui::toast::Toasts;
use crate::ui::view;

/// Pointers into the body, and the ids of the fields.
const FIELDS: [(&str, &str); 6] = [
    ("/title", "meeting-title"),
    ("/starts_at", "meeting-day"),
    ("/place", "meeting-place"),
    ("/agenda", "meeting-agenda"),
    ("/minutes", "meeting-minutes"),
    ("/decisions", "meeting-decisions"),
];

/// The meeting that is being written.
#[derive(Clone, Copy)]
struct Form {
    query: Query<Project>,
    /// Its key, and whether it is new; nothing while the form is closed.
    open: RwSignal<Option<String>>,
    is_new: RwSignal<bool>,
    title: RwSignal<String>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    place: RwSignal<String>,
    agenda: RwSignal<String>,
    minutes: RwSignal<String>,
    decisions: RwSignal<Vec<DecisionDraft>>,
    /// What was published when it was begun.
    known: RwSignal<MeetingDraft>,
    wrong: RwSignal<Vec<(String, String)>>,
    command: Command,
}

/// The meetings, each with a button that changes it, and one that announces another.
pub(in crate::features::desk) fn meetings(query: Query<Project>) -> AnyView {
    let d = t().desk_projects();
    let text = || RwSignal::new(String::new());
    let form = Form {
        query,
        open: RwSignal::new(None),
        is_new: RwSignal::new(false),
        title: text(),
        day: text(),
        time: text(),
        place: text(),
        agenda: text(),
        minutes: text(),
        decisions: RwSignal::new(Vec::new()),
        known: RwSignal::new(MeetingDraft::default()),
        wrong: RwSignal::new(Vec::new()),
        command: Command::new(),
    };
    form.keep();
    // Somebody else was quicker: the newest is read, and shown beside what is typed.
    Effect::new(move |_| {
        if form
            .command
            .error
            .with(|error| error.as_ref().is_some_and(Error::is_late))
        {
            query.refresh();
        }
    });
    let list = move || {
        let project = query.get()?;
        let rows = project
            .meetings
            .iter()
            .map(|one| form.row(one))
            .collect_view();
        (!project.meetings.is_empty()).then(|| view! { <ul class="card card--flush">{rows}</ul> })
    };
    let is_open = Memo::new(move |_| form.open.with(Option::is_some));
    let foot = move || {
        if is_open.get() {
            return form.view();
        }
        let add = move |_| form.begin(None);
        view! {
            <p><button class="button button--soft button--small" type="button" data-add-meeting="" on:click=add>{icon("plus")} {d.meeting_add}</button></p>
        }
        .into_any()
    };
    let content = view! { <div class="stack">{list} {foot}</div> };
    section(t().projects().meetings, None, content.into_any())
}

impl Form {
    fn row(self, one: &Meeting) -> AnyView {
        let d = t().desk_projects();
        let when = i18n::instant(one.starts_at, Style::DayTime);
        let minutes = if one.minutes.is_some() {
            d.meeting_has_minutes
        } else {
            d.meeting_no_minutes
        };
        let about = [&*when, &*one.place, minutes].join(" · ");
        let label = format!("{}: {}", d.meeting_change, one.title);
        let change = {
            let one = one.clone();
            move |_| self.begin(Some(&one))
        };
        view! {
            <li class="decision" data-id=one.id.clone()>
                <div>
                    <p>{one.title.clone()}</p>
                    <p class="soft">{about}</p>
                </div>
                <button class="button button--quiet button--small" type="button" aria-label=label on:click=change>{d.meeting_change}</button>
            </li>
        }
        .into_any()
    }

    /// Where what is typed lies. Of new meetings one is written at a time.
    fn place_of(self) -> Option<(String, String)> {
        let key = self.open.get_untracked()?;
        let project = self.query.get_untracked()?;
        let which = if self.is_new.get_untracked() {
            "new".to_owned()
        } else {
            key
        };
        let person = untrack(|| Session::get().person());
        Some((person, format!("desk.meeting.{}.{which}", project.id)))
    }

    /// Keeps what is typed at every change, until it is published.
    fn keep(self) {
        Effect::new(move |_| {
            let (known, draft) = (self.known.get(), self.draft());
            let Some((person, subject)) = self.place_of() else {
                return;
            };
            if draft == known {
                return drafts::remove(&person, &subject);
            }
            let text = linli_json::to_text(&Kept { known, draft });
            // Without storage there is no draft; the text stays on the page.
            drop(drafts::save(&person, &subject, &text));
        });
    }

    /// What is published of this meeting now.
    fn published(self) -> Option<MeetingDraft> {
        let key = self.open.get()?;
        let project = self.query.get()?;
        let meeting = project.meetings.iter().find(|one| one.id == key)?;
        Some(MeetingDraft::of(meeting))
    }

    /// What somebody else has published since this was begun.
    fn conflict(self) -> Option<MeetingDraft> {
        let now = self.published()?;
        (now != self.known.get() && now != self.draft()).then_some(now)
    }

    fn set(self, draft: MeetingDraft) {
        self.title.set(draft.title);
        self.day.set(draft.day);
        self.time.set(draft.time);
        self.place.set(draft.place);
        self.agenda.set(draft.agenda);
        self.minutes.set(draft.minutes);
        self.decisions.set(draft.decisions);
    }

    fn draft(self) -> MeetingDraft {
        MeetingDraft {
            title: self.title.get(),
            day: self.day.get(),
            time: self.time.get(),
            place: self.place.get(),
            agenda: self.agenda.get(),
            minutes: self.minutes.get(),
            decisions: self.decisions.get(),
        }
    }

    /// Opens the form with what was typed before, else with what is known of a meeting.
    fn begin(self, one: Option<&Meeting>) {
        self.is_new.set(one.is_none());
        self.open
            .set(Some(one.map_or_else(random::uuid, |one| one.id.clone())));
        let kept = self
            .place_of()
            .and_then(|(person, subject)| drafts::load(&person, &subject))
            .and_then(|text| linli_json::from_text::<Kept>(&text));
        let known = one.map(MeetingDraft::of).unwrap_or_default();
        let kept = kept.unwrap_or_else(|| Kept {
            draft: known.clone(),
            known,
        });
        self.known.set(kept.known);
        self.set(kept.draft);
        // Somebody else may write about the same meeting.
        self.query.refresh();
        self.wrong.set(Vec::new());
        self.command.error.set(None);
        // The field exists after this turn.
        request_animation_frame(|| {
            document::focus("#meeting-title");
        });
    }

    /// Closes the form; what was typed is a draft.
    fn close(self) {
        if self.open.try_set(None).is_none() {
            request_animation_frame(|| {
                document::focus("[data-add-meeting]");
            });
        }
    }

    fn send(self) {
        let (Some(project), Some(key)) = (self.query.get_untracked(), self.open.get_untracked())
        else {
            return;
        };
        if untrack(|| self.conflict()).is_some() {
            document::scroll_into_view("[data-conflict]");
            document::focus("[data-conflict] h3");
            return;
        }
        let new = match untrack(|| self.draft()).checked() {
            Ok(new) => new,
            Err(findings) => {
                let line = |(spot, code, limit): MeetingFinding| {
                    let sentence = i18n::field_sentence(code, limit);
                    match spot {
                        Spot::Field(pointer) => {
                            let known = FIELDS.iter().find(|(known, _)| *known == pointer);
                            let id = known.map_or(FIELDS[0].1, |(_, id)| id);
                            let named = (t().ui().named)(label(id), &sentence);
                            (id.to_owned(), named)
                        }
                        Spot::Decision(place) => {
                            let of = (t().desk_projects().decision_number)(place + 1);
                            let named = (t().ui().named)(&of, &sentence);
                            (format!("{DECISION}-{place}"), named)
                        }
                    }
                };
                return self.wrong.set(findings.into_iter().map(line).collect());
            }
        };
        self.wrong.set(Vec::new());
        let query = self.query;
        let place = self.place_of();
        let known = project.meetings.iter().find(|one| one.id == key);
        let version = known.map(|one| one.version.as_str());
        let write = api::meeting(&project.id, &key, version, &new);
        self.command.send(write, move |answer| {
            Toasts::say(t().desk_projects().meeting_set);
            self.close();
            if let Some((person, subject)) = place {
                drafts::remove(&person, &subject);
            }
            if query.accept(&answer.body).is_err() {
                query.refresh();
            }
        });
    }

    /// Forgets what was typed and is not published.
    fn drop_draft(self) {
        let place = self.place_of();
        self.close();
        if let Some((person, subject)) = place {
            drafts::remove(&person, &subject);
        }
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
        let [title, day, place, agenda, minutes, decisions] = FIELDS.map(|(_, id)| id);
        let wrong = move |id| of_field(found, id);
        let nothing = Signal::derive(|| None);
        let words = |max, long| Kind {
            long,
            max: Some(max),
            ..Kind::default()
        };
        let input = |input| Kind {
            input,
            ..Kind::default()
        };
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        let theirs = Memo::new(move |_| self.conflict());
        let differs = conflict(
            theirs,
            move || self.draft(),
            move |now| self.known.set(now),
            move |now| self.set(now),
        );
        view! {
            <form class="card stack" novalidate on:submit=send>
                {differs}
                {summary(found, self.command.error)}
                {text_field(title, d.meeting_title, None, self.title, wrong(title), words(TITLE_MAX, false))}
                <fieldset class="field">
                    <legend class="field__label">{d.meeting_when}</legend>
                    {field_error(day, wrong(day))}
                    <div class="desk__pair">
                        {text_field(day, t().desk_ballots().form_day, None, self.day, nothing, input("date"))}
                        {text_field("meeting-time", t().desk_ballots().form_time, None, self.time, nothing, input("time"))}
                    </div>
                </fieldset>
                {text_field(place, p.form_place, None, self.place, wrong(place), words(PLACE_MAX, false))}
                {text_field(agenda, p.meeting_agenda, None, self.agenda, wrong(agenda), words(AGENDA_MAX, true))}
                {text_field(minutes, d.meeting_minutes, Some(d.meeting_minutes_hint), self.minutes, wrong(minutes), words(MINUTES_MAX, true))}
                <fieldset class="field" id=decisions tabindex="-1">
                    <legend class="field__label">{p.meeting_decisions}</legend>
                    {field_error(decisions, wrong(decisions))}
                    {decisions_list(self.decisions, found)}
                </fieldset>
                <p class="draft-note">{small_icon("edit")} {t().desk().draft_note}</p>
                <div class="row">
                    {submit(d.meeting_send, self.command.pending.into())}
                    <button class="button button--quiet" type="button" on:click=move |_| self.close()>{t().ui().cancel}</button>
                    <button class="button button--quiet" type="button" on:click=move |_| self.drop_draft()>{d.draft_drop}</button>
                </div>
            </form>
        }
        .into_any()
    }
}

/// What a field is called.
fn label(id: &str) -> &'static str {
    let (d, p) = (t().desk_projects(), t().projects());
    let labels = [
        d.meeting_title,
        d.meeting_when,
        p.form_place,
        p.meeting_agenda,
        d.meeting_minutes,
        p.meeting_decisions,
    ];
    let mut all = FIELDS.iter().zip(labels);
    all.find(|((_, known), _)| *known == id)
        .map_or(d.meeting_title, |(_, label)| label)
}
