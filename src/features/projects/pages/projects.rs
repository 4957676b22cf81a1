//! `/projects`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{BallotRow, Feature, Page, ProjectRow, ProjectStage};

use crate::domain::route::Route;
use crate::features::projects::components::{ballots, card, check_links, closed_ballots, waiting};
use crate::features::projects::model::{self, Groups};
use crate::features::projects::{api, store};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::effect::effect;
use crate::ui::page::{empty, loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, icon, section};
use crate::ui::search::{Words, search_field};
use crate::ui::view;

/// As many projects are read at first, and more each time more are asked for.
const STEP: u32 = 100;
/// More projects than a neighbourhood has, and as many as the server tells at once.
const ALL: u32 = 1000;

/// What is decided now, and all projects by their stage.
pub fn projects_page() -> AnyView {
    let session = Session::get();
    let limit = RwSignal::new(STEP);
    let query = Query::<Page<ProjectRow>>::new(api::projects(STEP));
    let votes = Query::<Page<BallotRow>>::idle();
    effect(move |_| {
        if session.offers(&Feature::Votes) {
            votes.read(api::BALLOTS.to_owned());
        }
    });
    effect(move |first| {
        session.outbox.delivered.track();
        session.online.track();
        if !first {
            votes.refresh();
            query.refresh();
        }
    });
    let more = move || {
        limit.update(|limit| *limit += STEP);
        query.read(api::projects(limit.get_untracked()));
    };
    let (stage, typed) = store::looking_for();
    // Whoever looks for something looks among all of them.
    effect(move |_| {
        let sought = stage.with(Option::is_some) || typed.with(|typed| !typed.trim().is_empty());
        let has_more = query.get().is_some_and(|page| page.next_cursor.is_some());
        if sought && has_more && limit.get_untracked() < ALL && session.online.get() {
            limit.set(ALL);
            query.read(api::projects(ALL));
        }
    });
    let content = view! {
        {head()}
        {waiting(session)}
        {move || votes.get().map(|page| ballots(&page.items))}
        {filters(query, stage, typed)}
        {loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |rows| list(rows, stage, typed, more),
        )}
        {move || votes.get().and_then(|page| closed_ballots(&page.items))}
        {move || session.offers(&Feature::Votes).then(check_links)}
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "projects",
        "page--wide",
        Signal::derive(|| t().projects().title.to_owned()),
        query.state(),
        content.into_any(),
    )
}

fn head() -> AnyView {
    let p = t().projects();
    view! {
        <div class="page__head">
            <div class="order-card__head">
                <h1 tabindex="-1">{p.title}</h1>
                <a class="button button--primary" href=Route::NewProject.to_string()>{icon("plus")} {p.new}</a>
            </div>
            <p class="page__lead">{p.lead}</p>
        </div>
    }
    .into_any()
}

/// The search and the stages, each with the number of projects in it.
fn filters(
    query: Query<Page<ProjectRow>>,
    stage: RwSignal<Option<ProjectStage>>,
    typed: RwSignal<String>,
) -> AnyView {
    let p = t().projects();
    let words = Words {
        label: p.search,
        hint: p.search_hint,
        clear: p.search_clear,
    };
    let counts = Memo::new(move |_| {
        let Some(page) = query.get() else {
            return Vec::new();
        };
        let of = |stage| page.items.iter().filter(|row| row.stage == stage).count();
        let mut counts = vec![(None, page.items.len())];
        counts.extend(
            model::LISTED
                .into_iter()
                .map(|stage| (Some(stage.clone()), of(stage))),
        );
        counts.retain(|(_, count)| *count > 0);
        counts
    });
    let item = move |one: Option<ProjectStage>, count: usize| {
        let word = one.as_ref().map_or(p.all, |stage| (p.stage)(stage));
        let key = one.as_ref().map_or("all", ProjectStage::as_str).to_owned();
        let mine = one.clone();
        view! {
            <button
                class="stage-filter" type="button" data-stage=key
                aria-pressed=move || stage.with(|now| *now == mine).to_string()
                on:click=move |_| stage.set(one.clone())
            >
                {word} <span class="stage-filter__count">{count}</span>
            </button>
        }
    };
    view! {
        <div class="projects__tools">
            {search_field("project-search", words, typed, move |text| typed.set(text))}
            <div class="stage-filters" role="group" aria-label=p.stages>
                {move || counts.get().into_iter().map(|(one, count)| item(one, count)).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

fn list(
    rows: Arc<Page<ProjectRow>>,
    stage: RwSignal<Option<ProjectStage>>,
    typed: RwSignal<String>,
    more: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let p = t().projects();
    if rows.items.is_empty() {
        let text = Some(p.none_text.to_owned());
        return empty("art-wish", p.none, text, ().into_any());
    }
    let has_more = rows.next_cursor.is_some();
    let all = rows.clone();
    let groups = Memo::new(move |_| {
        let stage = stage.get();
        typed.with(|typed| model::groups(&all.items, stage.as_ref(), typed))
    });
    let count = move || {
        let count = groups.with(|groups| groups.iter().map(|(_, places)| places.len()).sum());
        let narrowed = stage.with(Option::is_some) || typed.with(|typed| !typed.trim().is_empty());
        if narrowed {
            (p.count)(count)
        } else {
            String::new()
        }
    };
    view! {
        <p class="soft" role="status">{count}</p>
        {move || sections(&rows.items, &groups.get())}
        {has_more.then(|| view! {
            <p class="section"><button class="button button--soft button--wide" type="button" on:click=move |_| more()>{p.more}</button></p>
        })}
    }
    .into_any()
}

fn sections(rows: &[ProjectRow], groups: &Groups) -> AnyView {
    let p = t().projects();
    if groups.is_empty() {
        let propose = view! { <a class="button button--primary" href=Route::NewProject.to_string()>{icon("plus")} {p.new}</a> };
        let text = Some(p.none_found_text.to_owned());
        return empty("art-search", p.none_found, text, propose.into_any());
    }
    groups
        .iter()
        .map(|(stage, places)| {
            let title = stage
                .as_ref()
                .map_or(p.unlisted_group, |stage| (p.stage)(stage));
            let cards = places
                .iter()
                .map(|place| card(&rows[*place]))
                .collect_view();
            let list =
                view! { <ul class="project-list" data-count=places.len().to_string()>{cards}</ul> };
            section(title, None, list.into_any())
        })
        .collect_view()
        .into_any()
}
