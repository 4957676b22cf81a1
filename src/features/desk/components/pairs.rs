//! What is typed beside what is there now, part by part.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::view;

/// One part in both versions.
pub(super) struct Pair {
    /// What it is called.
    pub(super) name: &'static str,
    /// As typed.
    pub(super) mine: String,
    /// As it is there now.
    pub(super) theirs: String,
    /// What stands under that.
    pub(super) foot: Option<AnyView>,
}

/// The parts that differ.
pub(super) fn pairs(all: Vec<Pair>) -> AnyView {
    let b = t().desk_ballots();
    let side = |word: &'static str, text: String, foot: Option<AnyView>| {
        let text = if text.trim().is_empty() {
            b.nothing.to_owned()
        } else {
            text
        };
        view! {
            <div class="desk__side">
                <p class="soft">{word}</p>
                <p class="comment__text">{text}</p>
                {foot.map(|foot| view! { <p>{foot}</p> })}
            </div>
        }
    };
    let rows = all
        .into_iter()
        .map(|pair| {
            view! {
                <li>
                    <h3 class="card__title">{pair.name}</h3>
                    <div class="conflict__pair">
                        {side(b.mine, pair.mine, None)} {side(b.theirs, pair.theirs, pair.foot)}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stack">{rows}</ul> }.into_any()
}
