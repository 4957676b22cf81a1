//! `/points`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::PointsOverview;

use crate::domain::points::PointsPage;
use crate::features::points::api;
use crate::features::points::components::{balance, expiring, ledger, pending, trend};
use crate::features::points::store::Ledger;
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{heading, loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, link_row};
use crate::ui::view;

/// Both accounts of my household, what is to come, and the ledger.
pub fn points_page() -> AnyView {
    let session = Session::get();
    let query = Query::<PointsOverview>::new(api::ACCOUNT);
    let entries = Ledger::open(session);
    Effect::new(move |before: Option<()>| {
        session.online.track();
        if before.is_some() {
            query.refresh();
            entries.refresh();
        }
    });
    let known = Memo::new(move |_| query.get().is_some());
    let content = view! {
        {heading(t().points().title, None)}
        {loadable(
            move || known.get().then(|| Arc::new(())),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |_| body(query, entries),
        )}
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "points",
        "",
        Signal::derive(|| t().points().title.to_owned()),
        query.state(),
        content.into_any(),
    )
}

fn body(query: Query<PointsOverview>, entries: Ledger) -> AnyView {
    let p = t().points();
    let part = move |part: fn(&PointsOverview) -> AnyView| {
        let overview = Memo::new(move |_| query.get());
        move || overview.get().map(|overview| part(&overview))
    };
    view! {
        {part(balance)}
        {part(|overview| trend(&overview.trend))}
        {part(|overview| pending(&overview.pending).into_any())}
        {part(|overview| expiring(&overview.spendable.expiries).into_any())}
        {ledger(entries, query)}
        <ul class="card card--flush section">
            {link_row(PointsPage::Rules.to_string(), "rules", p.rules_link, p.only_points.to_owned())}
            {link_row(PointsPage::Boards.to_string(), "boards", p.boards_link, String::new())}
        </ul>
    }
    .into_any()
}
