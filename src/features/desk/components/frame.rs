//! The frame of the desk's pages: its parts on the left, and what only workers see.

use leptos::prelude::*;

use super::{Access, navigation, panes, residents, room_for_two};
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::ui::page::page;
use crate::ui::view;

/// What a page of the desk says of itself.
pub(in crate::features::desk) struct Frame {
    /// Its mark.
    pub(in crate::features::desk) name: &'static str,
    /// The part of the desk to which it belongs.
    pub(in crate::features::desk) here: Route,
    /// The title of the window.
    pub(in crate::features::desk) title: Signal<String>,
    /// Who is here.
    pub(in crate::features::desk) access: Memo<Access>,
    /// How its data stands.
    pub(in crate::features::desk) state: Signal<LoadState>,
    /// Its heading, which residents see as well.
    pub(in crate::features::desk) head: AnyView,
    /// Whether it takes all the room there is; else it is as wide as a text is read well.
    pub(in crate::features::desk) wide: bool,
}

/// The page; `content` is built for workers only.
pub(in crate::features::desk) fn frame(
    frame: Frame,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let Frame {
        name,
        here,
        title,
        access,
        state,
        head,
        wide,
    } = frame;
    let room = room_for_two();
    let state = Signal::derive(move || match access.get() {
        Access::Resident => LoadState::Ready,
        _ => state.get(),
    });
    let is_resident = Memo::new(move |_| access.get() == Access::Resident);
    let class = if wide { "" } else { "desk__wishes" };
    let view = view! {
        <div class=move || panes(room)>
            {move || (!is_resident.get()).then(|| navigation(&here))}
            <div class=format!("desk__main {class}")>
                {head} {move || if is_resident.get() { residents() } else { content() }}
            </div>
        </div>
    };
    page(name, "page--wide desk", title, state, view.into_any())
}

/// Calls `read` once somebody is here whom the desk may serve.
pub(in crate::features::desk) fn reads(access: Memo<Access>, read: impl Fn() + 'static) {
    Effect::new(move |_| {
        if access.get() == Access::Ask {
            read();
        }
    });
}
