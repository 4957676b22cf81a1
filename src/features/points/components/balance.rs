//! Both accounts, large: what can be spent, and the standing with its band.

use leptos::prelude::*;
use linli_contract::{PointsOverview, SpendableAccount, StandingAccount};

use crate::domain::points::PointsPage;
use crate::features::points::model;
use crate::features::points::words::{points, signed};
use crate::i18n::t;
use crate::ui::bar::bar;
use crate::ui::parts::{icon, small_icon};
use crate::ui::view;

/// The two accounts of a household.
pub(in crate::features::points) fn balance(overview: &PointsOverview) -> AnyView {
    view! {
        <div class="accounts">
            {spendable(&overview.spendable)}
            {standing(&overview.period.name, &overview.standing)}
        </div>
    }
    .into_any()
}

fn spendable(account: &SpendableAccount) -> AnyView {
    let p = t().points();
    let held = (account.held > 0).then(|| {
        let words = (p.held)(&points(account.posted), &points(account.held.into()));
        view! { <p>{words}</p> }
    });
    let announced =
        (account.pending != 0).then(|| view! { <p>{(p.announced)(&signed(account.pending))}</p> });
    view! {
        <section class="account account--spendable" data-testid="spendable" data-points=account.points.to_string()>
            <h2 class="account__name">{p.balance}</h2>
            <p class="account__number">{points(account.points)}</p>
            {held}
            {announced}
            <div class="account__ways">
                <a class="button button--primary" href=PointsPage::Rewards.to_string()>{icon("box")} {p.to_rewards}</a>
                <a class="button" href=PointsPage::Redemptions.to_string()>{p.to_redemptions}</a>
            </div>
        </section>
    }
    .into_any()
}

fn standing(period: &str, account: &StandingAccount) -> AnyView {
    let p = t().points();
    let way = account.next_band.as_ref().map(|next| {
        let missing = next.from.saturating_sub(account.points).max(0);
        let thousandths = model::band_progress(account.points, &account.band, next);
        view! {
            {bar(thousandths, None, "points")}
            <p>{(p.band_next)(&points(missing), &next.name)}</p>
        }
    });
    let top = way.is_none().then(|| view! { <p>{p.band_top}</p> });
    // What the band brings stands behind the way to the next one.
    let mut more = Vec::new();
    if !account.band.hint.is_empty() {
        more.push(account.band.hint.clone());
    }
    if account.pending != 0 {
        more.push((p.standing_pending)(&signed(account.pending)));
    }
    if let Some(percent) = account.top_percent {
        more.push((p.top_percent)(percent));
    }
    if let Some(last) = account.last_period {
        more.push((p.last_period)(&points(last)));
    }
    more.push(p.standing_note.to_owned());
    view! {
        <section class="account" data-testid="standing" data-points=account.points.to_string()>
            <h2 class="account__name">{(p.standing)(period)}</h2>
            <p class="account__line">
                <span class="account__number">{points(account.points)}</span>
                <span class="account__band">{small_icon("star")} {account.band.name.clone()}</span>
            </p>
            {way}
            {top}
            <p class="soft">{more.join(" ")}</p>
        </section>
    }
    .into_any()
}
