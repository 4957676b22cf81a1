//! A booking as its provider sees it, with what may become of it.

use leptos::prelude::*;
use linli_contract::{BookingState, DeskBooking};

use crate::domain::provider::ProviderPage;
use crate::i18n::{self, Style, t};
use crate::ui::parts::{call, icon, small_icon, status};
use crate::ui::view;

/// A button that was tapped: whose booking, and what it is to become.
pub(in crate::features::provider) type Step = (DeskBooking, BookingState);

/// The card. `take` is told of a tap; `busy` is the booking whose step is on its way, and `asked` the one
/// to whose button the focus goes back.
pub(in crate::features::provider) fn booking_card(
    booking: &DeskBooking,
    asked: RwSignal<Option<Step>>,
    take: Callback<Step>,
) -> AnyView {
    let (p, a) = (t().provider(), t().appointments());
    let slot = &booking.slot;
    let when = span(booking);
    let (kind, symbol) = match booking.state {
        BookingState::Booked | BookingState::Arrived | BookingState::Fulfilled => ("ok", "check"),
        BookingState::Requested => ("wait", "clock"),
        _ => ("stop", "close"),
    };
    let naming = if booking.real_name {
        p.real_name
    } else {
        p.chosen_name
    };
    let facts = [
        naming,
        (a.mode_of)(&booking.mode),
        &*booking.kind,
        &*booking.centre,
    ]
    .join(" · ");
    let phone = match &booking.phone {
        Some(phone) => call("button--soft button--small", &booking.name, phone),
        None => view! { <p class="row soft">{small_icon("phone")} {p.no_phone}</p> }.into_any(),
    };
    let shared = booking.shared_at.map(|at| {
        let href = ProviderPage::Shared(booking.id.clone()).to_string();
        let said = (p.shared_at)(&i18n::instant(at, Style::DayTime));
        let label = format!("{}: {}", p.open_shared, booking.name);
        view! {
            <p class="row">
                <a class="button button--soft button--small" href=href aria-label=label data-open-shared="">{icon("shield")} {p.open_shared}</a>
                <span class="soft">{said}</span>
            </p>
        }
    });
    let step = |to: &BookingState| {
        let step = (booking.clone(), to.clone());
        let mine = step.clone();
        let back = move || {
            asked
                .with(|asked| {
                    asked
                        .as_ref()
                        .is_some_and(|(booking, to)| booking.id == mine.0.id && *to == mine.1)
                })
                .then_some("")
        };
        let class = match to {
            BookingState::Declined | BookingState::Noshow => "button button--small",
            _ => "button button--primary button--small",
        };
        let label = format!("{}: {}", (p.to)(to), booking.name);
        view! {
            <button class=class type="button" aria-label=label data-to=to.as_str().to_owned() data-asked=back on:click=move |_| take.run(step.clone())>
                {(p.to)(to)}
            </button>
        }
    };
    let steps = booking.transitions.iter().map(step).collect_view();
    let any = !booking.transitions.is_empty();
    view! {
        <li class="card stack" data-id=booking.id.0.clone() data-state=booking.state.as_str().to_owned() data-slot=slot.id.0.clone()>
            <div class="order-card__head">
                <h2 class="order-card__title">{when}</h2>
                {status(kind, symbol, (a.state)(&booking.state))}
            </div>
            <p><strong>{booking.name.clone()}</strong></p>
            <p class="soft">{facts}</p>
            <p>{phone}</p>
            {shared}
            {any.then(|| view! { <div class="row">{steps}</div> })}
        </li>
    }
    .into_any()
}

/// From when until when, on its day.
pub(in crate::features::provider) fn span(booking: &DeskBooking) -> String {
    let slot = &booking.slot;
    format!(
        "{}–{}",
        i18n::instant(slot.starts_at, Style::Time),
        i18n::instant(slot.ends_at, Style::Time)
    )
}
