//! `/`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Home, Timestamp};
use linli_json::Json;

use crate::domain::route::{Route, Step};
use crate::features::home::components::{
    announcements, areas, ballots, contact, project_news, todos, wish_news, wishes,
};
use crate::features::home::model::{self, Card};
use crate::i18n::{self, Style, t};
use crate::offline::{Session, drafts};
use crate::platform::clock;
use crate::ui::effect::effect;
use crate::ui::page::{loadable, page, sign_in_link};
use crate::ui::parts::{art, help_line};
use crate::ui::view;

/// The first screen.
pub fn home_page() -> AnyView {
    let session = Session::get();
    let query = session.home;
    // What the outbox delivered may have changed what waits.
    effect(move |first| {
        session.outbox.delivered.track();
        if !first {
            query.refresh();
        }
    });
    let content = view! {
        {move || hello(query.get().as_deref())}
        {loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton,
            move |home| content(session, home),
        )}
    };
    page(
        "home",
        "page--wide home",
        Signal::derive(|| t().home().title.to_owned()),
        query.state(),
        content.into_any(),
    )
}

fn hello(home: Option<&Home>) -> AnyView {
    let now = clock::now();
    let hour = i18n::instant(now, Style::Time)
        .get(..2)
        .and_then(|hour| hour.parse().ok())
        .unwrap_or(9);
    let me = home.and_then(|home| home.me.as_ref());
    let today = i18n::instant(now, Style::Day);
    let line = match me.and_then(|me| me.household.as_ref()) {
        Some(household) => format!("{today} · {}", household.address),
        None => today,
    };
    view! {
        <div class="home__hello">
            {art("home__art", "art-street")}
            <h1 class="home__greeting" tabindex="-1">{(t().home().greeting)(hour, me.map(|me| me.name.as_str()))}</h1>
            <p class="home__date">{line}</p>
        </div>
    }
    .into_any()
}

fn content(session: Session, home: Arc<Home>) -> AnyView {
    let mut others = Vec::new();
    let waiting = if home.me.is_some() {
        let person = session.person();
        let ballots = model::ballot_cards(&home.ballots, &votes_of(&person));
        let cards = model::cards(
            &home.todos,
            &home.points_todos,
            &home.reminders,
            drafts_of(&person),
            ballots,
        );
        others = model::other_ballots(&home.ballots, &cards);
        todos(cards)
    } else {
        view! {
            <div class="card card--tint stack">
                <h2 class="card__title">{t().home().sign_in_title}</h2>
                <p>{t().home().sign_in_text}</p>
                {sign_in_link(Route::Home)}
            </div>
        }
        .into_any()
    };
    view! {
        <div class="home__columns">
            <div>
                {waiting}
                {areas(&home)}
                {ballots(&others)}
                {project_news(&home.project_news)}
                {wish_news(&home.wish_news)}
            </div>
            <div class="home__aside">
                {wishes(&home.wishes)}
                {announcements(&home.announcements)}
                {contact(&home.contacts)}
            </div>
        </div>
        {help_line(&home.community.centre.phone)}
    }
    .into_any()
}

/// What the first screen needs of a draft; the order form writes more.
#[derive(Json)]
struct DraftHead {
    title: String,
    saved_at: i64,
    /// Set when it was handed in and waits in the outbox: then it is no draft.
    #[serde(default)]
    waiting: Option<String>,
}

/// The half-filled forms of more than one question, the newest first.
fn drafts_of(person: &str) -> Vec<Card> {
    let mut cards: Vec<(i64, Card)> = ["order.", "project"]
        .into_iter()
        .flat_map(|prefix| drafts::all(person, prefix))
        .filter_map(|(subject, text)| {
            let head: DraftHead =
                linli_json::from_text(&text).filter(|head: &DraftHead| head.waiting.is_none())?;
            let page = match subject.strip_prefix("order.") {
                Some(service) => Route::OrderForm(service.into(), Step::Person),
                None => Route::NewProject,
            };
            let title = if head.title.trim().is_empty() {
                t().home().draft_untitled.to_owned()
            } else {
                head.title
            };
            let saved_at = Timestamp(head.saved_at);
            Some((
                head.saved_at,
                Card::Draft {
                    page,
                    title,
                    saved_at,
                },
            ))
        })
        .collect();
    cards.sort_by_key(|(saved_at, _)| -saved_at);
    cards.into_iter().map(|(_, card)| card).collect()
}

/// The ballots of which this device has a half-filled vote.
fn votes_of(person: &str) -> Vec<String> {
    drafts::all(person, "vote.")
        .into_iter()
        .filter_map(|(subject, _)| Some(subject.strip_prefix("vote.")?.to_owned()))
        .collect()
}

fn skeleton() -> AnyView {
    view! {
        <div class="skeleton" aria-hidden="true">
            <span class="skeleton__line skeleton__line--short"></span>
            <span class="skeleton__block"></span>
            <span class="skeleton__block"></span>
            <span class="skeleton__line skeleton__line--short"></span>
            <span class="skeleton__block"></span>
        </div>
    }
    .into_any()
}
