//! `/projects/{id}`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{
    BallotState, Comment, Page, Picture, Project, ProjectAction, ProjectId, ProjectStage,
};

use crate::api::picture_url;
use crate::domain::route::Route;
use crate::features::projects::api;
use crate::features::projects::components::{
    assessment, comments, evaluation, follow, meetings, milestones,
};
use crate::i18n::{self, t};
use crate::offline::{Query, Session};
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::{badge, fact, help_line, section, status};
use crate::ui::poster::poster;
use crate::ui::project::{chip, history, line};
use crate::ui::view;

/// As many comments are read at first, and more each time more are asked for.
const STEP: u32 = 100;

/// One project: where it stands, what it is, what neighbours say, how it went.
pub fn project_page(id: &ProjectId) -> AnyView {
    let session = Session::get();
    let query = Query::<Project>::new(api::project(id));
    let all = Query::<Page<Comment>>::new(api::comments(id, STEP));
    Effect::new(move |before: Option<()>| {
        session.outbox.delivered.track();
        session.online.track();
        if before.is_some() {
            query.refresh();
            all.refresh();
        }
    });
    let (limit, of) = (RwSignal::new(STEP), StoredValue::new(id.clone()));
    let more = move || {
        limit.update(|limit| *limit += STEP);
        all.read(of.with_value(|id| api::comments(id, limit.get_untracked())));
    };
    let title = Signal::derive(move || {
        query.get().map_or_else(
            || t().projects().project.to_owned(),
            |project| project.title.clone(),
        )
    });
    // The forms follow the project by themselves: only another project builds them anew.
    let known = Memo::new(move |_| query.get().is_some());
    let content = view! {
        <div class="page__head">
            <div class="order-card__head">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {move || query.get().map(|project| head_chip(&project))}
            </div>
            {move || query.get().map(|project| view! { <p class="page__lead">{project.summary.clone()}</p> })}
        </div>
        {loadable(
            move || known.get().then(|| Arc::new(())),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |_| body(session, query, all, more),
        )}
        <p class="section"><a class="button button--quiet" href=Route::Projects.to_string()>{t().projects().to_list}</a></p>
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page("project", "", title, query.state(), content.into_any())
}

fn head_chip(project: &Project) -> AnyView {
    if project.listed || project.stage == ProjectStage::Declined {
        chip(&project.stage)
    } else {
        status("wait", "clock", t().projects().unlisted)
    }
}

fn body(
    session: Session,
    query: Query<Project>,
    all: Query<Page<Comment>>,
    more: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let part = move |part: fn(&Project) -> AnyView| {
        let project = Memo::new(move |_| query.get());
        move || project.get().map(|project| part(&project))
    };
    let listed = Memo::new(move |_| query.get().is_some_and(|project| project.listed));
    view! {
        <div class="stack">
            {part(pictures)}
            {part(unlisted)}
            {part(stands)}
            {part(ballot)}
            {follow(session, query)}
        </div>
        {part(about)}
        {evaluation(session, query, all)}
        {part(|project| milestones(&project.milestones).into_any())}
        {move || listed.get().then(|| comments(session, query, all, more))}
        {part(|project| meetings(&project.meetings).into_any())}
        {part(|project| project.assessment.as_ref().map(assessment).into_any())}
        {part(|project| history(&project.history).into_any())}
        {query.get_untracked().map(|project| poster(&Route::Project(project.id.clone()), project.title.clone()))}
    }
    .into_any()
}

/// The first picture large, further ones beside it.
fn pictures(project: &Project) -> AnyView {
    let image = |picture: &Picture| {
        view! { <li class="pictures__item"><img class="pictures__image" src=picture_url(&picture.id) alt=picture.alt.clone() width="480" height="320" /></li> }
    };
    let images = project.pictures.iter().map(image).collect_view();
    (!project.pictures.is_empty())
        .then(|| view! { <ul class="pictures">{images}</ul> })
        .into_any()
}

/// A proposal that only its proposer sees.
fn unlisted(project: &Project) -> AnyView {
    (!project.listed && project.stage != ProjectStage::Declined)
        .then(|| view! { <p class="card card--wait">{t().projects().unlisted_text}</p> })
        .into_any()
}

fn stands(project: &Project) -> AnyView {
    line(&project.stage)
}

/// The way to its ballot or to what came of it. The ballot says itself which: it may be open in any stage.
fn ballot(project: &Project) -> AnyView {
    let p = t().projects();
    let Some(id) = project.ballot_id.clone() else {
        return ().into_any();
    };
    let closed = project.ballot_state == Some(BallotState::Closed);
    let may_vote = project.actions.contains(&ProjectAction::Vote);
    let (primary, soft) = (
        "button button--primary button--small",
        "button button--soft button--small",
    );
    let (text, route, class, word) = match (closed, may_vote) {
        (true, _) => (p.ballot_card_closed, Route::Result(id), soft, p.see_result),
        (false, true) => (p.ballot_card, Route::Ballot(id), primary, p.vote_now),
        (false, false) => (p.ballot_card, Route::Ballot(id), soft, p.vote_look),
    };
    view! {
        <div class="card contact" data-testid="project-ballot">
            {badge("vote", "vote")}
            <p class="contact__body">{text}</p>
            <a class=class href=route.to_string()>{word}</a>
        </div>
    }
    .into_any()
}

fn about(project: &Project) -> AnyView {
    let p = t().projects();
    let paragraphs = project
        .text
        .iter()
        .map(|text| view! { <p>{text.clone()}</p> })
        .collect_view();
    let cost = project
        .cost_fen
        .map_or_else(|| p.cost_unknown.to_owned(), i18n::money);
    let funding = project
        .funding
        .as_ref()
        .filter(|funding| !funding.is_empty())
        .map(|funding| fact(p.funding, funding.clone().into_any()));
    let facts = view! {
        <div class="prose">{paragraphs}</div>
        <dl class="card card--flush facts section">
            {fact(p.cost, cost.into_any())}
            {funding}
            {fact(p.place, project.place.clone().into_any())}
            {fact(p.proposer, project.proposer.clone().into_any())}
        </dl>
    };
    section(p.facts, None, facts.into_any())
}
