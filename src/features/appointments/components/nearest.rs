//! A time that somebody else took: what went wrong, and the nearest free ones.

use leptos::prelude::*;
use linli_contract::{Slot, SlotId};

use crate::domain::error::Error;
use crate::features::appointments::words;
use crate::i18n::{self, Style, t};
use crate::ui::parts::{icon, small_icon};
use crate::ui::{changing, view};

/// Says what went wrong with holding or booking a time.
pub(in crate::features::appointments) fn nearest(
    error: RwSignal<Option<Error>>,
    take: Callback<SlotId>,
) -> AnyView {
    changing(move || {
        error.get().map(|error| {
            let slots = match &error {
                Error::Problem(problem) => problem.slots.clone(),
                _ => Vec::new(),
            };
            if slots.is_empty() {
                said(&error)
            } else {
                offered(&slots, take)
            }
        })
    })
}

fn said(error: &Error) -> AnyView {
    view! {
        <p class="card card--wait row" role="alert" data-testid="refused">{small_icon("warn")} <span>{words::sentence(error)}</span></p>
    }
    .into_any()
}

fn offered(slots: &[Slot], take: Callback<SlotId>) -> AnyView {
    let row = |slot: &Slot| {
        let id = slot.id.clone();
        view! {
            <button class="button button--wide" type="button" data-id=slot.id.0.clone() on:click=move |_| take.run(id.clone())>
                {i18n::instant(slot.starts_at, Style::DayTime)}
            </button>
        }
    };
    view! {
        <section class="card card--wait stack nearest" role="alert" data-testid="nearest" data-count=slots.len().to_string()>
            <p class="nearest__text">{icon("clock")} {t().appointments().taken}</p>
            {slots.iter().map(row).collect_view()}
        </section>
    }
    .into_any()
}
