//! `/desk/wishes`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{DeskWish, Page, ServiceRow, WishId, WishStatus};

use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{
    Deciding, Frame, access, decide_form, due_mark, frame, reads,
};
use crate::features::desk::model::{WishGroups, wish_groups};
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session};
use crate::platform::document;
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::parts::{call, section};
use crate::ui::toast::Toasts;
use crate::ui::view;
use crate::ui::wish::state;

/// As many wishes are read at first, and more each time more are asked for.
const STEP: u32 = 100;

/// The wishes, and which of them is being decided.
#[derive(Clone, Copy)]
struct Board {
    query: Query<Page<DeskWish>>,
    services: Query<Page<ServiceRow>>,
    limit: StoredValue<u32>,
    open: RwSignal<Option<WishId>>,
    /// The text of a wish that somebody else has decided meanwhile.
    too_late: RwSignal<Option<String>>,
}

/// The wishes of the neighbourhood: those that wait for an answer first.
pub fn desk_wishes_page() -> AnyView {
    let board = Board {
        query: Query::idle(),
        services: Query::idle(),
        limit: StoredValue::new(STEP),
        open: RwSignal::new(None),
        too_late: RwSignal::new(None),
    };
    let access = access(Session::get());
    reads(access, move || board.read());
    let d = t().desk();
    let frame_of = Frame {
        name: "desk-wishes",
        here: Route::DeskWishes,
        title: Signal::derive(|| t().desk().wishes_title.to_owned()),
        access,
        state: board.query.state(),
        head: heading(d.wishes_title, Some(d.wishes_lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || board.view())
}

impl Board {
    fn read(self) {
        self.query.read(api::wishes(self.limit.get_value()));
    }

    fn view(self) -> AnyView {
        let query = self.query;
        // Only which wishes there are builds the lists anew; the cards follow their own wish.
        let groups = Memo::new(move |_| {
            query
                .get()
                .map(|page| (wish_groups(&page.items), page.next_cursor.is_some()))
        });
        let more = move |_| {
            self.limit.update_value(|limit| *limit += STEP);
            self.read();
        };
        let late = move || {
            self.too_late.get().map(|text| {
                view! {
                    <div class="card card--wait stack" role="alert">
                        <p><strong>{text}</strong></p>
                        <p>{t().desk().decided_meanwhile}</p>
                    </div>
                }
            })
        };
        view! {
            {late}
            {loadable(
                move || groups.get().map(Arc::new),
                query.state(),
                move || query.refresh(),
                skeleton_rows,
                move |groups| {
                    let (groups, has_more) = &*groups;
                    let more = has_more.then(|| view! {
                        <p class="section"><button class="button button--quiet" type="button" on:click=more>{t().desk().wishes_more}</button></p>
                    });
                    view! { {self.lists(groups)} {more} }.into_any()
                },
            )}
        }
        .into_any()
    }

    fn lists(self, groups: &WishGroups) -> AnyView {
        let d = t().desk();
        if *groups == WishGroups::default() {
            return empty("art-wish", d.wishes_none, None, ().into_any());
        }
        let review = if groups.review.is_empty() {
            view! { <p class="soft">{d.review_none}</p> }.into_any()
        } else {
            self.list(&groups.review)
        };
        let others = [(d.still_open, &groups.open), (d.ended, &groups.ended)]
            .into_iter()
            .filter(|(_, ids)| !ids.is_empty())
            .map(|(title, ids)| section(title, None, self.list(ids)))
            .collect_view();
        view! { {section(d.in_review, None, review)} {others} }.into_any()
    }

    fn list(self, ids: &[WishId]) -> AnyView {
        let cards = ids.iter().map(|id| self.card(id.clone())).collect_view();
        view! { <ul class="stack" data-count=ids.len().to_string()>{cards}</ul> }.into_any()
    }

    fn card(self, id: WishId) -> AnyView {
        let query = self.query;
        let mine = id.clone();
        let wish = Memo::new(move |_| {
            let page = query.get()?;
            page.items.iter().find(|one| one.wish.id == mine).cloned()
        });
        let mine = id.clone();
        let open = Memo::new(move |_| self.open.with(|open| *open == Some(mine.clone())));
        // A household more or less does not build the form anew under somebody's fingers.
        let decisions = Memo::new(move |_| wish.get().map(|wish| wish.decisions));
        let foot = move || {
            decisions
                .with(|all| all.as_ref().is_some_and(|all| !all.is_empty()))
                .then_some(())?;
            let wish = wish.get_untracked()?;
            Some(if open.get() {
                decide_form(self.deciding(), &wish)
            } else {
                self.button(&wish)
            })
        };
        view! {
            <li class="card stack" data-id=id.0>
                {move || wish.get().as_ref().map(about)}
                {foot}
            </li>
        }
        .into_any()
    }

    fn button(self, wish: &DeskWish) -> AnyView {
        let d = t().desk();
        let id = wish.wish.id.clone();
        let early = wish.wish.status == WishStatus::Open;
        let (class, word) = if early {
            ("button button--small", d.decide_early)
        } else {
            ("button button--soft button--small", d.decide)
        };
        let label = format!("{word}: {}", wish.wish.text);
        let act = move |_| {
            self.services.read(api::SERVICES.to_owned());
            self.too_late.set(None);
            self.open.set(Some(id.clone()));
            // The form exists after this turn.
            request_animation_frame(|| {
                document::focus("form input");
            });
        };
        view! { <p><button class=class type="button" aria-label=label on:click=act>{word}</button></p> }
            .into_any()
    }

    /// What the form of the open wish needs.
    fn deciding(self) -> Deciding {
        let close = move |id: Option<WishId>| {
            self.open.set(None);
            request_animation_frame(move || {
                let button =
                    id.is_some_and(|id| document::focus(&format!("[data-id=\"{id}\"] button")));
                if !button {
                    document::focus("main h1");
                }
            });
        };
        Deciding {
            services: self.services,
            decided: Callback::new(move |answer: Option<DeskWish>| {
                if let Some(wish) = answer {
                    Toasts::say((t().desk().decided)(&wish.wish.status));
                    self.query.change(|page| {
                        let mut all = page.items.iter_mut();
                        if let Some(place) = all.find(|one| one.wish.id == wish.wish.id) {
                            *place = wish;
                        }
                    });
                }
                self.query.refresh();
                close(None);
            }),
            too_late: Callback::new(move |id: WishId| {
                let text = self.query.get_untracked().and_then(|page| {
                    let mut all = page.items.iter();
                    all.find(|one| one.wish.id == id)
                        .map(|one| one.wish.text.clone())
                });
                self.too_late.set(text);
                self.query.refresh();
                close(None);
            }),
            close: Callback::new(move |()| close(self.open.get_untracked())),
        }
    }
}

/// What the wish is, who made it, how far it has come.
fn about(desk: &DeskWish) -> AnyView {
    let (d, w) = (t().desk(), t().wishes());
    let wish = &desk.wish;
    let due = (wish.status == WishStatus::Review).then(|| due_mark(wish.due_at));
    let service = wish.service_id.clone().map(|id| {
        view! { <p><a class="button button--quiet button--small" href=Route::Service(id).to_string()>{w.see_service}</a></p> }
    });
    let made = i18n::instant(wish.created_at, Style::Day);
    view! {
        <div class="order-card__head">
            <h3 class="order-card__title">{wish.text.clone()}</h3>
            {state(&wish.status)}
        </div>
        <p class="row">
            <span class="wish__seconds">{(d.households)(wish.seconds, wish.threshold)}</span>
            {due}
        </p>
        <div class="contact">
            <div class="contact__body">
                <p>{desk.person.clone()}</p>
                <p class="soft">{desk.address.clone()} " · " {made}</p>
            </div>
            {desk.phone.as_ref().map(|phone| call("button--quiet button--small", &desk.person, phone))}
        </div>
        {wish.reason.clone().map(|reason| view! { <p class="wish__reason">{reason}</p> })}
        {service}
    }
    .into_any()
}
