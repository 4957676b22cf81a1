//! Why an option does not fit, and what would make room for it.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Ballot, BallotOption, OptionId};

use crate::features::votes::form::Form;
use crate::features::votes::model::choices::{self, Room};
use crate::i18n::{self, t};
use crate::platform::document;
use crate::ui::parts::small_icon;
use crate::ui::{changing, view};

/// The id of the sentence, for those who hear the option.
pub(super) fn no_room_id(option: &OptionId) -> String {
    format!("why-{option}")
}

/// The sentence and, where few taps make room, the taps.
pub(super) fn no_room(
    form: Form,
    ballot: Arc<Ballot>,
    option: BallotOption,
    room: Memo<Room>,
) -> AnyView {
    changing(move || {
        let ways: Option<Vec<OptionId>> = match room.get() {
            Room::Fits => return None,
            // Of equals none is suggested: which one should go is the voter's to say.
            Room::Swap(_) if choices::most(&ballot).is_some() => None,
            // One tap for the smallest loss; every other one is a tap on what is chosen.
            Room::Swap(alone) => alone.into_iter().next().map(|id| vec![id]),
            Room::TakeOut(all) => Some(all),
            Room::Never => None,
        };
        let button = ways.map(|out| way(form, &ballot, &option, out));
        Some(view! {
            <div class="option__why">
                <p id=no_room_id(&option.id)>{small_icon("info")} <span>{why(form, &ballot, &option, &room.get())}</span></p>
                {button}
            </div>
        })
    })
}

fn why(form: Form, ballot: &Ballot, option: &BallotOption, room: &Room) -> String {
    let v = t().votes();
    if *room == Room::Never {
        return v.never_fits.to_owned();
    }
    if let Some(most) = choices::most(ballot) {
        return (v.no_room_count)(most);
    }
    let spent = form.chosen.with(|chosen| choices::spent(ballot, chosen));
    let left = ballot.budget_fen.unwrap_or(0) - spent;
    (v.no_room_money)(&i18n::money(option.cost_fen.unwrap_or(0) - left))
}

/// One tap that takes these out and puts the option in.
fn way(form: Form, ballot: &Ballot, option: &BallotOption, out: Vec<OptionId>) -> AnyView {
    let v = t().votes();
    let names: Vec<String> = out
        .iter()
        .filter_map(|id| choices::find(ballot, id))
        .map(|option| option.title.clone())
        .collect();
    let (text, label) = if let [one] = names.as_slice() {
        ((v.swap)(one), (v.swap_label)(one, &option.title))
    } else {
        let text = (v.take_out_first)(&(v.all_of)(&names));
        let label = format!("{text}: {}", option.title);
        (text, label)
    };
    let id = option.id.clone();
    let tap = move |_| {
        form.swap(&out, &id);
        // The button goes away; the focus stays with what was chosen.
        let input = format!("#option-{id}");
        request_animation_frame(move || {
            document::focus(&input);
        });
    };
    view! {
        <button class="button button--soft button--small" type="button" aria-label=label on:click=tap>
            {small_icon("refresh")} {text}
        </button>
    }
    .into_any()
}
