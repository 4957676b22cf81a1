//! `/desk/points/appeals`

use leptos::prelude::*;
use linli_contract::{AppealState, DeskAppeal};

use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{
    Cards, Frame, Told, access, appeal_form, due_mark, entry_about, frame, points_ways, reads,
};
use crate::features::desk::list::List;
use crate::features::desk::model;
use crate::features::desk::model::points::AppealFilter;
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::document;
use crate::ui::page::{empty, heading};
use crate::ui::parts::{small_icon, status};
use crate::ui::points::when;
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// The appeals, and which of them is being decided.
#[derive(Clone, Copy)]
struct Board {
    cards: Cards<DeskAppeal>,
    filter: RwSignal<AppealFilter>,
    open: RwSignal<Option<String>>,
}

/// What households object to: the household's words beside the entry, those due first before the others.
pub fn desk_appeals_page() -> AnyView {
    let p = t().desk_points();
    let list = List::<DeskAppeal>::idle(|desk| desk.appeal.id.as_str());
    let board = Board {
        cards: Cards::of(list),
        filter: RwSignal::new(AppealFilter::Open),
        open: RwSignal::new(None),
    };
    let access = access(Session::get());
    reads(access, move || {
        list.read(api::points::appeals(board.filter.get()));
    });
    let frame_of = Frame {
        name: "desk-appeals",
        here: Route::DeskPoints,
        title: Signal::derive(|| t().desk_points().appeals_title.to_owned()),
        access,
        state: list.state(),
        head: heading(p.appeals_title, Some(p.appeals_lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || board.view())
}

fn filter_word(filter: AppealFilter) -> &'static str {
    let p = t().desk_points();
    match filter {
        AppealFilter::Open => p.appeal_open,
        AppealFilter::Upheld => p.appeal_upheld,
        AppealFilter::Rejected => p.appeal_rejected,
    }
}

impl Board {
    fn view(self) -> AnyView {
        let list = self.cards.view(nothing, move |id| self.card(id));
        let pills = AppealFilter::ALL
            .into_iter()
            .map(|one| {
                view! {
                    <button
                        class="pill pill--set" type="button" data-part=one.state()
                        aria-pressed=move || (self.filter.get() == one).to_string()
                        on:click=move |_| self.filter.set(one)
                    >
                        {filter_word(one)}
                    </button>
                }
            })
            .collect_view();
        view! {
            {points_ways(&Route::DeskAppeals)}
            <div class="row" role="group" aria-label=t().desk().filters>{pills}</div>
            <section class="section">
                <div class="section__head"><h2 class="section__title">{move || filter_word(self.filter.get())}</h2></div>
                {list}
            </section>
        }
        .into_any()
    }

    fn card(self, id: String) -> AnyView {
        let desk = self.cards.row(&id);
        let mine = id.clone();
        let open = Memo::new(move |_| self.open.with(|open| *open == Some(mine.clone())));
        // What can be done, and whether it is still to be done.
        let may = Memo::new(move |_| {
            desk.with(|desk| {
                let desk = desk.as_ref()?;
                (desk.appeal.state == AppealState::Open).then_some(desk.can_decide)
            })
        });
        let foot = changing(move || {
            let (Some(may), Some(desk)) = (may.get(), desk.get_untracked()) else {
                return ().into_any();
            };
            match (may, open.get()) {
                (false, _) => {
                    let text = t().desk_points().others_decide;
                    view! { <p class="button-reason">{small_icon("info")} <span>{text}</span></p> }
                        .into_any()
                }
                (true, true) => appeal_form(&desk, self.told(desk.appeal.id.as_str())),
                (true, false) => self.button(&desk),
            }
        });
        view! {
            <li class="card stack" tabindex="-1" data-id=id>
                {move || desk.get().as_ref().map(about)}
                {foot}
            </li>
        }
        .into_any()
    }

    fn button(self, desk: &DeskAppeal) -> AnyView {
        let p = t().desk_points();
        let id = desk.appeal.id.0.clone();
        let label = format!("{}: {}", p.decide, (p.appeal_of)(&desk.person));
        let act = move |_| {
            self.open.set(Some(id.clone()));
            // The form exists after this turn.
            request_animation_frame(|| {
                document::focus("form input");
            });
        };
        view! { <p><button class="button button--soft button--small" type="button" data-open="" aria-label=label on:click=act>{p.decide}</button></p> }
            .into_any()
    }

    fn told(self, id: &str) -> Told {
        let (kept, done) = (id.to_owned(), id.to_owned());
        Told {
            done: Callback::new(move |answer: String| {
                let p = t().desk_points();
                if let Some(desk) = linli_json::from_text::<DeskAppeal>(&answer) {
                    Toasts::say(if desk.appeal.state == AppealState::Upheld {
                        p.upheld
                    } else {
                        p.rejected
                    });
                }
                self.open.set(None);
                let ids = untrack(|| self.cards.ids());
                self.cards.list.refresh();
                focus(model::after(&ids, &done).cloned());
            }),
            late: Callback::new(move |()| {
                self.open.set(None);
                self.cards.list.refresh();
            }),
            close: Some(Callback::new(move |()| {
                self.open.set(None);
                focus(Some(kept.clone()));
            })),
        }
    }
}

fn nothing() -> AnyView {
    empty(
        "art-done",
        t().desk_points().appeals_none,
        None,
        ().into_any(),
    )
}

/// The household's words beside the entry that they are about, and what was answered.
fn about(desk: &DeskAppeal) -> AnyView {
    let p = t().desk_points();
    let appeal = &desk.appeal;
    let state = match appeal.state {
        AppealState::Open => due_mark(Some(appeal.due_at)),
        AppealState::Upheld => status("done", "check", p.appeal_upheld),
        AppealState::Rejected => status("closed", "close", p.appeal_rejected),
        AppealState::Other(_) => status("open", "info", p.state_other),
    };
    let made = (p.made)(&when(appeal.made_at));
    let answered = appeal.answer.clone().map(|answer| {
        let at = appeal.decided_at.map(|at| (p.decided)(&when(at)));
        view! { <p class="wish__reason">{answer}</p> <p class="soft">{at}</p> }
    });
    view! {
        <div class="order-card__head">
            <h3 class="order-card__title">{(p.appeal_of)(&desk.person)}</h3>
            {state}
        </div>
        <div class="conflict__pair">
            <div class="desk__side">
                <p class="soft">{p.they_say}</p>
                <p class="comment__text">{appeal.text.clone()}</p>
                <p class="soft">{made}</p>
            </div>
            <div class="desk__side">
                <p class="soft">{p.it_says}</p>
                {entry_about(&desk.entry)}
            </div>
        </div>
        {answered}
    }
    .into_any()
}

/// The focus goes to the card, where it is.
fn focus(id: Option<String>) {
    request_animation_frame(move || {
        let there = id.is_some_and(|id| document::focus(&format!("li[data-id=\"{id}\"]")));
        if !there {
            document::focus("main h1");
        }
    });
}
