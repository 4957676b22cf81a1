//! `/points/rewards`: 积分超市.

use leptos::prelude::*;

use crate::domain::points::PointsPage;
use crate::features::points::api;
use crate::features::points::components::{question, rewards, wanted};
use crate::features::points::redeeming::Redeeming;
use crate::i18n::t;
use crate::offline::Session;
use crate::ui::effect::effect;
use crate::ui::page::{heading, loadable, page, skeleton_rows};
use crate::ui::parts::help_line;
use crate::ui::view;

/// What points are exchanged for.
pub fn rewards_page() -> AnyView {
    let session = Session::get();
    let redeeming = Redeeming::start(session);
    let query = redeeming.rewards;
    let signed_in = Memo::new(move |_| session.me().is_some());
    effect(move |_| {
        if signed_in.get() {
            redeeming.overview.read(api::ACCOUNT.to_owned());
        }
    });
    effect(move |first| {
        session.online.track();
        if !first {
            redeeming.overview.refresh();
            query.refresh();
        }
    });
    let p = t().points();
    let content = view! {
        {heading(p.rewards, Some(p.rewards_lead.to_owned()))}
        {wanted(redeeming)}
        {loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |page| rewards(redeeming, &page),
        )}
        {question(redeeming)}
        <p class="section"><a class="button button--quiet" href=PointsPage::Redemptions.to_string()>{p.to_redemptions}</a></p>
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "rewards",
        "",
        Signal::derive(|| t().points().rewards.to_owned()),
        query.state(),
        content.into_any(),
    )
}
