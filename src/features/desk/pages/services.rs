//! `/desk/services`: the catalogue at the desk.

use leptos::prelude::*;
use linli_contract::DeskServiceRow;

use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{Cards, Frame, access, frame, reads};
use crate::features::desk::list::List;
use crate::features::desk::model::service::Part;
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::timer;
use crate::ui::page::{empty, heading};
use crate::ui::parts::{art, icon, status};
use crate::ui::search::{Words, search_field};
use crate::ui::view;

/// How long typing rests before the server is asked, in milliseconds.
const TYPING_MS: i32 = 250;

/// What is looked for; it is the same when one comes back from a service.
#[derive(Clone, Copy)]
struct Looking {
    part: RwSignal<Part>,
    typed: RwSignal<String>,
}

/// The services, and what is looked for among them.
#[derive(Clone, Copy)]
struct Board {
    cards: Cards<DeskServiceRow>,
    looking: Looking,
    /// What was asked for last.
    sought: RwSignal<String>,
}

/// The catalogue: what can be ordered, what cannot, and what stands on no list.
pub fn desk_services_page() -> AnyView {
    let d = t().desk_services();
    let session = Session::get();
    let list = List::<DeskServiceRow>::idle(|row| row.id.as_str());
    let looking = use_context::<Looking>().unwrap_or_else(|| {
        session.keep(|| Looking {
            part: RwSignal::new(Part::All),
            typed: RwSignal::new(String::new()),
        })
    });
    let board = Board {
        cards: Cards::of(list),
        looking,
        sought: RwSignal::new(looking.typed.get_untracked()),
    };
    let access = access(session);
    reads(access, move || {
        let part = board.looking.part.get();
        list.read(board.sought.with(|q| api::services::list(part, q)));
    });
    let frame_of = Frame {
        name: "desk-services",
        here: Route::DeskServices,
        title: Signal::derive(|| t().desk_services().title.to_owned()),
        access,
        state: list.state(),
        head: heading(d.title, Some(d.lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || board.view())
}

fn part_word(part: Part) -> &'static str {
    let d = t().desk_services();
    match part {
        Part::All => d.all,
        Part::Published => d.published,
        Part::Withdrawn => d.withdrawn,
        Part::Unlisted => d.unlisted,
    }
}

impl Board {
    fn view(self) -> AnyView {
        let d = t().desk_services();
        let alarm = StoredValue::new_local(None);
        let change = move |text: String| {
            self.looking.typed.set(text);
            // The guard goes with the page, and with it a call that is still to come.
            alarm.set_value(Some(timer::after(TYPING_MS, move || {
                self.sought.set(self.looking.typed.get_untracked());
            })));
        };
        let words = Words {
            label: d.search,
            hint: d.search,
            clear: t().desk().search_clear,
        };
        let pills = Part::ALL
            .into_iter()
            .map(|part| {
                view! {
                    <button
                        class="pill pill--set" type="button" data-part=part.query()
                        aria-pressed=move || (self.looking.part.get() == part).to_string()
                        on:click=move |_| self.looking.part.set(part)
                    >
                        {part_word(part)}
                    </button>
                }
            })
            .collect_view();
        view! {
            <div class="stack">
                {search_field("services-search", words, self.looking.typed, change)}
                <div class="row" role="group" aria-label=t().desk().filters>{pills}</div>
                <p><a class="button button--quiet button--small" href=Route::Lists(None).to_string()>{icon("book")} {t().services().all_lists}</a></p>
            </div>
            <section class="section">{self.cards.view(nothing, move |id| self.card(&id))}</section>
        }
        .into_any()
    }

    fn card(self, id: &str) -> AnyView {
        let row = self.cards.row(id);
        let Some(first) = row.get_untracked() else {
            return ().into_any();
        };
        let href = Route::DeskService(first.id.clone()).to_string();
        let about = move || row.get().as_ref().map(about);
        view! {
            <li class="card card--flush" data-id=first.id.0>
                <a class="list-row" href=href>
                    <span class="list-row__body">{about}</span> {art("icon list-row__end", "chevron")}
                </a>
            </li>
        }
        .into_any()
    }
}

fn about(row: &DeskServiceRow) -> AnyView {
    let d = t().desk_services();
    let list = row
        .list
        .as_ref()
        .map_or(d.no_list, |list| &list.name)
        .to_owned();
    let state = if row.published {
        status("done", "check", d.is_published)
    } else {
        status("stop", "close", d.is_withdrawn)
    };
    view! {
        <span class="list-row__title">{row.name.clone()}</span>
        <span class="list-row__text">{row.category.clone()} " · " {row.provider.clone()}</span>
        <span class="list-row__text">{list}</span>
        {state}
    }
    .into_any()
}

fn nothing() -> AnyView {
    let d = t().desk_services();
    let text = Some(d.none_text.to_owned());
    empty("art-search", d.none_title, text, ().into_any())
}
