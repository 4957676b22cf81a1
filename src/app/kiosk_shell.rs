//! The frame around every page of a kiosk. Its code is a group of its own, so that phones do not load it.

use leptos::prelude::*;

use super::outlet::{load_ahead, outlet};
use super::pages::Group;
use crate::domain::route::Route;
use crate::features::kiosk;
use crate::offline::Session;
use crate::ui::effect::effect;
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// The whole app under its root, as far as the first module has it: what loads the rest.
pub(super) fn shell(toasts: Toasts) -> AnyView {
    let whole = Memo::new(|_| Route::Kiosk);
    view! { {outlet(whole)} {toasts.view()} }.into_any()
}

/// What a kiosk shows for a route.
#[derive(Clone, PartialEq)]
enum Shown {
    /// The first page.
    Start,
    /// Signing in, and the page after it.
    SignIn(Option<Box<Route>>),
    /// For those who look after the device.
    Health,
    /// What is not done here.
    NotHere,
    /// A page as everywhere.
    Page,
}

impl Shown {
    fn of(route: &Route) -> Self {
        match route {
            Route::Home => Self::Start,
            Route::SignIn(next) => Self::SignIn(next.clone()),
            Route::Kiosk => Self::Health,
            Route::HandOff | Route::Me | Route::Outbox | Route::Recount(_) => Self::NotHere,
            other if other.is_desk() => Self::NotHere,
            _ => Self::Page,
        }
    }
}

/// What shows on top, the page, the bar at the bottom, and what may stand over them.
pub(super) fn inside() -> AnyView {
    let device = kiosk::Device::get();
    let route = expect_context::<RwSignal<Route>>();
    let shown = Memo::new(move |_| Shown::of(&route.get()));
    // Only what the outlet shows is a page to it: it does not build what something else takes the place of.
    let page = Memo::new(move |last: Option<&Route>| {
        let route = route.get();
        match (Shown::of(&route), last) {
            (Shown::Page, _) | (_, None) => route.page(),
            (_, Some(last)) => last.clone(),
        }
    });
    // Other pages, and the frame itself, are there without a network too.
    let session = Session::get();
    let ready = Memo::new(move |_| session.community().is_some());
    effect(move |_| {
        if ready.get() {
            let pages = [
                Group::Menu,
                Group::Resident,
                Group::Care,
                Group::Votes,
                Group::Points,
            ];
            load_ahead(pages.into_iter(), true);
        }
    });
    let content = changing(move || match shown.get() {
        Shown::Start => kiosk::start_page(),
        Shown::SignIn(next) => kiosk::sign_in_page(next.as_deref()),
        Shown::Health => kiosk::health_page(),
        Shown::NotHere => kiosk::not_here_page(),
        Shown::Page => outlet(page),
    });
    view! {
        <div class="kiosk" data-low=move || device.low.get().then_some("")>
            {kiosk::show()}
            <div class="kiosk__page">{kiosk::take_along()} {content}</div>
            {kiosk::bar()}
        </div>
        {kiosk::around()}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_done_at_a_kiosk_is_not_shown_at_one() {
        for path in [
            "/desk",
            "/desk/points",
            "/provider/key",
            "/me",
            "/outbox",
            "/hand-off",
            "/recount?ballot=b1",
        ] {
            assert!(Shown::of(&Route::parse(path)) == Shown::NotHere, "{path}");
        }
        for path in ["/services", "/orders/o1", "/care/help", "/not-found"] {
            assert!(Shown::of(&Route::parse(path)) == Shown::Page, "{path}");
        }
    }
}
