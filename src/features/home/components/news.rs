//! What is new around here: wishes near their goal, announcements, my grid worker.

use leptos::prelude::*;
use linli_contract::{Announcement, Contact, HomeBallot, Wish};

use crate::domain::route::Route;
use crate::i18n::{self, Style, t};
use crate::ui::parts::{badge, call, link_row, section};
use crate::ui::view;

/// Wishes near their threshold.
pub(in crate::features::home) fn wishes(wishes: &[Wish]) -> Option<AnyView> {
    let h = t().home();
    let rows = wishes
        .iter()
        .map(|wish| {
            let href = Route::Wish(wish.id.clone()).to_string();
            let progress = (h.wish_progress)(wish.seconds, wish.threshold);
            view! {
                <li class="card wish" data-id=wish.id.0.clone()>
                    <a class="wish__text" href=href>{wish.text.clone()}</a>
                    <div class="wish__meter">
                        <progress
                            class="progress progress--wish" value=wish.seconds.to_string() max=wish.threshold.to_string()
                            aria-label=progress.clone()
                        ></progress>
                        <p class="wish__line"><span class="wish__seconds">{progress}</span></p>
                    </div>
                </li>
            }
        })
        .collect_view();
    let more = Some((Route::Wishes.to_string(), h.wishes_more));
    (!wishes.is_empty()).then(|| {
        section(
            h.wishes,
            more,
            view! { <ul class="stack">{rows}</ul> }.into_any(),
        )
    })
}

/// Open ballots, until when, and whether my unit has a vote.
pub(in crate::features::home) fn ballots(ballots: &[HomeBallot]) -> Option<AnyView> {
    let h = t().home();
    let rows = ballots
        .iter()
        .map(|ballot| {
            let href = Route::Ballot(ballot.ballot_id.clone()).to_string();
            let until = i18n::instant(ballot.closes_at, Style::DayTime);
            let text = if ballot.voted {
                (h.ballot_voted)(&until)
            } else {
                format!("{} · {}", h.ballot_open, (h.until)(&until))
            };
            link_row(href, ballot.ballot_id.as_str(), &ballot.title, text)
        })
        .collect_view();
    let more = Some((Route::Projects.to_string(), h.ballots_more));
    let list = view! { <ul class="card card--flush">{rows}</ul> };
    (!ballots.is_empty()).then(|| section(h.ballots, more, list.into_any()))
}

/// The newest announcements.
pub(in crate::features::home) fn announcements(announcements: &[Announcement]) -> Option<AnyView> {
    let h = t().home();
    let rows = announcements
        .iter()
        .map(|a| {
            let href = Route::Announcement(a.id.clone()).to_string();
            link_row(
                href,
                a.id.as_str(),
                &a.title,
                i18n::instant(a.published_at, Style::Day),
            )
        })
        .collect_view();
    let more = Some((Route::Announcements.to_string(), h.announcements_more));
    let list = view! { <ul class="card card--flush">{rows}</ul> };
    (!announcements.is_empty()).then(|| section(h.announcements, more, list.into_any()))
}

/// The first contact, whom one may simply call.
pub(in crate::features::home) fn contact(contacts: &[Contact]) -> Option<AnyView> {
    let h = t().home();
    let contact = contacts.first()?;
    let card = view! {
        <div class="card contact">
            {badge("guide", "people")}
            <div class="contact__body">
                <p class="contact__name">{contact.name.clone()} " " <span class="contact__role">{contact.about.clone()}</span></p>
                <p class="soft">{contact.area.clone()}</p>
            </div>
            {call("button--soft button--small", &contact.name, &contact.phone)}
        </div>
    };
    let more = Some((Route::Contacts.to_string(), h.contacts_more));
    Some(section(h.contacts, more, card.into_any()))
}
