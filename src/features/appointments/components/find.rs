//! Finding a booking by its code, and those of whoever is signed in.

use leptos::prelude::*;
use linli_contract::{Booking, BookingLookup, Page};

use super::rows::rows;
use crate::features::appointments::model::{self, CodeError};
use crate::features::appointments::store::Visit;
use crate::features::appointments::{api, words};
use crate::i18n::t;
use crate::offline::{Command, Query, Session};
use crate::ui::field::{Kind, error_summary, text_field};
use crate::ui::page::{heading, loadable, skeleton_rows};
use crate::ui::parts::{icon, section, submit};
use crate::ui::problem::of_field;
use crate::ui::{changing, view};

const FIELD: &str = "code";

/// The field for a code; it is sent in a header and stands in no address.
pub(in crate::features::appointments) fn find(visit: Visit) -> AnyView {
    let a = t().appointments();
    let session = Session::get();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let command = Command::new();
    let found = Signal::derive(move || {
        let refused = command.error.get().map(|error| match error.status() {
            404 => a.unknown_code.to_owned(),
            _ => words::sentence(&error),
        });
        let line = wrong.get().or(refused);
        line.map(|text| vec![(FIELD.to_owned(), text)])
            .unwrap_or_default()
    });
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match model::read_code(&typed.get_untracked()) {
            Ok(code) => {
                wrong.set(None);
                command.send(api::look_up(&code), move |answer| {
                    if let Some(found) = linli_json::from_text::<BookingLookup>(&answer.body) {
                        visit.show(found, code);
                    }
                });
            }
            Err(CodeError::Length) => wrong.set(Some(a.code_short.to_owned())),
            Err(CodeError::Letters) => wrong.set(Some(a.code_letters.to_owned())),
        }
    };
    let kind = Kind {
        class: "booking-code__input",
        ..Kind::default()
    };
    let signed_in = Memo::new(move |_| session.me().is_some());
    let mine = move || signed_in.get().then(|| own(visit));
    view! {
        {heading(a.find, Some(a.find_lead.to_owned()))}
        {mine}
        <form class="card stack section" novalidate autocomplete="off" on:submit=look>
            {error_summary(found)}
            {text_field(FIELD, a.code, Some(a.code_hint), typed, of_field(found, FIELD), kind)}
            {submit(a.look, command.pending.into())}
        </form>
    }
    .into_any()
}

/// Those of whoever is signed in come first: the first screen leads here. They are shown when asked for:
/// the phone may be in somebody else's hand.
fn own(visit: Visit) -> AnyView {
    let asked = RwSignal::new(false);
    changing(move || {
        if asked.get() {
            return list(visit);
        }
        let show = move |_| asked.set(true);
        view! { <p><button class="button button--soft button--wide" type="button" data-mine="" on:click=show>{icon("calendar")} {t().appointments().show_mine}</button></p> }
            .into_any()
    })
}

fn list(visit: Visit) -> AnyView {
    let a = t().appointments();
    let query = Query::<Page<Booking>>::new(api::BOOKINGS);
    loadable(
        move || query.get(),
        query.state(),
        move || query.refresh(),
        skeleton_rows,
        move |page| {
            let rows = if page.items.is_empty() {
                view! { <p class="soft" role="status">{a.mine_none}</p> }.into_any()
            } else {
                rows(visit, &page.items)
            };
            section(a.mine, None, rows)
        },
    )
}
