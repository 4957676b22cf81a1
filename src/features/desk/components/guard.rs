//! Who may be at the desk.

use leptos::prelude::*;

use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::i18n::t;
use crate::offline::Session;
use crate::ui::page::empty;
use crate::ui::view;

/// What is known about somebody who comes to the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum Access {
    /// Nothing yet.
    Unknown,
    /// A worker, or nobody that we know: the server decides, and may ask to sign in.
    Ask,
    /// Somebody who is not a worker.
    Resident,
}

/// What is known now.
pub(in crate::features::desk) fn access(session: Session) -> Memo<Access> {
    Memo::new(move |_| match session.home.get() {
        Some(home) => match &home.me {
            Some(me) if !me.works_here() => Access::Resident,
            _ => Access::Ask,
        },
        None => match session.home.state().get() {
            LoadState::Failed(_) => Access::Ask,
            _ => Access::Unknown,
        },
    })
}

/// What a resident sees: whose place this is, and where theirs is.
pub(in crate::features::desk) fn residents() -> AnyView {
    let d = t().desk();
    let way = view! {
        <a class="button button--primary" href=Route::Orders.to_string()>{d.my_orders}</a>
    };
    empty(
        "art-lost",
        d.residents_title,
        Some(d.residents_text.to_owned()),
        way.into_any(),
    )
}
