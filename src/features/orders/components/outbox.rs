//! What waits on this device: what, since when, how it stands, and the ways on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::Timestamp;

use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::orders::forms;
use crate::features::orders::model::{Standing, standing};
use crate::i18n::{self, Style, t};
use crate::offline::Session;
use crate::offline::outbox::{Entry, Kind};
use crate::platform::document;
use crate::ui::nav;
use crate::ui::page::sign_in_link;
use crate::ui::parts::{icon, status};
use crate::ui::toast::Toasts;
use crate::ui::view;

/// What kind of thing an entry is, in a word.
pub(in crate::features::orders) fn kind_word(kind: Kind) -> &'static str {
    let o = t().orders();
    match kind {
        Kind::Order => o.kind_order,
        Kind::Photo => o.kind_photo,
        Kind::Reply => o.kind_reply,
        Kind::Resolution => o.kind_resolution,
        Kind::Rating => o.kind_rating,
        Kind::Complaint => o.kind_complaint,
        Kind::Wish => o.kind_wish,
        Kind::Second => o.kind_second,
        Kind::Project => o.kind_project,
        Kind::Comment => o.kind_comment,
        Kind::Follow => o.kind_follow,
        Kind::Evaluation => o.kind_evaluation,
        Kind::Milestone => o.kind_milestone,
        Kind::Posting => o.kind_posting,
        Kind::Vote => o.kind_vote,
    }
}

/// The entries; `ask` is told the lane of the one that the person wants to take back.
pub(in crate::features::orders) fn entries(
    session: Session,
    waiting: &[Entry],
    ask: impl Fn(String) + Copy + 'static,
) -> AnyView {
    let all = session.outbox.entries.get();
    let online = session.online.get();
    let cards = waiting
        .iter()
        .map(|entry| {
            let parts = || all.iter().filter(|other| other.lane == entry.lane);
            let photos = parts().filter(|part| part.kind == Kind::Photo).count();
            let standing =
                standing(parts().map(|part| (part.needs_sign_in, part.refused.as_ref())));
            card(session, entry, photos, standing, online, ask)
        })
        .collect_view();
    view! { <ul class="stack" data-count=waiting.len().to_string()>{cards}</ul> }.into_any()
}

fn card(
    session: Session,
    entry: &Entry,
    photos: usize,
    standing: Standing,
    online: bool,
    ask: impl Fn(String) + Copy + 'static,
) -> AnyView {
    let o = t().orders();
    let (chip, text) = match &standing {
        Standing::Waiting if online => (
            status("wait", "clock", o.state_waiting),
            o.state_waiting_text.to_owned(),
        ),
        Standing::Waiting => (
            status("wait", "clock", o.state_waiting),
            o.state_offline_text.to_owned(),
        ),
        Standing::SignIn => (
            status("wait", "user", o.state_sign_in),
            o.state_sign_in_text.to_owned(),
        ),
        Standing::Refused(problem) => (
            status("stop", "warn", o.state_refused),
            i18n::sentence(&Error::Problem(problem.clone())),
        ),
    };
    let since = (o.since)(&i18n::instant(Timestamp(entry.created_at), Style::DayTime));
    let mut about = format!("{} · {since}", kind_word(entry.kind));
    if photos > 0 {
        about.push_str(" · ");
        about.push_str(&(o.with_photos)(photos));
    }
    let lane = entry.lane.clone();
    view! {
        <li class="card stack" data-id=entry.key.clone() data-state=word(&standing)>
            <div class="order-card__head">
                <h2 class="order-card__title">{entry.title.clone()}</h2>
                {chip}
            </div>
            <p>{text}</p>
            <p class="soft">{about}</p>
            <div class="row">
                {way_on(session, entry, &standing)}
                <button
                    class="button button--quiet button--small" type="button"
                    on:click=move |_| ask(lane.clone())
                >
                    {icon("trash")} {o.take_back}
                </button>
            </div>
        </li>
    }
    .into_any()
}

const fn word(standing: &Standing) -> &'static str {
    match standing {
        Standing::Waiting => "waiting",
        Standing::SignIn => "sign-in",
        Standing::Refused(_) => "refused",
    }
}

/// The next step: send it now, sign in, or change it.
fn way_on(session: Session, entry: &Entry, standing: &Standing) -> AnyView {
    let o = t().orders();
    let href = entry.page.clone();
    let outbox = session.outbox;
    let lane = entry.lane.clone();
    match standing {
        Standing::SignIn => sign_in_link(Route::Outbox),
        Standing::Waiting => {
            let send = move |_| {
                let lane = lane.clone();
                spawn_local(async move { outbox.retry(&lane).await });
            };
            view! {
                <button class="button button--soft button--small" type="button" on:click=send>
                    {icon("refresh")} {o.send_now}
                </button>
                <a class="button button--quiet button--small" href=href>{o.open}</a>
            }
            .into_any()
        }
        // The same key would get the same answer: a refused write is changed, not repeated.
        Standing::Refused(_) if is_about_an_order(entry) => {
            let entry = entry.clone();
            let change = move |_| {
                let entry = entry.clone();
                spawn_local(async move {
                    forms::restore(&entry);
                    outbox.forget(&entry.lane).await;
                    nav::go(&Route::parse(&entry.page));
                });
            };
            view! {
                <button class="button button--soft button--small" type="button" on:click=change>
                    {icon("edit")} {o.open_to_change}
                </button>
            }
            .into_any()
        }
        Standing::Refused(_) => {
            view! { <a class="button button--soft button--small" href=href>{icon("edit")} {o.open_to_change}</a> }
                .into_any()
        }
    }
}

fn is_about_an_order(entry: &Entry) -> bool {
    matches!(
        entry.kind,
        Kind::Reply | Kind::Resolution | Kind::Rating | Kind::Complaint
    )
}

/// Takes an entry back, with its photos.
pub(in crate::features::orders) fn take_back(session: Session, lane: String) {
    spawn_local(async move {
        session.outbox.forget(&lane).await;
        Toasts::say(t().orders().taken_back);
        document::focus("main h1");
    });
}
