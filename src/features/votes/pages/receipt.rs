//! `/receipt` and `/receipt/{number}`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Receipt, ReceiptList, ReceiptState};

use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::features::votes::api;
use crate::features::votes::components::{proves, receipt_number};
use crate::features::votes::model::receipt;
use crate::i18n::t;
use crate::offline::{Query, Session, receipts};
use crate::ui::field::{self, error_summary, text_field};
use crate::ui::nav;
use crate::ui::page::{heading, loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, icon, small_icon, submit};
use crate::ui::{changing, view};

/// Looking a receipt up: by its number or by a link, signed in or not, on anybody's phone.
pub fn receipt_page(number: Option<&str>) -> AnyView {
    let session = Session::get();
    let v = t().votes();
    let known = number.and_then(receipt::read);
    let query = Query::<Receipt>::idle();
    if let Some(number) = &known {
        query.read(api::receipt(number));
    }
    let asked = known.is_some();
    let unknown = Memo::new(move |_| {
        query.state().with(|state| match state {
            LoadState::Failed(error) => is_unknown(error),
            _ => false,
        })
    });
    // That there is no such receipt is an answer like the others.
    let state = Signal::derive(move || {
        if asked && !unknown.get() {
            query.state().get()
        } else {
            LoadState::Ready
        }
    });
    let answer = move || {
        if unknown.get() {
            return Some(Arc::new(None));
        }
        query
            .get()
            .map(|receipt| Arc::new(Some(Receipt::clone(&receipt))))
    };
    let shown = known.clone();
    let content = view! {
        {heading(v.receipt, Some(v.receipt_lead.to_owned()))}
        {shown.map(move |number| loadable(
            answer,
            state,
            move || query.refresh(),
            skeleton_rows,
            move |receipt| told(&number, receipt.as_ref().as_ref()),
        ))}
        {form(number.unwrap_or_default(), asked)}
        {kept(session, known)}
        {proves()}
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "receipt",
        "receipt-page",
        Signal::derive(move || v.receipt.to_owned()),
        state,
        content.into_any(),
    )
}

fn is_unknown(error: &Error) -> bool {
    matches!(error.status(), 404 | 422)
}

/// The field for the number.
fn form(given: &str, asked: bool) -> AnyView {
    let v = t().votes();
    let typed = RwSignal::new(if asked {
        String::new()
    } else {
        given.to_owned()
    });
    let error = RwSignal::new(None::<String>);
    let lines = Signal::derive(move || {
        let lines = error.get().into_iter();
        lines
            .map(|text| ("receipt-number".to_owned(), text))
            .collect()
    });
    let kind = field::Kind {
        inputmode: "numeric",
        class: "receipt-page__number",
        ..field::Kind::default()
    };
    let ask = move || {
        let text = typed.get_untracked();
        match receipt::read(&text) {
            Some(number) => nav::go(&Route::Receipt(Some(number))),
            None if receipt::digits(&text) == receipt::DIGITS => {
                error.set(Some(v.receipt_not.to_owned()));
            }
            None => error.set(Some((v.receipt_short)(receipt::digits(&text)))),
        }
    };
    view! {
        <form
            class="card stack section" novalidate
            on:submit=move |event| {
                event.prevent_default();
                ask();
            }
        >
            {error_summary(lines)}
            {text_field("receipt-number", v.receipt_field, Some(v.receipt_hint), typed, error.into(), kind)}
            {submit(v.receipt_ask, Signal::derive(|| false))}
        </form>
    }
    .into_any()
}

/// What became of the vote; never what it was.
fn told(number: &str, known: Option<&Receipt>) -> AnyView {
    let v = t().votes();
    let (word, symbol, title, text) = match known.map(|receipt| (&receipt.state, receipt)) {
        None => (
            "unknown",
            "warn",
            v.receipt_unknown,
            v.receipt_unknown_text.to_owned(),
        ),
        Some((ReceiptState::Counted, receipt)) if receipt.closed => (
            "counted",
            "check",
            v.receipt_counted,
            (v.receipt_counted_closed)(&receipt.title),
        ),
        Some((ReceiptState::Counted, receipt)) => (
            "counted",
            "check",
            v.receipt_counted,
            (v.receipt_counted_open)(&receipt.title),
        ),
        Some((ReceiptState::Replaced, receipt)) => (
            "replaced",
            "refresh",
            v.receipt_replaced,
            (v.receipt_replaced_text)(&receipt.title),
        ),
        Some((ReceiptState::Other(_), receipt)) => (
            "other",
            "info",
            v.receipt,
            receipt.title.clone() + " " + v.receipt_other,
        ),
    };
    let ways = known.map(|receipt| {
        let (route, word) = if receipt.closed {
            (Route::Result(receipt.ballot_id.clone()), v.see_result)
        } else {
            (Route::Ballot(receipt.ballot_id.clone()), v.see_ballot)
        };
        view! { <a class="button" href=route.to_string()>{word}</a> }
    });
    let listed = known
        .filter(|receipt| receipt.closed && receipt.state == ReceiptState::Counted)
        .map(listed);
    view! {
        <section class=format!("vote-state vote-state--{word} section") data-testid="receipt" data-state=word role="status">
            <h2 class="vote-state__title">{icon(symbol)} {title}</h2>
            {receipt_number(number)}
            <p>{text}</p>
            {listed}
            {ways}
        </section>
    }
    .into_any()
}

/// After the close everybody can look for the receipt themselves, and this page does.
fn listed(receipt: &Receipt) -> AnyView {
    let v = t().votes();
    let number = receipt.number.clone();
    let list = Query::<ReceiptList>::new(api::receipts(&receipt.ballot_id));
    changing(move || {
        let list = list.get()?;
        let found = list.numbers.contains(&number);
        let whole = u32::try_from(list.numbers.len()).is_ok_and(|count| count == list.ballots);
        let (symbol, text) = match (whole, found) {
            (false, _) => ("warn", v.receipt_list_wrong.to_owned()),
            (true, true) => ("check", (v.receipt_listed)(list.ballots)),
            (true, false) => ("warn", (v.receipt_not_listed)(list.ballots)),
        };
        let word = (whole && found).to_string();
        Some(
            view! { <p class="button-reason" data-listed=word>{small_icon(symbol)} <span>{text}</span></p> },
        )
    })
}

/// Receipts that this device keeps, without typing.
fn kept(session: Session, shown: Option<String>) -> AnyView {
    let v = t().votes();
    changing(move || {
        let mut numbers: Vec<String> = receipts::all(&session.person())
            .into_iter()
            .filter(|number| Some(number) != shown.as_ref() && receipt::read(number).is_some())
            .collect();
        numbers.sort();
        (!numbers.is_empty()).then(|| {
            let rows = numbers
                .into_iter()
                .map(|number| {
                    let href = Route::Receipt(Some(number.clone())).to_string();
                    view! { <li><a class="list-row" href=href>{receipt::grouped(&number)}</a></li> }
                })
                .collect_view();
            view! {
                <section class="card section">
                    <h2 class="card__title">{v.receipt_mine}</h2>
                    <ul>{rows}</ul>
                </section>
            }
        })
    })
}
