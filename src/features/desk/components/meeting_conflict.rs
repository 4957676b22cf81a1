//! A meeting that somebody else has changed while it was written about.

use leptos::prelude::*;

use super::pairs::{Pair, pairs};
use crate::features::desk::model::meeting::MeetingDraft;
use crate::i18n::t;
use crate::ui::parts::icon;
use crate::ui::{changing, view};

/// What is typed beside what is published now. `known` takes note of it, `set` takes it over.
pub(super) fn conflict(
    theirs: Memo<Option<MeetingDraft>>,
    mine: impl Fn() -> MeetingDraft + Copy + Send + Sync + 'static,
    known: impl Fn(MeetingDraft) + Copy + Send + Sync + 'static,
    set: impl Fn(MeetingDraft) + Copy + Send + Sync + 'static,
) -> AnyView {
    changing(move || {
        let (b, d) = (t().desk_ballots(), t().desk_projects());
        let theirs = theirs.get()?;
        let shown = theirs.clone();
        let parts = move || pairs(differences(&mine(), &shown));
        let now = theirs.clone();
        let keep = move |_| known(now.clone());
        let take = move |_| {
            known(theirs.clone());
            set(theirs.clone());
        };
        Some(view! {
            <section class="conflict stack" data-conflict="">
                <h3 class="conflict__title" tabindex="-1">{icon("people")} {d.meeting_conflict}</h3>
                <p>{d.meeting_conflict_text}</p>
                {parts}
                <div class="row">
                    <button class="button button--soft button--small" type="button" on:click=keep>{d.meeting_mine}</button>
                    <button class="button button--quiet button--small" type="button" on:click=take>{b.take_all}</button>
                </div>
            </section>
        })
    })
}

/// The parts that differ, in words.
fn differences(mine: &MeetingDraft, theirs: &MeetingDraft) -> Vec<Pair> {
    let (d, p) = (t().desk_projects(), t().projects());
    let decisions = |draft: &MeetingDraft| {
        let lines = draft.decisions.iter().map(|one| {
            let done = if one.done { p.decision_done } else { "" };
            [&*one.text, &*one.who, &*one.due, done]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · ")
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let when = |draft: &MeetingDraft| format!("{} {}", draft.day, draft.time);
    let all = [
        (d.meeting_title, mine.title.clone(), theirs.title.clone()),
        (d.meeting_when, when(mine), when(theirs)),
        (p.form_place, mine.place.clone(), theirs.place.clone()),
        (p.meeting_agenda, mine.agenda.clone(), theirs.agenda.clone()),
        (
            p.meeting_minutes,
            mine.minutes.clone(),
            theirs.minutes.clone(),
        ),
        (p.meeting_decisions, decisions(mine), decisions(theirs)),
    ];
    all.into_iter()
        .filter(|(_, mine, theirs)| mine != theirs)
        .map(|(name, mine, theirs)| Pair {
            name,
            mine,
            theirs,
            foot: None,
        })
        .collect()
}
