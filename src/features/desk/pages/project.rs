//! `/desk/projects/{id}`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{
    NewAssessment, NewProjectMove, Picture, Project, ProjectId, ProjectStage, RiskLevel,
};

use crate::api::picture_url;
use crate::domain::route::Route;
use crate::features::desk::components::{
    Frame, Saying, Told, access, frame, meetings, milestones, publish_button, reads, say_form,
};
use crate::features::desk::{api, model};
use crate::i18n::{self, t};
use crate::offline::{Query, Session};
use crate::platform::document;
use crate::ui::choice::{Choice, choices};
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::parts::{fact, section, status};
use crate::ui::project::{chip, history};
use crate::ui::toast::Toasts;
use crate::ui::view;

/// What is said about a decision or a move.
const SAID: (usize, usize) = (2, 500);

/// One project at the desk: what was proposed, publishing it, moving it on.
pub fn desk_project_page(id: &ProjectId) -> AnyView {
    let query = Query::<Project>::idle();
    let access = access(Session::get());
    let path = api::project(id);
    reads(access, move || query.read(path.clone()));
    let title = Signal::derive(move || {
        query.get().map_or_else(
            || t().desk_projects().project.to_owned(),
            |project| project.title.clone(),
        )
    });
    let shown = Memo::new(move |_| query.get());
    let head = view! {
        <div class="page__head">
            <div class="order-card__head">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {move || query.get().map(|project| state_chip(&project))}
            </div>
        </div>
    };
    let frame_of = Frame {
        name: "desk-project",
        here: Route::DeskProjects,
        title,
        access,
        state: query.state(),
        head: head.into_any(),
        wide: false,
    };
    // The forms of meetings and steps stay while the project changes around them.
    let listed = Memo::new(move |_| shown.with(|one| one.as_ref().is_some_and(|one| one.listed)));
    frame(frame_of, move || {
        let top = loadable(
            move || shown.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |project| body(query, project),
        );
        view! {
            {top}
            {move || listed.get().then(|| view! { {meetings(query)} {milestones(query)} })}
            {move || shown.get().map(|project| rest(query, &project))}
        }
        .into_any()
    })
}

fn state_chip(project: &Project) -> AnyView {
    if waits(project) {
        status("wait", "clock", t().projects().unlisted)
    } else {
        chip(&project.stage)
    }
}

/// Whether it is a proposal that nobody has looked at.
fn waits(project: &Project) -> bool {
    !project.listed && project.stage == ProjectStage::Collecting
}

fn body(query: Query<Project>, project: Arc<Project>) -> AnyView {
    let p = t().projects();
    let paragraphs = project
        .text
        .iter()
        .map(|text| view! { <p>{text.clone()}</p> })
        .collect_view();
    let cost = project
        .cost_fen
        .map_or_else(|| p.cost_unknown.to_owned(), i18n::money);
    let form = if waits(&project) {
        decide(query, &project)
    } else {
        moving(query, &project)
    };
    let public = project.listed.then(|| {
        let href = Route::Project(project.id.clone()).to_string();
        view! { <p><a class="button button--quiet button--small" href=href>{t().desk_projects().public_page}</a></p> }
    });
    view! {
        <div class="stack">
            <div class="card stack">{paragraphs} {pictures(&project.pictures)}</div>
            <dl class="card card--flush facts">
                {fact(p.place, project.place.clone().into_any())}
                {fact(p.cost, cost.into_any())}
                {fact(p.proposer, project.proposer.clone().into_any())}
            </dl>
            {form}
            {public}
        </div>
    }
    .into_any()
}

/// What stands under the forms.
fn rest(query: Query<Project>, project: &Project) -> AnyView {
    view! {
        {project.listed.then(|| assessing(query, project))}
        {history(&project.history)}
    }
    .into_any()
}

/// Publishing the risk assessment, or a newer one, behind its button.
fn assessing(query: Query<Project>, project: &Project) -> AnyView {
    let (d, p) = (t().desk_projects(), t().projects());
    let (open, id) = (RwSignal::new(false), project.id.clone());
    let word = if project.assessment.is_some() {
        d.assess_again
    } else {
        d.assess
    };
    let levels = [RiskLevel::Low, RiskLevel::Medium, RiskLevel::High];
    let content = move || {
        if !open.get() {
            let act = move |_| {
                open.set(true);
                // The form exists after this turn.
                request_animation_frame(|| {
                    document::focus("#risk-low");
                });
            };
            return view! { <p><button class="button button--soft button--small" type="button" on:click=act>{word}</button></p> }.into_any();
        }
        let level = RwSignal::new(Vec::<String>::new());
        let options = levels
            .iter()
            .map(|level| Choice::new(level.as_str(), (p.risk)(level)))
            .collect();
        let head = view! {
            <fieldset class="stack">
                <legend class="field__label">{d.assess_level}</legend>
                {choices("risk", "choices--words", false, false, options, level)}
            </fieldset>
        };
        let saying = Saying {
            field: "assess-text",
            label: d.assess_label,
            hint: d.assess_hint,
            send: d.assess_send,
            bounds: (10, 4000),
            subject: format!("desk.assessment.{id}"),
            method: "PUT",
            path: api::assessment(&id),
        };
        let body = move |text: String| {
            let chosen = level.with_untracked(|keys| keys.first().map(|key| key.as_str().into()));
            match chosen {
                Some(level) => Ok(api::assess(&NewAssessment { level, text })),
                None => Err(("risk-low".to_owned(), d.assess_missing.to_owned())),
            }
        };
        let told = Told {
            close: Some(Callback::new(move |()| open.set(false))),
            ..told(query, || t().desk_projects().assessed.to_owned())
        };
        let form = say_form(saying, head.into_any(), body, told);
        view! { <div class="card">{form}</div> }.into_any()
    };
    section(p.assessment, None, content.into_any())
}

fn pictures(all: &[Picture]) -> Option<AnyView> {
    let images = all
        .iter()
        .map(|picture| {
            view! { <li><img class="milestone__picture" src=picture_url(&picture.id) alt=picture.alt.clone() /></li> }
        })
        .collect_view();
    (!all.is_empty()).then(|| view! { <ul class="thumbs">{images}</ul> }.into_any())
}

/// What happens after a decision or a move: the answer is the project as it is now.
fn told(query: Query<Project>, done: impl Fn() -> String + Send + Sync + 'static) -> Told {
    Told {
        done: Callback::new(move |body: String| {
            Toasts::say(done());
            if query.accept(&body).is_err() {
                query.refresh();
            }
            document::focus("main h1");
        }),
        late: Callback::new(move |()| query.refresh()),
        close: None,
    }
}

/// Publishing a proposal, or saying why not.
fn decide(query: Query<Project>, project: &Project) -> AnyView {
    let d = t().desk_projects();
    let path = api::project_decision(&project.id);
    let refusing = RwSignal::new(false);
    let id = project.id.clone();
    let open = move |_| {
        refusing.set(true);
        // The form exists after this turn.
        request_animation_frame(|| {
            document::focus("form textarea");
        });
    };
    let content = move || {
        if refusing.get() {
            let saying = Saying {
                field: "refuse-text",
                label: d.refuse_label,
                hint: d.refuse_hint,
                send: d.refuse_send,
                bounds: SAID,
                subject: format!("desk.refuse.{id}"),
                method: "POST",
                path: path.clone(),
            };
            let told = Told {
                close: Some(Callback::new(move |()| refusing.set(false))),
                ..told(query, || t().desk_projects().refused.to_owned())
            };
            return say_form(saying, ().into_any(), |text| Ok(api::refuse(text)), told);
        }
        let told = told(query, || t().desk_projects().published.to_owned());
        view! {
            <div class="row">
                {publish_button(path.clone(), told)}
                <button class="button button--quiet button--small" type="button" on:click=open>{d.refuse}</button>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card card--wait stack">
            <h2 class="card__title">{d.decide}</h2>
            <p>{d.decide_lead}</p>
            {content}
        </section>
    }
    .into_any()
}

/// Moving a project to its next stage, with a sentence for whoever follows it.
fn moving(query: Query<Project>, project: &Project) -> AnyView {
    let d = t().desk_projects();
    let ways = model::moves(&project.stage);
    let Some(first) = ways.first() else {
        return view! { <p class="soft">{d.ended}</p> }.into_any();
    };
    let first = format!("stage-{}", first.as_str());
    let to = RwSignal::new(Vec::<String>::new());
    let options = ways
        .iter()
        .map(|stage| Choice::new(stage.as_str(), (d.move_to)(stage)))
        .collect();
    let head = view! {
        <fieldset class="stack">
            <legend class="field__label">{d.move_which}</legend>
            {choices("stage", "", false, false, options, to)}
        </fieldset>
    };
    let saying = Saying {
        field: "move-text",
        label: d.move_label,
        hint: d.move_hint,
        send: d.move_send,
        bounds: SAID,
        subject: format!("desk.move.{}", project.id),
        method: "POST",
        path: api::project_moves(&project.id),
    };
    let chosen =
        move || to.with_untracked(|keys| keys.first().map(|key| ProjectStage::from(key.as_str())));
    let body = move |text: String| match chosen() {
        Some(to) => Ok(api::project_move(&NewProjectMove { to, text })),
        None => Err((first.clone(), d.move_missing.to_owned())),
    };
    let done = move || {
        let stage = chosen().map_or("", |stage| (t().projects().stage)(&stage));
        (t().desk_projects().moved)(stage)
    };
    view! {
        <section class="card stack">
            <h2 class="card__title">{d.move_title}</h2>
            {say_form(saying, head.into_any(), body, told(query, done))}
        </section>
    }
    .into_any()
}
