//! What is typed into the forms of the order page. It lives outside of the page's content, which
//! is built anew whenever the order changes.

use leptos::prelude::*;
use linli_contract::{Order, OrderId, UploadId};

use super::api;
use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::domain::text::TextError;
use crate::i18n::t;
use crate::offline::outbox::{Entry, Kind, NewEntry, Replaces, Submitted};
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

/// The forms of one order's page, and what they work on. A handle, because every form's closures
/// carry it.
#[derive(Clone, Copy)]
pub(super) struct Forms(StoredValue<All>);

struct All {
    session: Session,
    query: Query<Order>,
    id: OrderId,
    reply: Form,
    photos: RwSignal<Vec<Chosen>>,
    photo_error: RwSignal<Option<String>>,
    resolution: Form,
    rating: Form,
    level: RwSignal<u8>,
    tags: RwSignal<Vec<String>>,
    complaint: Form,
    cancellation: Form,
    waiting: Memo<Vec<Entry>>,
    open: RwSignal<Option<Kind>>,
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
    fn clear(self, person: &str, subject: &str) {
        self.text.try_set(String::new());
        drafts::remove(person, subject);
    }
}

impl Forms {
    /// The forms of an order, with what was typed into them before.
    pub(super) fn new(session: Session, query: Query<Order>, id: OrderId) -> Self {
        let reply = Form::new("replies", &id, "reply");
        let resolution = Form::new("resolution", &id, "unsolved");
        let rating = Form::new("rating", &id, "rate-text");
        let complaint = Form::new("complaints", &id, "complaint");
        let cancellation = Form::new("cancellation", &id, "reason");
        let commands =
            [reply, resolution, rating, complaint, cancellation].map(|form| form.command);
        // The order has changed meanwhile: what is shown must be the newest.
        Effect::new(move |_| {
            let changed = |c: &Command| {
                c.error
                    .with(|e| e.as_ref().is_some_and(|e| e.status() == 409))
            };
            if commands.iter().filter(|command| changed(command)).count() > 0 {
                query.refresh();
            }
        });
        let page = Route::Order(id.clone()).to_string();
        let waiting = Memo::new(move |_| {
            let being_sent: Vec<String> = commands
                .iter()
                .filter(|command| command.pending.get())
                .map(|command| command.key())
                .collect();
            let mut waiting = session.outbox.waiting();
            waiting.retain(|entry| entry.page == page && !being_sent.contains(&entry.key));
            waiting
        });
        Self(StoredValue::new(All {
            session,
            query,
            id,
            reply,
            photos: RwSignal::new(Vec::new()),
            photo_error: RwSignal::new(None),
            resolution,
            rating,
            level: RwSignal::new(0),
            tags: RwSignal::new(Vec::new()),
            complaint,
            cancellation,
            waiting,
            open: RwSignal::new(None),
        }))
    }

    /// The order's id.
    pub(super) fn id(self) -> OrderId {
        self.0.with_value(|all| all.id.clone())
    }

    /// Who is here.
    pub(super) fn session(self) -> Session {
        self.0.with_value(|all| all.session)
    }

    /// The order.
    pub(super) fn query(self) -> Query<Order> {
        self.0.with_value(|all| all.query)
    }

    /// The answer to 待补充.
    pub(super) fn reply(self) -> Form {
        self.0.with_value(|all| all.reply)
    }

    /// Photos of the answer.
    pub(super) fn photos(self) -> RwSignal<Vec<Chosen>> {
        self.0.with_value(|all| all.photos)
    }

    /// What is wrong with a photo.
    pub(super) fn photo_error(self) -> RwSignal<Option<String>> {
        self.0.with_value(|all| all.photo_error)
    }

    /// 没解决; 已解决 has no text, but the same sending.
    pub(super) fn resolution(self) -> Form {
        self.0.with_value(|all| all.resolution)
    }

    /// The rating's text.
    pub(super) fn rating(self) -> Form {
        self.0.with_value(|all| all.rating)
    }

    /// The rating's level, 1 to 5; 0 until one is chosen.
    pub(super) fn level(self) -> RwSignal<u8> {
        self.0.with_value(|all| all.level)
    }

    /// The rating's words.
    pub(super) fn tags(self) -> RwSignal<Vec<String>> {
        self.0.with_value(|all| all.tags)
    }

    /// The complaint.
    pub(super) fn complaint(self) -> Form {
        self.0.with_value(|all| all.complaint)
    }

    /// The cancellation's reason.
    pub(super) fn cancellation(self) -> Form {
        self.0.with_value(|all| all.cancellation)
    }

    /// The writes about this order that still wait on this device. One that is being sent at this
    /// moment is not among them: its form says so.
    pub(super) fn waiting(self) -> Memo<Vec<Entry>> {
        self.0.with_value(|all| all.waiting)
    }

    /// Which of the forms that open by a button is open.
    pub(super) fn open(self) -> RwSignal<Option<Kind>> {
        self.0.with_value(|all| all.open)
    }

    /// Opens a form, and leads to its first field.
    pub(super) fn open_form(self, kind: Kind, field: &'static str) {
        self.open().set(Some(kind));
        // The field exists after this turn.
        request_animation_frame(move || {
            document::focus(field);
        });
    }

    /// Hands a write in: it is sent now, or waits on this device. `done` is said on arrival.
    pub(super) fn hand_in(self, form: Form, kind: Kind, body: String, done: &'static str) {
        // The page may be gone when the answer comes, and this handle with it.
        let (session, query, photos, open) =
            (self.session(), self.query(), self.photos(), self.open());
        let id = self.id();
        let order = query.get_untracked();
        let with = if kind == Kind::Reply {
            photos.get_untracked()
        } else {
            Vec::new()
        };
        let entry = NewEntry {
            kind,
            title: order
                .map(|order| order.service_name.clone())
                .unwrap_or_default(),
            page: Route::Order(id.clone()).to_string(),
            method: "POST",
            path: api::about(&id, path_of(kind)),
            body,
            replaces: Replaces::Anything,
            photos: with
                .iter()
                .map(|p| (p.id.clone(), p.jpeg.to_vec()))
                .collect(),
        };
        let (person, subject) = (session.person(), form.subject.get_value());
        form.command
            .submit(session.outbox, entry, move |submitted| {
                form.clear(&person, &subject);
                photos.try_set(Vec::new());
                let still_here = open.try_set(None).is_none();
                match submitted {
                    Submitted::Received(answer) => {
                        if query.accept(&answer.body) == Err(Error::Contract) {
                            query.refresh();
                        }
                        session.home.refresh();
                        Toasts::say(done);
                    }
                    Submitted::Waiting => Toasts::say(t().orders().kept),
                }
                if still_here {
                    document::focus("main h1");
                }
            });
    }

    /// The ids of the chosen photos.
    pub(super) fn photo_ids(self) -> Vec<UploadId> {
        self.photos()
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
    #[derive(linli_json::Json)]
    struct Typed {
        text: String,
    }
    let Route::Order(id) = Route::parse(&entry.page) else {
        return;
    };
    if let Some(typed) = linli_json::from_text::<Typed>(&entry.body) {
        keep(
            &entry.person,
            &draft_subject(path_of(entry.kind), id.as_str()),
            &typed.text,
        );
    }
}
