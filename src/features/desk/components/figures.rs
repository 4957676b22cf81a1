//! What the queue adds up to.

use leptos::prelude::*;
use linli_contract::DeskRow;

use crate::features::desk::model;
use crate::i18n::t;
use crate::platform::clock;
use crate::ui::view;

/// The figures of a whole queue of open orders.
pub(in crate::features::desk) fn figures(rows: &[DeskRow]) -> AnyView {
    let d = t().desk();
    let figures = model::figures(rows, clock::now());
    let late = if figures.late > 0 {
        "figure figure--late"
    } else {
        "figure"
    };
    let all = [
        (late, figures.late, d.figure_late),
        ("figure", figures.today, d.figure_today),
        ("figure", figures.open, d.figure_open),
        ("figure", figures.owed, d.figure_owed),
    ];
    let boxes = all
        .into_iter()
        .map(|(class, number, word)| {
            view! { <div class=class><span class="figure__number">{number.to_string()}</span> {word}</div> }
        })
        .collect_view();
    view! { <div class="desk__figures">{boxes}</div> }.into_any()
}
