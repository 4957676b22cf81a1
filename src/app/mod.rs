//! Puts the app together: settings, stores, shell and pages.

mod config;
mod navigation;
mod outlet;
mod pages;
mod release;
mod shell;

use leptos::mount::mount_to;
use leptos::prelude::*;

use self::config::Config;
use self::navigation::Navigation;
use crate::api;
use crate::offline::Session;
use crate::platform::{document, task};
use crate::ui::appearance::Appearance;
use crate::ui::toast::Toasts;

/// Starts the app in the page.
pub fn start() {
    task::spawn(async {
        let config = Config::load().await;
        api::configure(&config.api_base);
        if let Some(element) = document::mount_point() {
            mount_to(element, move || root(&config)).forget();
            document::remove("#shell");
            // It may have said that all this takes long.
            document::hide("#panel");
        }
    });
}

fn root(config: &Config) -> AnyView {
    let appearance = Appearance::start(config.language());
    let session = Session::start();
    let navigation = Navigation::start();
    let toasts = Toasts::start();
    // Another language is asked for; another person was just told by an answer, which stands.
    Effect::new(move |before: Option<()>| {
        appearance.language.track();
        if before.is_some() {
            session.home.refresh();
        }
    });
    // Another language or another person mounts everything anew; what is typed is in the drafts.
    // Both are set only when they change.
    (move || {
        appearance.language.track();
        session.person();
        session.follow_language();
        shell::shell(navigation, toasts)
    })
    .into_any()
}
