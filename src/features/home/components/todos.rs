//! 待我办理: each card names the thing, its deadline and one action.

use leptos::prelude::*;
use linli_contract::{
    HomeBallot, PointsTodo, PointsTodoKind, ProjectNews, Todo, TodoKind, WishNews, WishStatus,
};

use crate::domain::route::Route;
use crate::features::home::model::{Card, MOST_TODOS};
use crate::i18n::{self, Style, t};
use crate::ui::parts::{badge, section, small_icon};
use crate::ui::view;

/// The cards, or a calm sentence when nothing waits.
pub(in crate::features::home) fn todos(cards: Vec<Card>) -> AnyView {
    let content = if cards.is_empty() {
        view! { <p class="soft">{t().home().todos_none}</p> }.into_any()
    } else {
        view! { <ul class="stack">{cards.into_iter().map(card).collect_view()}</ul> }.into_any()
    };
    view! { <div class="home__todos">{section(t().home().todos, None, content)}</div> }.into_any()
}

/// What became of wishes that my household made or seconded.
pub(in crate::features::home) fn wish_news(news: &[WishNews]) -> Option<AnyView> {
    let h = t().home();
    let card = |news: &WishNews| {
        let (area, word) = match news.status {
            WishStatus::Adopted => ("ok", h.wish_adopted),
            _ => ("wish", h.wish_declined),
        };
        let route = match &news.service_id {
            Some(id) => Route::Service(id.clone()),
            None => Route::Wish(news.wish_id.clone()),
        };
        frame(
            news.status.as_str(),
            news.wish_id.as_str(),
            (area, "wish"),
            &news.text,
            [word, &news.reason].concat(),
            Some(i18n::instant(news.decided_at, Style::Day)),
            (route.to_string(), h.wish_news_action),
            false,
        )
    };
    let cards = news.iter().take(MOST_TODOS).map(card).collect_view();
    (!news.is_empty()).then(|| {
        let more = Some((Route::Wishes.to_string(), h.wishes_more));
        section(
            h.wish_news,
            more,
            view! { <ul class="stack">{cards}</ul> }.into_any(),
        )
    })
}

/// Where projects stand that I proposed or follow.
pub(in crate::features::home) fn project_news(news: &[ProjectNews]) -> Option<AnyView> {
    let h = t().home();
    let card = |news: &ProjectNews| {
        frame(
            news.stage.as_str(),
            news.project_id.as_str(),
            ("vote", "vote"),
            &news.title,
            [(h.project_stage)(&news.stage), &news.text].concat(),
            Some(i18n::instant(news.at, Style::Day)),
            (
                Route::Project(news.project_id.clone()).to_string(),
                h.wish_news_action,
            ),
            false,
        )
    };
    let cards = news.iter().take(MOST_TODOS).map(card).collect_view();
    (!news.is_empty()).then(|| {
        let more = Some((Route::Projects.to_string(), h.projects_more));
        section(
            h.project_news,
            more,
            view! { <ul class="stack">{cards}</ul> }.into_any(),
        )
    })
}

fn card(card: Card) -> AnyView {
    match card {
        Card::Todo(todo) => todo_card(todo),
        Card::Points(todo) => points_card(&todo),
        Card::Reminder(reminder) => frame(
            "reminder",
            reminder.booking_id.as_str(),
            ("primary", "calendar"),
            &reminder.title,
            t().home().todo_reminder.to_owned(),
            Some(i18n::instant(reminder.starts_at, Style::DayTime)),
            (
                Route::Care("booking".to_owned()).to_string(),
                t().home().todo_visit_action,
            ),
            false,
        ),
        Card::Ballot {
            ballot,
            begun,
            more,
        } => ballot_card(&ballot, begun, more),
        Card::Draft {
            page,
            title,
            saved_at,
        } => {
            let id = match &page {
                Route::OrderForm(service, _) => service.0.clone(),
                _ => "project".to_owned(),
            };
            let text = format!("{} {}", t().home().todo_draft, t().home().todo_draft_text);
            let when = i18n::instant(saved_at, Style::DayTime);
            frame(
                "draft",
                &id,
                ("primary", "edit"),
                &title,
                text,
                Some(when),
                (page.to_string(), t().home().todo_draft_action),
                false,
            )
        }
    }
}

fn ballot_card(ballot: &HomeBallot, begun: bool, more: usize) -> AnyView {
    let h = t().home();
    let href = Route::Ballot(ballot.ballot_id.clone()).to_string();
    let mut text = match (begun, ballot.voted) {
        (true, false) => h.todo_vote_begun.to_owned(),
        (true, true) => h.todo_vote_changing.to_owned(),
        (false, _) => h.todo_vote.to_owned(),
    };
    if more > 0 {
        text.push_str(&(h.todo_vote_more)(more));
    }
    let action = if begun {
        h.todo_vote_finish
    } else {
        h.todo_vote_action
    };
    frame(
        if begun { "vote-draft" } else { "vote" },
        ballot.ballot_id.as_str(),
        ("vote", "vote"),
        &ballot.title,
        text,
        Some((h.until)(&i18n::instant(ballot.closes_at, Style::DayTime))),
        (href, action),
        begun,
    )
}

fn points_card(todo: &PointsTodo) -> AnyView {
    let h = t().home();
    let id = todo.id.as_deref().unwrap_or_default();
    let (symbol, text, tail, action) = match todo.kind {
        PointsTodoKind::PenaltyAnnounced => (
            "warn",
            h.todo_penalty,
            format!("entries/{id}"),
            h.todo_penalty_action,
        ),
        PointsTodoKind::PickUp => (
            "points",
            h.todo_pick_up,
            format!("redemptions/{id}"),
            h.todo_pick_up_action,
        ),
        _ => ("points", h.todo_points, String::new(), h.todo_points_action),
    };
    frame(
        todo.kind.as_str(),
        id,
        ("points", symbol),
        &todo.title,
        text(todo.points),
        Some((h.until)(&i18n::instant(todo.due_at, Style::DayTime))),
        (Route::Points(tail).to_string(), action),
        false,
    )
}

fn todo_card(todo: Todo) -> AnyView {
    let h = t().home();
    let href = Route::Order(todo.order_id.clone()).to_string();
    let (area, symbol, text, action) = match &todo.kind {
        TodoKind::NeedInfo => ("wait", "edit", h.todo_need_info, h.todo_need_info_action),
        TodoKind::ConfirmResult => ("ok", "check", h.todo_confirm, h.todo_confirm_action),
        TodoKind::Rate => ("primary", "star", h.todo_rate, h.todo_rate_action),
        TodoKind::Visit => ("order", "calendar", h.todo_visit, h.todo_visit_action),
        TodoKind::Other(_) => ("primary", "info", h.todo_other, h.todo_other_action),
    };
    let due = todo.due_at.map(|at| {
        let when = i18n::instant(at, Style::DayTime);
        if todo.kind == TodoKind::Visit {
            when
        } else {
            (h.until)(&when)
        }
    });
    let text = todo.text.unwrap_or_else(|| text.to_owned());
    let soon = todo.kind == TodoKind::NeedInfo;
    frame(
        todo.kind.as_str(),
        todo.order_id.as_str(),
        (area, symbol),
        &todo.title,
        text,
        due,
        (href, action),
        soon,
    )
}

#[expect(
    clippy::too_many_arguments,
    reason = "one frame for all kinds of cards; every argument is shown"
)]
fn frame(
    kind: &str,
    id: &str,
    (area, symbol): (&str, &str),
    title: &str,
    text: String,
    due: Option<String>,
    (href, action): (String, &'static str),
    soon: bool,
) -> AnyView {
    view! {
        <li class="todo" data-id=id.to_owned() data-kind=kind.to_owned()>
            {badge(area, symbol)}
            <div>
                <h3 class="todo__title">{title.to_owned()}</h3>
                <p class="todo__text">{text}</p>
            </div>
            <div class="todo__foot">
                <span class=if soon { "todo__due todo__due--soon" } else { "todo__due" }>
                    {due.map(|due| view! { {small_icon("clock")} {due} })}
                </span>
                <a class=if soon { "button button--primary button--small" } else { "button button--soft button--small" } href=href>
                    {action}
                </a>
            </div>
        </li>
    }
    .into_any()
}
