//! What is typed into the forms of the order page. It lives outside of the page's content, which
//! is built anew whenever the order changes.

use leptos::prelude::*;
use linli_contract::{Order, OrderId, UploadId};

use super::api;
use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::domain::text::TextError;
use crate::i18n::t;
use crate::offline::outbox::{Entry, Kind, NewEntry, Submitted};
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::document;
use crate::ui::photos::Chosen;
use crate::ui::problem::{lines, text_sentence};
use crate::ui::toast::Toasts;

/// One form with one text.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// The id of the text's field.
    pub(super) field: &'static str,
    /// What is typed; kept as a draft at every keystroke.
    pub(super) text: RwSignal<String>,
    /// What our own checks found: field and sentence.
    pub(super) wrong: RwSignal<Vec<(String, String)>>,
    /// The sending.
    pub(super) command: Command,
    subject: StoredValue<String>,
}

/// The forms of one order's page.
#[derive(Clone, Copy)]
pub(super) struct Forms {
    /// Who is here.
    pub(super) session: Session,
    /// The order.
    pub(super) query: Query<Order>,
    /// The answer to 待补充.
    pub(super) reply: Form,
    /// Photos of the answer.
    pub(super) photos: RwSignal<Vec<Chosen>>,
    /// What is wrong with a photo.
    pub(super) photo_error: RwSignal<Option<String>>,
    /// 没解决; 已解决 has no text, but the same sending.
    pub(super) resolution: Form,
    /// The rating's text.
    pub(super) rating: Form,
    /// The rating's level as its choice has it, `1` to `5`.
    pub(super) level: RwSignal<u8>,
    /// The rating's words.
    pub(super) tags: RwSignal<Vec<String>>,
    /// The complaint.
    pub(super) complaint: Form,
    /// The cancellation's reason.
    pub(super) cancellation: Form,
    /// The writes about this order that still wait on this device. One that is being sent at this
    /// moment is not among them: its form says so.
    pub(super) waiting: Memo<Vec<Entry>>,
    /// Which of the forms that open by a button is open.
    pub(super) open: RwSignal<Option<Kind>>,
    id: StoredValue<OrderId>,
}

impl Form {
    fn new(what: &str, id: &OrderId, field: &'static str) -> Self {
        let person = Session::get().person();
        let subject = draft_subject(what, id.as_str());
        let text = RwSignal::new(drafts::load(&person, &subject).unwrap_or_default());
        let subject = StoredValue::new(subject);
        Effect::new(move |before: Option<()>| {
            let now = text.get();
            if before.is_some() {
                subject.with_value(|subject| keep(&person, subject, &now));
            }
        });
        Self {
            field,
            text,
            wrong: RwSignal::new(Vec::new()),
            command: Command::new(),
            subject,
        }
    }

    /// What is wrong: by our own checks, else what the server said.
    pub(super) fn lines(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => {
                    lines(&error, &[("/text", self.field)], self.field)
                }
                _ => wrong,
            }
        })
    }

    /// Takes the outcome of a check: the text, or a line at the field.
    pub(super) fn checked(self, result: Result<String, TextError>) -> Option<String> {
        match result {
            Ok(text) => {
                self.wrong.set(Vec::new());
                Some(text)
            }
            Err(error) => {
                self.refuse(self.field, text_sentence(error));
                None
            }
        }
    }

    /// Says what is wrong with a field.
    pub(super) fn refuse(self, field: &str, sentence: String) {
        self.wrong.set(vec![(field.to_owned(), sentence)]);
    }

    /// Empties it, here and among the drafts.
    fn clear(self, person: &str) {
        self.text.try_set(String::new());
        self.subject
            .try_with_value(|subject| drafts::remove(person, subject));
    }
}

impl Forms {
    /// The forms of an order, with what was typed into them before.
    pub(super) fn new(session: Session, query: Query<Order>, id: OrderId) -> Self {
        let page = Route::Order(id.clone()).to_string();
        let forms = Self {
            waiting: Memo::new(|_| Vec::new()),
            session,
            query,
            reply: Form::new("replies", &id, "reply"),
            photos: RwSignal::new(Vec::new()),
            photo_error: RwSignal::new(None),
            resolution: Form::new("resolution", &id, "unsolved"),
            rating: Form::new("rating", &id, "rate-text"),
            level: RwSignal::new(0),
            tags: RwSignal::new(Vec::new()),
            complaint: Form::new("complaints", &id, "complaint"),
            cancellation: Form::new("cancellation", &id, "reason"),
            open: RwSignal::new(None),
            id: StoredValue::new(id),
        };
        // The order has changed meanwhile: what is shown must be the newest.
        let all = [
            forms.reply,
            forms.resolution,
            forms.rating,
            forms.complaint,
            forms.cancellation,
        ];
        for form in all {
            let error = form.command.error;
            Effect::new(move |_| {
                if error.with(|error| error.as_ref().is_some_and(|e| e.status() == 409)) {
                    query.refresh();
                }
            });
        }
        let waiting = Memo::new(move |_| {
            let being_sent: Vec<String> = all
                .iter()
                .filter(|form| form.command.pending.get())
                .map(|form| form.command.key())
                .collect();
            let mut waiting = session.outbox.waiting();
            waiting.retain(|entry| entry.page == page && !being_sent.contains(&entry.key));
            waiting
        });
        Self { waiting, ..forms }
    }

    /// The order's id.
    pub(super) fn id(self) -> OrderId {
        self.id.get_value()
    }

    /// Hands a write in: it is sent now, or waits on this device. `done` is said on arrival.
    pub(super) fn hand_in(self, form: Form, kind: Kind, body: String, done: &'static str) {
        let id = self.id();
        let title = self
            .query
            .get_untracked()
            .map(|order| order.service_name.clone())
            .unwrap_or_default();
        let photos = if kind == Kind::Reply {
            let photos = self.photos.get_untracked();
            photos
                .iter()
                .map(|p| (p.id.clone(), p.jpeg.to_vec()))
                .collect()
        } else {
            Vec::new()
        };
        let entry = NewEntry {
            kind,
            title,
            page: Route::Order(id.clone()).to_string(),
            method: "POST",
            path: api::about(&id, path_of(kind)),
            body,
            photos,
        };
        let person = self.session.person();
        form.command
            .submit(self.session.outbox, entry, move |submitted| {
                form.clear(&person);
                self.photos.try_set(Vec::new());
                self.open.try_set(None);
                match submitted {
                    Submitted::Received(answer) => {
                        if self.query.accept(&answer.body) == Err(Error::Contract) {
                            self.query.refresh();
                        }
                        self.session.home.refresh();
                        Toasts::say(done);
                    }
                    Submitted::Waiting => Toasts::say(t().orders.kept),
                }
                document::focus("main h1");
            });
    }

    /// The ids of the chosen photos.
    pub(super) fn photo_ids(self) -> Vec<UploadId> {
        self.photos
            .with_untracked(|photos| photos.iter().map(|p| p.id.as_str().into()).collect())
    }
}

/// Under which name a text about an order is kept as a draft.
fn draft_subject(what: &str, order: &str) -> String {
    format!("{what}.{order}")
}

fn keep(person: &str, subject: &str, text: &str) {
    if text.is_empty() {
        drafts::remove(person, subject);
    } else {
        // Without storage there is no draft; the text stays on the page.
        let _ = drafts::save(person, subject, text);
    }
}

/// The last part of the path of a kind of write about an order.
const fn path_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Resolution => "resolution",
        Kind::Rating => "rating",
        Kind::Complaint => "complaints",
        _ => "replies",
    }
}

/// Puts the text of a write about an order that was taken back into its draft, so that it can be
/// changed on the order's page.
pub(super) fn restore(entry: &Entry) {
    #[derive(serde::Deserialize)]
    struct Typed {
        text: String,
    }
    let Route::Order(id) = Route::parse(&entry.page) else {
        return;
    };
    if let Ok(typed) = serde_json::from_str::<Typed>(&entry.body) {
        keep(
            &entry.person,
            &draft_subject(path_of(entry.kind), id.as_str()),
            &typed.text,
        );
    }
}
