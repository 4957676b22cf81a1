//! The times of a day, in its parts.

use leptos::prelude::*;
use linli_contract::{
    AppointmentCentre, AppointmentProvider, AppointmentSlot, AppointmentSlots, Page, SlotId,
};

use crate::features::appointments::api;
use crate::features::appointments::model::{Part, in_part};
use crate::i18n::{self, Style, t};
use crate::offline::Query;
use crate::ui::view;

/// Where the times of a kind are, and with whom.
#[derive(Clone, Copy)]
pub(in crate::features::appointments) struct Places {
    centres: Query<Page<AppointmentCentre>>,
    providers: Query<Page<AppointmentProvider>>,
}

impl Places {
    /// Asks for those of a kind.
    pub(in crate::features::appointments) fn of(kind: &str) -> Self {
        Self {
            centres: Query::new(api::centres(kind)),
            providers: Query::new(api::providers(kind)),
        }
    }

    /// With whom and where a time is, in words.
    fn name(self, slot: &AppointmentSlot) -> String {
        let who = self.providers.get().and_then(|page| {
            let found = page
                .items
                .iter()
                .find(|p| Some(&p.id) == slot.provider_id.as_ref());
            found.map(|provider| provider.name.clone())
        });
        let place = self.centres.get().and_then(|page| {
            let found = page.items.iter().find(|centre| centre.id == slot.centre_id);
            found.map(|centre| centre.name.clone())
        });
        let parts: Vec<String> = [who, place].into_iter().flatten().collect();
        parts.join(" · ")
    }
}

/// Big buttons in three groups; full times stay there and say so.
pub(in crate::features::appointments) fn times(
    slots: &AppointmentSlots,
    places: Places,
    busy: RwSignal<bool>,
    take: Callback<SlotId>,
) -> AnyView {
    let a = t().appointments();
    let button = |slot: &AppointmentSlot| {
        let (id, full, own) = (slot.id.clone(), slot.remaining == 0, slot.clone());
        let free = if full {
            a.full.to_owned()
        } else {
            (a.free)(slot.remaining)
        };
        view! {
            <button
                class="slot" type="button" data-id=slot.id.0.clone() disabled=full
                aria-busy=move || busy.get().then_some("true")
                on:click=move |_| take.run(id.clone())
            >
                <span class="slot__time">{i18n::instant(slot.starts_at, Style::Time)}</span>
                <span class="slot__free">{free}</span>
                <span class="slot__who">{move || places.name(&own)}</span>
            </button>
        }
    };
    let parts = [
        (Part::Morning, "slots-am", a.morning),
        (Part::Afternoon, "slots-pm", a.afternoon),
        (Part::Evening, "slots-ev", a.evening),
    ];
    let groups = parts.into_iter().filter_map(|(part, id, title)| {
        let slots = in_part(&slots.items, part);
        (!slots.is_empty()).then(|| {
            view! {
                <div role="group" aria-labelledby=id>
                    <h2 class="choices__group" id=id>{title}</h2>
                    <div class="slots">{slots.into_iter().map(button).collect_view()}</div>
                </div>
            }
        })
    });
    view! { <div data-count=slots.items.len().to_string()>{groups.collect_view()}</div> }.into_any()
}
