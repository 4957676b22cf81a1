//! The parts of the desk.

use leptos::prelude::*;
use linli_contract::Feature;

use crate::domain::provider::ProviderPage;
use crate::domain::route::Route;
use crate::i18n::t;
use crate::offline::Session;
use crate::ui::parts::icon;
use crate::ui::view;

/// Orders, wishes, projects, ballots, points and appointments; `here` is the part that is shown. On the left where
/// there is room, else on top.
pub(in crate::features::desk) fn navigation(here: &Route) -> AnyView {
    let d = t().desk();
    let session = Session::get();
    let projects = Memo::new(move |_| session.offers(&Feature::Projects));
    let votes = Memo::new(move |_| session.offers(&Feature::Votes));
    let points = Memo::new(move |_| session.offers(&Feature::Points));
    let appointments = Memo::new(move |_| session.offers(&Feature::Appointments));
    let kiosks = Memo::new(move |_| session.offers(&Feature::Kiosk));
    let item = |route: Route, symbol, word| {
        view! {
            <a class="desk__part" href=route.to_string() aria-current=(*here == route).then_some("page")>
                {icon(symbol)} <span>{word}</span>
            </a>
        }
    };
    view! {
        <nav class="desk__parts" aria-label=d.navigation>
            {item(Route::Desk, "order", d.nav_orders)}
            {item(Route::DeskWishes, "wish", d.nav_wishes)}
            {projects.get().then(|| item(Route::DeskProjects, "people", t().desk_projects().nav))}
            {votes.get().then(|| item(Route::DeskBallots, "vote", t().desk_ballots().nav))}
            {points.get().then(|| item(Route::DeskPoints, "points", t().desk_points().nav))}
            {appointments.get().then(|| item(ProviderPage::Bookings.into(), "calendar", d.nav_appointments))}
            {kiosks.get().then(|| item(Route::DeskKiosks, "desk", t().desk_kiosks().nav))}
        </nav>
    }
    .into_any()
}
