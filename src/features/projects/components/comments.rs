//! What neighbours say, in two columns: what speaks for it, and what worries them. Every concern
//! gets an answer.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Comment, CommentColumn, CommentCounts, CommentState, Page, Project};

use super::writing::writing;
use crate::features::projects::model::{self, FIRST_COMMENTS};
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session};
use crate::ui::page::loadable;
use crate::ui::parts::{section, small_icon, status};
use crate::ui::view;

/// Both columns and the form. `more` reads more of the comments.
pub(in crate::features::projects) fn comments(
    session: Session,
    project: Query<Project>,
    all: Query<Page<Comment>>,
    more: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let open = [RwSignal::new(false), RwSignal::new(false)];
    let counts = Memo::new(move |_| project.get().map(|project| project.comments.clone()));
    let columns = move |page: Arc<Page<Comment>>| {
        let counts = counts.get().unwrap_or(CommentCounts {
            support: 0,
            concern: 0,
            concern_answered: 0,
        });
        let rest = page.next_cursor.is_some().then(|| {
            view! {
                <button class="button button--soft button--wide" type="button" on:click=move |_| more()>{t().projects().more}</button>
            }
        });
        view! {
            <div class="columns">
                {column(&page.items, &CommentColumn::Support, &counts, open[0])}
                {column(&page.items, &CommentColumn::Concern, &counts, open[1])}
            </div>
            {rest}
        }
        .into_any()
    };
    let content = view! {
        <div class="stack">
            {loadable(
                move || all.get(),
                all.state(),
                move || all.refresh(),
                || view! { <div class="skeleton" aria-hidden="true"><span class="skeleton__block"></span></div> }.into_any(),
                columns,
            )}
            {writing(session, project, all)}
        </div>
    };
    section(t().projects().comments, None, content.into_any())
}

fn column(
    all: &[Comment],
    which: &CommentColumn,
    counts: &CommentCounts,
    open: RwSignal<bool>,
) -> AnyView {
    let p = t().projects();
    let concern = *which == CommentColumn::Concern;
    let (class, symbol, title, none, count) = if concern {
        (
            "column column--concern",
            "info",
            p.concern,
            p.concern_none,
            counts.concern,
        )
    } else {
        ("column", "check", p.support, p.support_none, counts.support)
    };
    let answered = (concern && count > 0)
        .then(|| view! { <p class="soft">{(p.answered)(counts.concern_answered, count)}</p> });
    let of_it = model::column(all, which);
    view! {
        <section class=class data-column=which.as_str().to_owned()>
            <h3 class="column__title">
                {small_icon(symbol)} {title} " " <span class="column__count">{count}</span>
            </h3>
            {answered}
            {if of_it.is_empty() {
                view! { <p class="soft">{none}</p> }.into_any()
            } else {
                list(of_it, open)
            }}
        </section>
    }
    .into_any()
}

/// The first of them, and all of them once they are asked for.
pub(super) fn list(of_it: Vec<Comment>, open: RwSignal<bool>) -> AnyView {
    let many = of_it.len();
    let shown = move || {
        let shown = if open.get() { many } else { FIRST_COMMENTS };
        of_it.iter().take(shown).map(comment).collect_view()
    };
    let rest = move || {
        (many > FIRST_COMMENTS && !open.get()).then(|| view! {
            <button class="button button--small" type="button" on:click=move |_| open.set(true)>{(t().projects().show_all)(many)}</button>
        })
    };
    view! { <ul class="stack">{shown}</ul> {rest} }.into_any()
}

fn comment(comment: &Comment) -> AnyView {
    let p = t().projects();
    let state = match comment.state {
        CommentState::Published | CommentState::Other(_) => None,
        CommentState::Waiting => Some((
            status("wait", "clock", p.comment_waits),
            Some(p.comment_waits_text.to_owned()),
        )),
        CommentState::Refused => Some((
            status("stop", "warn", p.comment_refused),
            comment.reason.clone(),
        )),
    };
    let (chip, why) = state.unzip();
    let who = if comment.mine {
        p.comment_mine.to_owned()
    } else {
        comment.author.clone()
    };
    let meta = (p.answer_by)(&who, &i18n::instant(comment.at, Style::Day));
    let class = if comment.state == CommentState::Published {
        "comment"
    } else {
        "comment comment--mine"
    };
    let answer = comment.answer.as_ref().map(|answer| {
        let meta = (p.answer_by)(&answer.by, &i18n::instant(answer.at, Style::Day));
        view! {
            <div class="comment__answer">
                <p class="comment__answer-word">{p.answer}</p>
                <p class="comment__text">{answer.text.clone()}</p>
                <p class="soft">{meta}</p>
            </div>
        }
    });
    let unanswered = comment.answer.is_none()
        && comment.column == CommentColumn::Concern
        && comment.state == CommentState::Published;
    view! {
        <li class=class data-id=comment.id.0.clone() data-state=comment.state.as_str().to_owned()>
            {chip}
            <p class="comment__text">{comment.text.clone()}</p>
            <p class="soft">{meta}</p>
            {why.flatten().map(|why| view! { <p class="wish__reason">{why}</p> })}
            {answer}
            {unanswered.then(|| status("wait", "clock", p.answer_waits))}
        </li>
    }
    .into_any()
}
