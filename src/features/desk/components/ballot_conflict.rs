//! What is typed beside what somebody else has stored meanwhile.

use leptos::prelude::*;
use linli_contract::{BallotKind, CountRule};

use super::pairs::{Pair, pairs};
use crate::features::desk::drafting::{Drafting, name};
use crate::features::desk::model::draft::{Draft, OptionDraft, Part};
use crate::i18n::t;
use crate::platform::document;
use crate::ui::parts::{action, icon};
use crate::ui::{changing, view};

/// The parts that differ, each with both versions, and the ways out.
pub(in crate::features::desk) fn ballot_conflict(drafting: Drafting) -> AnyView {
    // While it is typed the panel follows, and stands as long as something differs.
    let theirs = Memo::new(move |_| drafting.conflict());
    // After a try to store it the panel says why that was in vain.
    Effect::new(move |was: Option<bool>| {
        let now = theirs.with(Option::is_some);
        if now && was == Some(false) {
            request_animation_frame(|| {
                document::scroll_into_view("[data-conflict]");
                document::focus("[data-conflict] h2");
            });
        }
        now
    });
    changing(move || {
        let b = t().desk_ballots();
        let theirs = theirs.get()?;
        let parts = {
            let theirs = theirs.clone();
            move || {
                let mine = drafting.typed.draft();
                let take = |part| {
                    let act = move |_| drafting.take(part);
                    let label = format!("{}: {}", b.take_theirs, name(part));
                    view! { <button class="button button--soft button--small" type="button" aria-label=label on:click=act>{b.take_theirs}</button> }.into_any()
                };
                differences(drafting, &mine, &theirs, Some(&take))
            }
        };
        let save = move || drafting.save(true);
        Some(view! {
            <section class="conflict stack" data-conflict="">
                <h2 class="conflict__title" tabindex="-1">{icon("people")} {b.conflict}</h2>
                <p>{b.conflict_text}</p>
                {parts}
                <div class="row">
                    {action("button--primary", b.save_mine, drafting.saving.pending.into(), save)}
                    <button class="button button--quiet" type="button" on:click=move |_| drafting.take_all()>{b.take_all}</button>
                </div>
            </section>
        })
    })
}

/// What was typed and not stored when the ballot was fixed.
pub(in crate::features::desk) fn unsaved(drafting: Drafting) -> AnyView {
    let seen = RwSignal::new(false);
    changing(move || {
        let b = t().desk_ballots();
        let (_, stored) = drafting.stored.get()?;
        let kept = drafting.kept().filter(|kept| kept.draft != stored)?;
        let forget = move |_| {
            drafting.forget();
            seen.set(true);
        };
        (!seen.get()).then(|| view! {
            <section class="conflict stack" data-conflict="">
                <h2 class="conflict__title">{icon("people")} {b.conflict_opened}</h2>
                <p>{b.conflict_opened_text}</p>
                {differences(drafting, &kept.draft, &stored, None)}
                <p><button class="button button--quiet" type="button" on:click=forget>{b.forget_mine}</button></p>
            </section>
        })
    })
}

/// Every part that differs, in both versions. `take` makes what stands beside the stored one.
fn differences(
    drafting: Drafting,
    mine: &Draft,
    theirs: &Draft,
    take: Option<&dyn Fn(Part) -> AnyView>,
) -> AnyView {
    let pair = |part| Pair {
        name: name(part),
        mine: value(drafting, mine, part),
        theirs: value(drafting, theirs, part),
        foot: take.map(|take| take(part)),
    };
    pairs(mine.differing(theirs).into_iter().map(pair).collect())
}

/// A part in words.
fn value(drafting: Drafting, draft: &Draft, part: Part) -> String {
    let b = t().desk_ballots();
    match part {
        Part::Title => draft.title.clone(),
        Part::Text => draft.text.clone(),
        Part::Project => project(drafting, &draft.project),
        Part::Kind if draft.kind.is_empty() => String::new(),
        Part::Kind => (b.kind)(&BallotKind::from(draft.kind.as_str())).to_owned(),
        Part::Roll => drafting
            .rolls
            .get()
            .and_then(|rolls| {
                rolls
                    .items
                    .iter()
                    .find(|roll| roll.id == draft.roll)
                    .cloned()
            })
            .map_or_else(String::new, |roll| roll.name),
        Part::Options => {
            let lines = draft
                .options
                .iter()
                .zip(1..)
                .map(|(one, place)| option(drafting, place, one));
            lines.collect::<Vec<_>>().join("\n")
        }
        Part::MaxChoices => draft.max_choices.clone(),
        Part::Budget => draft.budget.clone(),
        Part::Rule if draft.rule.is_empty() => String::new(),
        Part::Rule => (b.rule)(&CountRule::from(draft.rule.as_str())).to_owned(),
        Part::RuleText => draft.rule_text.clone(),
        Part::Opens => format!("{} {}", draft.opens_day, draft.opens_time),
        Part::Closes => format!("{} {}", draft.closes_day, draft.closes_time),
        Part::Announce => (if draft.announce { b.yes } else { b.no }).to_owned(),
    }
}

fn project(drafting: Drafting, id: &str) -> String {
    let projects = drafting.projects.get();
    let row = projects.and_then(|all| all.items.iter().find(|row| row.id.as_str() == id).cloned());
    row.map_or_else(|| id.to_owned(), |row| row.title)
}

fn option(drafting: Drafting, place: usize, one: &OptionDraft) -> String {
    let b = t().desk_ballots();
    let mut line = format!("{place}. {}", one.title);
    let mut add = |part: &str| {
        line.push_str(" · ");
        line.push_str(part);
    };
    if !one.cost.trim().is_empty() {
        add(one.cost.trim());
    }
    if one.special {
        add(b.option_special);
    }
    if !one.text.trim().is_empty() {
        add(one.text.trim());
    }
    if !one.project.is_empty() {
        add(&project(drafting, &one.project));
    }
    line
}
