//! `/care`

use leptos::prelude::*;
use linli_contract::{Guide, Page};

use crate::domain::care::CarePage;
use crate::features::counselling::api;
use crate::i18n::t;
use crate::offline::Query;
use crate::ui::page::heading;
use crate::ui::parts::{art, badge, link_row, section};
use crate::ui::quiet::plain_quiet_page;
use crate::ui::view;

/// A quiet page with three doors.
pub fn counselling_page() -> AnyView {
    let c = t().care();
    let readings = Query::<Page<Guide>>::new(api::READINGS);
    let more = move || {
        let page = readings.get()?;
        let row = |guide: &Guide| {
            let href = CarePage::Reading(guide.id.clone()).to_string();
            link_row(href, guide.id.as_str(), &guide.title, guide.summary.clone())
        };
        let rows = page.items.iter().map(row).collect_view();
        let list = view! { <ul class="card card--flush" data-count=page.items.len().to_string()>{rows}</ul> };
        (!page.items.is_empty()).then(|| section(c.readings, None, list.into_any()))
    };
    let protects = c.protects.iter().map(|text| view! { <li>{*text}</li> });
    let content = view! {
        {heading(c.title, Some(c.lead.to_owned()))}
        <ul class="doors">
            {door(&CarePage::Checks, "check", c.check, c.check_text)}
            {door(&CarePage::Book, "calendar", c.book, c.book_text)}
            {door(&CarePage::Help, "phone", c.talk_now, c.talk_text)}
        </ul>
        <ul class="card card--flush section">{link_row(
            CarePage::Booking.to_string(), "mine", c.have_code, c.have_code_text.to_owned(),
        )}</ul>
        {more}
        {section(c.protect, None, view! { <ul class="doors__protects">{protects.collect_view()}</ul> }.into_any())}
    };
    plain_quiet_page("counselling", content.into_any())
}

fn door(page: &CarePage, symbol: &str, name: &'static str, text: &'static str) -> AnyView {
    view! {
        <li>
            <a class="door" href=page.to_string()>
                {badge("care", symbol)}
                <span class="door__body">
                    <span class="door__name">{name}</span>
                    <span class="door__text">{text}</span>
                </span>
                {art("icon list-row__end", "chevron")}
            </a>
        </li>
    }
    .into_any()
}
