//! `/projects`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{BallotRow, Feature, Page, ProjectRow, ProjectStage};

use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::features::projects::components::{ballots, card, check_links, closed_ballots, waiting};
use crate::features::projects::model::{self, Groups};
use crate::features::projects::{api, store};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::platform::timer;
use crate::ui::effect::effect;
use crate::ui::page::{empty, loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, icon, section};
use crate::ui::search::{Words, search_field};
use crate::ui::view;

/// As many projects are read at first, and more each time more are asked for.
const STEP: u32 = 100;
/// How long typing rests before the server is asked, in milliseconds.
const TYPING_MS: i32 = 250;

/// What is decided now, and all projects by their stage.
pub fn projects_page() -> AnyView {
    let session = Session::get();
    let limit = RwSignal::new(STEP);
    let query = Query::<Page<ProjectRow>>::new(api::projects(STEP));
    let (stage, typed) = store::looking_for();
    let far = far(query, stage, typed);
    let votes = Query::<Page<BallotRow>>::idle();
    // The first screen comes twice, from the disk and from the server: only news in it asks again.
    let offered = Memo::new(move |_| session.offers(&Feature::Votes));
    effect(move |_| {
        if offered.get() {
            votes.read(api::BALLOTS.to_owned());
        }
    });
    effect(move |first| {
        session.outbox.delivered.track();
        session.online.track();
        if !first {
            votes.refresh();
            query.refresh();
            if far.wanted.get_untracked() {
                far.query.refresh();
            }
        }
    });
    let more = move || {
        if far.wanted.get_untracked() {
            return far.limit.update(|limit| *limit += STEP);
        }
        limit.update(|limit| *limit += STEP);
        query.read(api::projects(limit.get_untracked()));
    };
    let wanted = far.wanted;
    let shown = move || if wanted.get() { far.query } else { query };
    let content = view! {
        {head()}
        {waiting(session)}
        {move || votes.get().map(|page| ballots(&page.items))}
        {filters(query, stage, typed)}
        {loadable(
            move || if wanted.get() { far.found() } else { query.get() },
            Signal::derive(move || shown().state().get()),
            move || untrack(shown).refresh(),
            skeleton_rows,
            move |rows| list(rows, wanted.get_untracked(), stage, typed, more),
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

/// Looking among the projects that are not read yet.
#[derive(Clone, Copy)]
struct Far {
    /// Whether something is looked for, and not all projects are read.
    wanted: Memo<bool>,
    query: Query<Page<ProjectRow>>,
    limit: RwSignal<u32>,
    /// Whether what is typed has not been asked for yet: what was found before says nothing about it.
    resting: RwSignal<bool>,
}

impl Far {
    /// What was found, once it is an answer to what is looked for now.
    fn found(self) -> Option<Arc<Page<ProjectRow>>> {
        let coming = self.resting.get() || self.query.state().get() == LoadState::Loading;
        self.query.get().filter(|_| !coming)
    }
}

/// Asks the server for what is looked for, once typing rests, where the list that is read has an end.
fn far(
    all: Query<Page<ProjectRow>>,
    stage: RwSignal<Option<ProjectStage>>,
    typed: RwSignal<String>,
) -> Far {
    let wanted = Memo::new(move |_| {
        let sought = typed.with(|typed| !typed.trim().is_empty()) || stage.with(Option::is_some);
        sought && all.get().is_some_and(|page| page.next_cursor.is_some())
    });
    let far = Far {
        wanted,
        query: Query::idle(),
        limit: RwSignal::new(STEP),
        resting: RwSignal::new(true),
    };
    let alarm = StoredValue::new_local(None);
    effect(move |_| {
        if !wanted.get() {
            return alarm.set_value(None);
        }
        let limit = far.limit.get();
        let path =
            stage.with(|stage| typed.with(|typed| api::sought(limit, stage.as_ref(), typed)));
        far.resting.set(true);
        let ask = move || {
            far.query.read(path);
            far.resting.set(false);
        };
        alarm.set_value(Some(timer::after(TYPING_MS, ask)));
    });
    far
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
        let stages = model::LISTED.into_iter().map(Some);
        // While not all are read, there may be some of every stage, and nobody knows how many.
        if page.next_cursor.is_some() {
            return std::iter::once(None)
                .chain(stages)
                .map(|one| (one, None))
                .collect();
        }
        let of = |stage: &Option<ProjectStage>| {
            let rows = page.items.iter();
            rows.filter(|row| stage.as_ref().is_none_or(|stage| row.stage == *stage))
                .count()
        };
        let counts = std::iter::once(None).chain(stages).map(|one| {
            let count = of(&one);
            (one, count)
        });
        counts
            .filter(|(_, count)| *count > 0)
            .map(|(one, count)| (one, Some(count)))
            .collect()
    });
    let item = move |one: Option<ProjectStage>, count: Option<usize>| {
        let word = one.as_ref().map_or(p.all, |stage| (p.stage)(stage));
        let key = one.as_ref().map_or("all", ProjectStage::as_str).to_owned();
        let mine = one.clone();
        view! {
            <button
                class="stage-filter" type="button" data-stage=key
                aria-pressed=move || stage.with(|now| *now == mine).to_string()
                on:click=move |_| stage.set(one.clone())
            >
                {word} {count.map(|count| view! { <span class="stage-filter__count">{count}</span> })}
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

/// The projects that were read, or `found` for what is looked for.
fn list(
    rows: Arc<Page<ProjectRow>>,
    found: bool,
    stage: RwSignal<Option<ProjectStage>>,
    typed: RwSignal<String>,
    more: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let p = t().projects();
    if rows.items.is_empty() && !found {
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
