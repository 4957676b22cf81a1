//! A project in the list.

use leptos::prelude::*;
use linli_contract::{ProjectRow, ProjectStage};

use crate::api::picture_url;
use crate::domain::route::Route;
use crate::i18n::{self, t};
use crate::ui::parts::{art, small_icon, status};
use crate::ui::view;

/// A card with its picture, where it is and what it costs. All of it is one link.
pub(in crate::features::projects) fn card(row: &ProjectRow) -> AnyView {
    let p = t().projects();
    let href = Route::Project(row.id.clone()).to_string();
    let picture = match &row.picture {
        Some(picture) => view! {
            <img class="project-card__picture" src=picture_url(&picture.id) alt="" loading="lazy" width="96" height="96" />
        }
        .into_any(),
        None => {
            view! { <span class="project-card__picture">{art("icon", "vote")}</span> }.into_any()
        }
    };
    // The stage is the heading above it; only what is not public says so.
    let state = (!row.listed).then(|| {
        if row.stage == ProjectStage::Declined {
            status("stop", "warn", p.comment_refused)
        } else {
            status("wait", "clock", p.unlisted)
        }
    });
    let tie = if row.mine {
        Some(("user", p.mine))
    } else {
        row.following.then_some(("bell", p.following))
    };
    let tie = tie.map(|(symbol, word)| {
        view! { <span class="chip">{small_icon(symbol)} {word}</span> }
    });
    let mut about = row.place.clone();
    if let Some(fen) = row.cost_fen {
        about.push_str(" · ");
        about.push_str(&i18n::money(fen));
    }
    view! {
        <li class="card project-card" data-id=row.id.0.clone() data-stage=row.stage.as_str().to_owned()>
            {picture}
            <div class="project-card__body">
                <h3 class="order-card__title"><a href=href>{row.title.clone()}</a></h3>
                <p class="project-card__summary">{row.summary.clone()}</p>
                <p class="project-card__meta"><span>{about}</span> {state} {tie}</p>
            </div>
        </li>
    }
    .into_any()
}
