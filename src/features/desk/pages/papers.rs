//! `/desk/ballots/{id}/papers`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Ballot, BallotId, BallotState, Page, PaperVote, Papers, UnitRow};

use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{
    Frame, Paper, PaperTold, access, ballot_state, frame, is_mine, paper_done, paper_form,
    papers_sums, reads,
};
use crate::features::desk::model::papers::unit_of;
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session};
use crate::platform::{document, timer};
use crate::ui::ballot::channel;
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::parts::{icon, section, small_icon};
use crate::ui::search::{Words, search_field};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// So many units are offered at once; typing more narrows them.
const OFFERED: u32 = 10;
/// How long typing rests before the server is asked, in milliseconds.
const TYPING_MS: i32 = 250;

/// What the page shows instead of its lists.
#[derive(Clone)]
enum Shown {
    Lists,
    Form(Paper),
    Done(PaperVote),
}

/// The papers of a ballot.
#[derive(Clone, Copy)]
struct Board {
    id: StoredValue<BallotId>,
    ballot: Query<Ballot>,
    papers: Query<Papers>,
    waiting: Query<Page<PaperVote>>,
    units: Query<Page<UnitRow>>,
    q: RwSignal<String>,
    shown: RwSignal<Shown>,
}

/// Votes on paper: entering them, entering them again, and how they add up.
pub fn desk_papers_page(id: &BallotId) -> AnyView {
    let b = t().desk_ballots();
    let board = Board {
        id: StoredValue::new(id.clone()),
        ballot: Query::idle(),
        papers: Query::idle(),
        waiting: Query::idle(),
        units: Query::idle(),
        q: RwSignal::new(String::new()),
        shown: RwSignal::new(Shown::Lists),
    };
    let access = access(Session::get());
    reads(access, move || board.read());
    let title = Signal::derive(move || match board.shown.get() {
        Shown::Form(paper) if paper.first.is_some() => (b.confirming)(&paper.unit.label),
        Shown::Form(paper) => (b.entering)(&paper.unit.label),
        _ => b.papers.to_owned(),
    });
    let back = Route::DeskBallot(id.clone()).to_string();
    let head = view! {
        <div class="page__head">
            <div class="order-card__head">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {move || board.ballot.get().map(|ballot| ballot_state(&ballot.state))}
            </div>
            <p class="page__lead">
                <a href=back>{move || board.ballot.get().map(|ballot| ballot.title.clone())}</a>
            </p>
        </div>
    };
    let frame_of = Frame {
        name: "desk-papers",
        here: Route::DeskBallots,
        title,
        access,
        state: board.ballot.state(),
        head: head.into_any(),
        wide: false,
    };
    frame(frame_of, move || {
        // Only how the ballot stands builds the page anew, not how many have voted meanwhile.
        let ballot = Memo::new(move |_| {
            let ballot = board.ballot.get()?;
            Some((ballot.state.clone(), ballot.version))
        });
        loadable(
            move || ballot.get().map(Arc::new),
            board.ballot.state(),
            move || board.read(),
            skeleton_rows,
            move |_| match board.ballot.get_untracked() {
                Some(ballot) => board.view(ballot),
                None => ().into_any(),
            },
        )
    })
}

impl Board {
    fn read(self) {
        self.id.with_value(|id| {
            self.ballot.read(api::ballot(id));
            self.papers.read(api::papers(id));
            self.waiting.read(api::waiting_papers(id));
        });
    }

    fn view(self, ballot: Arc<Ballot>) -> AnyView {
        changing(move || match self.shown.get() {
            Shown::Form(paper) => paper_form(ballot.clone(), paper, self.told()),
            Shown::Done(paper) => {
                paper_done(&paper, Callback::new(move |()| self.back("#unit-search")))
            }
            Shown::Lists => self.lists(&ballot),
        })
    }

    fn lists(self, ballot: &Arc<Ballot>) -> AnyView {
        let b = t().desk_ballots();
        let open = ballot.state == BallotState::Open;
        let lead = match ballot.state {
            BallotState::Open => b.papers_lead,
            BallotState::Closed => b.papers_closed,
            _ => b.papers_not_open,
        };
        let work = open.then(|| {
            view! {
                {section(b.find, None, self.find())}
                {section(b.waiting, None, self.waiting())}
            }
        });
        view! { <p>{lead}</p> {work} {papers_sums(ballot, self.papers, self.waiting, open)} }
            .into_any()
    }

    /// Shows something else, from its top.
    fn show(self, shown: Shown) {
        self.shown.set(shown);
        request_animation_frame(|| {
            document::scroll_into_view("main h1");
            document::focus("main h1");
        });
    }

    /// Back to the lists, as they are now.
    fn back(self, focus: &'static str) {
        self.waiting.refresh();
        self.papers.refresh();
        self.look();
        self.shown.set(Shown::Lists);
        request_animation_frame(move || {
            if !document::focus(focus) {
                document::focus("main h1");
            }
        });
    }

    fn told(self) -> PaperTold {
        PaperTold {
            done: Callback::new(move |paper: PaperVote| {
                self.q.set(String::new());
                self.waiting.refresh();
                self.papers.refresh();
                self.show(Shown::Done(paper));
            }),
            gone: Callback::new(move |()| {
                Toasts::say(t().desk_ballots().gone);
                self.back("main h1");
            }),
            anew: Callback::new(move |unit| self.show(Shown::Form(Paper { unit, first: None }))),
            close: Callback::new(move |()| self.back("#unit-search")),
        }
    }

    /// Asks for the units that match what is typed.
    fn look(self) {
        let q = self.q.get_untracked();
        if !q.trim().is_empty() {
            self.id
                .with_value(|id| self.units.read(api::units(id, &q, OFFERED)));
        }
    }

    /// Finding whose paper it is.
    fn find(self) -> AnyView {
        let b = t().desk_ballots();
        let alarm = StoredValue::new_local(None);
        let change = move |text: String| {
            self.q.set(text);
            alarm.set_value(Some(timer::after(TYPING_MS, move || self.look())));
        };
        let words = Words {
            label: b.find_label,
            hint: b.find_hint,
            clear: t().desk().search_clear,
        };
        let typed = Memo::new(move |_| self.q.with(|q| !q.trim().is_empty()));
        let query = self.units;
        let found = move || {
            typed.get().then(|| {
                loadable(
                    move || query.get(),
                    query.state(),
                    move || query.refresh(),
                    skeleton_rows,
                    move |page| self.offered(&page),
                )
            })
        };
        view! {
            <div class="stack">
                {search_field("unit-search", words, self.q, change)}
                {found}
            </div>
        }
        .into_any()
    }

    fn offered(self, page: &Page<UnitRow>) -> AnyView {
        let b = t().desk_ballots();
        if page.items.is_empty() {
            return view! { <p class="soft" role="status">{b.find_none}</p> }.into_any();
        }
        let rows = page.items.iter().map(|unit| self.unit(unit)).collect_view();
        let more = page.next_cursor.is_some();
        view! {
            <ul class="card card--flush" data-count=page.items.len().to_string()>{rows}</ul>
            {more.then(|| view! { <p class="soft">{b.find_more}</p> })}
        }
        .into_any()
    }

    fn unit(self, unit: &UnitRow) -> AnyView {
        let b = t().desk_ballots();
        let state = match (unit.paper_waiting, &unit.channel, unit.changed_on) {
            (true, ..) => b.unit_waits.to_owned(),
            (_, Some(way), Some(day)) => (b.voted)(channel(way), &i18n::day(day)),
            _ => b.not_voted.to_owned(),
        };
        let mine = unit.clone();
        let act = move |_| {
            let waiting = self.waiting.get_untracked();
            let first = waiting.and_then(|all| {
                let mut papers = all.items.iter();
                papers.find(|paper| paper.unit_id == mine.id).cloned()
            });
            let unit = mine.clone();
            if unit.paper_waiting && first.is_none() {
                Toasts::say(t().desk().reading);
                return self.waiting.refresh();
            }
            self.show(Shown::Form(Paper { unit, first }));
        };
        let word = if unit.paper_waiting {
            b.second
        } else {
            b.enter
        };
        let label = format!("{word}: {}", unit.label);
        view! {
            <li class="decision" data-id=unit.id.clone()>
                <div>
                    <p>{unit.label.clone()}</p>
                    <p class="soft">{state}</p>
                </div>
                <button class="button button--soft button--small" type="button" aria-label=label on:click=act>{icon("edit")} {word}</button>
            </li>
        }
        .into_any()
    }

    /// The papers that wait for a second worker.
    fn waiting(self) -> AnyView {
        let query = self.waiting;
        loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |page| {
                let b = t().desk_ballots();
                if page.items.is_empty() {
                    return view! { <p class="soft">{b.waiting_none}</p> }.into_any();
                }
                let rows = page.items.iter().map(|one| self.paper(one)).collect_view();
                view! { <ul class="card card--flush" data-waiting=page.items.len().to_string()>{rows}</ul> }
                    .into_any()
            },
        )
    }

    fn paper(self, paper: &PaperVote) -> AnyView {
        let b = t().desk_ballots();
        let when = i18n::instant(paper.entered_at, Style::DayTime);
        let meta = (b.waiting_meta)(channel(&paper.channel), &paper.entered_by, &when);
        let own = is_mine(paper).then(|| {
            view! { <p class="button-reason">{small_icon("info")} <span>{b.yours}</span></p> }
        });
        let mine = paper.clone();
        let act = move |_| {
            self.show(Shown::Form(Paper {
                unit: unit_of(&mine),
                first: Some(mine.clone()),
            }));
        };
        let label = format!("{}: {}", b.second, paper.label);
        view! {
            <li class="decision" data-id=paper.unit_id.clone()>
                <div>
                    <p>{paper.label.clone()}</p>
                    <p class="soft">{meta}</p>
                    {own}
                </div>
                <button class="button button--soft button--small" type="button" aria-label=label on:click=act>{b.second}</button>
            </li>
        }
        .into_any()
    }
}
