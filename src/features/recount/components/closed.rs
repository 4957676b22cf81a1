//! The community's closed ballots, to choose one.

use leptos::prelude::*;
use linli_contract::{BallotId, BallotRow, Page};

use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::i18n::{self, Style, t};
use crate::offline::Query;
use crate::ui::page::skeleton_rows;
use crate::ui::parts::{icon, link_row, section};
use crate::ui::view;

/// The list, without the one that is looked at. When it does not come, the rest of the page works.
pub(in crate::features::recount) fn closed(
    query: Query<Page<BallotRow>>,
    but: Option<BallotId>,
) -> AnyView {
    let r = t().recount();
    let content = move || {
        let state = query.state().get();
        match (query.get(), state) {
            (Some(page), _) => rows(&page.items, but.as_ref()),
            (None, LoadState::Failed(error)) => view! {
                <div class="stack">
                    <p>{i18n::sentence(&error)}</p>
                    <p>
                        <button class="button button--soft" type="button" on:click=move |_| query.refresh()>
                            {icon("refresh")} {t().ui().retry}
                        </button>
                    </p>
                </div>
            }
            .into_any(),
            (None, _) => skeleton_rows(),
        }
    };
    let content = view! { <p class="soft recount__lead">{r.closed_text}</p> {content} };
    section(r.closed, None, content.into_any())
}

fn rows(all: &[BallotRow], but: Option<&BallotId>) -> AnyView {
    let r = t().recount();
    let rows: Vec<AnyView> = all
        .iter()
        .filter(|row| Some(&row.id) != but)
        .map(|row| {
            let href = Route::Recount(Some(row.id.clone())).to_string();
            let when = (r.closed_on)(&i18n::instant(row.closes_at, Style::Day));
            let text = match &row.turnout {
                Some(turnout) => format!("{when} · {}", (r.votes)(turnout.units.into())),
                None => when,
            };
            link_row(href, row.id.as_str(), &row.title, text)
        })
        .collect();
    if rows.is_empty() {
        return view! { <p class="soft">{r.closed_none}</p> }.into_any();
    }
    let count = rows.len().to_string();
    view! { <ul class="card card--flush" data-testid="closed-ballots" data-count=count>{rows}</ul> }
        .into_any()
}
