//! How the standing moved: a chart for the eye, a sentence, and the same as a table.

use leptos::prelude::*;
use linli_contract::TrendMonth;

use crate::features::points::model::chart::{Chart, HEIGHT, chart, parse_month};
use crate::features::points::words::{month, points, signed};
use crate::i18n::t;
use crate::ui::parts::section;
use crate::ui::view;

/// The last twelve months.
pub(in crate::features::points) fn trend(months: &[TrendMonth]) -> AnyView {
    let p = t().points();
    let drawn = chart(months);
    let said = said(months);
    let labels = months
        .iter()
        .map(|one| {
            let label = parse_month(&one.month).map(|(_, month)| month.to_string());
            view! { <span class="trend__month">{label}</span> }
        })
        .collect_view();
    let open = RwSignal::new(false);
    let rows = months.to_vec();
    let content = view! {
        <figure class="card trend" data-testid="trend">
            <figcaption>{said.clone()}</figcaption>
            <div class="trend__drawing">
                {drawing(&drawn, said)}
                <div class="trend__months" aria-hidden="true">{labels}</div>
            </div>
            <button
                class="button button--quiet button--small" type="button" aria-controls="trend-table"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || if open.get() { p.trend_hide } else { p.trend_table }}
            </button>
            // Whoever listens meets the table, open or not.
            <div id="trend-table" class=move || if open.get() { "" } else { "visually-hidden" }>{table(&rows)}</div>
        </figure>
    };
    section(p.trend, None, content.into_any())
}

/// The chart in a sentence.
fn said(months: &[TrendMonth]) -> String {
    let p = t().points();
    let sum = months
        .iter()
        .fold(0_i64, |sum, one| sum.saturating_add(one.standing));
    let best = months.iter().max_by_key(|one| one.standing);
    match best {
        Some(best) if months.iter().any(|one| one.standing != 0) => {
            (p.trend_said)(&signed(sum), &month(&best.month), &signed(best.standing))
        }
        _ => p.trend_none.to_owned(),
    }
}

fn drawing(chart: &Chart, said: String) -> AnyView {
    let bars = chart
        .bars
        .iter()
        .flatten()
        .map(|bar| {
            let class = if bar.below {
                "trend__bar trend__bar--below"
            } else {
                "trend__bar"
            };
            view! {
                <rect class=class x=bar.x.to_string() y=bar.y.to_string() width=bar.width.to_string() height=bar.height.to_string() />
            }
        })
        .collect_view();
    let zero = chart.zero.to_string();
    let view_box = format!("0 0 {} {HEIGHT}", chart.width.max(1));
    let scale = |value: i64| (value != 0).then(|| points(value));
    view! {
        <div class="trend__plot">
            <span class="trend__scale" aria-hidden="true">{scale(chart.most)}</span>
            <svg class="trend__chart" viewBox=view_box preserveAspectRatio="none" role="img" aria-label=said>
                {bars}
                <line class="trend__zero" x1="0" x2=chart.width.to_string() y1=zero.clone() y2=zero />
            </svg>
            <span class="trend__scale" aria-hidden="true">{scale(chart.least)}</span>
        </div>
    }
    .into_any()
}

fn table(months: &[TrendMonth]) -> AnyView {
    let p = t().points();
    let rows = months
        .iter()
        .rev()
        .map(|one| {
            view! {
                <tr data-month=one.month.clone()>
                    <th class="figures__name" scope="row">{month(&one.month)}</th>
                    <td class="figures__number">{signed(one.standing)}</td>
                    <td class="figures__number">{signed(one.earned.into())}</td>
                    <td class="figures__number">{signed(-i64::from(one.spent))}</td>
                    <td class="figures__number">{one.entries}</td>
                </tr>
            }
        })
        .collect_view();
    let head = [p.col_standing, p.col_earned, p.col_spent, p.col_entries]
        .map(|name| view! { <th class="figures__number" scope="col">{name}</th> })
        .collect_view();
    view! {
        <table class="figures">
            <caption class="visually-hidden">{p.trend}</caption>
            <thead>
                <tr><th class="figures__name" scope="col">{p.col_month}</th> {head}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
