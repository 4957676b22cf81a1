//! The parts of the desk.

use leptos::prelude::*;
use linli_contract::{Feature, Role};

use super::{access, reads};
use crate::domain::provider::ProviderPage;
use crate::domain::route::Route;
use crate::features::desk::model::work::waits_in;
use crate::features::desk::waiting::Waiting;
use crate::i18n::t;
use crate::offline::Session;
use crate::ui::parts::icon;
use crate::ui::view;

/// What waits, orders, the catalogue, wishes, projects, ballots, points and appointments, and for the operator what was done; `here` is the part that is shown. On the left where
/// there is room, else on top. Each says how much of it waits.
pub(in crate::features::desk) fn navigation(here: &Route) -> AnyView {
    let d = t().desk();
    let session = Session::get();
    let projects = Memo::new(move |_| session.offers(&Feature::Projects));
    let votes = Memo::new(move |_| session.offers(&Feature::Votes));
    let points = Memo::new(move |_| session.offers(&Feature::Points));
    let appointments = Memo::new(move |_| session.offers(&Feature::Appointments));
    let kiosks = Memo::new(move |_| session.offers(&Feature::Kiosk));
    let operator = Memo::new(move |_| session.me().is_some_and(|me| me.has(&Role::Admin)));
    let waiting = Waiting::get();
    reads(access(session), move || waiting.watch());
    let item = |route: Route, symbol, word| {
        let current = (*here == route).then_some("page");
        let href = route.to_string();
        let number = Memo::new(move |_| {
            let counts = waiting.counts.get()?;
            Some(waits_in(&counts, &route)).filter(|number| *number > 0)
        });
        let count = move || {
            number.get().map(|number| {
                view! {
                    <span class="desk__count" aria-hidden="true">{number}</span>
                    <span class="visually-hidden">{(t().desk_work().waiting)(number)}</span>
                }
            })
        };
        view! {
            <a class="desk__part" href=href aria-current=current>
                {icon(symbol)} <span>{word}</span> {count}
            </a>
        }
    };
    view! {
        <nav class="desk__parts" aria-label=d.navigation>
            {item(Route::DeskWork, "bell", t().desk_work().nav)}
            {item(Route::Desk, "order", d.nav_orders)}
            {item(Route::DeskServices, "menu", t().desk_services().nav)}
            {item(Route::DeskWishes, "wish", d.nav_wishes)}
            {projects.get().then(|| item(Route::DeskProjects, "people", t().desk_projects().nav))}
            {votes.get().then(|| item(Route::DeskBallots, "vote", t().desk_ballots().nav))}
            {points.get().then(|| item(Route::DeskPoints, "points", t().desk_points().nav))}
            {appointments.get().then(|| item(ProviderPage::Bookings.into(), "calendar", d.nav_appointments))}
            {kiosks.get().then(|| item(Route::DeskKiosks, "desk", t().desk_kiosks().nav))}
            {operator.get().then(|| item(Route::DeskAudit, "shield", t().desk_audit().nav))}
        </nav>
    }
    .into_any()
}
