//! The rules in plain words: how it is counted, what must be reached, who is on the roll, and the
//! hash that fixes all of it.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::Ballot;

use crate::features::votes::form::Form;
use crate::i18n::t;
use crate::ui::ballot::{facts, fingerprint, turnout_card};
use crate::ui::parts::section;
use crate::ui::view;

/// The rules, and the turnout so far.
pub(in crate::features::votes) fn rules(form: Form, ballot: Arc<Ballot>) -> AnyView {
    let v = t().votes();
    let facts = facts(&ballot);
    let fixed = if ballot.terms_hash.is_some() {
        v.rules_fixed
    } else {
        v.rules_open
    };
    let for_turnout = ballot.clone();
    let turnout = move || {
        let turnout = form.ballot().get().and_then(|live| live.turnout.clone())?;
        Some(turnout_card(&for_turnout, &turnout))
    };
    let content = view! {
        <div class="stack">
            {turnout}
            <p class="soft">{fixed}</p>
            {facts}
        </div>
        {fingerprint(&ballot)}
    };
    section(v.rules, None, content.into_any())
}
