//! Opening times of a day, all that are wanted at once.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{AppointmentCentre, AppointmentKind, AppointmentMode, SlotChange};

use crate::features::provider::form::{CAPACITY, EVERY, FORM, FROM, Form, MODES, Opening, UNTIL};
use crate::features::provider::{api, words};
use crate::i18n::{self, Style, t};
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, error_summary, field_error, text_field};
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::problem::of_field;
use crate::ui::view;

/// The form, once it is known what may be opened.
pub(in crate::features::provider) fn opening(opening: Opening) -> AnyView {
    let Opening {
        me,
        counsels,
        kinds,
        ..
    } = opening;
    // The same answers again leave what is typed as it is.
    let mine = Memo::new(move |_| {
        let all = kinds.get()?;
        let provider = if counsels { Some(me.get()?) } else { None };
        let may = |kind: &&AppointmentKind| match &provider {
            Some(provider) => provider.kinds.contains(&kind.id),
            None => !kind.private,
        };
        Some(all.items.iter().filter(may).cloned().collect::<Vec<_>>())
    });
    let state = Signal::derive(move || match kinds.state().get() {
        state if state.has_content() && counsels => me.state().get(),
        state => state,
    });
    let again = move || {
        kinds.refresh();
        if counsels {
            me.refresh();
        }
    };
    loadable(
        move || mine.get().map(Arc::new),
        state,
        again,
        skeleton_rows,
        move |kinds| Form::new(opening, &kinds).map_or_else(|| ().into_any(), Form::view),
    )
}

impl Form {
    fn view(self) -> AnyView {
        let p = t().provider();
        let a = t().appointments();
        let found = Signal::derive(move || match self.command.error.get() {
            Some(error) if self.wrong.with(Vec::is_empty) => {
                let overlaps = error.status() == 422;
                let text = if overlaps {
                    p.overlaps.to_owned()
                } else {
                    words::sentence(&error)
                };
                vec![(FORM.to_owned(), text)]
            }
            _ => self.wrong.get(),
        });
        let chosen = Memo::new(move |_| self.chosen());
        let how = move || {
            let modes = chosen.get().map_or_else(Vec::new, |kind| kind.modes);
            let option = |mode: &AppointmentMode| Choice::new(mode.as_str(), (a.mode_of)(mode));
            let options: Vec<Choice> = modes.iter().map(option).collect();
            choices("mode", "choices--grid", true, true, options, self.modes)
        };
        let time = Kind {
            input: "time",
            ..Kind::default()
        };
        let number = Kind {
            inputmode: "numeric",
            ..Kind::default()
        };
        let every = move || {
            let hint = chosen.get().map(|kind| (p.every_hint)(kind.minutes));
            text_field(
                EVERY,
                p.every,
                hint.as_deref(),
                self.every,
                of_field(found, EVERY),
                number,
            )
        };
        // Somebody who is talked to alone has one place.
        let many =
            Memo::new(move |_| chosen.with(|kind| kind.as_ref().is_some_and(|kind| !kind.private)));
        let capacity = move || {
            many.get().then(|| {
                text_field(
                    CAPACITY,
                    p.capacity,
                    None,
                    self.capacity,
                    of_field(found, CAPACITY),
                    number,
                )
            })
        };
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        let busy = self.command.pending;
        let day = move || {
            self.opening
                .days
                .get()
                .map(|day| (p.open_lead)(&i18n::day(day)))
        };
        view! {
            <form class="card stack" id=FORM tabindex="-1" novalidate autocomplete="off" on:submit=send>
                {error_summary(found)}
                <p class="soft">{day}</p>
                {self.what_and_where()}
                <div class="desk__pair">
                    {text_field(FROM, p.from, None, self.from, of_field(found, FROM), time)}
                    {text_field(UNTIL, p.until, None, self.until, of_field(found, UNTIL), time)}
                </div>
                {every}
                {capacity}
                <fieldset class="stack" id=MODES tabindex="-1">
                    <legend class="field__label">{p.modes}</legend>
                    {field_error(MODES, of_field(found, MODES))}
                    {how}
                </fieldset>
                {move || self.foreseen()}
                <button class="button button--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { t().ui().sending.to_owned() } else { self.label() }}
                </button>
            </form>
        }
        .into_any()
    }

    /// What for, where there is a choice, and where.
    fn what_and_where(self) -> AnyView {
        let p = t().provider();
        let kinds = self.kinds.with_value(|all| {
            let option =
                |kind: &AppointmentKind| Choice::new(kind.id.0.clone(), kind.title.clone());
            all.iter().map(option).collect::<Vec<_>>()
        });
        let several = kinds.len() > 1;
        let which = several.then(|| {
            view! {
                <fieldset class="stack">
                    <legend class="field__label">{p.kind}</legend>
                    {choices("kind", "choices--grid", true, false, kinds, self.kind)}
                </fieldset>
            }
        });
        let where_ = move || {
            let option = |centre: AppointmentCentre| Choice::new(centre.id.0, centre.name);
            let options: Vec<Choice> = self.places().into_iter().map(option).collect();
            choices("centre", "", false, false, options, self.centre)
        };
        view! {
            {which}
            <fieldset class="stack">
                <legend class="field__label">{p.centre}</legend>
                {where_}
            </fieldset>
        }
        .into_any()
    }

    fn label(self) -> String {
        let p = t().provider();
        match self.wanted().map(|wanted| self.plan(wanted).opens.len()) {
            Ok(count) if count > 0 => (p.open_send)(count),
            _ => p.open.to_owned(),
        }
    }

    /// What would be opened, before it is.
    fn foreseen(self) -> AnyView {
        let p = t().provider();
        let Ok(wanted) = self.wanted() else {
            return ().into_any();
        };
        let plan = self.plan(wanted);
        let times: Vec<String> = plan
            .opens
            .iter()
            .map(|at| i18n::instant(*at, Style::Time))
            .collect();
        let said = if times.is_empty() {
            p.plan_none.to_owned()
        } else {
            (p.plan)(times.len(), &times.join(" "))
        };
        let there =
            (plan.there > 0).then(|| view! { <p class="soft">{(p.plan_there)(plan.there)}</p> });
        let past =
            (plan.past > 0).then(|| view! { <p class="soft">{(p.plan_past)(plan.past)}</p> });
        view! {
            <div data-testid="plan" data-count=plan.opens.len().to_string()>
                <p>{said}</p>
                {there}
                {past}
            </div>
        }
        .into_any()
    }

    fn send(self) {
        let p = t().provider();
        match untrack(|| self.body()) {
            Err(lines) => self.wrong.set(lines),
            Ok(opens) => {
                self.wrong.set(Vec::new());
                if opens.is_empty() {
                    let nothing = (UNTIL.to_owned(), p.plan_none.to_owned());
                    return self.wrong.set(vec![nothing]);
                }
                let Opening { done, slots, .. } = self.opening;
                self.command
                    .send(api::change_slots(opens, Vec::new()), move |answer| {
                        match linli_json::from_text::<SlotChange>(&answer.body) {
                            Some(change) => {
                                done.try_run(change);
                            }
                            None => slots.refresh(),
                        }
                    });
            }
        }
    }
}
