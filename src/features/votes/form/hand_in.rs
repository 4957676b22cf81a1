//! Handing a vote in, and what becomes of it: counted, waiting, refused, taken back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Ballot, NewVote};

use super::{Form, focus};
use crate::domain::error::Error;
use crate::features::votes::api;
use crate::features::votes::model::choices;
use crate::features::votes::model::draft::Draft;
use crate::offline::drafts;
use crate::offline::outbox::{Entry, Submitted};
use crate::platform::clock;

impl Form {
    /// What was refused while nobody looked becomes a draft again, with the reason.
    pub(super) fn take_note(self, entry: Entry) {
        let (Some(problem), Some(ballot)) = (entry.refused.clone(), self.ballot().get()) else {
            return;
        };
        self.reopen(&ballot, &entry);
        self.command()
            .error
            .set(Some(Error::Problem(Box::new(problem))));
        let outbox = self.session().outbox;
        spawn_local(async move { outbox.forget(&entry.lane).await });
    }

    /// A draft that says what is counted already decides nothing: the device died between handing it
    /// in and forgetting it, or somebody else of the unit chose the same.
    pub(super) fn settle(self) {
        let (Some(ballot), Some(vote)) = (self.ballot().get(), self.counted()) else {
            return;
        };
        let same = self.chosen.with(|chosen| {
            choices::sorted(&ballot, chosen) == choices::sorted(&ballot, &vote.choices)
        });
        if same && self.conflicts() {
            self.forget_draft();
        }
    }

    fn reopen(self, ballot: &Ballot, entry: &Entry) {
        if let Some(vote) = linli_json::from_text::<NewVote>(&entry.body) {
            let draft = Draft::of_vote(ballot, &vote, entry.if_match.clone(), clock::now().0);
            self.take_up(ballot, &draft);
            self.keep();
        }
    }

    /// Hands the vote in.
    pub(in crate::features::votes) fn submit(self) {
        let Some(ballot) = self.ballot().get_untracked() else {
            return;
        };
        let chosen = self.chosen.get_untracked();
        if choices::gap(&ballot, &chosen).is_some() {
            return;
        }
        let entry = api::cast(
            &ballot,
            self.command().key(),
            choices::sorted(&ballot, &chosen),
            self.replaces.get_untracked(),
        );
        let (person, subject) = (self.person(), self.subject());
        let (session, vote) = (self.session(), self.vote());
        self.command()
            .submit(session.outbox, entry, move |submitted| {
                drafts::remove(&person, &subject);
                self.editing.try_set(false);
                self.changes.try_set(Vec::new());
                self.maybe_sent.try_set(false);
                if let Submitted::Received(answer) = submitted {
                    // A page that has gone meanwhile reads it when it is opened again.
                    let _ = vote.accept_answer(&answer);
                    // Read again, so that there are copies of both for a time without a network.
                    self.refresh();
                    session.home.refresh();
                }
                focus(".vote-state__title");
            });
    }

    /// Hands in what is chosen instead of the vote that is counted now.
    pub(in crate::features::votes) fn replace(self) {
        self.replaces.set(self.vote().version());
        self.keep();
        self.submit();
    }

    /// Sends what waits now.
    pub(in crate::features::votes) fn send_now(self) {
        let outbox = self.session().outbox;
        if let Some(entry) = self.pending.get_untracked() {
            spawn_local(async move { outbox.retry(&entry.lane).await });
        }
    }

    /// Takes what waits back into the hand.
    pub(in crate::features::votes) fn take_back(self) {
        let outbox = self.session().outbox;
        let (Some(entry), Some(ballot)) =
            (self.pending.get_untracked(), self.ballot().get_untracked())
        else {
            return;
        };
        self.maybe_sent.set(entry.attempts > 0);
        // First the draft, then the entry: what was chosen is never in neither place.
        self.reopen(&ballot, &entry);
        spawn_local(async move {
            outbox.forget(&entry.lane).await;
            self.refresh();
            focus(".ballot__choose");
        });
    }
}
