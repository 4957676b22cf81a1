//! The stage of a project: as a chip, and as its place on the line.

use leptos::prelude::*;
use linli_contract::ProjectStage;

use crate::features::projects::model;
use crate::i18n::t;
use crate::ui::parts::status;

/// The stage in a word, with its icon; the colour only repeats them.
pub(in crate::features::projects) fn chip(stage: &ProjectStage) -> AnyView {
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
pub(in crate::features::projects) fn line(stage: &ProjectStage) -> AnyView {
    let p = t().projects();
    let steps = model::step_at(stage).map(|at| {
        let items = model::LINE
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
