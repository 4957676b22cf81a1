//! The first page of a kiosk: six tiles to touch.

use leptos::prelude::*;
use linli_contract::Feature;

use crate::domain::route::Route;
use crate::i18n::t;
use crate::offline::Session;
use crate::ui::page::plain_page;
use crate::ui::parts::icon;
use crate::ui::{changing, view};

/// What one can do here, and who is signed in.
pub fn start_page() -> AnyView {
    let session = Session::get();
    let k = t().kiosk();
    let tile = |area: &'static str,
                symbol: &'static str,
                href: Route,
                name: &'static str,
                text: &'static str| {
        view! {
            <a class=format!("kiosk-tile kiosk-tile--{area}") href=href.to_string()>
                {icon(symbol)}
                <span class="kiosk-tile__name">{name}</span>
                <span class="kiosk-tile__text">{text}</span>
            </a>
        }
        .into_any()
    };
    let tiles = move || {
        let all = [
            (
                Some(Feature::Orders),
                tile("order", "order", Route::Services, k.order, k.order_text),
            ),
            (
                Some(Feature::Projects),
                tile("vote", "vote", Route::Projects, k.vote, k.vote_text),
            ),
            (
                Some(Feature::Points),
                tile(
                    "points",
                    "points",
                    Route::Points(String::new()),
                    k.points,
                    k.points_text,
                ),
            ),
            (
                Some(Feature::Appointments),
                tile(
                    "care",
                    "care",
                    Route::Care(String::new()),
                    k.care,
                    k.care_text,
                ),
            ),
            (
                None,
                tile("guide", "guide", Route::Guides, k.guides, k.guides_text),
            ),
            (
                None,
                tile(
                    "primary",
                    "people",
                    Route::Contacts,
                    k.contacts,
                    k.contacts_text,
                ),
            ),
        ];
        let known = session.capabilities().is_some();
        let offered = |feature: &Option<Feature>| {
            feature
                .as_ref()
                .is_none_or(|feature| !known || session.offers(feature))
        };
        all.into_iter()
            .filter(|(feature, _)| offered(feature))
            .map(|(_, tile)| tile)
            .collect_view()
    };
    let who = changing(move || {
        match session.me() {
        Some(me) => view! {
            <p class="kiosk-who__name">{icon("user")} {(k.signed_in)(&me.name)}</p>
            <a class="button" href=Route::Orders.to_string()>{icon("order")} {k.my_orders}</a>
        }
        .into_any(),
        None => view! {
            <p class="kiosk-who__name">{k.without}</p>
            <a class="button button--primary" href=Route::SignIn(None).to_string()>{icon("qr")} {k.sign_in}</a>
        }
        .into_any(),
    }
    });
    let content = view! {
        <h1 class="kiosk-start__title" tabindex="-1">{k.start_title}</h1>
        <div class="kiosk-tiles">{tiles}</div>
        <div class="kiosk-who">{who}</div>
    };
    plain_page(
        "kiosk-start",
        "page--wide kiosk-start",
        k.start_title,
        content.into_any(),
    )
}
