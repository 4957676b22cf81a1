//! Finding a household by its address or by the name of somebody who lives there.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{DeskHousehold, Page};

use crate::domain::load::LoadState;
use crate::features::desk::api;
use crate::features::desk::model::points::Chosen;
use crate::i18n::t;
use crate::offline::Query;
use crate::platform::{document, timer};
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::parts::icon;
use crate::ui::points::points;
use crate::ui::search::{Words, search_field};
use crate::ui::view;

/// So many households are offered at once; typing more narrows them.
const OFFERED: u32 = 8;
/// How long typing rests before the server is asked, in milliseconds.
const TYPING_MS: i32 = 250;

/// The field, and what it finds; `picked` is told which one is meant, and the field is empty again.
pub(in crate::features::desk) fn household_search(
    id: &'static str,
    picked: impl Fn(Chosen) + Copy + Send + Sync + 'static,
) -> AnyView {
    let p = t().desk_points();
    let typed = RwSignal::new(String::new());
    // What was asked for last: what answers another text is not offered, for it would be chosen by mistake.
    let sought = RwSignal::new(String::new());
    let query = Query::<Page<DeskHousehold>>::idle();
    let alarm = StoredValue::new_local(None);
    let change = move |text: String| {
        typed.set(text);
        // The guard goes with the page, and with it a call that is still to come.
        alarm.set_value(Some(timer::after(TYPING_MS, move || {
            let text = typed.get_untracked();
            if !text.trim().is_empty() {
                query.read(api::points::households(&text, OFFERED));
            }
            sought.set(text);
        })));
    };
    let words = Words {
        label: p.find,
        hint: p.find_hint,
        clear: t().desk().search_clear,
    };
    let asked = Memo::new(move |_| typed.with(|text| !text.trim().is_empty()));
    let pick = move |chosen: Chosen| {
        typed.set(String::new());
        picked(chosen);
        request_animation_frame(move || {
            document::focus(&format!("#{id}"));
        });
    };
    let answered = Memo::new(move |_| {
        let coming = query.state().with(|state| *state == LoadState::Loading);
        !coming && typed.with(|typed| sought.with(|sought| typed == sought))
    });
    let found = move || {
        asked.get().then(|| {
            loadable(
                move || query.get().filter(|_| answered.get()),
                query.state(),
                move || query.refresh(),
                skeleton_rows,
                move |page| offered(&page, pick),
            )
        })
    };
    view! { <div class="stack">{search_field(id, words, typed, change)} {found}</div> }.into_any()
}

fn offered(
    page: &Arc<Page<DeskHousehold>>,
    pick: impl Fn(Chosen) + Copy + Send + Sync + 'static,
) -> AnyView {
    let p = t().desk_points();
    if page.items.is_empty() {
        return view! { <p class="soft" role="status">{p.find_none}</p> }.into_any();
    }
    let rows = page
        .items
        .iter()
        .map(|household| {
            let chosen = Chosen::from(household);
            let label = format!("{}: {}", p.pick, household.address);
            let has = (p.has)(&points(household.standing), &points(household.spendable));
            view! {
                <li class="decision" data-id=household.id.0.clone()>
                    <div>
                        <p>{household.address.clone()}</p>
                        <p class="soft">{household.people.clone()}</p>
                        <p class="soft">{has}</p>
                    </div>
                    <button
                        class="button button--soft button--small" type="button" aria-label=label
                        on:click=move |_| pick(chosen.clone())
                    >
                        {icon("plus")} {p.pick}
                    </button>
                </li>
            }
        })
        .collect_view();
    let more = page.next_cursor.is_some();
    view! {
        <ul class="card card--flush" data-found=page.items.len().to_string()>{rows}</ul>
        {more.then(|| view! { <p class="soft">{p.find_more}</p> })}
    }
    .into_any()
}
