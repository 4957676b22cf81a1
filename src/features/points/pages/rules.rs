//! `/points/rules`: how points come about, what they are for, and what they never decide.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Band, GuideSection, Indicator, Page, PointsRules};

use crate::domain::points::PointsPage;
use crate::features::points::api;
use crate::features::points::model::by_kind;
use crate::features::points::words::{day, points, signed};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{heading, loadable, page, skeleton_rows};
use crate::ui::parts::{fact, help_line, section, status};
use crate::ui::view;

/// The rules, in words and numbers, with every indicator.
pub fn rules_page() -> AnyView {
    let session = Session::get();
    let query = Query::<PointsRules>::new(api::RULES);
    let indicators = Query::<Page<Indicator>>::new(api::INDICATORS);
    Effect::new(move |before: Option<()>| {
        session.online.track();
        if before.is_some() {
            query.refresh();
            indicators.refresh();
        }
    });
    let p = t().points();
    let content = view! {
        {heading(p.rules, Some(p.only_points.to_owned()))}
        {loadable(move || query.get(), query.state(), move || query.refresh(), skeleton_rows, rules)}
        {loadable(
            move || indicators.get(),
            indicators.state(),
            move || indicators.refresh(),
            skeleton_rows,
            kinds,
        )}
        <p class="section"><a class="button button--quiet" href=PointsPage::Account.to_string()>{p.to_ledger}</a></p>
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "points-rules",
        "",
        Signal::derive(|| t().points().rules.to_owned()),
        query.state(),
        content.into_any(),
    )
}

#[expect(clippy::needless_pass_by_value, reason = "what a query hands over")]
fn rules(rules: Arc<PointsRules>) -> AnyView {
    let p = t().points();
    let period = &rules.period;
    let period = (p.period)(&day(period.starts_on), &day(period.ends_on));
    let sections = rules.sections.iter().map(words).collect_view();
    let numbers = view! {
        <dl class="card card--flush facts">
            {fact(p.rule_period, period.into_any())}
            {fact(p.rule_notice, (p.days)(rules.notice_days).into_any())}
            {fact(p.rule_appeal, (p.days)(rules.appeal_days).into_any())}
            {fact(p.rule_decide, (p.days)(rules.decide_days).into_any())}
            {fact(p.rule_two, (p.rule_two_text)(&points(rules.large_award.into())).into_any())}
            {fact(p.rule_pick_up, (p.hours)(rules.pick_up_hours).into_any())}
            {fact(p.rule_expiry, (p.months)(rules.expiry_months).into_any())}
            {fact(p.rule_board, (p.households)(rules.min_households).into_any())}
        </dl>
    };
    let bands = rules.bands.iter().map(band).collect_view();
    let bands = view! { <dl class="card card--flush facts">{bands}</dl> };
    view! {
        <div class="prose">{sections}</div>
        {section(p.bands, None, bands.into_any())}
        {section(p.numbers, None, numbers.into_any())}
    }
    .into_any()
}

fn words(part: &GuideSection) -> AnyView {
    let paragraphs = part
        .paragraphs
        .iter()
        .map(|text| view! { <p>{text.clone()}</p> })
        .collect_view();
    view! { <h2>{part.heading.clone()}</h2> {paragraphs} }.into_any()
}

fn band(band: &Band) -> AnyView {
    let p = t().points();
    let from = if band.from <= 0 {
        p.band_lowest.to_owned()
    } else {
        (p.band_from)(&points(band.from))
    };
    let value = view! { {from} <span class="choice__note">{band.hint.clone()}</span> };
    fact(&band.name, value.into_any())
}

#[expect(clippy::needless_pass_by_value, reason = "what a query hands over")]
fn kinds(all: Arc<Page<Indicator>>) -> AnyView {
    let p = t().points();
    let (gives, takes) = by_kind(&all.items);
    let group = |title: &str, key: &'static str, of_it: &[&Indicator]| {
        let cards = of_it.iter().map(|one| indicator(one)).collect_view();
        let list = view! { <ul class="stack" data-kind=key data-count=of_it.len().to_string()>{cards}</ul> };
        (!of_it.is_empty()).then(|| section(title, None, list.into_any()))
    };
    view! { {group(p.gives, "earn", &gives)} {group(p.takes, "penalty", &takes)} }.into_any()
}

fn indicator(one: &Indicator) -> AnyView {
    let p = t().points();
    let mut moves = Vec::new();
    if one.standing != 0 {
        moves.push((p.standing_of)(&signed(one.standing)));
    }
    if one.spendable != 0 {
        moves.push((p.spendable_of)(&signed(one.spendable)));
    }
    let mut notes = vec![
        one.basis.clone(),
        (p.adopted_on)(&one.adopted_by, &day(one.adopted_on)),
    ];
    notes.extend(one.cap.as_ref().map(|cap| (p.cap_of)(cap.times, &cap.per)));
    view! {
        <li class="card indicator" data-id=one.code.0.clone()>
            <div class="indicator__head">
                <h3 class="indicator__title">{one.title.clone()}</h3>
                <span class="indicator__moves">{moves.join(" · ")}</span>
            </div>
            {one.about.clone().map(|about| view! { <p>{about}</p> })}
            {one.evidence.clone().map(|evidence| view! { <p class="soft">{p.evidence} ": " {evidence}</p> })}
            <p class="soft">{notes.join(" · ")}</p>
            {one.second_worker.then(|| status("closed", "people", p.two_workers))}
        </li>
    }
    .into_any()
}
