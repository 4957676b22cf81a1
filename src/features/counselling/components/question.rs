//! One question of a self-check. A tap answers it and goes on.

use leptos::prelude::*;
use linli_contract::{Sheet, SheetOption};

use crate::domain::care::CarePage;
use crate::features::counselling::model;
use crate::features::counselling::store::Checking;
use crate::i18n::t;
use crate::platform::document;
use crate::ui::bar::bar;
use crate::ui::nav;
use crate::ui::parts::icon;
use crate::ui::view;

/// The question at a place.
pub(in crate::features::counselling) fn question(
    checking: Checking,
    sheet: &Sheet,
    at: usize,
) -> AnyView {
    let c = t().care();
    let count = sheet.items.len();
    let item = sheet.items.get(at);
    let given = checking
        .answers
        .with_untracked(|all| all.get(at).copied().flatten());
    let part = i64::try_from(at * 1000 / count.max(1)).unwrap_or(0);
    let option = |option: &SheetOption| {
        let value = option.value;
        let risk = model::is_risk(sheet, at, value);
        view! {
            <button
                class="button button--wide check__option" type="button" data-value=value.to_string()
                aria-pressed=(given == Some(value)).to_string()
                on:click=move |_| answer(checking, at, value, risk)
            >
                {option.text.clone()}
            </button>
        }
    };
    let options = sheet.options.iter().map(option).collect_view();
    let back = (at > 0).then(|| {
        view! {
            <p><button class="button button--quiet" type="button" on:click=move |_| show(checking, at - 1)>{icon("back")} {c.previous}</button></p>
        }
    });
    view! {
        <section class="stack" data-item=(at + 1).to_string()>
            <p class="soft">{(c.item)(at + 1, count)}</p>
            {bar(part, None, "plain")}
            <h2 class="check__item" id="check-item" tabindex="-1" data-step="">{item.map(|item| item.text.clone())}</h2>
            <div class="stack" role="group" aria-labelledby="check-item">{options}</div>
            {back}
        </section>
    }
    .into_any()
}

/// Takes an answer. One that worries leads to somebody who listens at that moment; the rest waits.
fn answer(checking: Checking, at: usize, value: u32, risk: bool) {
    checking.answers.update(|all| {
        if let Some(answer) = all.get_mut(at) {
            *answer = Some(value);
        }
    });
    if risk {
        checking.item.set(at + 1);
        nav::go(&CarePage::Help.into());
    } else {
        show(checking, at + 1);
    }
}

/// Shows another question, or the result after the last one, and moves the focus there.
pub(super) fn show(checking: Checking, at: usize) {
    checking.item.set(at);
    request_animation_frame(|| {
        document::focus("[data-step]");
    });
}
