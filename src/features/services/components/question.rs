//! The field of one question, by its kind. Whatever is typed goes into `values` at once.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Date, Page, Question, QuestionKind, Slot};

use super::slots::slot_field;
use crate::features::services::model::form::{LINE_MAX, LONG_MAX};
use crate::i18n::{self, t};
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, field_error, input, text_field};
use crate::ui::photos::{Chosen, photo_field};
use crate::ui::view;

/// A span of days up to this many is shown as tiles, a longer one as the device's calendar.
const MOST_TILES: i64 = 20;

/// The id of a person's second field.
pub(in crate::features::services) const PERSON_PHONE: &str = "q-phone";

/// What a question's field needs beside the question.
#[derive(Clone, Copy)]
pub(in crate::features::services) struct Field {
    /// The values, as the draft keeps them.
    pub(in crate::features::services) values: RwSignal<Vec<String>>,
    /// The photos of a photo question.
    pub(in crate::features::services) photos: RwSignal<Vec<Chosen>>,
    /// What is wrong, in a sentence.
    pub(in crate::features::services) error: RwSignal<Option<String>>,
    /// What is wrong with a person's phone.
    pub(in crate::features::services) phone_error: RwSignal<Option<String>>,
    /// The community's day.
    pub(in crate::features::services) today: Date,
}

/// The field. `slots` is asked for a slot question only.
pub(in crate::features::services) fn answer_field(
    question: &Question,
    field: Field,
    slots: impl Fn() -> Option<Arc<Page<Slot>>> + Send + Sync + 'static,
) -> AnyView {
    let error = Signal::from(field.error);
    match question.kind {
        QuestionKind::Single | QuestionKind::Multiple => {
            let many = question.kind == QuestionKind::Multiple;
            let options = question
                .options
                .iter()
                .map(|o| Choice::new(&*o.key, &*o.label))
                .collect();
            view! { {field_error("q", error)} {choices("q", "", false, many, options, field.values)} }.into_any()
        }
        QuestionKind::Date => {
            view! { {field_error("q", error)} {date_field(question, field)} }.into_any()
        }
        QuestionKind::Slot => view! {
            {field_error("q", error)}
            {move || slots().map(|slots| slot_field(slots, field.values))}
        }
        .into_any(),
        QuestionKind::Photo => {
            let max = question
                .max
                .and_then(|max| usize::try_from(max).ok())
                .unwrap_or(3);
            view! { {field_error("q", error)} {photo_field("q", max, field.photos, field.error)} }
                .into_any()
        }
        QuestionKind::Person => person_field(field),
        _ => {
            let text = text_of(field.values, 0);
            let hinted = question.hint.is_some();
            view! { {field_error("q", error)} {input("q", hinted, text, error, kind_of(question))} }
                .into_any()
        }
    }
}

fn kind_of(question: &Question) -> Kind {
    let usual = match question.kind {
        QuestionKind::LongText => Some(LONG_MAX),
        QuestionKind::Text | QuestionKind::Address => Some(LINE_MAX),
        _ => None,
    };
    let max = usual.map(|usual| {
        question
            .max
            .and_then(|max| usize::try_from(max).ok())
            .unwrap_or(usual)
    });
    match question.kind {
        QuestionKind::LongText => Kind {
            long: true,
            max,
            ..Kind::default()
        },
        QuestionKind::Number => Kind {
            inputmode: "numeric",
            ..Kind::default()
        },
        QuestionKind::Phone => Kind {
            inputmode: "tel",
            input: "tel",
            autocomplete: "tel",
            ..Kind::default()
        },
        QuestionKind::Address => Kind {
            autocomplete: "street-address",
            max,
            ..Kind::default()
        },
        _ => Kind {
            max,
            ..Kind::default()
        },
    }
}

/// One text of the values as a signal of its own.
fn text_of(values: RwSignal<Vec<String>>, place: usize) -> RwSignal<String> {
    let text = RwSignal::new(
        values.with_untracked(|values| values.get(place).cloned().unwrap_or_default()),
    );
    Effect::new(move |before: Option<()>| {
        let typed = text.get();
        if before.is_some() {
            values.update(|values| {
                while values.len() <= place {
                    values.push(String::new());
                }
                values[place] = typed;
            });
        }
    });
    text
}

fn person_field(field: Field) -> AnyView {
    let (name, phone) = (text_of(field.values, 0), text_of(field.values, 1));
    let tel = Kind {
        inputmode: "tel",
        input: "tel",
        ..Kind::default()
    };
    view! {
        {text_field("q", t().services().person_name, None, name, field.error.into(), Kind { max: Some(40), ..Kind::default() })}
        {text_field(PERSON_PHONE, t().services().person_phone, None, phone, field.phone_error.into(), tel)}
    }
    .into_any()
}

fn date_field(question: &Question, field: Field) -> AnyView {
    let (first, last) = (question.min.unwrap_or(0).max(0), question.max.unwrap_or(60));
    if last - first > MOST_TILES {
        let kind = Kind {
            input: "date",
            ..Kind::default()
        };
        return input(
            "q",
            question.hint.is_some(),
            text_of(field.values, 0),
            field.error.into(),
            kind,
        );
    }
    let options = (first..=last)
        .map(|ahead| {
            let date = field.today.plus_days(ahead);
            let day = i18n::day(date);
            let near = [t().services().today, t().services().tomorrow];
            let label = usize::try_from(ahead)
                .ok()
                .and_then(|ahead| near.get(ahead))
                .map_or_else(|| day.clone(), |word| (*word).to_owned());
            let note = if label == day { String::new() } else { day };
            Choice {
                note,
                ..Choice::new(date.to_string(), label)
            }
        })
        .collect();
    choices("q", "choices--days", true, false, options, field.values)
}
