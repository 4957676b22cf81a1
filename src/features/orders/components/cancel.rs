//! Cancelling an order. It needs the server's answer now: a cancellation that waits could meet a
//! craftsman at the door.

use leptos::prelude::*;

use crate::domain::error::Error;
use crate::domain::text;
use crate::features::orders::api;
use crate::features::orders::forms::Forms;
use crate::features::orders::model::REASON_MAX;
use crate::i18n::{self, Style, t};
use crate::offline::Write;
use crate::platform::document;
use crate::ui::dialog::confirm;
use crate::ui::field::{Kind, text_field};
use crate::ui::problem::{of_field, summary};
use crate::ui::toast::Toasts;
use crate::ui::view;

/// The question before it is cancelled; `open` shows it.
pub(in crate::features::orders) fn cancel_dialog(forms: Forms, open: RwSignal<bool>) -> AnyView {
    let form = forms.cancellation();
    let act = move || {
        let reason = text::checked(&form.text.get_untracked(), 0, REASON_MAX);
        let Some(reason) = form.checked(reason) else {
            return;
        };
        let write = Write::post(
            api::about(&forms.id(), "cancellation"),
            api::cancellation(reason),
        );
        let (session, query) = (forms.session(), forms.query());
        form.command.send(write, move |answer| {
            form.text.try_set(String::new());
            let still_here = open.try_set(false).is_none();
            if query.accept(&answer.body) == Err(Error::Contract) {
                query.refresh();
            }
            session.home.refresh();
            Toasts::say(t().orders().cancelled);
            if still_here {
                document::focus("main h1");
            }
        });
    };
    confirm(
        open,
        "[data-cancel]",
        t().orders().cancel_title,
        move || content(forms),
        ("button--stop", t().orders().cancel),
        form.command.pending.into(),
        act,
    )
}

fn content(forms: Forms) -> AnyView {
    let o = t().orders();
    let form = forms.cancellation();
    let lines = form.lines();
    let visit = forms
        .query()
        .get_untracked()
        .and_then(|order| order.visit_at)
        .map(|at| (o.cancel_visit)(&i18n::instant(at, Style::DayTime)));
    let kind = Kind {
        max: Some(REASON_MAX),
        ..Kind::default()
    };
    view! {
        {visit.map(|visit| view! { <p>{visit}</p> })}
        <p>{o.cancel_text}</p>
        {summary(lines, form.command.error)}
        {text_field(form.field, o.cancel_reason, None, form.text, of_field(lines, form.field), kind)}
    }
    .into_any()
}
