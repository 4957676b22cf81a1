//! `/care/times`

use leptos::prelude::*;
use linli_contract::{AppointmentKind, AppointmentSlots, Date, Page};

use crate::domain::care::CarePage;
use crate::features::appointments::components::{Places, nearest, seconds, times};
use crate::features::appointments::store::Visit;
use crate::features::appointments::{api, model};
use crate::i18n::{self, Style, t};
use crate::offline::Query;
use crate::platform::{clock, document};
use crate::ui::choice::{Choice, choices};
use crate::ui::nav;
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::parts::icon;
use crate::ui::quiet::quiet_page;
use crate::ui::view;

/// The days as a strip, and the times of the day as big buttons. A tap holds the time.
pub fn slots_page() -> AnyView {
    let visit = Visit::get();
    let a = t().appointments();
    let kind = Visit::chosen(visit.kind);
    if kind.is_empty() {
        // Opened by its address: nothing is chosen yet.
        request_animation_frame(|| nav::replace(&CarePage::Book.into()));
    }
    let places = Places::of(&kind);
    let kinds = Query::<Page<AppointmentKind>>::new(api::KINDS);
    let query = Query::<AppointmentSlots>::idle();
    let asked = RwSignal::new(clock::now());
    let ask = move |day: Option<Date>| {
        let [kind, centre, provider] =
            [visit.kind, visit.centre, visit.provider].map(|ids| untrack(|| Visit::chosen(ids)));
        if !kind.is_empty() {
            asked.set(clock::now());
            query.read(api::slots(&kind, &centre, &provider, day));
        }
    };
    ask(visit.day.get_untracked());
    keep_fresh(query, asked);
    let chosen = RwSignal::new(Vec::<String>::new());
    follow_day(visit, query, chosen, ask);
    let minutes = move || {
        let page = kinds.get()?;
        let kind = untrack(|| Visit::chosen(visit.kind));
        let found = page.items.iter().find(|k| k.id.as_str() == kind);
        found.map(|kind| kind.hold_minutes)
    };
    let take = move |slot: &linli_contract::SlotId| {
        visit.hold(slot, untrack(minutes), || nav::go(&CarePage::Form.into()));
    };
    let take = StoredValue::new_local(take);
    let on = Callback::new(move |slot| take.with_value(|take| take(&slot)));
    // What was taken meanwhile is shown as taken.
    Effect::new(move |_| {
        if visit.holding.error.with(Option::is_some) {
            query.refresh();
        }
    });
    let content = view! {
        {heading(a.times, Some(a.times_lead.to_owned()))}
        {nearest(visit.holding.error, on)}
        {loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |slots| shown(&slots, places, visit.holding.pending, (chosen, on)),
        )}
        <p class="row section">
            <a class="button button--soft" href=CarePage::Wait.to_string()>{icon("clock")} {a.wait_door}</a>
            <a class="button button--quiet" href=CarePage::Book.to_string()>{a.change}</a>
        </p>
    };
    quiet_page("slots", query.state(), content.into_any())
}

/// Asks again when what is shown is older than a minute, and when the page comes back into sight.
fn keep_fresh(query: Query<AppointmentSlots>, asked: RwSignal<linli_contract::Timestamp>) {
    let now = seconds();
    Effect::new(move |was_hidden: Option<bool>| {
        let now = now.get();
        let hidden = document::is_hidden();
        let back = was_hidden == Some(true) && !hidden;
        if back || (!hidden && model::is_old(asked.get_untracked(), now)) {
            asked.set(now);
            query.refresh();
        }
        hidden
    });
}

/// The day that is chosen is the one that is asked for, and the answer may choose it.
fn follow_day(
    visit: Visit,
    query: Query<AppointmentSlots>,
    chosen: RwSignal<Vec<String>>,
    ask: impl Fn(Option<Date>) + 'static,
) {
    Effect::new(move |_| {
        let day = query.get().and_then(|slots| slots.day);
        if let (Some(day), true) = (day, chosen.with_untracked(Vec::is_empty)) {
            chosen.set(vec![day.to_string()]);
        }
    });
    Effect::new(move |_| {
        let Some(day) = chosen.with(|days| days.first()?.parse::<Date>().ok()) else {
            return;
        };
        let shown = query.get_untracked().and_then(|slots| slots.day);
        visit.day.set(Some(day));
        if shown != Some(day) {
            ask(Some(day));
        }
    });
}

fn shown(
    slots: &AppointmentSlots,
    places: Places,
    busy: RwSignal<bool>,
    (chosen, take): (RwSignal<Vec<String>>, Callback<linli_contract::SlotId>),
) -> AnyView {
    let a = t().appointments();
    if slots.days.is_empty() {
        let text = Some(a.no_times_text.to_owned());
        return empty("art-empty", a.no_times, text, ().into_any());
    }
    let days = slots.days.iter().map(|day| Choice {
        note: match day.remaining {
            0 => a.full.to_owned(),
            free => (a.free)(free),
        },
        ..Choice::new(day.day.to_string(), i18n::day(day.day))
    });
    view! {
        <div class="days" role="group" aria-label=a.days>
            {choices("day", "choices--strip", true, false, days.collect(), chosen)}
        </div>
        {times(slots, places, busy, take)}
        <p class="soft">{(a.as_of)(&i18n::instant(slots.as_of, Style::Time))}</p>
    }
    .into_any()
}
