//! `/desk/points`

use leptos::prelude::*;
use linli_contract::{DeskEntry, EntryKind, EntryState, ReviewState};

use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{
    Cards, Frame, Told, access, entry_about, frame, household_search, points_ways, reads,
    reversal_form, review_form,
};
use crate::features::desk::list::List;
use crate::features::desk::model;
use crate::features::desk::model::points::{EntryFilter, Next, Part};
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::document;
use crate::ui::page::{empty, heading};
use crate::ui::parts::{icon, small_icon};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// The entries, and which of them something is done about.
#[derive(Clone, Copy)]
struct Board {
    cards: Cards<DeskEntry>,
    filter: RwSignal<EntryFilter>,
    open: RwSignal<Option<String>>,
}

/// The points of all households: what waits for a second worker first.
pub fn desk_points_page() -> AnyView {
    let p = t().desk_points();
    let list = List::<DeskEntry>::idle(|desk| desk.entry.id.as_str());
    let board = Board {
        cards: Cards::of(list),
        filter: RwSignal::new(EntryFilter::default()),
        open: RwSignal::new(None),
    };
    let access = access(Session::get());
    reads(access, move || {
        board
            .filter
            .with(|filter| list.read(api::points::entries(filter)));
    });
    let frame_of = Frame {
        name: "desk-points",
        here: Route::DeskPoints,
        title: Signal::derive(|| t().desk_points().title.to_owned()),
        access,
        state: list.state(),
        head: heading(p.title, Some(p.lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || board.view())
}

fn part_word(part: Part) -> &'static str {
    let p = t().desk_points();
    match part {
        Part::Waiting => p.part_waiting,
        Part::Pending => p.part_pending,
        Part::Posted => p.part_posted,
        Part::Voided => p.part_voided,
        Part::All => p.part_all,
    }
}

impl Board {
    fn view(self) -> AnyView {
        let p = t().desk_points();
        let list = self
            .cards
            .view(move || self.nothing(), move |id| self.card(id));
        let part = Memo::new(move |_| self.filter.with(|filter| filter.part));
        view! {
            {points_ways(&Route::DeskPoints)}
            <div class="stack">
                <p><a class="button button--primary" href=Route::DeskRecord.to_string()>{icon("plus")} {p.record}</a></p>
                {self.parts(part)} {self.household()}
            </div>
            <section class="section">
                <div class="section__head"><h2 class="section__title">{move || part_word(part.get())}</h2></div>
                {list}
            </section>
        }
        .into_any()
    }

    fn parts(self, part: Memo<Part>) -> AnyView {
        let pills = Part::ALL
            .into_iter()
            .map(|one| {
                view! {
                    <button
                        class="pill pill--set" type="button" data-part=one.word()
                        aria-pressed=move || (part.get() == one).to_string()
                        on:click=move |_| self.filter.update(|filter| filter.part = one)
                    >
                        {part_word(one)}
                    </button>
                }
            })
            .collect_view();
        view! { <div class="row" role="group" aria-label=t().desk().filters>{pills}</div> }
            .into_any()
    }

    /// Looking at one household alone.
    fn household(self) -> AnyView {
        let p = t().desk_points();
        let chosen = Memo::new(move |_| self.filter.with(|filter| filter.household.clone()));
        changing(move || {
            let Some(chosen) = chosen.get() else {
                return household_search("household-search", move |chosen| {
                    self.filter.update(|filter| {
                        filter.household = Some(chosen);
                        // One household is looked at for what it has, not for what waits.
                        filter.part = Part::All;
                    });
                    request_animation_frame(|| {
                        document::focus("[data-household] button");
                    });
                });
            };
            let all = move |_| {
                self.filter.update(|filter| filter.household = None);
                request_animation_frame(|| {
                    document::focus("#household-search");
                });
            };
            view! {
                <div class="row" data-household=chosen.id>
                    <p>{(p.only)(&chosen.address)}</p>
                    <button class="button button--quiet button--small" type="button" on:click=all>{p.only_not}</button>
                </div>
            }
            .into_any()
        })
    }

    fn nothing(self) -> AnyView {
        let p = t().desk_points();
        let (title, text) = match self.filter.with_untracked(|filter| filter.part) {
            Part::Waiting => (p.none_waiting, p.none_waiting_text),
            _ => (p.none, p.none_text),
        };
        empty("art-done", title, Some(text.to_owned()), ().into_any())
    }

    fn card(self, id: String) -> AnyView {
        let desk = self.cards.row(&id);
        let mine = id.clone();
        let open = Memo::new(move |_| self.open.with(|open| *open == Some(mine.clone())));
        // Only what can be done builds the form anew, not a word more about the entry.
        let next = Memo::new(move |_| desk.with(|desk| desk.as_ref().map(model::points::next)));
        let foot = changing(move || {
            let (Some(next), Some(desk)) = (next.get(), desk.get_untracked()) else {
                return ().into_any();
            };
            if open.get() {
                self.form(&desk, next)
            } else {
                self.ways(&desk, next)
            }
        });
        let state = move || {
            desk.with(|desk| {
                let desk = desk.as_ref();
                desk.map(|desk| desk.entry.state.as_str().to_owned())
            })
        };
        view! {
            <li class="card stack" tabindex="-1" data-id=id data-state=state>
                {move || desk.get().as_ref().map(entry_about)}
                {foot}
            </li>
        }
        .into_any()
    }

    /// What can be done about an entry, or by whom.
    fn ways(self, desk: &DeskEntry, next: Next) -> AnyView {
        let p = t().desk_points();
        let reason = |text: &'static str| {
            view! { <p class="button-reason">{small_icon("info")} <span>{text}</span></p> }
        };
        match next {
            Next::Review => self.button(desk, "button--soft", p.review),
            Next::OthersReview => view! {
                {reason(p.others_review)}
                {self.button(desk, "button--quiet", p.take_back)}
            }
            .into_any(),
            Next::Appeal => view! {
                {reason(p.appeal_first)}
                <p><a class="button button--soft button--small" href=Route::DeskAppeals.to_string()>{p.to_appeals}</a></p>
            }
            .into_any(),
            Next::TakeBack => self.button(desk, "button--quiet", p.take_back),
            Next::Reverse => self.button(desk, "button--quiet", p.reverse),
            Next::OthersReverse => reason(p.others_reverse).into_any(),
            Next::Nothing => ().into_any(),
        }
    }

    fn button(self, desk: &DeskEntry, class: &'static str, word: &'static str) -> AnyView {
        let id = desk.entry.id.0.clone();
        let label = format!("{word}: {}, {}", desk.entry.title, desk.address);
        let act = move |_| {
            self.open.set(Some(id.clone()));
            // The form exists after this turn.
            request_animation_frame(|| {
                if !document::focus("form input") {
                    document::focus("form textarea");
                }
            });
        };
        view! {
            <p><button class=format!("button button--small {class}") type="button" data-open="" aria-label=label on:click=act>{word}</button></p>
        }
        .into_any()
    }

    fn form(self, desk: &DeskEntry, next: Next) -> AnyView {
        let told = self.told(desk.entry.id.as_str());
        match next {
            Next::Review => review_form(desk, told),
            Next::Reverse => reversal_form(desk, true, told),
            Next::OthersReview | Next::TakeBack => reversal_form(desk, false, told),
            Next::Appeal | Next::OthersReverse | Next::Nothing => self.ways(desk, next),
        }
    }

    fn told(self, id: &str) -> Told {
        let (kept, done) = (id.to_owned(), id.to_owned());
        Told {
            done: Callback::new(move |answer: String| {
                if let Some(desk) = linli_json::from_text::<DeskEntry>(&answer) {
                    Toasts::say(said(&desk));
                }
                self.open.set(None);
                let ids = untrack(|| self.cards.ids());
                let waiting = self.filter.with_untracked(|filter| filter.part) == Part::Waiting;
                self.cards.list.refresh();
                focus(if waiting {
                    model::after(&ids, &done).cloned()
                } else {
                    Some(done.clone())
                });
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

/// What became of it.
fn said(desk: &DeskEntry) -> &'static str {
    let p = t().desk_points();
    match (&desk.entry.kind, &desk.entry.state, &desk.review) {
        (EntryKind::Reverse, EntryState::Pending, _) => p.reversed_notice,
        (EntryKind::Reverse, ..) => p.reversed,
        (_, EntryState::Voided, ReviewState::Refused) if desk.reviewed_by.is_some() => p.refused,
        (_, EntryState::Voided, _) => p.taken_back,
        _ => p.confirmed,
    }
}

/// The focus goes to the card, where it is, and to its button, where there is one.
fn focus(id: Option<String>) {
    request_animation_frame(move || {
        let there = id.is_some_and(|id| {
            document::focus(&format!("li[data-id=\"{id}\"] button"))
                || document::focus(&format!("li[data-id=\"{id}\"]"))
        });
        if !there {
            document::focus("main h1");
        }
    });
}
