//! The draft of a ballot that is open: what is typed, what is stored, and which of the two is newer. What
//! is typed is kept on this device at every keystroke, with the version that it changes, so that a draft
//! which somebody else has stored meanwhile is noticed also after a reload.

mod lines;
mod typed;

use leptos::prelude::*;
use linli_contract::{
    Ballot, BallotCheck, BallotId, BallotKind, CountRule, Page, ProjectRow, RollRow, VotingUnit,
};

use super::api;
use super::model::draft::{self, Draft, Kept, Part};
pub(super) use lines::{field, name, refused, target};
pub(super) use typed::{ANNOUNCE, Typed};

use lines::line;
use typed::first;

use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::i18n::t;
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::{clock, document, history};
use crate::ui::nav;
use crate::ui::toast::Toasts;

/// The draft that is open.
#[derive(Clone, Copy)]
pub(super) struct Drafting {
    /// What is stored.
    pub(super) ballot: Query<Ballot>,
    /// What stands in the way of opening it.
    pub(super) check: Query<BallotCheck>,
    /// The rolls that there are.
    pub(super) rolls: Query<Page<RollRow>>,
    /// The projects that there are.
    pub(super) projects: Query<Page<ProjectRow>>,
    /// What is typed.
    pub(super) typed: Typed,
    /// The storing.
    pub(super) saving: Command,
    /// What our own checks found: field and sentence.
    pub(super) wrong: RwSignal<Vec<(String, String)>>,
    /// The stored draft and its version; nothing until it is read.
    pub(super) stored: RwSignal<Option<(u32, Draft)>>,
    /// The version that is being changed.
    base: RwSignal<u32>,
    id: StoredValue<Option<BallotId>>,
    person: StoredValue<String>,
}

impl Drafting {
    /// A new draft, or the one with this id; nothing is read yet.
    pub(super) fn new(id: Option<&BallotId>) -> Self {
        let drafting = Self {
            ballot: Query::idle(),
            check: Query::idle(),
            rolls: Query::idle(),
            projects: Query::idle(),
            typed: Typed::new(),
            saving: Command::new(),
            wrong: RwSignal::new(Vec::new()),
            stored: RwSignal::new(None),
            base: RwSignal::new(0),
            id: StoredValue::new(id.cloned()),
            person: StoredValue::new(String::new()),
        };
        Effect::new(move |_| drafting.follow());
        drafting.keep();
        // Somebody else was quicker: the newest is read, and shown beside what is typed.
        Effect::new(move |_| {
            let error = drafting.saving.error;
            if error.with(|error| error.as_ref().is_some_and(Error::is_late)) {
                drafting.ballot.refresh();
            }
        });
        drafting
    }

    /// Reads it, and what it can be made of.
    pub(super) fn read(self) {
        self.person.set_value(untrack(|| Session::get().person()));
        self.rolls.read(api::ROLLS.to_owned());
        self.projects.read(api::PROJECTS.to_owned());
        if let Some(id) = self.id.get_value() {
            self.ballot.read(api::ballot(&id));
        }
    }

    /// Whether it is the draft of a ballot that is not stored yet.
    pub(super) fn is_new(self) -> bool {
        self.id.with_value(Option::is_none)
    }

    /// The id of the stored draft.
    pub(super) fn id(self) -> Option<BallotId> {
        self.id.get_value()
    }

    /// How the draft's page stands: it takes the rolls and, where there is one, the stored draft.
    pub(super) fn state(self) -> LoadState {
        let rolls = self.rolls.state().get();
        if self.is_new() || matches!(rolls, LoadState::Failed(_)) {
            return rolls;
        }
        let ballot = self.ballot.state().get();
        let coming = ballot.has_content() && self.stored.with(Option::is_none);
        if coming { LoadState::Loading } else { ballot }
    }

    /// Whether the ballot is fixed and no draft any more.
    pub(super) fn frozen(self) -> bool {
        let ballot = self.ballot.get();
        ballot.is_some_and(|ballot| ballot.terms_hash.is_some())
    }

    /// Takes note of what is stored. What is typed gives way only where nothing was changed.
    fn follow(self) {
        let Some(rolls) = self.rolls.get() else {
            return;
        };
        let stored = match self.ballot.get() {
            Some(ballot) => (ballot.version, Draft::of(&ballot, &rolls.items)),
            None if self.is_new() => (0, Draft::new(clock::now())),
            None => return,
        };
        untrack(|| match self.stored.get() {
            None => {
                match self.kept() {
                    Some(kept) if kept.draft != stored.1 => {
                        self.typed.set(&kept.draft);
                        self.base.set(kept.base);
                    }
                    _ => {
                        self.typed.set(&stored.1);
                        self.base.set(stored.0);
                    }
                }
                self.stored.set(Some(stored));
                self.read_check();
            }
            Some(before) if before == stored => {}
            Some((_, before)) => {
                let typed = self.typed.draft();
                if typed == before || typed == stored.1 {
                    self.typed.set(&stored.1);
                    self.base.set(stored.0);
                }
                self.stored.set(Some(stored));
                self.read_check();
            }
        });
    }

    fn subject(self) -> String {
        self.id.with_value(|id| match id {
            Some(id) => format!("desk.ballot.{id}"),
            None => "desk.ballot.new".to_owned(),
        })
    }

    /// What lies on this device.
    pub(super) fn kept(self) -> Option<Kept> {
        let text = self
            .person
            .with_value(|person| drafts::load(person, &self.subject()))?;
        linli_json::from_text(&text)
    }

    /// Forgets what lies on this device.
    pub(super) fn forget(self) {
        self.person
            .with_value(|person| drafts::remove(person, &self.subject()));
    }

    fn keep(self) {
        Effect::new(move |_| {
            let draft = self.typed.draft();
            let base = self.base.get();
            let Some((_, stored)) = self.stored.get() else {
                return;
            };
            // What was typed before it was fixed stays until it has been seen.
            if self.frozen() {
                return;
            }
            if draft == stored {
                return self.forget();
            }
            let text = linli_json::to_text(&Kept { base, draft });
            let subject = self.subject();
            // Without storage there is no draft; the text stays on the page.
            self.person
                .with_value(|person| drop(drafts::save(person, &subject, &text)));
        });
    }

    fn read_check(self) {
        if let Some(id) = self.id.get_value() {
            self.check.read(api::check(&id));
        }
    }

    /// Whether something is typed that is not stored.
    pub(super) fn changed(self) -> bool {
        let typed = self.typed.draft();
        self.stored
            .with(|stored| stored.as_ref().is_some_and(|(_, stored)| *stored != typed))
    }

    /// The stored draft, where it is another one than the one that is being changed.
    pub(super) fn conflict(self) -> Option<Draft> {
        let known = self.ballot.state().get() == LoadState::Ready && !self.frozen();
        let (version, stored) = self.stored.get()?;
        (known && version != self.base.get() && self.changed()).then_some(stored)
    }

    /// Takes one part from the stored draft.
    pub(super) fn take(self, part: Part) {
        let Some((version, stored)) = self.stored.get_untracked() else {
            return;
        };
        let mut draft = untrack(|| self.typed.draft());
        draft.take(part, &stored);
        if draft == stored {
            self.base.set(version);
        }
        self.typed.set(&draft);
    }

    /// Takes all of it.
    pub(super) fn take_all(self) {
        if let Some((version, stored)) = self.stored.get_untracked() {
            self.base.set(version);
            self.typed.set(&stored);
        }
    }

    /// The unit of the chosen roll.
    pub(super) fn unit(self) -> Option<VotingUnit> {
        let chosen = first(self.typed.roll);
        let rolls = self.rolls.get()?;
        let roll = rolls.items.iter().find(|roll| roll.id == chosen)?;
        Some(roll.unit.clone())
    }

    /// The rules that fit what is asked and who votes.
    pub(super) fn rules(self) -> &'static [CountRule] {
        let unit = self.unit().unwrap_or(VotingUnit::Other(String::new()));
        draft::rules(&self.typed.kind(), &unit)
    }

    /// Whether the roll is of owners, and the kind is not theirs.
    pub(super) fn owners_need_matters(self) -> bool {
        let kind = self.typed.kind();
        let known = !matches!(kind, BallotKind::Other(_) | BallotKind::Matters);
        known && self.unit() == Some(VotingUnit::Owner)
    }

    /// Stores what is typed. With `over` it takes the place of what somebody else has stored.
    pub(super) fn save(self, over: bool) {
        let Some(rolls) = self.rolls.get_untracked() else {
            return self.rolls.refresh();
        };
        if !over && untrack(|| self.conflict()).is_some() {
            document::scroll_into_view("[data-conflict]");
            document::focus("[data-conflict] h2");
            return;
        }
        let sent = untrack(|| self.typed.draft());
        let new = match sent.checked(&rolls.items) {
            Ok(new) => new,
            Err(findings) => {
                return self.wrong.set(findings.iter().map(line).collect());
            }
        };
        self.wrong.set(Vec::new());
        let id = self.id.get_value();
        let version = self.ballot.version();
        if id.is_some() && version.is_none() {
            // A kept copy is shown: nothing is decided on it.
            let reading = t().desk_ballots().reading.to_owned();
            self.wrong
                .set(vec![(field(Part::Title).to_owned(), reading)]);
            return self.ballot.refresh();
        }
        let write = api::draft(id.as_ref().map(|id| (id, version)), &new);
        let place = (self.person.get_value(), self.subject());
        self.saving.send(write, move |answer| {
            let Some(ballot) = linli_json::from_text::<Ballot>(&answer.body) else {
                return self.ballot.refresh();
            };
            Toasts::say(t().desk_ballots().saved);
            drafts::remove(&place.0, &place.1);
            let Some(now) = self.stored.try_with_untracked(|_| self.typed.draft()) else {
                return;
            };
            let draft = Draft::of(&ballot, &rolls.items);
            if id.is_none() {
                return go_on(&place.0, &ballot, now, &sent);
            }
            // What was typed after the button goes on from here.
            if now == sent {
                self.typed.set(&draft);
            }
            self.base.set(ballot.version);
            self.stored.set(Some((ballot.version, draft)));
            drop(self.ballot.accept_answer(&answer));
            self.read_check();
        });
    }
}

/// Goes to the page of a draft that is stored now; what was typed after the button goes along.
fn go_on(person: &str, ballot: &Ballot, now: Draft, sent: &Draft) {
    if now != *sent {
        let kept = Kept {
            base: ballot.version,
            draft: now,
        };
        let subject = format!("desk.ballot.{}", ballot.id);
        drop(drafts::save(person, &subject, &linli_json::to_text(&kept)));
    }
    // Who has gone elsewhere meanwhile stays there.
    if Route::parse(&history::path()) == Route::DeskNewBallot {
        nav::replace(&Route::DeskBallot(ballot.id.clone()));
    }
}
