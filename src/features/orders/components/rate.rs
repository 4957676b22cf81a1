//! Rating a service: five levels, words to choose, a text; all of it can be skipped.

use leptos::prelude::*;

use super::asks::{long_text, never_mind};
use crate::domain::text;
use crate::features::orders::api;
use crate::features::orders::forms::Forms;
use crate::features::orders::model::{self, TEXT_MAX};
use crate::i18n::t;
use crate::offline::drafts;
use crate::offline::outbox::Kind;
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{field_error, text_field};
use crate::ui::parts::{icon, submit};
use crate::ui::problem::{of_field, summary};
use crate::ui::{changing, view};

/// The form; once skipped, a button opens it again. `again` when it was rated before.
pub(super) fn rate_form(forms: Forms, again: bool) -> AnyView {
    let subject = format!("unrated.{}", forms.id());
    let skipped = RwSignal::new(drafts::load(&forms.session().person(), &subject).is_some());
    let skip = StoredValue::new(subject);
    changing(move || {
        if skipped.get() && forms.open().get() != Some(Kind::Rating) {
            let open = move |_| forms.open_form(Kind::Rating, "#level-1");
            return view! {
                <div class="row">
                    <button class="button button--soft button--small" type="button" on:click=open>
                        {icon("star")} {t().orders().rate_open}
                    </button>
                </div>
            }
            .into_any();
        }
        let quiet = if skipped.get() {
            never_mind(forms)
        } else {
            let act = move |_| {
                let person = forms.session().person();
                skip.with_value(|subject| drop(drafts::save(&person, subject, "1")));
                skipped.set(true);
            };
            view! { <button class="button button--quiet" type="button" on:click=act>{t().orders().rate_skip}</button> }
                    .into_any()
        };
        form(forms, again, quiet)
    })
}

fn form(forms: Forms, again: bool, quiet: AnyView) -> AnyView {
    let o = t().orders();
    let form = forms.rating();
    let lines = form.lines();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let level = forms.level().get_untracked();
        if level == 0 {
            form.refuse("level-1", t().orders().level_missing.to_owned());
            return;
        }
        let text = text::checked(&form.text.get_untracked(), 0, TEXT_MAX);
        if let Some(text) = form.checked(text) {
            let tags = model::fitting(level, &forms.tags().get_untracked());
            let body = api::rating(level, tags, text);
            forms.hand_in(form, Kind::Rating, body, t().orders().rated);
        }
    };
    let title = if again {
        o.rate_again_title
    } else {
        o.rate_title
    };
    view! {
        <form class="card stack" novalidate on:submit=send>
            {summary(lines, form.command.error)}
            <fieldset class="stack">
                <legend class="card__title">{title}</legend>
                {field_error("level-1", of_field(lines, "level-1"))}
                <div class="levels">{(1..=5).map(|level| one_level(forms, level)).collect_view()}</div>
            </fieldset>
            {move || more(forms)}
            {text_field(form.field, o.rate_text, None, form.text, of_field(lines, form.field), long_text())}
            <div class="row">{submit(o.rate_send, form.command.pending.into())} {quiet}</div>
        </form>
    }
    .into_any()
}

fn one_level(forms: Forms, level: u8) -> AnyView {
    let id = format!("level-{level}");
    let name = t()
        .orders()
        .levels
        .get(usize::from(level) - 1)
        .copied()
        .unwrap_or_default();
    view! {
        <div class="choice choice--tile">
            <input
                class="choice__input" type="radio" name="level" id=id.clone() value=level.to_string()
                prop:checked=move || forms.level().get() == level
                on:change=move |_| forms.level().set(level)
            />
            <label class="choice__label" for=id>
                {icon(&format!("smile-{level}"))}
                <span class="choice__text">{name}</span>
            </label>
        </div>
    }
    .into_any()
}

/// What a chosen level brings with it: its words, and the promise to call back.
fn more(forms: Forms) -> Option<AnyView> {
    let level = forms.level().get();
    let o = t().orders();
    let options = model::tags(level)
        .iter()
        .map(|tag| Choice::new(*tag, (o.tag)(tag)))
        .collect();
    (level > 0).then(|| {
        view! {
            <fieldset class="stack">
                <legend class="field__label">{o.tags}</legend>
                {choices("tag", "choices--words", false, true, options, forms.tags())}
            </fieldset>
            {model::is_low(level).then(|| view! { <p class="card card--tint">{o.rate_call_back}</p> })}
        }
        .into_any()
    })
}
