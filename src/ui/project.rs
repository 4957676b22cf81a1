//! How a project looks wherever it is shown: to residents and at the workers' desk.

use leptos::prelude::*;
use linli_contract::{ProjectStage, StageChange};

use super::parts::{section, status};
use crate::i18n::{self, Style, t};
use crate::ui::view;

/// The stages of a project that goes its whole way.
const LINE: [ProjectStage; 5] = [
    ProjectStage::Collecting,
    ProjectStage::Deliberating,
    ProjectStage::Voting,
    ProjectStage::Building,
    ProjectStage::Evaluating,
];

/// How far a project has come on the line; past its end when all is done, nowhere when it was not
/// adopted.
fn step_at(stage: &ProjectStage) -> Option<usize> {
    match stage {
        ProjectStage::Finished => Some(LINE.len()),
        stage => LINE.iter().position(|one| one == stage),
    }
}

/// The stage in a word, with its icon; the colour only repeats them.
pub fn chip(stage: &ProjectStage) -> AnyView {
    let (kind, symbol) = match stage {
        ProjectStage::Collecting => ("vote", "edit"),
        ProjectStage::Deliberating => ("vote", "people"),
        ProjectStage::Voting => ("vote", "vote"),
        ProjectStage::Building => ("open", "wrench"),
        ProjectStage::Evaluating => ("wait", "star"),
        ProjectStage::Finished => ("done", "check"),
        ProjectStage::Declined => ("closed", "info"),
        ProjectStage::Other(_) => ("open", "info"),
    };
    status(kind, symbol, (t().projects().stage)(stage))
}

/// The stages in their order, where the project is, and what that means for whoever reads it.
pub fn line(stage: &ProjectStage) -> AnyView {
    let p = t().projects();
    let steps = step_at(stage).map(|at| {
        let items = LINE
            .iter()
            .enumerate()
            .map(|(index, one)| {
                let class = match index.cmp(&at) {
                    std::cmp::Ordering::Less => "steps__item steps__item--done",
                    std::cmp::Ordering::Equal => "steps__item steps__item--now",
                    std::cmp::Ordering::Greater => "steps__item",
                };
                view! { <li class=class aria-current=(index == at).then_some("step")>{(p.stage)(one)}</li> }
            })
            .collect_view();
        view! { <ol class="steps" aria-label=p.line_label>{items}</ol> }
    });
    let means = (p.stage_means)(stage);
    view! {
        <div class="card stack">
            {steps}
            {(!means.is_empty()).then(|| view! { <p>{means}</p> })}
        </div>
    }
    .into_any()
}

/// The stages it went through, the newest first, with what was said about each.
pub fn history(changes: &[StageChange]) -> Option<AnyView> {
    let p = t().projects();
    let newest = changes.len().saturating_sub(1);
    let items = changes
        .iter()
        .enumerate()
        .rev()
        .map(|(index, change)| {
            let first = index == 0 && change.stage == ProjectStage::Collecting;
            let word = if first {
                p.history_first
            } else {
                (p.stage)(&change.stage)
            };
            let class = if index == newest {
                "timeline__item timeline__item--now"
            } else {
                "timeline__item"
            };
            view! {
                <li class=class>
                    <p class="timeline__word">{word}</p>
                    <p class="timeline__meta">{i18n::instant(change.at, Style::LongDay)}</p>
                    {(!change.text.is_empty()).then(|| view! { <p class="timeline__text">{change.text.clone()}</p> })}
                </li>
            }
        })
        .collect_view();
    let list = view! { <div class="card"><ol class="timeline">{items}</ol></div> };
    (!changes.is_empty()).then(|| section(p.history, None, list.into_any()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_somewhere_on_the_line_or_was_not_adopted() {
        assert_eq!(step_at(&ProjectStage::Collecting), Some(0));
        assert_eq!(step_at(&ProjectStage::Finished), Some(5));
        assert_eq!(step_at(&ProjectStage::Declined), None);
        assert_eq!(step_at(&ProjectStage::Other("paused".into())), None);
    }
}
