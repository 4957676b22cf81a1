//! Who took part and how, and the votes as files.

use leptos::prelude::*;
use linli_contract::{Ballot, BallotResult};

use crate::features::votes::model::count::{percent, thousandths};
use crate::features::votes::{api, words};
use crate::i18n::t;
use crate::ui::bar::bar;
use crate::ui::parts::{icon, section};
use crate::ui::view;

/// Turnout, whole and by channel, and the papers.
pub(in crate::features::votes) fn turnout(ballot: &Ballot, result: &BallotResult) -> AnyView {
    let v = t().votes();
    let (units, all) = (
        i64::from(result.turnout.units),
        i64::from(result.roll.units),
    );
    let heads = (v.turnout_units)(
        result.turnout.units,
        result.roll.units,
        &percent(units, all),
    );
    let area = result
        .turnout
        .area
        .zip(result.roll.area)
        .map(|(area, all)| {
            let text = (v.turnout_area)(
                &words::metres(area),
                &words::metres(all),
                &percent(area, all),
            );
            view! { <p>{text}</p> {bar(thousandths(area, all), None, "plain")} }
        });
    let rows = result
        .channels
        .iter()
        .map(|channel| {
            view! {
                <li class="sums__row" data-channel=channel.channel.as_str().to_owned()>
                    <span>{words::channel(&channel.channel)}</span>
                    <span class="number">{(v.votes)(channel.units)}</span>
                </li>
            }
        })
        .collect_view();
    let papers = result.papers.as_ref().map(
        |papers| view! { <p class="soft">{(v.papers)(papers.handed_out, papers.returned)}</p> },
    );
    let content = view! {
        <div class="card stack">
            <p class="soft">{ballot.roll.name.clone()}</p>
            <p>{heads}</p>
            {bar(thousandths(units, all), None, "plain")}
            {area}
            <h3 class="card__title">{v.channels}</h3>
            <ul class="sums">{rows}</ul>
            <p>{(v.channels_sum)(result.ballots)}</p>
            {papers}
        </div>
    };
    section(v.turnout, None, content.into_any())
}

/// The votes as files, for counting them with anything.
pub(in crate::features::votes) fn files(ballot: &Ballot, result: &BallotResult) -> AnyView {
    let v = t().votes();
    let links = result
        .files
        .iter()
        .map(|format| {
            let name = format!("{}.{format}", ballot.id);
            let href = api::file(&ballot.id, format);
            view! { <a class="button button--soft button--small" href=href download=name>{icon("box")} {(v.download)(format)}</a> }
        })
        .collect_view();
    view! {
        <section class="card stack section">
            <h2 class="card__title">{v.downloads}</h2>
            <p class="soft">{v.download_text}</p>
            <div class="row">{links}</div>
        </section>
    }
    .into_any()
}
