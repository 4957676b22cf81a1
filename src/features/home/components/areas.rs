//! The tiles: what one can do, each with a live fact.

use leptos::prelude::*;
use linli_contract::{Feature, Home};

use crate::domain::route::Route;
use crate::i18n::t;
use crate::ui::parts::{badge, section};
use crate::ui::view;

/// The tiles of the parts that the backend offers. 长辈版 shows six at most (`style/elder.css`), so that the last
/// is one that the tabs lead to as well.
pub(in crate::features::home) fn areas(home: &Home) -> AnyView {
    let h = t().home();
    let figures = &home.figures;
    let orders = home.capabilities.features.contains(&Feature::Orders);
    let open = figures.open_orders.map(|n| {
        if n == 0 {
            h.tile_orders_none.to_owned()
        } else {
            (h.tile_orders_fact)(n)
        }
    });
    let projects = home.capabilities.features.contains(&Feature::Projects);
    let decided = match figures.open_ballots {
        Some(n) if n > 0 => Some((h.tile_ballots_fact)(n)),
        _ => figures.projects.map(h.tile_projects_fact),
    };
    let points = home.capabilities.features.contains(&Feature::Points);
    let care = home.capabilities.features.contains(&Feature::Appointments);
    let tiles = view! {
        <ul class="tiles">
            {orders.then(|| tile(&Route::Services, "order", "wrench", h.tile_services, figures.services.map(h.tile_services_fact)))}
            {orders.then(|| tile(&Route::Orders, "primary", "order", h.tile_orders, open))}
            {orders.then(|| tile(&Route::Wishes, "wish", "wish", h.tile_wishes, figures.open_wishes.map(h.tile_wishes_fact)))}
            {projects.then(|| tile(&Route::Projects, "vote", "vote", h.tile_projects, decided))}
            {points.then(|| tile(&Route::Points(String::new()), "points", "points", h.tile_points, figures.points.map(h.tile_points_fact)))}
            {tile(&Route::Guides, "guide", "guide", h.tile_guides, Some(h.tile_guides_fact.to_owned()))}
            {care.then(|| tile(&Route::Care(String::new()), "care", "care", h.tile_care, Some(h.tile_care_fact.to_owned())))}
        </ul>
    };
    section(h.areas, None, tiles.into_any())
}

fn tile(
    route: &Route,
    area: &str,
    symbol: &str,
    name: &'static str,
    fact: Option<String>,
) -> AnyView {
    view! {
        <li>
            <a class="tile" href=route.to_string()>
                {badge(area, symbol)}
                <span>
                    <span class="tile__name">{name}</span>
                    {fact.map(|fact| view! { <span class="tile__fact">{fact}</span> })}
                </span>
            </a>
        </li>
    }
    .into_any()
}
