//! Choosing a bookable time: a day, then an hour of the morning, afternoon or evening.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Page, Slot};

use crate::features::services::model::form::CENTRE_OFFSET;
use crate::i18n::{self, Style, t};
use crate::ui::choice::{Choice, choices};
use crate::ui::view;

/// The free and the full times; `chosen` holds the id of one.
pub(super) fn slot_field(slots: Arc<Page<Slot>>, chosen: RwSignal<Vec<String>>) -> AnyView {
    if slots.items.is_empty() {
        return view! { <p class="soft">{t().services().no_slots}</p> }.into_any();
    }
    let day_of = |slot: &Slot| {
        slot.starts_at
            .date_at_offset(CENTRE_OFFSET)
            .map(|date| date.to_string())
            .unwrap_or_default()
    };
    let mut days: Vec<Choice> = Vec::new();
    for slot in &slots.items {
        let key = day_of(slot);
        let full = slots
            .items
            .iter()
            .filter(|s| day_of(s) == key)
            .all(|s| s.left == 0);
        if days.last().is_none_or(|day| day.key != key) {
            let note = if full {
                t().services().slot_full.to_owned()
            } else {
                String::new()
            };
            days.push(Choice {
                key,
                label: i18n::instant(slot.starts_at, Style::Day),
                note,
                disabled: full,
            });
        }
    }
    let first = chosen.with_untracked(|ids| {
        slots
            .items
            .iter()
            .find(|s| ids.contains(&s.id.0))
            .map(day_of)
    });
    let first = first.or_else(|| {
        days.iter()
            .find(|day| !day.disabled)
            .map(|day| day.key.clone())
    });
    let day = RwSignal::new(first.into_iter().collect::<Vec<_>>());
    let times = move || {
        let day = day.get();
        ["am", "pm", "ev"]
            .into_iter()
            .map(|part| {
                part_of_day(
                    part,
                    slots
                        .items
                        .iter()
                        .filter(|s| day.contains(&day_of(s)) && part == part_of(s))
                        .collect(),
                    chosen,
                )
            })
            .collect_view()
    };
    view! {
        <div role="group" aria-label=t().services().which_day>{choices("day", "choices--days", true, false, days, day)}</div>
        {times}
    }
    .into_any()
}

fn part_of(slot: &Slot) -> &'static str {
    match slot
        .starts_at
        .plus_minutes(CENTRE_OFFSET)
        .0
        .rem_euclid(86_400_000)
        / 3_600_000
    {
        0..=11 => "am",
        12..=17 => "pm",
        _ => "ev",
    }
}

fn part_of_day(
    part: &'static str,
    slots: Vec<&Slot>,
    chosen: RwSignal<Vec<String>>,
) -> Option<AnyView> {
    if slots.is_empty() {
        return None;
    }
    let s = t().services();
    let (id, title) = match part {
        "am" => ("slots-am", s.morning),
        "pm" => ("slots-pm", s.afternoon),
        _ => ("slots-ev", s.evening),
    };
    let options = slots
        .into_iter()
        .map(|slot| Choice {
            key: slot.id.0.clone(),
            label: i18n::instant(slot.starts_at, Style::Time),
            note: if slot.left == 0 {
                s.slot_full.to_owned()
            } else {
                (s.slot_left)(slot.left)
            },
            disabled: slot.left == 0,
        })
        .collect();
    let view = view! {
        <div role="group" aria-labelledby=id>
            <h2 class="choices__group" id=id>{title}</h2>
            {choices("slot", "choices--grid", true, false, options, chosen)}
        </div>
    };
    Some(view.into_any())
}
