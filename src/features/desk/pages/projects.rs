//! `/desk/projects`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Comment, CommentColumn, CommentId, DeskComment, Page, ProjectRow};

use crate::domain::route::Route;
use crate::features::desk::components::{
    Access, Frame, Saying, Told, access, frame, publish_button, reads, say_form,
};
use crate::features::desk::{api, model};
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session};
use crate::platform::{document, timer};
use crate::ui::page::{heading, loadable, skeleton_rows};
use crate::ui::parts::{icon, link_row, section, status};
use crate::ui::search::{Words, search_field};
use crate::ui::toast::Toasts;
use crate::ui::view;

/// How many projects are listed at once; typing narrows them.
const LISTED: u32 = 50;
/// How long typing rests before the server is asked, in milliseconds.
const TYPING_MS: i32 = 250;
/// The longest reason and the longest answer.
const REASON: (usize, usize) = (2, 500);
/// See [`REASON`].
const ANSWER: (usize, usize) = (2, 1000);

/// A list of comments to deal with.
type Comments = Query<Page<DeskComment>>;

/// What waits, and which comment's form is open.
#[derive(Clone, Copy)]
struct Board {
    proposals: Query<Page<ProjectRow>>,
    looks: Comments,
    concerns: Comments,
    all: Query<Page<ProjectRow>>,
    q: RwSignal<String>,
    open: RwSignal<Option<CommentId>>,
}

/// Proposals and comments to look at, concerns to answer, and the way to every project.
pub fn desk_projects_page() -> AnyView {
    let board = Board {
        proposals: Query::idle(),
        looks: Query::idle(),
        concerns: Query::idle(),
        all: Query::idle(),
        q: RwSignal::new(String::new()),
        open: RwSignal::new(None),
    };
    let access = access(Session::get());
    reads(access, move || {
        board.proposals.read(api::PROPOSALS.to_owned());
        board.looks.read(api::COMMENTS.to_owned());
        board.concerns.read(api::CONCERNS.to_owned());
    });
    board.find(access);
    let d = t().desk_projects();
    let frame_of = Frame {
        name: "desk-projects",
        here: Route::DeskProjects,
        title: Signal::derive(|| t().desk_projects().title.to_owned()),
        access,
        state: board.looks.state(),
        head: heading(d.title, Some(d.lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || board.view())
}

impl Board {
    /// Looks for projects once typing rests.
    fn find(self, access: Memo<Access>) {
        let alarm = StoredValue::new_local(None);
        Effect::new(move |before: Option<()>| {
            let path = self.q.with(|q| api::projects(q, LISTED));
            if access.get() != Access::Ask {
                return;
            }
            let wait = if before.is_none() { 0 } else { TYPING_MS };
            alarm.set_value(Some(timer::after(wait, move || self.all.read(path))));
        });
    }

    fn view(self) -> AnyView {
        let d = t().desk_projects();
        let looks = self.comments(self.looks, d.comments_none);
        let concerns = self.comments(self.concerns, d.concerns_none);
        let post = Route::DeskNewProject.to_string();
        view! {
            <p><a class="button button--primary" href=post>{icon("plus")} {d.post}</a></p>
            {section(d.proposals, None, self.proposals())}
            {section(d.comments, None, looks)}
            {section(d.concerns, None, concerns)}
            {section(d.all, None, self.projects())}
        }
        .into_any()
    }

    fn proposals(self) -> AnyView {
        let query = self.proposals;
        loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            |page| {
                let d = t().desk_projects();
                if page.items.is_empty() {
                    return view! { <p class="soft">{d.proposals_none}</p> }.into_any();
                }
                let rows = page.items.iter().map(proposal).collect_view();
                view! { <ul class="stack" data-count=page.items.len().to_string()>{rows}</ul> }
                    .into_any()
            },
        )
    }

    /// The comments of one list. They are built anew when one of them goes.
    fn comments(self, query: Comments, none: &'static str) -> AnyView {
        loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |page| {
                if page.items.is_empty() {
                    return view! { <p class="soft">{none}</p> }.into_any();
                }
                let cards = page
                    .items
                    .iter()
                    .map(|one| self.card(query, one.clone()))
                    .collect_view();
                view! { <ul class="stack" data-count=page.items.len().to_string()>{cards}</ul> }
                    .into_any()
            },
        )
    }

    fn card(self, query: Comments, one: DeskComment) -> AnyView {
        let id = one.comment.id.clone();
        let published = one.comment.state == linli_contract::CommentState::Published;
        let href = Route::DeskProject(one.project_id.clone()).to_string();
        let (mine, comment) = (id.clone(), one.comment.clone());
        let open = Memo::new(move |_| self.open.with(|open| *open == Some(mine.clone())));
        let foot = move || {
            if open.get() {
                self.form(query, &comment, published)
            } else {
                self.buttons(query, &comment, published)
            }
        };
        view! {
            <li class="card stack" data-id=id.0>
                <div class="order-card__head">
                    {column(&one.comment.column)}
                    <a class="section__more" href=href>{one.project_title}</a>
                </div>
                <p class="comment__text">{one.comment.text.clone()}</p>
                <p class="soft">{meta(&one.comment)}</p>
                {foot}
            </li>
        }
        .into_any()
    }

    fn buttons(self, query: Comments, comment: &Comment, published: bool) -> AnyView {
        let d = t().desk_projects();
        let id = comment.id.clone();
        let open = move |_| {
            self.open.set(Some(id.clone()));
            // The form exists after this turn.
            request_animation_frame(|| {
                document::focus("form textarea");
            });
        };
        let (word, class) = if published {
            (d.write_answer, "button button--soft button--small")
        } else {
            (d.refuse, "button button--quiet button--small")
        };
        let label = format!("{word}: {}", comment.text);
        let publish = (!published).then(|| {
            let told = self.told(query, comment.id.clone(), d.published);
            publish_button(api::comment_decision(&comment.id), told)
        });
        view! {
            <div class="row">
                {publish}
                <button class=class type="button" aria-label=label on:click=open>{word}</button>
            </div>
        }
        .into_any()
    }

    fn form(self, query: Comments, comment: &Comment, published: bool) -> AnyView {
        let d = t().desk_projects();
        let id = &comment.id;
        let (saying, done) = if published {
            let saying = Saying {
                field: "answer-text",
                label: d.answer_label,
                hint: d.answer_hint,
                send: d.answer_send,
                bounds: ANSWER,
                subject: format!("desk.answer.{id}"),
                method: "POST",
                path: api::comment_answer(id),
            };
            (saying, d.answered)
        } else {
            let saying = Saying {
                field: "refuse-text",
                label: d.refuse_label,
                hint: d.refuse_hint,
                send: d.refuse_send,
                bounds: REASON,
                subject: format!("desk.refuse.{id}"),
                method: "POST",
                path: api::comment_decision(id),
            };
            (saying, d.refused)
        };
        let body = move |text| {
            Ok(if published {
                api::answer(text)
            } else {
                api::refuse(text)
            })
        };
        let told = self.told(query, id.clone(), done);
        say_form(saying, ().into_any(), body, told)
    }

    /// What happens when a comment has been dealt with: it goes, and the next one has the focus.
    fn told(self, query: Comments, id: CommentId, done: &'static str) -> Told {
        let kept = id.clone();
        Told {
            done: Callback::new(move |_| {
                Toasts::say(done);
                self.open.set(None);
                let ids: Vec<CommentId> = query.get_untracked().map_or_else(Vec::new, |page| {
                    page.items
                        .iter()
                        .map(|one| one.comment.id.clone())
                        .collect()
                });
                let next = model::after(&ids, &id).cloned();
                query.change(|page| page.items.retain(|one| one.comment.id != id));
                self.looks.refresh();
                self.concerns.refresh();
                focus_card(next);
            }),
            late: Callback::new(move |()| {
                self.open.set(None);
                self.looks.refresh();
                self.concerns.refresh();
            }),
            close: Some(Callback::new(move |()| {
                self.open.set(None);
                focus_card(Some(kept.clone()));
            })),
        }
    }

    fn projects(self) -> AnyView {
        let d = t().desk_projects();
        let words = Words {
            label: d.search,
            hint: d.search_hint,
            clear: d.search_clear,
        };
        let query = self.all;
        view! {
            <div class="stack">
            {search_field("desk-project-search", words, self.q, move |text| self.q.set(text))}
            {loadable(
                move || query.get(),
                query.state(),
                move || query.refresh(),
                skeleton_rows,
                |page: Arc<Page<ProjectRow>>| {
                    if page.items.is_empty() {
                        return view! { <p class="soft" role="status">{t().desk_projects().all_none}</p> }.into_any();
                    }
                    let rows = page.items.iter().map(row).collect_view();
                    view! { <ul class="card card--flush">{rows}</ul> }.into_any()
                },
            )}
            </div>
        }
        .into_any()
    }
}

fn focus_card(id: Option<CommentId>) {
    request_animation_frame(move || {
        let there = id.is_some_and(|id| document::focus(&format!("[data-id=\"{id}\"] button")));
        if !there {
            document::focus("main h1");
        }
    });
}

fn meta(comment: &Comment) -> String {
    let when = i18n::instant(comment.at, Style::DayTime);
    (t().projects().answer_by)(&comment.author, &when)
}

fn column(column: &CommentColumn) -> AnyView {
    let d = t().desk_projects();
    match column {
        CommentColumn::Concern => status("wait", "info", d.concern),
        CommentColumn::Evaluation => status("closed", "edit", d.evaluation),
        CommentColumn::Support | CommentColumn::Other(_) => status("done", "check", d.support),
    }
}

fn proposal(row: &ProjectRow) -> AnyView {
    let d = t().desk_projects();
    let href = Route::DeskProject(row.id.clone()).to_string();
    let place = [&*row.place, &*i18n::instant(row.changed_at, Style::DayTime)].join(" · ");
    view! {
        <li class="card stack" data-id=row.id.0.clone()>
            <h3 class="order-card__title">{row.title.clone()}</h3>
            <p>{row.summary.clone()}</p>
            <p class="soft">{place}</p>
            <p><a class="button button--soft button--small" href=href aria-label=format!("{}: {}", d.look, row.title)>{d.look}</a></p>
        </li>
    }
    .into_any()
}

fn row(row: &ProjectRow) -> AnyView {
    let p = t().projects();
    let href = Route::DeskProject(row.id.clone()).to_string();
    let stage = if row.listed {
        (p.stage)(&row.stage)
    } else {
        p.unlisted
    };
    let changed = i18n::instant(row.changed_at, Style::Day);
    let text = [stage, &*row.place, &*changed].join(" · ");
    link_row(href, row.id.as_str(), &row.title, text)
}
