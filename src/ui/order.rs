//! How an order looks wherever it is shown: to the household and at the workers' desk.

use leptos::prelude::*;
use linli_contract::{Complaint, Event, OrderStatus, Rating, ShownAnswer, UploadId};

use super::parts::{fact, section, status};
use crate::domain::phone;
use crate::i18n::{self, Style, t};
use crate::ui::view;

/// The address of a photo. The parts of pages know no server, so pages hand it in.
pub type PhotoUrl = fn(&UploadId) -> String;

/// How far an order has come, as the number of the step it is at; five when all are done, none
/// when it ended without service.
pub fn step_at(status: &OrderStatus) -> Option<usize> {
    match status {
        OrderStatus::Submitted | OrderStatus::Reviewing | OrderStatus::NeedInfo => Some(0),
        OrderStatus::Dispatched | OrderStatus::Accepted => Some(1),
        OrderStatus::Scheduled | OrderStatus::InService => Some(2),
        OrderStatus::Completed => Some(3),
        OrderStatus::Confirmed => Some(5),
        OrderStatus::Rejected
        | OrderStatus::Cancelled
        | OrderStatus::Duplicate
        | OrderStatus::Other(_) => None,
    }
}

/// The status in a word, with its icon; the colour only repeats them.
pub fn status_chip(now: &OrderStatus) -> AnyView {
    let (kind, symbol) = match now {
        OrderStatus::Submitted => ("open", "send"),
        OrderStatus::Reviewing => ("open", "search"),
        OrderStatus::NeedInfo => ("wait", "edit"),
        OrderStatus::Dispatched => ("open", "people"),
        OrderStatus::Accepted => ("open", "hand"),
        OrderStatus::Scheduled => ("open", "calendar"),
        OrderStatus::InService => ("open", "wrench"),
        OrderStatus::Completed | OrderStatus::Confirmed => ("done", "check"),
        OrderStatus::Cancelled => ("closed", "close"),
        OrderStatus::Duplicate => ("closed", "order"),
        OrderStatus::Rejected => ("stop", "warn"),
        OrderStatus::Other(_) => ("open", "info"),
    };
    status(kind, symbol, (t().orders().status)(now))
}

/// The five steps of an order, and where it is. Nothing for an order that ended without service.
pub fn steps(now: &OrderStatus) -> Option<AnyView> {
    let at = step_at(now)?;
    let items = t()
        .orders()
        .steps
        .iter()
        .enumerate()
        .map(|(index, word)| {
            let class = match index.cmp(&at) {
                std::cmp::Ordering::Less => "steps__item steps__item--done",
                std::cmp::Ordering::Equal => "steps__item steps__item--now",
                std::cmp::Ordering::Greater => "steps__item",
            };
            view! { <li class=class aria-current=(index == at).then_some("step")>{*word}</li> }
        })
        .collect_view();
    Some(
        view! {
            <div class="card">
                <ol class="steps" aria-label=t().orders().steps_label>{items}</ol>
            </div>
        }
        .into_any(),
    )
}

/// What happened, the newest first.
pub fn timeline(events: &[Event], url: PhotoUrl) -> AnyView {
    let newest = events.len().saturating_sub(1);
    let items = events
        .iter()
        .enumerate()
        .rev()
        .map(|(index, event)| {
            let who = event
                .name
                .clone()
                .unwrap_or_else(|| (t().orders().actor)(&event.by).to_owned());
            let meta = format!("{} · {who}", i18n::instant(event.at, Style::DayTime));
            let class = if index == newest {
                "timeline__item timeline__item--now"
            } else {
                "timeline__item"
            };
            let text = event.text.clone().filter(|text| !text.is_empty());
            view! {
                <li class=class>
                    <p class="timeline__word">{(t().orders().status)(&event.status)}</p>
                    <p class="timeline__meta">{meta}</p>
                    {text.map(|text| view! { <p class="timeline__text">{text}</p> })}
                    {thumbs(&event.photos, url)}
                </li>
            }
        })
        .collect_view();
    let list = view! { <div class="card"><ol class="timeline">{items}</ol></div> };
    section(t().orders().timeline, None, list.into_any())
}

/// What was filled in.
pub fn answers(title: &str, answers: &[ShownAnswer], url: PhotoUrl) -> Option<AnyView> {
    let rows = answers
        .iter()
        .map(|answer| {
            let value = if !answer.photos.is_empty() {
                thumbs(&answer.photos, url).into_any()
            } else if answer.text.is_empty() {
                view! { <span class="soft">{t().orders().not_answered}</span> }.into_any()
            } else {
                phone::grouped(&answer.text).into_any()
            };
            fact(&answer.label, value)
        })
        .collect_view();
    let list = view! { <dl class="card card--flush facts">{rows}</dl> };
    (!answers.is_empty()).then(|| section(title, None, list.into_any()))
}

/// The rating that was given, and what it set off.
pub fn rating(title: &str, rating: &Rating) -> AnyView {
    let o = t().orders();
    let level = o
        .levels
        .get(usize::from(rating.level).saturating_sub(1))
        .copied()
        .unwrap_or_default();
    let mut words = i18n::instant(rating.at, Style::Day);
    for tag in &rating.tags {
        words.push_str(" · ");
        words.push_str((o.tag)(tag));
    }
    let when = |at| i18n::instant(at, Style::DayTime);
    // Once somebody has called, what was agreed takes the place of the promise to call.
    let called = rating.called_back_at.map(|at| {
        let agreed = rating.call_back_text.clone();
        view! {
            <p>{(o.called_back)(&when(at))}</p>
            {agreed.map(|text| view! { <p class="wish__reason">{text}</p> })}
        }
        .into_any()
    });
    let card = view! {
        <div class="card stack">
            <p><strong>{level}</strong></p>
            <p class="soft">{words}</p>
            {(!rating.text.is_empty()).then(|| view! { <p>{rating.text.clone()}</p> })}
            {called.or_else(|| rating.call_back_by.map(|at| view! { <p>{(o.call_back_by)(&when(at))}</p> }.into_any()))}
            {rating.remedy_by.map(|at| view! { <p>{(o.remedy_by)(&when(at))}</p> })}
        </div>
    };
    section(title, None, card.into_any())
}

/// The complaints that were made.
pub fn complaints(title: &str, complaints: &[Complaint]) -> Option<AnyView> {
    let o = t().orders();
    let rows = complaints
        .iter()
        .map(|complaint| {
            let state = match complaint.answer {
                Some(_) => complaint.answered_at.map_or_else(
                    || o.complaint_answered.to_owned(),
                    |at| (o.complaint_answered_on)(&i18n::instant(at, Style::Day)),
                ),
                None => (o.complaint_due)(&i18n::instant(complaint.due_at, Style::Day)),
            };
            let meta = format!("{} · {state}", i18n::instant(complaint.at, Style::Day));
            view! {
                <li class="card stack">
                    <p>{complaint.text.clone()}</p>
                    <p class="soft">{meta}</p>
                    {complaint.answer.clone().map(|answer| view! { <p class="wish__reason">{answer}</p> })}
                </li>
            }
        })
        .collect_view();
    let list = view! { <ul class="stack">{rows}</ul> };
    (!complaints.is_empty()).then(|| section(title, None, list.into_any()))
}

/// Small pictures; each leads to the whole one.
fn thumbs(photos: &[UploadId], url: PhotoUrl) -> Option<AnyView> {
    let images = photos
        .iter()
        .enumerate()
        .map(|(index, id)| {
            let address = url(id);
            let href = address.clone();
            view! {
                <a href=href target="_blank" rel="noopener">
                    <img class="thumbs__image" src=address alt=(t().ui().photo_number)(index + 1) loading="lazy" />
                </a>
            }
        })
        .collect_view();
    (!photos.is_empty()).then(|| view! { <div class="thumbs">{images}</div> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_moves_through_its_steps_in_order() {
        let life = [
            OrderStatus::Submitted,
            OrderStatus::Dispatched,
            OrderStatus::Scheduled,
            OrderStatus::Completed,
            OrderStatus::Confirmed,
        ];
        let steps: Vec<_> = life.iter().map(step_at).collect();
        assert!(steps.is_sorted() && steps.iter().all(Option::is_some));
    }

    #[test]
    fn an_order_without_service_shows_no_steps_nor_does_an_unknown_status() {
        for status in [
            OrderStatus::Cancelled,
            OrderStatus::Rejected,
            OrderStatus::Duplicate,
            OrderStatus::Other("paused".into()),
        ] {
            assert_eq!(step_at(&status), None);
        }
    }
}
