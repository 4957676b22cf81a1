//! What a self-check says, and what it does not.

use leptos::prelude::*;
use linli_contract::{Sheet, SheetAdvice};

use super::question::show;
use crate::domain::care::CarePage;
use crate::features::counselling::model;
use crate::features::counselling::store::Checking;
use crate::i18n::t;
use crate::offline::{Finished, Quiet};
use crate::ui::nav;
use crate::ui::parts::{icon, small_icon};
use crate::ui::view;

/// The result, or the first question without an answer.
pub(in crate::features::counselling) fn result(checking: Checking, sheet: &Sheet) -> AnyView {
    let c = t().care();
    let answers = checking.answers.get_untracked();
    let Some(sum) = model::sum(sheet, &answers) else {
        let first = answers.iter().position(Option::is_none).unwrap_or(0);
        return super::question(checking, sheet, first);
    };
    let band = model::band(sheet, sum);
    let (score, max) = model::shown(sheet, sum);
    let score = (c.score)(score, max);
    let name = band.map(|band| band.name.clone());
    let said = match &name {
        Some(name) => format!("{score} · {name}"),
        None => score.clone(),
    };
    Quiet::get().finished.set(Some(Finished {
        title: sheet.title.clone(),
        text: model::to_share(sheet, &answers, &said),
        result: said,
    }));
    let advice = band.map(|band| band.advice.clone());
    let class = match advice {
        Some(SheetAdvice::SelfCare) | None => "button button--soft",
        _ => "button button--primary",
    };
    let last = sheet.items.len().saturating_sub(1);
    view! {
        <section class="card stack" data-testid="result" data-score=sum.to_string()>
            <h2 class="card__title" tabindex="-1" data-step="">{c.result}</h2>
            <p class="check__band">{name}</p>
            <p>{score}</p>
            <p>{band.map(|band| band.text.clone())}</p>
            <p class="button-reason">{small_icon("info")} <span>{c.not_diagnosis} " " {sheet.notice.clone()}</span></p>
            <div class="row">
                <a class=class href=CarePage::Book.to_string()>{c.book_after}</a>
                <a class="button" href=CarePage::Checks.to_string()>{c.other_checks}</a>
            </div>
            <p class="soft">{c.share_note}</p>
        </section>
        {given(sheet, &answers)}
        <p class="row section">
            <button class="button button--quiet" type="button" on:click=move |_| show(checking, last)>{icon("back")} {c.previous}</button>
            <button
                class="button button--quiet" type="button" data-drop=""
                on:click=move |_| {
                    checking.forget();
                    nav::replace(&CarePage::Checks.into());
                }
            >
                {icon("trash")} {c.drop}
            </button>
        </p>
    }
    .into_any()
}

/// What was answered, to look at once more.
fn given(sheet: &Sheet, answers: &[Option<u32>]) -> AnyView {
    let row = |(item, answer): (&linli_contract::SheetItem, &Option<u32>)| {
        let words = model::words(sheet, answer.unwrap_or_default()).to_owned();
        view! { <li>{item.text.clone()} <strong>{words}</strong></li> }
    };
    let rows = sheet.items.iter().zip(answers).map(row).collect_view();
    view! {
        <details class="section check__given">
            <summary>{t().care().answers}</summary>
            <ol class="stack">{rows}</ol>
        </details>
    }
    .into_any()
}

/// On which terms the text is shown.
pub(in crate::features::counselling) fn licence(sheet: &Sheet) -> AnyView {
    let c = t().care();
    let licence = &sheet.licence;
    let open = licence.to_be_confirmed.then_some(c.licence_open);
    view! {
        <p class="soft section check__licence">
            {c.licence} ": " {licence.text.clone()} " " {licence.source.clone()} " " {open}
        </p>
    }
    .into_any()
}
