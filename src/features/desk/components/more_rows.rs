//! The end of a list that is read page by page.

use leptos::prelude::*;
use linli_contract::Page;
use linli_json::Read;

use crate::features::desk::list::List;
use crate::i18n::t;
use crate::ui::parts::small_icon;
use crate::ui::{changing, view};

/// The button that asks for more, or why no more came.
pub(in crate::features::desk) fn more_rows<T: Clone + Send + Sync + 'static>(
    list: List<T>,
) -> AnyView
where
    Page<T>: Read,
{
    let state = Memo::new(move |_| (list.goes_on(), list.coming(), list.stopped()));
    end(state, move || list.more(), move || list.refresh())
}

fn end(
    state: Memo<(bool, bool, bool)>,
    more: impl Fn() + Copy + Send + Sync + 'static,
    again: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let d = t().desk();
    changing(move || {
        match state.get() {
        (_, _, true) => view! {
            <div class="row" role="alert">
                <p class="button-reason">{small_icon("warn")} <span>{t().desk_points().more_failed}</span></p>
                <button class="button button--quiet" type="button" on:click=move |_| again()>{t().ui().retry}</button>
            </div>
        }
        .into_any(),
        (_, true, _) => {
            view! { <p class="soft" role="status">{t().ui().loading}</p> }.into_any()
        }
        (true, ..) => view! {
            <p class="row"><button class="button button--quiet" type="button" data-more="" on:click=move |_| more()>{d.more}</button></p>
        }
        .into_any(),
        _ => ().into_any(),
    }
    })
}
