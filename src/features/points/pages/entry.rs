//! `/points/entries/{id}`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{EntryId, Indicator, PointsEntryDetail};

use crate::domain::points::PointsPage;
use crate::features::points::api;
use crate::features::points::components::{amounts, life, objection};
use crate::features::points::words::{self, points, state, symbol};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::{badge, fact, help_line, section};
use crate::ui::view;

/// One entry: for what, by which indicator, what became of it, and how to object.
pub fn entry_page(id: &EntryId) -> AnyView {
    let session = Session::get();
    let query = Query::<PointsEntryDetail>::new(api::entry(id));
    Effect::new(move |before: Option<()>| {
        session.online.track();
        if before.is_some() {
            query.refresh();
        }
    });
    let title = Signal::derive(move || {
        query.get().map_or_else(
            || t().points().entry.to_owned(),
            |detail| detail.entry.title.clone(),
        )
    });
    let known = Memo::new(move |_| query.get().is_some());
    let content = view! {
        <div class="page__head"><h1 tabindex="-1">{move || title.get()}</h1></div>
        {loadable(
            move || known.get().then(|| Arc::new(())),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |_| body(session, query),
        )}
        <p class="section"><a class="button button--quiet" href=PointsPage::Account.to_string()>{t().points().to_ledger}</a></p>
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page("entry", "", title, query.state(), content.into_any())
}

fn body(session: Session, query: Query<PointsEntryDetail>) -> AnyView {
    let part = move |part: fn(&PointsEntryDetail) -> AnyView| {
        let detail = Memo::new(move |_| query.get());
        move || detail.get().map(|detail| part(&detail))
    };
    view! {
        {part(head)}
        {part(facts)}
        {part(life)}
        {objection(session, query)}
        <p class="soft section">{t().points().only_points}</p>
    }
    .into_any()
}

fn head(detail: &PointsEntryDetail) -> AnyView {
    let p = t().points();
    let entry = &detail.entry;
    let (area, icon) = symbol(&entry.kind);
    let redemption = detail.redemption_id.clone().map(|id| {
        let href = PointsPage::Redemption(id).to_string();
        view! { <div class="row"><a class="button button--small" href=href>{p.see_redemption}</a></div> }
    });
    view! {
        <div
            class="card stack" data-testid="entry" data-id=entry.id.0.clone() data-kind=entry.kind.as_str().to_owned()
            data-state=entry.state.as_str().to_owned()
        >
            <div class="entry__head">
                {badge(area, icon)}
                <div class="entry__amounts">{amounts(entry)}</div>
                {state(entry)}
            </div>
            <p>{detail.reason.clone()}</p>
            {redemption}
        </div>
    }
    .into_any()
}

fn facts(detail: &PointsEntryDetail) -> AnyView {
    let p = t().points();
    let entry = &detail.entry;
    let lot = detail.last_day.map(|day| {
        let day = words::day(day);
        match detail.left {
            Some(left) => (p.lot_left)(&day, &points(left.into())),
            None => day,
        }
    });
    let mut who = vec![(p.recorded)(&detail.recorded_by)];
    who.extend(detail.reviewed_by.as_deref().map(p.reviewed));
    let rows = view! {
        {fact(p.for_day, words::day(entry.for_day).into_any())}
        {entry.note.clone().map(|note| fact(p.note, note.into_any()))}
        {fact(p.who, who.join(" · ").into_any())}
        {detail.indicator.as_ref().map(indicator)}
        {lot.map(|lot| fact(p.lot, lot.into_any()))}
    };
    let list = view! { <dl class="card card--flush facts">{rows}</dl> };
    section(p.why, None, list.into_any())
}

/// The version of the indicator that it was recorded by.
fn indicator(indicator: &Indicator) -> AnyView {
    let p = t().points();
    let title = (p.indicator_version)(&indicator.title, indicator.version);
    let about = indicator.about.clone();
    let name =
        view! { {title} {about.map(|about| view! { <span class="choice__note">{about}</span> })} };
    let adopted = (p.adopted_on)(&indicator.adopted_by, &words::day(indicator.adopted_on));
    let cap = indicator
        .cap
        .as_ref()
        .map(|cap| (p.cap_of)(cap.times, &cap.per));
    view! {
        {fact(p.indicator, name.into_any())}
        {fact(p.basis, indicator.basis.clone().into_any())}
        {fact(p.adopted, adopted.into_any())}
        {indicator.evidence.clone().map(|evidence| fact(p.evidence, evidence.into_any()))}
        {cap.map(|cap| fact(p.cap, cap.into_any()))}
    }
    .into_any()
}
