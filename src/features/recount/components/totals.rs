//! The votes of every option, in the published order.

use std::sync::Arc;

use leptos::prelude::*;
use linli_tally::Fate;
use linli_tally::pb::Selected;

use super::rows::{STEP, in_parts};
use crate::features::recount::model::kept::{Content, Counted};
use crate::features::recount::words::Words;
use crate::i18n::t;
use crate::ui::view;

/// A table of all options.
pub(in crate::features::recount) fn totals(counted: &Arc<Counted>) -> Option<AnyView> {
    let r = t().recount();
    let Content::Options(file) = &counted.kept.content else {
        return None;
    };
    let count = file.election.options().len();
    let said = file.selected.is_some();
    let from = counted.clone();
    let (rows, more) = in_parts(count, STEP, move |option| {
        row(&from, option).unwrap_or_else(|| ().into_any())
    });
    Some(
        view! {
            <details class="card section">
                <summary class="recount__summary">{r.totals}</summary>
                <div class="recount__scroll" tabindex="0" role="region" aria-label=r.totals>
                    <table class="recount__table" data-testid="totals" data-count=count.to_string()>
                        <thead>
                            <tr>
                                <th scope="col">{r.column_option}</th>
                                <th scope="col">{r.column_votes}</th>
                                <th scope="col">{r.column_cost}</th>
                                <th scope="col">{r.column_here}</th>
                                {said.then(|| view! { <th scope="col">{r.column_file}</th> })}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {more}
            </details>
        }
        .into_any(),
    )
}

fn row(counted: &Counted, option: usize) -> Option<AnyView> {
    let r = t().recount();
    let Content::Options(file) = &counted.kept.content else {
        return None;
    };
    let (_, outcome) = counted.outcome.as_ref()?;
    let words = Words::of(file);
    let choice = file.election.options().get(option)?;
    let votes = *outcome.votes.get(option)?;
    let here = match outcome.fates.get(option)? {
        Fate::Chosen { .. } => r.yes,
        Fate::Not(_) => r.no,
    };
    let said = file.selected.as_ref().map(|all| match all.get(option) {
        Some(Selected::Yes) => r.yes,
        Some(Selected::No) => r.no,
        Some(Selected::Otherwise) => r.otherwise,
        Some(Selected::Unsaid) | None => r.unsaid,
    });
    Some(
        view! {
            <tr data-id=choice.id.clone() data-votes=votes.to_string()>
                <th scope="row"><bdi>{words.name(option)}</bdi></th>
                <td>{words.votes(votes)}</td>
                <td>{words.money(choice.cost)}</td>
                <td>{here}</td>
                {said.map(|said| view! { <td>{said}</td> })}
            </tr>
        }
        .into_any(),
    )
}
