//! `/points/redemptions`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Page, Redemption, RedemptionState};

use crate::domain::points::PointsPage;
use crate::features::points::api;
use crate::features::points::words::{day_of, points, redemption, when};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{empty, heading, loadable, page, skeleton_rows};
use crate::ui::parts::{art, help_line};
use crate::ui::view;

/// What my household exchanged points for, first what waits for it.
pub fn redemptions_page() -> AnyView {
    let session = Session::get();
    let query = Query::<Page<Redemption>>::new(api::REDEMPTIONS);
    Effect::new(move |before: Option<()>| {
        session.online.track();
        if before.is_some() {
            query.refresh();
        }
    });
    let p = t().points();
    let content = view! {
        {heading(p.redemptions, None)}
        {loadable(move || query.get(), query.state(), move || query.refresh(), skeleton_rows, list)}
        <p class="section"><a class="button button--quiet" href=PointsPage::Rewards.to_string()>{p.to_rewards}</a></p>
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "redemptions",
        "",
        Signal::derive(|| t().points().redemptions.to_owned()),
        query.state(),
        content.into_any(),
    )
}

#[expect(clippy::needless_pass_by_value, reason = "what a query hands over")]
fn list(all: Arc<Page<Redemption>>) -> AnyView {
    let p = t().points();
    if all.items.is_empty() {
        let way = view! { <a class="button button--primary" href=PointsPage::Rewards.to_string()>{p.to_rewards}</a> };
        let text = Some(p.redemptions_none_text.to_owned());
        return empty("art-empty", p.redemptions_none, text, way.into_any());
    }
    let rows = all.items.iter().map(row).collect_view();
    view! { <ul class="card card--flush" data-count=all.items.len().to_string()>{rows}</ul> }
        .into_any()
}

fn row(one: &Redemption) -> AnyView {
    let p = t().points();
    let about = if one.state == RedemptionState::Held {
        (p.wait_until)(&when(one.pick_up_until))
    } else {
        day_of(one.ended_at.unwrap_or(one.created_at))
    };
    let href = PointsPage::Redemption(one.id.clone()).to_string();
    let cost = (p.cost)(&points(one.cost.into()));
    view! {
        <li data-id=one.id.0.clone() data-state=one.state.as_str().to_owned()>
            <a class="list-row" href=href>
                <span class="list-row__body">
                    <span class="list-row__title">{one.title.clone()}</span>
                    <span class="list-row__text">{cost} " · " {about}</span>
                    {redemption(&one.state)}
                </span>
                {art("icon list-row__end", "chevron")}
            </a>
        </li>
    }
    .into_any()
}
