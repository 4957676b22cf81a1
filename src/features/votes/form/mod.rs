//! The form of a ballot: what is chosen, kept at every tap, handed in once, and what came of it.

mod hand_in;

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Ballot, BallotId, MatterAnswer, OptionId, Vote, VoteChoice};

use super::api;
use super::model::choices::{self, Gap, Left, Room};
use super::model::draft::{Change, Draft};
use super::model::standing::{self, Can, Phase, Refusal, State};
use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::offline::outbox::{Entry, Kind};
use crate::offline::{Command, Query, Session, drafts, receipts};
use crate::platform::{clock, document, timer};

/// The most that a browser can wait, and more than anybody leaves a page open for.
const LONGEST_WAIT_MS: i64 = 2_000_000_000;

/// Everything that a page of a ballot shares.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// What is chosen now.
    pub(super) chosen: RwSignal<Vec<VoteChoice>>,
    /// Whether there is something chosen that was not handed in.
    pub(super) editing: RwSignal<bool>,
    /// What changed about the ballot since it was chosen.
    pub(super) changes: RwSignal<Vec<Change>>,
    /// Whether this device could not keep the draft.
    pub(super) not_kept: RwSignal<bool>,
    /// Whether a vote was taken back while nobody knew if it had arrived.
    pub(super) maybe_sent: RwSignal<bool>,
    /// What waits in the outbox for this ballot, under my name.
    pub(super) pending: Memo<Option<Entry>>,
    /// Where the vote stands; known once the ballot is.
    pub(super) state: Memo<State>,
    /// The version of the vote that what is chosen is to replace.
    replaces: RwSignal<Option<String>>,
    id: StoredValue<BallotId>,
    begun: StoredValue<bool>,
    parts: StoredValue<Parts>,
}

/// The larger parts, kept aside: every button carries a form along.
#[derive(Clone, Copy)]
struct Parts {
    session: Session,
    ballot: Query<Ballot>,
    vote: Query<Vote>,
    command: Command,
}

impl Form {
    /// Reads a ballot, and what this device has of it.
    pub(super) fn start(id: &BallotId) -> Self {
        let session = Session::get();
        let ballot = Query::<Ballot>::new(api::ballot(id));
        let vote = Query::<Vote>::idle();
        let command = Command::new();
        let editing = RwSignal::new(false);
        let path = api::vote(id);
        let pending = Memo::new(move |_| {
            let person = session.person();
            let mine = |e: &&Entry| e.kind == Kind::Vote && e.path == path && e.person == person;
            let entries = session.outbox.entries;
            entries.with(|all| all.iter().rev().find(mine).cloned())
        });
        let state = Memo::new(move |_| {
            let waits = pending.with(|entry| entry.as_ref().is_some_and(|e| e.refused.is_none()));
            let counted = known(vote).is_some() || ballot.get().is_some_and(|b| told(&b, vote));
            standing::state(waits || command.pending.get(), editing.get(), counted)
        });
        let form = Self {
            chosen: RwSignal::new(Vec::new()),
            editing,
            changes: RwSignal::new(Vec::new()),
            not_kept: RwSignal::new(false),
            maybe_sent: RwSignal::new(false),
            pending,
            state,
            replaces: RwSignal::new(None),
            id: StoredValue::new(id.clone()),
            begun: StoredValue::new(false),
            parts: StoredValue::new(Parts {
                session,
                ballot,
                vote,
                command,
            }),
        };
        form.follow();
        form
    }

    /// Keeps the page true: to the server, to the clock and to what waits on this device.
    fn follow(self) {
        // Somebody else of the household may have voted while the page lay in the background.
        Effect::new(move |before: Option<()>| {
            self.session().outbox.delivered.track();
            self.session().online.track();
            if before.is_some() {
                self.refresh();
            }
        });
        Effect::new(move |_| {
            let Some(ballot) = self.ballot().get() else {
                return;
            };
            self.begin(&ballot);
            self.wake(&ballot);
        });
        Effect::new(move |_| {
            if let Some(entry) = self.pending.get() {
                self.take_note(entry);
            }
        });
        Effect::new(move |_| self.settle());
        // After the close nobody tells the number again.
        Effect::new(move |_| {
            if let Some(vote) = self.counted() {
                receipts::keep(&self.person(), &vote.ballot_id, &vote.receipt);
            }
        });
        Effect::new(move |_| {
            let Some(Error::Problem(problem)) = self.command().error.get() else {
                return;
            };
            if standing::refusal(&problem) != Refusal::Other {
                self.refresh();
            }
        });
    }

    /// The session.
    pub(super) fn session(self) -> Session {
        self.parts.with_value(|parts| parts.session)
    }

    /// The ballot.
    pub(super) fn ballot(self) -> Query<Ballot> {
        self.parts.with_value(|parts| parts.ballot)
    }

    /// The vote of my unit, as far as the server has told it.
    pub(super) fn vote(self) -> Query<Vote> {
        self.parts.with_value(|parts| parts.vote)
    }

    /// Handing in.
    pub(super) fn command(self) -> Command {
        self.parts.with_value(|parts| parts.command)
    }

    /// Asks the server again, unless the page has gone.
    pub(super) fn refresh(self) {
        if let Some(parts) = self.parts.try_get_value() {
            parts.ballot.refresh();
            parts.vote.refresh();
        }
    }

    /// The first time that the ballot is known: its vote is read, and the draft is taken up. Later
    /// only what changed about the options is taken note of.
    fn begin(self, ballot: &Ballot) {
        let may = standing::can(ballot.mine.as_ref()) == Can::Yes;
        if may && phase(ballot) == Phase::Open {
            let path = api::vote(&ballot.id);
            if !self.begun.get_value() {
                self.vote().read(path);
            }
            self.begun.set_value(true);
        }
        if phase(ballot) == Phase::Closed {
            api::forget_vote(&ballot.id);
        }
        if let Some(draft) = self.draft() {
            self.take_up(ballot, &draft);
        }
    }

    fn take_up(self, ballot: &Ballot, draft: &Draft) {
        let (chosen, changes) = draft.fit(ballot);
        if self.chosen.with_untracked(|now| *now != chosen) {
            self.chosen.set(chosen);
        }
        self.replaces.set(draft.replaces.clone());
        if !changes.is_empty() {
            self.changes.set(changes);
            // The news are told once; from then on the draft is about the ballot as it is.
            self.keep();
        }
        self.editing.set(true);
    }

    /// The page becomes another when the ballot opens or closes.
    fn wake(self, ballot: &Ballot) {
        let now = clock::now().0;
        let next = [ballot.opens_at.0, ballot.closes_at.0]
            .into_iter()
            .filter(|at| *at > now)
            .min();
        let Some(wait) = next.map(|at| at - now).filter(|ms| *ms < LONGEST_WAIT_MS) else {
            return;
        };
        let alarm = timer::after(i32::try_from(wait).unwrap_or(i32::MAX), move || {
            if self.id.try_get_value().is_some() {
                self.begun.set_value(false);
                self.refresh();
            }
        });
        let alarm = StoredValue::new_local(Some(alarm));
        on_cleanup(move || alarm.set_value(None));
    }

    fn person(self) -> String {
        untrack(|| self.session().person())
    }

    fn subject(self) -> String {
        format!("vote.{}", self.id.get_value())
    }

    fn draft(self) -> Option<Draft> {
        linli_json::from_text(&drafts::load(&self.person(), &self.subject())?)
    }

    /// Keeps what is chosen on this device.
    fn keep(self) {
        let Some(ballot) = self.ballot().get_untracked() else {
            return;
        };
        let draft = Draft::of(
            &ballot,
            &self.chosen.get_untracked(),
            self.replaces.get_untracked(),
            clock::now().0,
        );
        let text = linli_json::to_text(&draft);
        let kept = drafts::save(&self.person(), &self.subject(), &text);
        self.not_kept.set(kept.is_err());
    }

    /// The vote that the server has, as far as it is known.
    pub(super) fn counted(self) -> Option<Arc<Vote>> {
        known(self.vote())
    }

    /// Whether somebody of the unit changed the vote since this one was begun.
    pub(super) fn conflicts(self) -> bool {
        let vote = self.counted();
        // The state tells when the version may have changed.
        self.vote().state().track();
        let version = self.vote().version();
        let now = vote.as_ref().map(|vote| (&**vote, version.as_deref()));
        let replaces = self.replaces.get();
        self.editing.get()
            && self.state.get() == State::Draft
            && standing::changed_since(replaces.as_deref(), now)
    }

    /// Whether the counted vote can be changed now: its version must be known.
    pub(super) fn may_change(self) -> bool {
        self.vote().state().track();
        self.vote().version().is_some()
    }

    /// Whether this replaces a vote that is counted.
    pub(super) fn is_change(self) -> bool {
        self.counted().is_some() || self.ballot().get().is_some_and(|b| told(&b, self.vote()))
    }

    /// Chooses an option, or takes it out.
    pub(super) fn toggle(self, option: &OptionId) {
        self.edit(|ballot, chosen| choices::toggle(ballot, chosen, option));
    }

    /// Makes room and chooses.
    pub(super) fn swap(self, out: &[OptionId], option: &OptionId) {
        self.edit(|ballot, chosen| choices::swap(ballot, chosen, out, option));
    }

    /// Answers a matter.
    pub(super) fn answer(self, matter: &OptionId, answer: MatterAnswer) {
        self.edit(|_, chosen| choices::set_answer(chosen, matter, answer));
    }

    fn edit(self, change: impl FnOnce(&Ballot, &mut Vec<VoteChoice>)) {
        let Some(ballot) = self.ballot().get_untracked() else {
            return;
        };
        self.command().error.set(None);
        self.chosen.update(|chosen| change(&ballot, chosen));
        self.editing.set(true);
        self.keep();
    }

    /// Whether an option fits now.
    pub(super) fn room(self, option: &OptionId) -> Room {
        self.with(|ballot, chosen| choices::room(ballot, chosen, option))
            .unwrap_or(Room::Fits)
    }

    /// What can still be used up.
    pub(super) fn left(self) -> Option<Left> {
        self.with(choices::left)
    }

    /// Why what is chosen is no vote yet.
    pub(super) fn gap(self) -> Option<Gap> {
        self.with(choices::gap).flatten()
    }

    fn with<T>(self, read: impl FnOnce(&Ballot, &[VoteChoice]) -> T) -> Option<T> {
        let ballot = self.ballot().get()?;
        Some(self.chosen.with(|chosen| read(&ballot, chosen)))
    }

    /// Begins to change the counted vote; it stands until the changed one is counted.
    pub(super) fn begin_change(self) {
        let Some(vote) = untrack(|| self.counted()) else {
            return;
        };
        self.chosen.set(vote.choices.clone());
        self.replaces.set(self.vote().version());
        self.command().error.set(None);
        self.editing.set(true);
        self.keep();
        focus(".ballot__choose");
    }

    /// Drops what was not handed in; a counted vote stands as it is.
    pub(super) fn drop_draft(self) {
        self.forget_draft();
        focus(".vote-state__title");
    }

    fn forget_draft(self) {
        drafts::remove(&self.person(), &self.subject());
        self.editing.set(false);
        self.chosen.set(Vec::new());
        self.replaces.set(None);
        self.changes.set(Vec::new());
        self.command().error.set(None);
    }
}

/// The phase of a ballot now.
pub(super) fn phase(ballot: &Ballot) -> Phase {
    standing::phase(ballot, clock::now().0)
}

/// Whether the form can be filled in: the person may vote, and it is open or will be.
pub(super) fn may_choose(ballot: &Ballot) -> bool {
    standing::can(ballot.mine.as_ref()) == Can::Yes && phase(ballot) != Phase::Closed
}

/// The vote, unless the server just said that there is none.
fn known(vote: Query<Vote>) -> Option<Arc<Vote>> {
    let failed = vote
        .state()
        .with(|state| matches!(state, LoadState::Failed(_)));
    vote.get().filter(|_| !failed)
}

/// Whether the ballot says that my unit has a vote which itself cannot be read, yet or any more.
fn told(ballot: &Ballot, vote: Query<Vote>) -> bool {
    let none = vote.state().with(|state| match state {
        LoadState::Failed(error) => error.status() == 404,
        _ => false,
    });
    let closed = phase(ballot) == Phase::Closed;
    (closed || !none) && ballot.mine.as_ref().is_some_and(|mine| mine.voted)
}

/// Moves the focus once what changed is on the screen.
fn focus(selector: &'static str) {
    request_animation_frame(move || {
        document::focus(selector);
        document::scroll_into_view(selector);
    });
}
