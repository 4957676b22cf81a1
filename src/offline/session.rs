//! Who is here, and what the backend can do. Both come with the first screen's one request, and a
//! kept copy of it tells them without a network.

use leptos::prelude::*;
use linli_contract::{Capabilities, Community, Feature, Home, Me};

use super::outbox::Outbox;
use super::{Query, cache, drafts};
use crate::api;
use crate::domain::load::LoadState;
use crate::platform::db::{self, Store};
use crate::platform::{clock, locale, network, storage};

/// The session of this device. One exists, made at the root; pages get it by `Session::get()`.
#[derive(Clone, Copy)]
pub struct Session {
    /// The first screen's data.
    pub home: Query<Home>,
    /// What waits on this device.
    pub outbox: Outbox,
    /// Whether the browser believes that there is a network.
    pub online: RwSignal<bool>,
    person: RwSignal<String>,
    /// The first screen comes twice, from the disk and from the server, and again and again: whoever asks what the
    /// backend offers is told when that changes, and not each time.
    offered: Memo<Vec<Feature>>,
    root: StoredValue<Option<Owner>>,
}

impl Session {
    /// Begins: the copies of the person who was here last are shown until the server says who is
    /// here now.
    pub fn start() -> Self {
        let person = storage::get(storage::PERSON).unwrap_or_default();
        cache::set_owner(&person, locale::language().code());
        let online = RwSignal::new(network::is_online());
        network::on_change(move || {
            // Most of these events bring no news, and pages read anew when there is some.
            let now = network::is_online();
            if online.get_untracked() != now {
                online.set(now);
            }
        });
        let home = Query::<Home>::new("/v1/home");
        let offered = move |_: Option<&Vec<Feature>>| {
            let home = home.get();
            home.map(|home| home.capabilities.features.clone())
                .unwrap_or_default()
        };
        let session = Self {
            home,
            offered: Memo::new(offered),
            outbox: Outbox::start(),
            online,
            person: RwSignal::new(person),
            root: StoredValue::new(Owner::current()),
        };
        provide_context(session);
        Effect::new(move |_| session.follow());
        session
    }

    /// The session, from anywhere under the root.
    pub fn get() -> Self {
        expect_context()
    }

    /// A feature's store: made when it is first asked for, kept under the root for the app's life.
    /// So that a group of pages that is loaded apart brings its stores along.
    pub fn keep<T: Clone + Send + Sync + 'static>(self, make: impl FnOnce() -> T) -> T {
        let make = || {
            let kept = make();
            provide_context(kept.clone());
            kept
        };
        match self.root.get_value() {
            Some(root) => root.with(make),
            None => make(),
        }
    }

    /// The first screen's answer says who is here; everything kept follows that.
    fn follow(self) {
        let Some(home) = self.home.get() else {
            // Nobody can say who is here now: what the last person left waiting is shown all the
            // same.
            if self
                .home
                .state()
                .with(|state| matches!(state, LoadState::Failed(_)))
            {
                self.outbox.identify(&self.person.get_untracked());
            }
            return;
        };
        let time = home.capabilities.server_time;
        if !matches!(self.home.state().get_untracked(), LoadState::Ready) {
            clock::not_before(time);
            self.outbox.identify(&self.person.get_untracked());
            return;
        }
        clock::set_server_time(time);
        let person = home
            .me
            .as_ref()
            .map(|me| me.id.0.clone())
            .unwrap_or_default();
        if person != self.person.get_untracked() {
            cache::set_owner(&person, locale::language().code());
            let _ = storage::set(storage::PERSON, &person);
            self.person.set(person.clone());
        }
        self.outbox.identify(&person);
    }

    /// Copies are read and kept in the language of now; those in memory are in another.
    pub fn follow_language(self) {
        cache::set_owner(&self.person.get_untracked(), locale::language().code());
    }

    /// Who is signed in.
    pub fn me(self) -> Option<Me> {
        self.home.get().and_then(|home| home.me.clone())
    }

    /// The id under which this device keeps things; empty when signed out.
    pub fn person(self) -> String {
        self.person.get()
    }

    /// What the backend can do.
    pub fn capabilities(self) -> Option<Capabilities> {
        self.home.get().map(|home| home.capabilities.clone())
    }

    /// Whether the backend offers a part of the product.
    pub fn offers(self, feature: &Feature) -> bool {
        self.offered.with(|offered| offered.contains(feature))
    }

    /// The neighbourhood.
    pub fn community(self) -> Option<Community> {
        self.home.get().map(|home| home.community.clone())
    }

    /// Keeps whom to call, for everybody, so that it is there without a network from the first visit on.
    pub async fn keep_help_lines() {
        cache::keep_ahead(api::HELP_LINES, || true).await;
    }

    /// Keeps what everybody may read, so that it is there without a network; not when `still` says at the answer that it is
    /// not wanted any more.
    pub async fn keep_public(path: &str, still: impl Fn() -> bool) {
        cache::keep_ahead(path, still).await;
    }

    /// After signing in: everything is read anew under the new name.
    pub async fn signed_in(self, me: &Me) {
        cache::begin_visit(me.id.as_str(), locale::language().code());
        let _ = storage::set(storage::PERSON, me.id.as_str());
        if self.person.get_untracked() != me.id.0 {
            self.person.set(me.id.0.clone());
        }
        self.outbox.identify(me.id.as_str());
        self.outbox.signed_in().await;
        self.home.read("/v1/home".to_owned());
    }

    /// Signs out: the server first, then this device, with or without the server. Says whether the
    /// server was told; if not, it is told before anything else is asked of it.
    pub async fn sign_out(self) -> bool {
        let told = api::sign_out().await.is_ok();
        storage::remove(storage::PERSON);
        drafts::wipe();
        // First of all: an answer that comes while the device is cleared is not kept.
        cache::begin_visit("", locale::language().code());
        self.outbox.entries.set(Vec::new());
        cache::wipe().await;
        let _ = db::clear(Store::Outbox).await;
        let _ = db::clear(Store::Photos).await;
        // Without a network the first screen stays, with nothing of the person in it.
        self.home.change(forget_person);
        self.outbox.identify("");
        self.person.set(String::new());
        self.home.refresh();
        told
    }
}

/// Takes what only its household is told out of a first screen. Every part is named, so that a new one cannot be
/// forgotten here.
fn forget_person(home: &mut Home) {
    let Home {
        me,
        todos,
        figures,
        wishes,
        wish_news,
        contacts,
        ballots,
        project_news,
        points_todos,
        reminders,
        language: _,
        capabilities: _,
        community: _,
        announcements: _,
    } = home;
    *me = None;
    todos.clear();
    wish_news.clear();
    contacts.clear();
    ballots.clear();
    project_news.clear();
    points_todos.clear();
    reminders.clear();
    (figures.open_orders, figures.points) = (None, None);
    for wish in wishes {
        (wish.seconded, wish.mine) = (false, false);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_first_screen_of_nobody_has_nothing_of_the_person() {
        let text = include_str!("../../contract/examples/get_home/response.json");
        let mut home: Home = linli_json::from_text(text).unwrap();
        assert!(home.me.is_some() && !home.wish_news.is_empty() && !home.reminders.is_empty());
        forget_person(&mut home);
        let left = linli_json::to_text(&home);
        for part in [
            "me",
            "wish_news",
            "reminders",
            "ballots",
            "project_news",
            "points_todos",
            "open_orders",
            "points",
        ] {
            assert!(!left.contains(&format!("\"{part}\":")), "{part}");
        }
        assert!(home.todos.is_empty() && home.contacts.is_empty());
        assert!(home.wishes.iter().all(|wish| !wish.seconded && !wish.mine));
    }
}
