//! Puts the app together: settings, stores, shell and pages.

mod config;
mod desk_pages;
mod entry;
mod kiosk_shell;
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
use crate::domain::language::Language;
use crate::offline::Session;
use crate::platform::{document, mode, task};
use crate::ui::appearance::Appearance;
use crate::ui::changing;
use crate::ui::effect::effect;
use crate::ui::toast::Toasts;

/// Starts the app in the page.
pub fn start() {
    mode::begin();
    if mode::is_kiosk() {
        api::end_session_before();
    }
    let kept = Config::kept();
    if let Some(config) = &kept {
        show(config);
    }
    task::spawn(async move {
        if kept.is_none() {
            show(&Config::first().await);
        } else if Config::renewed().await {
            // The deployment has changed, which is rare: everything begins anew with its settings.
            document::reload();
        }
    });
}

fn show(config: &Config) {
    api::configure(&config.api_base);
    let language = config.language();
    if let Some(element) = document::mount_point() {
        mount_to(element, move || root(language)).forget();
        document::remove("#shell");
        // It may have said that all this takes long.
        document::hide("#panel");
    }
}

fn root(language: Language) -> AnyView {
    let appearance = Appearance::start(language);
    let session = Session::start();
    let navigation = Navigation::start();
    let toasts = Toasts::start();
    // Another language is asked for; another person was just told by an answer, which stands.
    effect(move |first| {
        appearance.language.track();
        if !first {
            session.home.refresh();
        }
    });
    // Another language or another person mounts everything anew; what is typed is in the drafts.
    // Both are set only when they change.
    changing(move || {
        appearance.language.track();
        session.person();
        session.follow_language();
        if mode::is_kiosk() {
            kiosk_shell::shell(toasts)
        } else {
            shell::shell(navigation, toasts)
        }
    })
}
