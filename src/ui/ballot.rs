//! How a ballot looks wherever it is shown: to residents and at the workers' desk.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{
    Ballot, BallotKind, CountRule, Threshold, Timestamp, Turnout, VoteChannel, VotingUnit,
};

use super::bar::bar;
use super::parts::{fact, small_icon};
use crate::domain::share::{percent, thousandths};
use crate::i18n::{self, Style, t};
use crate::platform::digest;
use crate::ui::view;

/// Who has one vote.
pub fn unit(unit: &VotingUnit) -> &'static str {
    let v = t().votes();
    match unit {
        VotingUnit::Resident => v.unit_resident,
        VotingUnit::Household => v.unit_household,
        VotingUnit::Owner => v.unit_owner,
        VotingUnit::Member => v.unit_member,
        VotingUnit::Other(_) => v.unit_other,
    }
}

/// What one is asked.
pub fn asks(ballot: &Ballot) -> String {
    let v = t().votes();
    match ballot.kind {
        BallotKind::Matters => v.asks_matters.to_owned(),
        BallotKind::One => v.asks_one.to_owned(),
        BallotKind::UpTo => (v.asks_up_to)(ballot.max_choices.unwrap_or(1)),
        BallotKind::Budget => {
            let money = i18n::money(ballot.budget_fen.unwrap_or(0));
            (v.asks_budget)(&money)
        }
        BallotKind::Other(_) => String::new(),
    }
}

/// How it is counted.
pub fn rule(ballot: &Ballot) -> String {
    let v = t().votes();
    match ballot.rule {
        CountRule::MostVotes => (v.rule_most_votes)(match ballot.kind {
            BallotKind::UpTo => ballot.max_choices.unwrap_or(1),
            _ => 1,
        }),
        CountRule::Greedy => v.rule_greedy.to_owned(),
        CountRule::EqualShares => v.rule_equal_shares.to_owned(),
        CountRule::Majority => v.rule_majority.to_owned(),
        CountRule::Owners278 => v.rule_owners.to_owned(),
        CountRule::Other(_) => v.rule_other.to_owned(),
    }
}

/// A share that must be reached.
pub fn share(threshold: &Threshold) -> String {
    let v = t().votes();
    if threshold.inclusive {
        (v.at_least)(threshold.num, threshold.den)
    } else {
        (v.more_than)(threshold.num, threshold.den)
    }
}

/// How a vote came.
pub fn channel(channel: &VoteChannel) -> &'static str {
    let v = t().votes();
    match channel {
        VoteChannel::Online => v.channel_online,
        VoteChannel::Kiosk => v.channel_kiosk,
        VoteChannel::Paper => v.channel_paper,
        VoteChannel::Visit => v.channel_visit,
        VoteChannel::Other(_) => v.channel_other,
    }
}

/// Hundredths of a square metre as metres, exact.
pub fn metres(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let all = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", i18n::grouped(all / 100), all % 100)
}

/// An instant with its time.
pub fn when(at: Timestamp) -> String {
    i18n::instant(at, Style::DayTime)
}

/// How it is counted, what must be reached, who votes, and when.
pub fn facts(ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let rule = view! {
        <p>{rule(ballot)}</p>
        <p class="soft">{ballot.rule_text.clone()}</p>
    };
    let roll = view! {
        <p>{(v.roll_units)(&ballot.roll.name, ballot.roll.units)}</p>
        {ballot.roll.area.map(|area| view! { <p>{(v.area)(&metres(area))}</p> })}
    };
    let time = (v.from_to)(&when(ballot.opens_at), &when(ballot.closes_at));
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
        part_heads.map(|least| (v.part_heads_needs)(&share(least))),
        part_area.map(|least| (v.part_area_needs)(&share(least))),
        Some((v.consent_needs)(&share(&needs.consent))),
        needs
            .special
            .as_ref()
            .map(|least| (v.special_needs)(&share(least))),
    ];
    let lines = lines
        .into_iter()
        .flatten()
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    Some(view! { <ul>{lines}</ul> }.into_any())
}

/// How many took part so far, and that nothing else is told.
pub fn turnout_card(ballot: &Ballot, turnout: &Turnout) -> AnyView {
    let v = t().votes();
    let (units, all) = (i64::from(turnout.units), i64::from(ballot.roll.units));
    let heads = (v.turnout_units)(turnout.units, ballot.roll.units, &percent(units, all));
    let area = turnout.area.zip(ballot.roll.area).map(|(area, all)| {
        let text = (v.turnout_area)(&metres(area), &metres(all), &percent(area, all));
        view! { <p>{text}</p> {bar(thousandths(area, all), None, "plain")} }
    });
    view! {
        <div class="card stack">
            <h3 class="card__title">{v.turnout}</h3>
            <p>{heads}</p>
            {bar(thousandths(units, all), None, "plain")}
            {area}
            <p class="soft">{v.turnout_only} " " {(v.as_of)(&when(turnout.as_of))}</p>
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
pub fn fingerprint(ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let (Some(hash), Some(terms)) = (ballot.terms_hash.clone(), ballot.terms.clone()) else {
        return view! { <p class="soft section">{v.fingerprint} ": " {v.fingerprint_none}</p> }
            .into_any();
    };
    hashed_terms(hash, terms)
}

/// Terms and their hash, worked out again by this browser.
pub fn hashed_terms(hash: String, terms: String) -> AnyView {
    let v = t().votes();
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
