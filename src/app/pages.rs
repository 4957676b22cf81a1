//! The one table of pages: which function shows which route.
//!
//! Every page is entered through one function, and belongs to a group, so that groups can be
//! loaded apart once one module grows above its budget. Nothing else names a page's code.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::features::{account, desk, guide, home, orders, services, wishes};
use crate::i18n::t;
use crate::ui::page::{empty, heading, plain_page};

/// Shows the page of a route.
pub(super) fn view(route: &Route) -> AnyView {
    match route {
        Route::Home => home::home_page(),
        Route::Services => services::services_page(),
        Route::Service(id) => services::service_page(id),
        Route::OrderForm(id, step) => services::order_form_page(id, step),
        Route::Wishes => wishes::wishes_page(),
        Route::NewWish => wishes::new_wish_page(),
        Route::Wish(id) => wishes::wish_page(id),
        Route::SignIn(next) => account::sign_in_page(next.as_deref()),
        Route::Me => account::me_page(),
        Route::Orders => orders::orders_page(),
        Route::Order(id) => orders::order_page(id),
        Route::Outbox => orders::outbox_page(),
        Route::Announcements => guide::announcements_page(),
        Route::Announcement(id) => guide::announcement_page(id),
        Route::Guides => guide::guides_page(),
        Route::Guide(id) => guide::guide_page(id),
        Route::Contacts => guide::contacts_page(),
        Route::Desk => desk::desk_page(),
        Route::DeskOrder(id) => desk::desk_order_page(id),
        _ => not_found(),
    }
}

fn not_found() -> AnyView {
    let home = view! { <a class="button button--primary" href="/">{t().ui().go_home}</a> };
    let content = view! {
        {heading(t().ui().not_found_title, None)}
        {empty("art-lost", t().ui().not_found_title, Some(t().ui().not_found_text.to_owned()), home.into_any())}
    };
    plain_page(
        "not-found",
        "",
        t().ui().not_found_title,
        content.into_any(),
    )
}
