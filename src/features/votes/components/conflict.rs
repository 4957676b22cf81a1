//! Two members of one household, one vote: both are shown, the person decides.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::Ballot;

use super::chosen_list;
use crate::features::votes::form::Form;
use crate::features::votes::words;
use crate::i18n::t;
use crate::platform::document;
use crate::ui::parts::{action, icon};
use crate::ui::view;

/// What I chose beside what is counted now, and the two ways on.
pub(in crate::features::votes) fn conflict(form: Form, ballot: Arc<Ballot>) -> AnyView {
    let v = t().votes();
    request_animation_frame(|| {
        document::focus(".conflict__title");
        document::scroll_into_view(".conflict");
    });
    // A try of one's own whose answer was lost: nobody else is to be named for it.
    let own = Memo::new(move |_| {
        let by = form.counted().and_then(|vote| vote.changed_by.clone());
        by.is_some() && by == form.session().me().map(|me| me.name)
    });
    let theirs = move || {
        let vote = form.counted()?;
        let told = match (&vote.changed_by, vote.changed_at) {
            (Some(_), Some(at)) if own.get() => (v.conflict_own_text)(&words::when(at)),
            (Some(who), Some(at)) => (v.conflict_text)(who, &words::when(at)),
            _ => v.conflict_unknown.to_owned(),
        };
        Some(view! {
            <p>{told}</p>
            <div class="conflict__pair">
                <section class="card">
                    <h3 class="card__title">{v.conflict_theirs}</h3>
                    {chosen_list(&ballot, &vote.choices)}
                </section>
                <section class="card">
                    <h3 class="card__title">{v.conflict_mine}</h3>
                    {form.chosen.with(|chosen| chosen_list(&ballot, chosen))}
                </section>
            </div>
        })
    };
    view! {
        <section class="conflict section" role="alert" data-testid="vote-conflict">
            <h2 class="conflict__title section__title" tabindex="-1">{icon("people")} {move || if own.get() { v.conflict_own } else { v.conflict }}</h2>
            {theirs}
            {action("button--primary button--wide", v.conflict_replace, form.command().pending.into(), move || form.replace())}
            <button class="button button--wide" type="button" on:click=move |_| form.drop_draft()>{v.conflict_keep}</button>
        </section>
    }
    .into_any()
}
