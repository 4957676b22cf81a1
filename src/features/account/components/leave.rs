//! Signing out: what it clears is said before, and what would be lost.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::features::account::store;
use crate::i18n::t;
use crate::offline::Session;
use crate::ui::dialog;
use crate::ui::parts::icon;
use crate::ui::view;

/// The button and its question.
pub(in crate::features::account) fn leave(session: Session) -> AnyView {
    let a = t().account();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let act = move || {
        busy.set(true);
        spawn_local(async move {
            let told = session.sign_out().await;
            store::said_goodbye(told);
            busy.try_set(false);
        });
    };
    let question = move || {
        let waiting = session.outbox.waiting().len();
        view! {
            {(waiting > 0).then(|| view! {
                <p class="card card--stop" role="alert">{icon("warn")} {(a.sign_out_waiting)(waiting)}</p>
            })}
            <p>{a.sign_out_clears}</p>
            <p>{a.sign_out_keeps}</p>
            {move || (!session.online.get()).then(|| view! { <p>{a.sign_out_offline}</p> })}
        }
        .into_any()
    };
    view! {
        <div class="section">
            <button class="button button--danger button--wide" type="button" data-action="sign-out" on:click=move |_| open.set(true)>
                {icon("logout")} {a.sign_out}
            </button>
        </div>
        {dialog::confirm(
            open,
            "[data-action=sign-out]",
            a.sign_out_question,
            question,
            ("button--stop", a.sign_out_do),
            busy.into(),
            act,
        )}
    }
    .into_any()
}
