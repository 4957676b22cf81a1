//! `/care/book`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{
    AppointmentCentre, AppointmentKind, AppointmentProvider, CentreId, KindId, Page,
};

use crate::domain::care::CarePage;
use crate::features::appointments::api;
use crate::features::appointments::store::Visit;
use crate::i18n::t;
use crate::offline::Query;
use crate::ui::choice::{Choice, choices};
use crate::ui::nav;
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::quiet::quiet_page;
use crate::ui::view;

/// What for, where, with whom.
pub fn book_page() -> AnyView {
    let visit = Visit::get();
    visit.moving.set(false);
    let a = t().appointments();
    let kinds = Query::<Page<AppointmentKind>>::new(api::KINDS);
    let content = view! {
        {heading(a.title, Some(a.lead.to_owned()))}
        {loadable(
            move || kinds.get(),
            kinds.state(),
            move || kinds.refresh(),
            skeleton_rows,
            move |page| form(visit, &page.items),
        )}
    };
    quiet_page("appointments", kinds.state(), content.into_any())
}

fn form(visit: Visit, kinds: &[AppointmentKind]) -> AnyView {
    let a = t().appointments();
    let Some(first) = kinds.first() else {
        return empty(
            "art-empty",
            a.none,
            Some(a.none_text.to_owned()),
            ().into_any(),
        );
    };
    let known = |id: &String| kinds.iter().any(|kind| kind.id.as_str() == id);
    if !visit
        .kind
        .with_untracked(|ids| ids.first().is_some_and(known))
    {
        visit.kind.set(vec![first.id.0.clone()]);
        visit.forget_place();
    }
    let options = kinds.iter().map(|kind| Choice {
        note: format!("{} · {}", kind.about, (a.minutes)(kind.minutes)),
        ..Choice::new(kind.id.0.clone(), kind.title.clone())
    });
    let kind = Memo::new(move |_| Visit::chosen(visit.kind));
    let changed = Effect::new(move |before: Option<String>| {
        let now = kind.get();
        if before.is_some_and(|before| before != now) {
            visit.forget_place();
        }
        now
    });
    // It lives as long as the page.
    let _ = changed;
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        nav::go(&CarePage::Times.into());
    };
    view! {
        <form class="stack" novalidate on:submit=go>
            <fieldset class="stack">
                <legend class="field__label">{a.kind}</legend>
                {choices("kind", "", false, false, options.collect(), visit.kind)}
            </fieldset>
            {move || place(visit, &kind.get())}
            <div class="action-bar">
                <div class="action-bar__row">
                    <button class="button button--primary" type="submit">{a.see_times}</button>
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// Where and with whom, for a kind.
fn place(visit: Visit, kind: &str) -> AnyView {
    let a = t().appointments();
    let centres = Query::<Page<AppointmentCentre>>::new(api::centres(kind));
    let providers = Query::<Page<AppointmentProvider>>::new(api::providers(kind));
    let kind = KindId::from(kind);
    let both = move || {
        let (centres, providers) = (centres.get()?, providers.get()?);
        Some(Arc::new((centres, providers)))
    };
    let state = Signal::derive(move || match centres.state().get() {
        state if state.has_content() => providers.state().get(),
        state => state,
    });
    let again = move || {
        centres.refresh();
        providers.refresh();
    };
    loadable(both, state, again, skeleton_rows, move |both| {
        let (centres, providers) = both.as_ref();
        let where_ = centre_options(&centres.items);
        let people = providers.clone();
        let kind = kind.clone();
        let who = move || {
            let centre = Visit::chosen(visit.centre);
            let options = provider_options(&people.items, &kind, &centre);
            // Whoever is not at this place is not chosen any more.
            let still = |id: &String| options.iter().any(|option| option.key == *id);
            if !visit
                .provider
                .with_untracked(|ids| ids.first().is_some_and(still))
            {
                visit.provider.set(vec![String::new()]);
            }
            choices("provider", "", false, false, options, visit.provider)
        };
        view! {
            <fieldset class="stack section" data-testid="centres">
                <legend class="field__label">{a.centre}</legend>
                {choices("centre", "", false, false, where_, visit.centre)}
            </fieldset>
            <fieldset class="stack section" data-testid="providers">
                <legend class="field__label">{a.provider}</legend>
                {who}
            </fieldset>
        }
        .into_any()
    })
}

fn centre_options(centres: &[AppointmentCentre]) -> Vec<Choice> {
    let a = t().appointments();
    let name = |id: &CentreId| {
        let found = centres.iter().find(|centre| centre.id == *id);
        found.map(|centre| centre.name.clone())
    };
    let mut all = vec![Choice::new("", a.centre_any)];
    all.extend(centres.iter().map(|centre| {
        let refers: Vec<String> = centre.refer_to.iter().filter_map(name).collect();
        let mut note = format!(
            "{} · {} · {}",
            (a.tier)(&centre.tier),
            centre.address,
            centre.hours
        );
        if let Some(about) = &centre.about {
            note = format!("{note} · {about}");
        }
        if !refers.is_empty() {
            note = format!("{note} · {}", (a.refers)(&refers.join(a.comma)));
        }
        Choice {
            note,
            ..Choice::new(centre.id.0.clone(), centre.name.clone())
        }
    }));
    all
}

fn provider_options(all: &[AppointmentProvider], kind: &KindId, centre: &str) -> Vec<Choice> {
    let a = t().appointments();
    let here = |provider: &&AppointmentProvider| {
        provider.kinds.contains(kind)
            && (centre.is_empty() || provider.centres.iter().any(|c| c.as_str() == centre))
    };
    let mut options = vec![Choice::new("", a.provider_any)];
    options.extend(all.iter().filter(here).map(|provider| {
        let mut parts = vec![provider.about.clone()];
        if !provider.topics.is_empty() {
            parts.push(provider.topics.join(a.comma));
        }
        if let Some(paper) = &provider.qualification {
            parts.push((a.qualification)(&paper.text, &paper.issuer));
        }
        Choice {
            note: parts.join(" · "),
            ..Choice::new(provider.id.0.clone(), provider.name.clone())
        }
    }));
    options
}
