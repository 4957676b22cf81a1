//! Where a file contradicts its own votes.

use leptos::prelude::*;
use linli_tally::pb::{self, Note};

use crate::features::recount::words::Words;
use crate::i18n::t;
use crate::ui::parts::small_icon;
use crate::ui::view;

/// More are only counted.
const MOST: usize = 20;

/// The notes of a file, if there are any.
pub(in crate::features::recount) fn notes(file: &pb::File) -> Option<AnyView> {
    let r = t().recount();
    if file.notes.is_empty() {
        return None;
    }
    let words = Words::of(file);
    let sentence = |note: &Note| match note {
        Note::NumberDiffers { key, said, found } => (r.note_number)(key, *said, *found),
        Note::PointsDiffer {
            option,
            said,
            found,
        } => (r.note_points)(
            &words.quoted(*option),
            &words.votes(*said),
            &words.votes(*found),
        ),
        Note::SameVoter { line, number } => (r.note_voters)(*line, *number),
    };
    let lines: Vec<AnyView> = file
        .notes
        .iter()
        .take(MOST)
        .map(|note| view! { <li class="button-reason">{small_icon("warn")} <span>{sentence(note)}</span></li> }.into_any())
        .collect();
    let more = file.notes.len().saturating_sub(MOST);
    Some(
        view! {
            <section class="card card--wait stack section" data-testid="notes">
                <h2 class="card__title">{r.notes}</h2>
                <ul class="stack">{lines}</ul>
                {(more > 0).then(|| view! { <p>{(r.notes_more)(more)}</p> })}
            </section>
        }
        .into_any(),
    )
}
