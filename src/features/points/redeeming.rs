//! Exchanging points for a reward: chosen, asked about, sent, answered. It needs the server's answer
//! now and never waits in the outbox: a reward that was promised to nobody must not be fetched. What
//! was chosen is kept until the answer is there.

use leptos::prelude::*;
use linli_contract::{Page, PointsOverview, Redemption, Reward};

use super::api;
use super::model::wanted::{SUBJECT, Wanted};
use crate::api::decode;
use crate::domain::error::Error;
use crate::domain::points::PointsPage;
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::{document, random};
use crate::ui::nav;

/// The state of an exchange. It belongs to the page of rewards.
#[derive(Clone, Copy)]
pub(super) struct Redeeming {
    pub(super) session: Session,
    pub(super) rewards: Query<Page<Reward>>,
    pub(super) overview: Query<PointsOverview>,
    /// What is wanted and not answered yet.
    pub(super) wanted: RwSignal<Option<Wanted>>,
    /// Whether the question is on the screen.
    pub(super) asking: RwSignal<bool>,
    /// What the server said no to, and why.
    pub(super) refused: RwSignal<Option<(String, Error)>>,
    /// Whether there was no network when it was to be sent.
    pub(super) unsent: RwSignal<bool>,
    /// Whether only what can be had now is shown.
    pub(super) affordable: RwSignal<bool>,
    pub(super) command: Command,
}

impl Redeeming {
    /// Begins with what was kept.
    pub(super) fn start(session: Session) -> Self {
        let kept = drafts::load(&person(session), SUBJECT);
        let redeeming = Self {
            session,
            rewards: Query::new(api::REWARDS),
            overview: Query::idle(),
            wanted: RwSignal::new(kept.as_deref().and_then(Wanted::from_draft)),
            asking: RwSignal::new(false),
            refused: RwSignal::new(None),
            unsent: RwSignal::new(false),
            affordable: RwSignal::new(false),
            command: Command::new(),
        };
        Effect::new(move |_| {
            if let Some(error) = redeeming.command.error.get() {
                redeeming.went_wrong(error);
            }
        });
        Effect::new(move |was: Option<bool>| {
            let asking = redeeming.asking.get();
            if was == Some(true) && !asking {
                redeeming.closed();
            }
            asking
        });
        redeeming
    }

    /// Asks about a reward. One that was sent before is the same intention still.
    pub(super) fn choose(self, reward: &Reward) {
        let known = self
            .wanted
            .get_untracked()
            .filter(|wanted| wanted.sent && wanted.reward == reward.id);
        let wanted = known.unwrap_or_else(|| Wanted::new(reward, random::uuid()));
        self.ask(wanted);
    }

    /// Asks again about what was kept.
    pub(super) fn go_on(self) {
        if let Some(wanted) = self.wanted.get_untracked() {
            self.ask(wanted);
        }
    }

    fn ask(self, wanted: Wanted) {
        self.refused.set(None);
        self.unsent.set(false);
        self.command.error.set(None);
        self.keep(Some(wanted));
        self.asking.set(true);
    }

    /// Sends it.
    pub(super) fn send(self) {
        let Some(mut wanted) = self.wanted.get_untracked() else {
            return;
        };
        if !self.session.online.get_untracked() {
            return self.unsent.set(true);
        }
        self.unsent.set(false);
        self.command.take_up(&wanted.key);
        let write = api::redeem(&wanted.body());
        wanted.sent = true;
        self.keep(Some(wanted));
        let (session, person) = (self.session, person(self.session));
        self.command.send(write, move |answer| {
            drafts::remove(&person, SUBJECT);
            session.home.refresh();
            // The page goes with all that it shows: nothing of it is changed on the way.
            if self.wanted.try_get_untracked().is_none() {
                return;
            }
            match decode::<Redemption>(&answer.body) {
                Ok(redemption) => {
                    nav::go(&PointsPage::Redemption(redemption.id).into());
                }
                // It is done, only the answer is not ours to read: the list has it.
                Err(_) => nav::go(&PointsPage::Redemptions.into()),
            }
        });
    }

    /// Forgets what was wanted.
    pub(super) fn leave(self) {
        self.keep(None);
        document::focus("main h1");
    }

    fn went_wrong(self, error: Error) {
        self.overview.refresh();
        self.rewards.refresh();
        if error.outcome_unknown() {
            return;
        }
        let Some(mut wanted) = self.wanted.get_untracked() else {
            return;
        };
        if error.needs_sign_in() {
            wanted.sent = false;
            return self.keep(Some(wanted));
        }
        self.keep(None);
        self.refused.set(Some((wanted.title, error)));
        self.asking.set(false);
        request_animation_frame(|| {
            document::focus("[data-refused]");
            document::scroll_into_view("[data-refused]");
        });
    }

    /// The question went away. What nobody confirmed is not wanted any more.
    fn closed(self) {
        let tried =
            self.unsent.get_untracked() || self.command.error.with_untracked(Option::is_some);
        let sent = self
            .wanted
            .with_untracked(|wanted| wanted.as_ref().is_some_and(|wanted| wanted.sent));
        if !tried && !sent {
            self.keep(None);
        }
    }

    fn keep(self, wanted: Option<Wanted>) {
        let person = person(self.session);
        match &wanted {
            Some(wanted) => drop(drafts::save(&person, SUBJECT, &wanted.to_draft())),
            None => drafts::remove(&person, SUBJECT),
        }
        self.wanted.set(wanted);
    }
}

fn person(session: Session) -> String {
    untrack(|| session.person())
}
