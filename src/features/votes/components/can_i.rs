//! 我能投票吗: before the opening and always, whether and why.

use leptos::prelude::*;
use linli_contract::{Ballot, VotingUnit};

use crate::domain::route::Route;
use crate::features::votes::form::{Form, phase};
use crate::features::votes::model::standing::{Can, Phase, can};
use crate::features::votes::words;
use crate::i18n::t;
use crate::ui::page::sign_in_link;
use crate::ui::parts::icon;
use crate::ui::{changing, view};

/// The answer, with the reason and the next step.
pub(in crate::features::votes) fn can_i(form: Form) -> AnyView {
    // Only another answer builds it anew: the turnout changes more often.
    let answer = Memo::new(move |_| {
        let ballot = form.ballot().get()?;
        let phase = phase(&ballot);
        let can = can(ballot.mine.as_ref());
        let label = ballot
            .mine
            .as_ref()
            .and_then(|mine| mine.unit_label.clone());
        Some((can, phase, label))
    });
    changing(move || {
        let (can, phase, label) = answer.get()?;
        let ballot = form.ballot().get_untracked()?;
        // Who has a vote that is counted needs no answer any more, and after the close it is idle.
        let idle = phase == Phase::Closed && can != Can::NotOnRoll;
        (!idle).then(|| card(&ballot, can, phase, label.as_deref()))
    })
}

fn card(ballot: &Ballot, can: Can, phase: Phase, label: Option<&str>) -> AnyView {
    let v = t().votes();
    let yes = can == Can::Yes;
    let answer = match can {
        Can::Yes => label.map_or_else(|| v.can_yes_plain.to_owned(), v.can_yes),
        Can::SignIn => v.can_sign_in.to_owned(),
        Can::NoHousehold => v.can_no_household.to_owned(),
        Can::NotOnRoll => (v.can_not_on_roll)(&ballot.roll.name),
        Can::UnderAge => v.can_under_age.to_owned(),
        Can::No => v.can_no.to_owned(),
    };
    let unit = match ballot.unit {
        VotingUnit::Household => Some(v.can_household),
        VotingUnit::Owner => Some(v.can_owner),
        _ => None,
    };
    let later =
        (yes && phase == Phase::Announced).then(|| (v.can_later)(&words::when(ballot.opens_at)));
    let sign_in = (can == Can::SignIn).then(|| {
        let next = Route::Ballot(ballot.id.clone());
        view! { <p>{sign_in_link(next)}</p> }
    });
    let symbol = match can {
        Can::Yes => "check",
        Can::SignIn => "user",
        _ => "info",
    };
    let class = if yes {
        "can-i can-i--yes section"
    } else {
        "can-i section"
    };
    view! {
        <section class=class data-can=yes.to_string()>
            {icon(symbol)}
            <div class="can-i__body">
                <h2 class="can-i__title">{v.can_i}</h2>
                <p>{answer} {later.map(|later| format!(" {later}"))}</p>
                {yes.then(|| view! {
                    <details class="can-i__more">
                        <summary>{v.can_more}</summary>
                        {unit.map(|unit| view! { <p class="soft">{unit}</p> })}
                        <p class="soft">{v.other_way}</p>
                    </details>
                })}
                {sign_in}
            </div>
        </section>
    }
    .into_any()
}
