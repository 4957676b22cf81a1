//! `/points/boards`: standing by building, and whether my household appears.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{BoardName, Boards, BuildingBoard, PointsOverview};

use crate::domain::points::PointsPage;
use crate::features::points::api;
use crate::features::points::components::taking_part;
use crate::features::points::words::points;
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{heading, loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, section, small_icon};
use crate::ui::view;

/// Buildings in their order, and households that chose to appear.
pub fn boards_page() -> AnyView {
    let session = Session::get();
    let query = Query::<Boards>::new(api::BOARDS);
    let overview = Query::<PointsOverview>::idle();
    let signed_in = Memo::new(move |_| session.me().is_some());
    Effect::new(move |before: Option<()>| {
        session.online.track();
        if signed_in.get() {
            overview.read(api::ACCOUNT.to_owned());
        }
        if before.is_some() {
            query.refresh();
        }
    });
    let p = t().points();
    let content = view! {
        {heading(p.boards, None)}
        {loadable(move || query.get(), query.state(), move || query.refresh(), skeleton_rows, boards)}
        {move || signed_in.get().then(|| taking_part(session, overview, query))}
        <p class="section"><a class="button button--quiet" href=PointsPage::Account.to_string()>{p.to_ledger}</a></p>
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "boards",
        "",
        Signal::derive(|| t().points().boards.to_owned()),
        query.state(),
        content.into_any(),
    )
}

#[expect(clippy::needless_pass_by_value, reason = "what a query hands over")]
fn boards(all: Arc<Boards>) -> AnyView {
    let p = t().points();
    let rows = all.buildings.iter().map(building).collect_view();
    let head = [p.col_households, p.col_average, p.col_active]
        .map(|name| view! { <th class="figures__number" scope="col">{name}</th> })
        .collect_view();
    let names = all.taking_part.iter().map(name).collect_view();
    let list = if all.taking_part.is_empty() {
        view! { <p class="soft">{p.names_none}</p> }.into_any()
    } else {
        view! { <ul class="card card--flush" data-testid="names" data-count=all.taking_part.len().to_string()>{names}</ul> }
            .into_any()
    };
    view! {
        <p class="page__lead">{(p.boards_lead)(all.min_households)}</p>
        <div class="card boards">
            <table class="figures" data-count=all.buildings.len().to_string()>
                <caption class="visually-hidden">{(p.standing)(&all.period.name)}</caption>
                <thead>
                    <tr><th class="figures__name" scope="col">{p.col_building}</th> {head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {section(p.names, None, list)}
    }
    .into_any()
}

fn building(board: &BuildingBoard) -> AnyView {
    let tenths = board.average_tenths;
    let average = format!(
        "{}{}.{}",
        if tenths < 0 { "−" } else { "" },
        tenths.unsigned_abs() / 10,
        tenths.unsigned_abs() % 10
    );
    view! {
        <tr>
            <th class="figures__name" scope="row">{board.name.clone()}</th>
            <td class="figures__number">{points(board.households.into())}</td>
            <td class="figures__number">{average}</td>
            <td class="figures__number">{points(board.active.into())}</td>
        </tr>
    }
    .into_any()
}

fn name(one: &BoardName) -> AnyView {
    view! {
        <li class="list-row">
            <span class="list-row__body">
                <span class="list-row__title">{one.name.clone()}</span>
                <span class="list-row__text">{one.building.clone()}</span>
            </span>
            <span class="account__band">{small_icon("star")} {one.band.name.clone()}</span>
        </li>
    }
    .into_any()
}
