//! `/care/wait`

use leptos::prelude::*;
use linli_contract::{Date, NewWaiting, Waiting};

use crate::domain::care::CarePage;
use crate::features::appointments::model::CENTRE_OFFSET;
use crate::features::appointments::store::Visit;
use crate::features::appointments::{api, words};
use crate::i18n::t;
use crate::offline::Command;
use crate::platform::clock;
use crate::ui::field::{Kind, error_summary, text_field};
use crate::ui::nav;
use crate::ui::page::heading;
use crate::ui::parts::submit;
use crate::ui::problem::of_field;
use crate::ui::quiet::plain_quiet_page;
use crate::ui::view;

const FROM: &str = "wait-from";
const UNTIL: &str = "wait-until";

/// For so many days one waits, unless one says otherwise.
const DAYS: i64 = 13;

/// Joining the waiting list: no name and no phone, two days and a button.
pub fn waiting_page() -> AnyView {
    let visit = Visit::get();
    let a = t().appointments();
    if visit.kind.with_untracked(Vec::is_empty) {
        request_animation_frame(|| nav::replace(&CarePage::Book.into()));
    }
    let today = clock::now().date_at_offset(CENTRE_OFFSET);
    let day = |ahead| {
        today
            .map(|day| day.plus_days(ahead).to_string())
            .unwrap_or_default()
    };
    let (from, until) = (RwSignal::new(day(0)), RwSignal::new(day(DAYS)));
    let wrong = RwSignal::new(Vec::new());
    let command = Command::new();
    let found = Signal::derive(move || match command.error.get() {
        Some(error) if wrong.with(Vec::is_empty) => {
            vec![(FROM.to_owned(), words::sentence(&error))]
        }
        _ => wrong.get(),
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let read = |text: RwSignal<String>| text.get_untracked().parse::<Date>().ok();
        let (from, until) = match (read(from), read(until)) {
            (Some(from), Some(until)) if from.days() <= until.days() => (from, until),
            _ => return wrong.set(vec![(UNTIL.to_owned(), a.until_wrong.to_owned())]),
        };
        wrong.set(Vec::new());
        join(visit, command, from, until);
    };
    let kind = Kind {
        input: "date",
        ..Kind::default()
    };
    let content = view! {
        {heading(a.wait_title, Some(a.wait_lead.to_owned()))}
        <form class="card stack" novalidate autocomplete="off" on:submit=send>
            {error_summary(found)}
            {text_field(FROM, a.wait_from, None, from, of_field(found, FROM), kind)}
            {text_field(UNTIL, a.wait_until, None, until, of_field(found, UNTIL), kind)}
            {submit(a.wait_join, command.pending.into())}
        </form>
    };
    plain_quiet_page("waiting", content.into_any())
}

fn join(visit: Visit, command: Command, from: Date, until: Date) {
    let [kind, centre, provider] =
        [visit.kind, visit.centre, visit.provider].map(|ids| untrack(|| Visit::chosen(ids)));
    let new = NewWaiting {
        kind_id: kind.as_str().into(),
        centre_id: (!centre.is_empty()).then(|| centre.as_str().into()),
        provider_id: (!provider.is_empty()).then(|| provider.as_str().into()),
        mode: None,
        from,
        until,
    };
    command.send(api::wait(&new), move |answer| {
        if let Some(waiting) = linli_json::from_text::<Waiting>(&answer.body) {
            visit.forget_booking();
            visit.code.set(waiting.code.clone());
            visit.fresh.set(true);
            visit.waiting.set(Some(waiting));
            nav::replace(&CarePage::Booking.into());
        }
    });
}
