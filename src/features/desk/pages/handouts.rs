//! `/desk/points/handouts`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{DeskRedemption, Page, RedemptionState};

use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{Frame, access, frame, more_rows, points_ways, reads};
use crate::features::desk::list::List;
use crate::features::desk::model::points::{CODE, NoCode, read_code};
use crate::i18n::{self, t};
use crate::offline::{Command, Query, Session};
use crate::platform::{document, random};
use crate::ui::field::{Kind, error_summary, text_field};
use crate::ui::page::{heading, loadable, sign_in_link, skeleton_rows};
use crate::ui::parts::{action, fact, icon, section, small_icon, status, submit};
use crate::ui::points::{points, when};
use crate::ui::problem::{of_field, summary};
use crate::ui::{changing, view};

/// The field of the code.
const FIELD: &str = "pick-up-code";

/// Handing out: the code that was typed, what it is for, and what waits.
#[derive(Clone, Copy)]
struct Counter {
    typed: RwSignal<String>,
    wrong: RwSignal<Vec<(String, String)>>,
    /// The code that was looked up.
    code: RwSignal<Option<String>>,
    found: Query<Page<DeskRedemption>>,
    handing: Command,
    /// What was handed out just now.
    done: RwSignal<Option<DeskRedemption>>,
    held: List<DeskRedemption>,
}

/// A worker looks a pick-up code up, sees what it is for, and hands that out.
pub fn desk_handouts_page() -> AnyView {
    let p = t().desk_points();
    let counter = Counter {
        typed: RwSignal::new(String::new()),
        wrong: RwSignal::new(Vec::new()),
        code: RwSignal::new(None),
        found: Query::idle(),
        handing: Command::new(),
        done: RwSignal::new(None),
        held: List::idle(|one| one.redemption.id.as_str()),
    };
    // Somebody else was quicker, or its time is over: the newest says which.
    Effect::new(move |_| {
        let error = counter.handing.error;
        if error.with(|error| {
            error
                .as_ref()
                .is_some_and(|e| matches!(e.status(), 409 | 422))
        }) {
            counter.found.refresh();
            counter.held.refresh();
        }
    });
    let access = access(Session::get());
    reads(access, move || counter.held.read(api::points::held()));
    let frame_of = Frame {
        name: "desk-handouts",
        here: Route::DeskPoints,
        title: Signal::derive(|| t().desk_points().handouts_title.to_owned()),
        access,
        state: counter.held.state(),
        head: heading(p.handouts_title, Some(p.handouts_lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || counter.view())
}

impl Counter {
    fn view(self) -> AnyView {
        let p = t().desk_points();
        // The focus goes to what was found, so that it is read aloud and its button is the next stop.
        let found = Memo::new(move |_| {
            let ready = self.found.state().with(|state| *state == LoadState::Ready);
            self.code.get().filter(|_| ready)
        });
        Effect::new(move |_| {
            if found.with(Option::is_some) {
                request_animation_frame(|| {
                    document::focus("[data-answer] h2");
                });
            }
        });
        view! {
            {points_ways(&Route::DeskHandouts)}
            <div class="stack">{self.form()} {self.answer()} {self.handed()}</div>
            {section(p.held, None, self.waiting())}
        }
        .into_any()
    }

    /// The field for the code. A scanner types it and ends with Enter.
    fn form(self) -> AnyView {
        let p = t().desk_points();
        let lines = self.wrong.into();
        let look = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.look();
        };
        let kind = Kind {
            class: "receipt-page__number",
            ..Kind::default()
        };
        view! {
            <form class="card stack" novalidate on:submit=look>
                {error_summary(lines)}
                {text_field(FIELD, p.code, Some(p.code_hint), self.typed, of_field(lines, FIELD), kind)}
                <p>{submit(p.look, Signal::derive(|| false))}</p>
            </form>
        }
        .into_any()
    }

    fn look(self) {
        let p = t().desk_points();
        match self.typed.with_untracked(|typed| read_code(typed)) {
            Ok(code) => {
                self.wrong.set(Vec::new());
                self.handing.error.set(None);
                self.done.set(None);
                // Another code is another intention, also while nobody knows what became of the one before.
                if self
                    .code
                    .with_untracked(|before| before.as_ref() != Some(&code))
                {
                    self.handing.take_up(&random::uuid());
                }
                self.found.read(api::points::with_code(&code));
                self.code.set(Some(code));
            }
            Err(no_code) => {
                let sentence = match no_code {
                    NoCode::Empty => p.code_missing.to_owned(),
                    NoCode::Sign(sign) => (p.code_sign)(sign),
                    NoCode::Length(length) => (p.code_length)(length, CODE),
                };
                self.code.set(None);
                self.wrong.set(vec![(FIELD.to_owned(), sentence)]);
            }
        }
    }

    /// What the code is for, as the server says now: nothing is handed out on a kept copy.
    fn answer(self) -> AnyView {
        let state = self.found.state();
        let p = t().desk_points();
        changing(move || {
            let Some(code) = self.code.get() else {
                return ().into_any();
            };
            let failed = |error: &Error| {
                let again = move |_| self.found.refresh();
                let way = if error.needs_sign_in() {
                    sign_in_link(Route::DeskHandouts)
                } else {
                    view! { <button class="button button--quiet" type="button" on:click=again>{icon("refresh")} {t().ui().retry}</button> }
                        .into_any()
                };
                view! {
                    <div class="card card--stop stack" role="alert" data-answer="failed">
                        <p>{i18n::read_sentence(error)}</p>
                        <p>{way}</p>
                    </div>
                }
                .into_any()
            };
            match state.get() {
                LoadState::Failed(error)
                | LoadState::Stale {
                    error: Some(error), ..
                } => failed(&error),
                LoadState::Loading | LoadState::Stale { .. } => skeleton_rows(),
                LoadState::Ready => {
                    let one = self
                        .found
                        .get()
                        .and_then(|page| page.items.first().cloned());
                    match one {
                        Some(one) => self.shown(one, code),
                        None => view! {
                            <div class="card card--stop stack" role="alert" data-answer="unknown">
                                <h2 class="card__title" tabindex="-1">{p.unknown_code}</h2>
                                <p>{p.unknown_code_text}</p>
                            </div>
                        }
                        .into_any(),
                    }
                }
            }
        })
    }

    fn shown(self, one: DeskRedemption, code: String) -> AnyView {
        let p = t().desk_points();
        let redemption = &one.redemption;
        let ended = redemption.ended_at.map(when).unwrap_or_default();
        let (kind, symbol, word, why) = match redemption.state {
            RedemptionState::Held => ("wait", "clock", p.is_held, None),
            RedemptionState::Done => ("done", "check", p.is_done, Some((p.done_text)(&ended))),
            RedemptionState::Cancelled => (
                "closed",
                "close",
                p.is_cancelled,
                Some((p.cancelled_text)(&ended)),
            ),
            RedemptionState::Lapsed => (
                "closed",
                "clock",
                p.is_lapsed,
                Some((p.lapsed_text)(&ended)),
            ),
            RedemptionState::Other(_) => ("open", "info", p.state_other, None),
        };
        let held = redemption.state == RedemptionState::Held;
        let hand = held.then(|| {
            let act = move || self.hand_out(code.clone());
            let busy = self.handing.pending.into();
            view! { <p>{action("button--primary", p.hand_out, busy, act)}</p> }
        });
        let error = self.handing.error;
        let lines = Signal::derive(move || {
            error.get().map_or_else(Vec::new, |error| {
                let sentence = if error.outcome_unknown() {
                    t().desk_points().not_known.to_owned()
                } else {
                    i18n::sentence(&error)
                };
                vec![(FIELD.to_owned(), sentence)]
            })
        });
        view! {
            <section class="card stack" data-answer=redemption.state.as_str().to_owned()>
                {summary(lines, error)}
                <div class="order-card__head">
                    <h2 class="order-card__title" tabindex="-1">{redemption.title.clone()}</h2>
                    {status(kind, symbol, word)}
                </div>
                {why.map(|why| view! { <p class="button-reason" role="alert">{small_icon("warn")} <strong>{why}</strong></p> })}
                {facts(&one)}
                {hand}
            </section>
        }
        .into_any()
    }

    fn hand_out(self, code: String) {
        self.handing
            .send(api::points::hand_out(code), move |answer| {
                let Some(done) = linli_json::from_text::<DeskRedemption>(&answer.body) else {
                    self.handing.error.try_set(Some(Error::Contract));
                    return;
                };
                if self.code.try_set(None).is_some() {
                    return;
                }
                self.typed.set(String::new());
                self.done.set(Some(done));
                self.held.refresh();
                request_animation_frame(|| {
                    document::focus("[data-handed] h2");
                });
            });
    }

    /// What was handed out, and the way to the next.
    fn handed(self) -> AnyView {
        let p = t().desk_points();
        changing(move || {
            self.done.get().map(|one| {
                let next = move |_| {
                    self.done.set(None);
                    request_animation_frame(|| {
                        document::focus(&format!("#{FIELD}"));
                    });
                };
                view! {
                    <section class="card stack" data-handed=one.redemption.id.0.clone()>
                        <h2 class="card__title" tabindex="-1">{(p.handed)(&one.redemption.title)}</h2>
                        <p class="row">{status("done", "check", p.is_done)}</p>
                        {facts(&one)}
                        <p><button class="button button--soft" type="button" on:click=next>{p.next_code}</button></p>
                    </section>
                }
            })
        })
    }

    /// What waits to be picked up. Codes are not in it: they are the household's to show.
    fn waiting(self) -> AnyView {
        let rows = Memo::new(move |_| self.held.rows());
        loadable(
            move || rows.get().map(Arc::new),
            self.held.state(),
            move || self.held.refresh(),
            skeleton_rows,
            move |rows| {
                let p = t().desk_points();
                if rows.is_empty() {
                    return view! { <p class="soft" data-held="0">{p.held_none}</p> }.into_any();
                }
                let items = rows.iter().map(row).collect_view();
                view! {
                    <ul class="card card--flush" data-held=rows.len().to_string()>{items}</ul>
                    {more_rows(self.held)}
                }
                .into_any()
            },
        )
    }
}

fn facts(one: &DeskRedemption) -> AnyView {
    let p = t().desk_points();
    let redemption = &one.redemption;
    let held = redemption.state == RedemptionState::Held;
    let whom = [&*one.address, &*one.person].join(" · ");
    view! {
        <dl class="facts">
            {fact(p.whom, whom.into_any())}
            {fact(p.paid, (p.cost)(&points(redemption.cost.into())).into_any())}
            {fact(p.asked_at, when(redemption.created_at).into_any())}
            {held.then(|| fact(p.pick_up_until, when(redemption.pick_up_until).into_any()))}
        </dl>
    }
    .into_any()
}

fn row(one: &DeskRedemption) -> AnyView {
    let p = t().desk_points();
    let redemption = &one.redemption;
    let whom = [&*one.address, &*one.person].join(" · ");
    let until = (p.held_until)(&when(redemption.pick_up_until));
    view! {
        <li class="decision" data-id=redemption.id.0.clone()>
            <div>
                <p>{redemption.title.clone()}</p>
                <p class="soft">{whom}</p>
            </div>
            <p class="soft">{until}</p>
        </li>
    }
    .into_any()
}
