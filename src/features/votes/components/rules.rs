//! The rules in plain words: how it is counted, what must be reached, who is on the roll, and the
//! hash that fixes all of it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Ballot, Turnout};

use crate::features::votes::form::Form;
use crate::features::votes::model::count::{percent, thousandths};
use crate::features::votes::words;
use crate::i18n::t;
use crate::platform::digest;
use crate::ui::bar::bar;
use crate::ui::parts::{fact, section, small_icon};
use crate::ui::view;

/// The rules, and the turnout so far.
pub(in crate::features::votes) fn rules(form: Form, ballot: Arc<Ballot>) -> AnyView {
    let v = t().votes();
    let facts = facts(&ballot);
    let fixed = if ballot.terms_hash.is_some() {
        v.rules_fixed
    } else {
        v.rules_open
    };
    let for_turnout = ballot.clone();
    let turnout = move || {
        let turnout = form.ballot().get().and_then(|live| live.turnout.clone())?;
        Some(turnout_card(&for_turnout, &turnout))
    };
    let content = view! {
        <div class="stack">
            {turnout}
            <p class="soft">{fixed}</p>
            {facts}
        </div>
        {fingerprint(&ballot)}
    };
    section(v.rules, None, content.into_any())
}

fn facts(ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let rule = view! {
        <p>{words::rule(ballot)}</p>
        <p class="soft">{ballot.rule_text.clone()}</p>
    };
    let roll = view! {
        <p>{(v.roll_units)(&ballot.roll.name, ballot.roll.units)}</p>
        {ballot.roll.area.map(|area| view! { <p>{(v.area)(&words::metres(area))}</p> })}
    };
    let time = (v.from_to)(
        &words::when(ballot.opens_at),
        &words::when(ballot.closes_at),
    );
    view! {
        <dl class="card card--flush facts">
            {fact(v.rule, rule.into_any())}
            {thresholds(ballot).map(|list| fact(v.thresholds, list))}
            {fact(v.roll, roll.into_any())}
            {fact(v.time, time.into_any())}
            {fact(v.secrecy, ballot.secrecy.clone().into_any())}
        </dl>
    }
    .into_any()
}

fn thresholds(ballot: &Ballot) -> Option<AnyView> {
    let v = t().votes();
    let needs = ballot.thresholds.as_ref()?;
    let part_heads = needs.participation_heads.as_ref();
    let part_area = needs.participation_area.as_ref();
    let lines = [
        part_heads.map(|share| (v.part_heads_needs)(&words::share(share))),
        part_area.map(|share| (v.part_area_needs)(&words::share(share))),
        Some((v.consent_needs)(&words::share(&needs.consent))),
        needs
            .special
            .as_ref()
            .map(|share| (v.special_needs)(&words::share(share))),
    ];
    let lines = lines
        .into_iter()
        .flatten()
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    Some(view! { <ul>{lines}</ul> }.into_any())
}

/// How many took part so far, and that nothing else is told.
fn turnout_card(ballot: &Ballot, turnout: &Turnout) -> AnyView {
    let v = t().votes();
    let (units, all) = (i64::from(turnout.units), i64::from(ballot.roll.units));
    let heads = (v.turnout_units)(turnout.units, ballot.roll.units, &percent(units, all));
    let area = turnout.area.zip(ballot.roll.area).map(|(area, all)| {
        let text = (v.turnout_area)(
            &words::metres(area),
            &words::metres(all),
            &percent(area, all),
        );
        view! { <p>{text}</p> {bar(thousandths(area, all), None, "plain")} }
    });
    view! {
        <div class="card stack">
            <h3 class="card__title">{v.turnout}</h3>
            <p>{heads}</p>
            {bar(thousandths(units, all), None, "plain")}
            {area}
            <p class="soft">{v.turnout_only} " " {(v.as_of)(&words::when(turnout.as_of))}</p>
        </div>
    }
    .into_any()
}

/// What the browser found when it worked the hash out itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Working,
    Same,
    Another,
    Unable,
}

/// The hash of the frozen terms, worked out again from their text.
pub(in crate::features::votes) fn fingerprint(ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let (Some(hash), Some(terms)) = (ballot.terms_hash.clone(), ballot.terms.clone()) else {
        return view! { <p class="soft section">{v.fingerprint} ": " {v.fingerprint_none}</p> }
            .into_any();
    };
    let found = RwSignal::new(Found::Working);
    let (text, published) = (terms.clone(), hash.clone());
    spawn_local(async move {
        let own = digest::sha256(&text).await;
        found.try_set(match own {
            None => Found::Unable,
            Some(own) if own == published => Found::Same,
            Some(_) => Found::Another,
        });
    });
    let told = move || {
        let (symbol, text) = match found.get() {
            Found::Working => return None,
            Found::Same => ("check", v.fingerprint_same),
            Found::Another => ("warn", v.fingerprint_other),
            Found::Unable => ("info", v.fingerprint_unable),
        };
        Some(view! { <p class="button-reason">{small_icon(symbol)} <span>{text}</span></p> })
    };
    let word = move || match found.get() {
        Found::Working => "working",
        Found::Same => "same",
        Found::Another => "another",
        Found::Unable => "unable",
    };
    let groups = hash
        .as_bytes()
        .chunks(8)
        .map(|chunk| String::from_utf8_lossy(chunk).into_owned())
        .map(|group| view! { <span class="fingerprint__group">{group}</span> " " })
        .collect_view();
    view! {
        <div class="fingerprint section" data-testid="fingerprint" data-state=word>
            <h3 class="card__title">{v.fingerprint}</h3>
            <p class="fingerprint__hash" data-hash=hash>{groups}</p>
            <p class="soft">{v.fingerprint_text}</p>
            {told}
            <details class="fingerprint__terms">
                <summary>{v.terms}</summary>
                <pre class="fingerprint__text" tabindex="0">{terms}</pre>
            </details>
        </div>
    }
    .into_any()
}
