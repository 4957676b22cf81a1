//! Rewards (兑换品), the question before one is exchanged, and what became of it.

use leptos::prelude::*;
use linli_contract::{Page, Reward};

use crate::domain::error::Error;
use crate::domain::points::PointsPage;
use crate::domain::route::Route;
use crate::features::points::model::wanted::Wanted;
use crate::features::points::model::{WhyNot, why_not};
use crate::features::points::redeeming::Redeeming;
use crate::features::points::words::{self, points};
use crate::i18n::{self, t};
use crate::ui::dialog::confirm;
use crate::ui::page::{empty, sign_in_link};
use crate::ui::parts::{icon, small_icon};
use crate::ui::{changing, view};

/// The rewards, all of them or those that can be had now.
pub(in crate::features::points) fn rewards(redeeming: Redeeming, page: &Page<Reward>) -> AnyView {
    let p = t().points();
    if page.items.is_empty() {
        let text = Some(p.rewards_none_text.to_owned());
        return empty("art-empty", p.rewards_none, text, ().into_any());
    }
    let spendable = spendable(redeeming);
    let affordable = redeeming.affordable;
    let all = page.items.clone();
    let shown = Memo::new(move |_| {
        let (only, have) = (affordable.get(), spendable.get());
        all.iter()
            .filter(|reward| !only || why_not(reward, have).is_none())
            .cloned()
            .collect::<Vec<_>>()
    });
    let list = move || {
        let shown = shown.get();
        if shown.is_empty() {
            return view! { <p class="soft">{p.rewards_none_affordable}</p> }.into_any();
        }
        let cards = shown
            .iter()
            .map(|reward| card(redeeming, reward, spendable))
            .collect_view();
        view! { <ul class="rewards" data-count=shown.len().to_string()>{cards}</ul> }.into_any()
    };
    view! {
        <div class="rewards__tools">
            {move || spendable.get().map(|have| view! { <p class="rewards__have">{small_icon("points")} {(p.have)(&points(have))}</p> })}
            <button
                class="stage-filter stage-filter--points" type="button" data-affordable=""
                aria-pressed=move || affordable.get().to_string()
                on:click=move |_| affordable.update(|only| *only = !*only)
            >
                {p.affordable}
            </button>
        </div>
        {list}
    }
    .into_any()
}

/// What my household can spend, as far as that is known.
fn spendable(redeeming: Redeeming) -> Memo<Option<i64>> {
    Memo::new(move |_| {
        let overview = redeeming.overview.get()?;
        Some(overview.spendable.points)
    })
}

fn card(redeeming: Redeeming, reward: &Reward, spendable: Memo<Option<i64>>) -> AnyView {
    let p = t().points();
    let mut facts = vec![(p.place)(&reward.place)];
    if let (Some(limit), Some(left)) = (reward.limit, reward.left) {
        facts.push((p.limit)(limit, left));
    }
    if let Some(day) = reward.until {
        facts.push((p.until)(&words::day(day)));
    }
    view! {
        <li class="card reward" data-id=reward.id.0.clone() data-stock=reward.stock.to_string()>
            <h2 class="reward__title">{reward.title.clone()}</h2>
            {reward.about.clone().map(|about| view! { <p class="soft">{about}</p> })}
            <p class="soft">{facts.join(" · ")}</p>
            <div class="reward__foot">
                <p class="reward__price">
                    <span class="reward__cost">{(p.cost)(&points(reward.cost.into()))}</span> " "
                    <span class="soft">{(p.stock)(reward.stock)}</span>
                </p>
                {way(redeeming, reward, spendable)}
            </div>
        </li>
    }
    .into_any()
}

/// The button, or why there is nothing to press.
fn way(redeeming: Redeeming, reward: &Reward, spendable: Memo<Option<i64>>) -> AnyView {
    let p = t().points();
    let reward = reward.clone();
    let session = redeeming.session;
    changing(move || {
        if session.me().is_none() {
            let here = Box::new(PointsPage::Rewards.into());
            return view! { <a class="button button--small" href=Route::SignIn(Some(here)).to_string()>{p.sign_in_to_redeem}</a> }
                .into_any();
        }
        let label = (p.redeem_label)(&reward.title);
        if let Some(why) = why_not(&reward, spendable.get()) {
            let reason = match why {
                WhyNot::SoldOut => p.sold_out.to_owned(),
                WhyNot::Limit => p.limit_reached.to_owned(),
                WhyNot::Missing(missing) => (p.missing)(&points(missing)),
            };
            let id = format!("why-{}", reward.id);
            return view! {
                <button class="button" type="button" aria-disabled="true" aria-label=label aria-describedby=id.clone()>{p.redeem}</button>
                <p class="button-reason reward__why" id=id>{small_icon("info")} {reason}</p>
            }
            .into_any();
        }
        let chosen = reward.clone();
        let id = reward.id.clone();
        view! {
            <button
                class="button button--soft" type="button" data-redeem="" aria-label=label
                data-opener=move || redeeming.wanted.try_with(|wanted| wanted.as_ref().is_some_and(|wanted| wanted.reward == id)).unwrap_or_default().then_some("")
                on:click=move |_| redeeming.choose(&chosen)
            >
                {p.redeem}
            </button>
        }
        .into_any()
    })
}

/// The question before points go.
pub(in crate::features::points) fn question(redeeming: Redeeming) -> AnyView {
    confirm(
        redeeming.asking,
        "[data-opener]",
        t().points().confirm_title,
        move || {
            view! {
                {move || redeeming.wanted.get().map(|wanted| asked(redeeming, &wanted))}
                {move || trouble(redeeming)}
            }
            .into_any()
        },
        ("button--primary", t().points().confirm_now),
        redeeming.command.pending.into(),
        move || redeeming.send(),
    )
}

fn asked(redeeming: Redeeming, wanted: &Wanted) -> AnyView {
    let p = t().points();
    let cost = i64::from(wanted.cost);
    let have = untrack(|| redeeming.overview.get()).map(|overview| overview.spendable.points);
    let after =
        have.map(|have| (p.confirm_after)(&points(have), &points(have.saturating_sub(cost))));
    let place = redeeming.rewards.get_untracked().and_then(|page| {
        let reward = page.items.iter().find(|one| one.id == wanted.reward)?;
        Some((p.place)(&reward.place))
    });
    view! {
        <p>{(p.confirm_text)(&wanted.title, &points(cost))}</p>
        {(!wanted.sent).then(|| after.map(|after| view! { <p>{after}</p> }))}
        {place.map(|place| view! { <p class="soft">{place} " · " {p.lapse_note}</p> })}
    }
    .into_any()
}

/// Why it is not done, with the question still open.
fn trouble(redeeming: Redeeming) -> Option<AnyView> {
    let p = t().points();
    let error = redeeming.command.error.get();
    let sign_in = error.as_ref().is_some_and(Error::needs_sign_in);
    let words = match error {
        _ if redeeming.unsent.get() => p.not_queued.to_owned(),
        Some(error) if error.outcome_unknown() => p.unknown.to_owned(),
        Some(error) => i18n::sentence(&error),
        None => return None,
    };
    Some(
        view! {
            <div class="card card--stop stack" role="alert" data-testid="not-done">
                <p class="ahead__title">{p.not_done}</p>
                <p>{words}</p>
                {sign_in.then(|| sign_in_link(PointsPage::Rewards.into()))}
            </div>
        }
        .into_any(),
    )
}

/// What was wanted before and is not answered, and what was refused.
pub(in crate::features::points) fn wanted(redeeming: Redeeming) -> AnyView {
    view! {
        {move || (!redeeming.asking.get()).then(|| redeeming.wanted.get().map(|wanted| kept(redeeming, &wanted)))}
        {move || redeeming.refused.get().map(|(title, error)| refused(redeeming, &title, &error))}
    }
    .into_any()
}

fn kept(redeeming: Redeeming, wanted: &Wanted) -> AnyView {
    let p = t().points();
    let words = if wanted.sent {
        (p.choice_unknown)(&wanted.title)
    } else {
        (p.choice_unsent)(&wanted.title)
    };
    let check = wanted.sent.then(|| {
        view! { <a class="button button--small" href=PointsPage::Redemptions.to_string()>{p.choice_check}</a> }
    });
    view! {
        <section class="card card--wait stack rewards__kept" data-testid="choice" data-sent=wanted.sent.to_string()>
            <h2 class="card__title">{p.choice_kept}</h2>
            <p>{words}</p>
            <div class="row">
                <button class="button button--primary button--small" type="button" on:click=move |_| redeeming.go_on()>{p.choice_go_on}</button>
                {check}
                <button class="button button--quiet button--small" type="button" on:click=move |_| redeeming.leave()>{p.choice_drop}</button>
            </div>
        </section>
    }
    .into_any()
}

fn refused(redeeming: Redeeming, title: &str, error: &Error) -> AnyView {
    let p = t().points();
    view! {
        <section class="card card--stop stack rewards__kept" role="alert" tabindex="-1" data-refused=error.code().to_owned()>
            <h2 class="card__title">{(p.refused_title)(title)}</h2>
            <p>{i18n::sentence(error)}</p>
            <div class="row">
                <button class="button button--small" type="button" on:click=move |_| redeeming.refused.set(None)>{icon("close")} {t().ui().close}</button>
            </div>
        </section>
    }
    .into_any()
}
