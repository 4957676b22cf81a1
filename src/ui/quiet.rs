//! The frame of pages that leave no trace: a title that says nothing, a way to somebody who listens,
//! and a way out at once.

use leptos::prelude::*;

use super::page::page;
use super::parts::icon;
use crate::domain::care::CarePage;
use crate::domain::load::LoadState;
use crate::i18n::t;
use crate::platform::document;
use crate::platform::leave::leave_for;
use crate::ui::view;

/// Where one is after leaving: what anybody of the neighbourhood might read.
const ELSEWHERE: &str = "/announcements";

/// A page that leaves no trace, as [`page`] otherwise.
pub fn quiet_page(name: &'static str, state: Signal<LoadState>, content: AnyView) -> AnyView {
    // It ends with the page.
    StoredValue::new_local(document::on_escape(leave));
    let help = (name != "crisis").then(|| {
        view! {
            <a class="button button--small quiet-bar__help" href=CarePage::Help.to_string()>
                {icon("phone")} {t().care().talk_now}
            </a>
        }
        .into_any()
    });
    framed(name, help, state, content)
}

/// The same for those who work here: as quiet, and with the way out, but Escape is a key of their work.
pub fn quiet_work_page(name: &'static str, state: Signal<LoadState>, content: AnyView) -> AnyView {
    framed(name, None, state, content)
}

fn framed(
    name: &'static str,
    help: Option<AnyView>,
    state: Signal<LoadState>,
    content: AnyView,
) -> AnyView {
    let content = view! {
        <div class="quiet-bar">
            {help}
            <button class="button button--small quiet-bar__leave" type="button" data-leave="" on:click=move |_| leave()>
                {icon("logout")} {t().care().leave}
            </button>
        </div>
        {content}
    };
    page(
        name,
        "",
        Signal::derive(|| t().care().window.to_owned()),
        state,
        content.into_any(),
    )
}

/// A page that leaves no trace and needs no data.
pub fn plain_quiet_page(name: &'static str, content: AnyView) -> AnyView {
    quiet_page(name, Signal::derive(|| LoadState::Ready), content)
}

/// Leaves at once. What was in memory goes with the page.
pub fn leave() {
    leave_for(ELSEWHERE);
}
