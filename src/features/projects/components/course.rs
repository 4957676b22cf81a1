//! What is done for a project, and what is planned.

use leptos::prelude::*;
use linli_contract::{Milestone, Picture};

use crate::api::picture_url;
use crate::i18n::{self, t};
use crate::ui::parts::{section, small_icon};
use crate::ui::view;

/// What is done and what is planned, in order of time.
pub(in crate::features::projects) fn milestones(all: &[Milestone]) -> Option<AnyView> {
    let p = t().projects();
    let next = all.iter().position(|one| one.done_on.is_none());
    let items = all
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let class = match (one.done_on, next == Some(index)) {
                (Some(_), _) => "timeline__item timeline__item--done",
                (None, true) => "timeline__item timeline__item--now",
                (None, false) => "timeline__item",
            };
            let planned = (p.planned)(&i18n::day(one.planned_on));
            let when = match one.done_on {
                Some(day) if day == one.planned_on => (p.done)(&i18n::day(day)),
                Some(day) => format!("{} · {planned}", (p.done)(&i18n::day(day))),
                None => planned,
            };
            let done = one.done_on.is_some().then(|| small_icon("check"));
            view! {
                <li class=class>
                    <p class="timeline__word">{one.title.clone()} " " {done}</p>
                    <p class="timeline__meta">{when}</p>
                    {one.text.clone().map(|text| view! { <p class="timeline__text">{text}</p> })}
                    {pictures(&one.pictures)}
                </li>
            }
        })
        .collect_view();
    let list = view! { <div class="card"><ol class="timeline">{items}</ol></div> };
    (!all.is_empty()).then(|| section(p.milestones, None, list.into_any()))
}

fn pictures(all: &[Picture]) -> Option<AnyView> {
    let images = all
        .iter()
        .map(|picture| {
            view! {
                <li><img class="milestone__picture" src=picture_url(&picture.id) alt=picture.alt.clone() loading="lazy" /></li>
            }
        })
        .collect_view();
    (!all.is_empty()).then(|| view! { <ul class="thumbs">{images}</ul> }.into_any())
}
