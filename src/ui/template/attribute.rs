//! Values of attributes.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::renderer::{Rndr, types};

/// The value of an attribute.
pub enum Value {
    /// The element has no such attribute.
    Absent,
    /// A text.
    Text(Cow<'static, str>),
    /// It follows what it reads.
    Changing(Box<dyn FnMut() -> Value + Send>),
}

/// What can be the value of an attribute.
pub trait IntoValue {
    /// The value.
    fn into_value(self) -> Value;
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self.into())
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Text(self.into())
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        if self {
            Value::Text("".into())
        } else {
            Value::Absent
        }
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Absent, T::into_value)
    }
}

impl<F, T> IntoValue for F
where
    F: FnMut() -> T + Send + 'static,
    T: IntoValue,
{
    fn into_value(mut self) -> Value {
        Value::Changing(Box::new(move || self().into_value()))
    }
}

macro_rules! number {
    ($($number:ty),*) => {$(
        impl IntoValue for $number {
            fn into_value(self) -> Value {
                self.to_string().into_value()
            }
        }
    )*};
}

number!(usize, i64);

/// An attribute of an element as it is now.
pub(super) struct AttributeState {
    element: types::Element,
    name: &'static str,
    shown: Shown,
}

enum Shown {
    Fixed(Option<Cow<'static, str>>),
    Changing(RenderEffect<Option<Cow<'static, str>>>),
}

impl AttributeState {
    pub(super) fn build(element: types::Element, name: &'static str, value: Value) -> Self {
        let shown = show(&element, name, value, None);
        Self {
            element,
            name,
            shown,
        }
    }

    pub(super) fn rebuild(&mut self, value: Value) {
        let before = match &mut self.shown {
            Shown::Fixed(text) => text.take(),
            Shown::Changing(effect) => effect.take_value().flatten(),
        };
        self.shown = show(&self.element, self.name, value, before);
    }
}

fn show(
    element: &types::Element,
    name: &'static str,
    value: Value,
    before: Option<Cow<'static, str>>,
) -> Shown {
    let text = match value {
        Value::Absent => None,
        Value::Text(text) => Some(text),
        Value::Changing(mut value) => {
            let element = element.clone();
            let change = move |before: Option<Option<Cow<'static, str>>>| {
                let text = now(value());
                set(&element, name, text.as_deref(), before.flatten().as_deref());
                text
            };
            return Shown::Changing(RenderEffect::new_with_value(change, Some(before)));
        }
    };
    set(element, name, text.as_deref(), before.as_deref());
    Shown::Fixed(text)
}

/// What a value is now, inside of an effect that follows it.
fn now(value: Value) -> Option<Cow<'static, str>> {
    match value {
        Value::Absent => None,
        Value::Text(text) => Some(text),
        Value::Changing(mut value) => now(value()),
    }
}

fn set(element: &types::Element, name: &str, text: Option<&str>, before: Option<&str>) {
    match text {
        Some(text) if before != Some(text) => Rndr::set_attribute(element, name, text),
        None if before.is_some() => Rndr::remove_attribute(element, name),
        _ => {}
    }
}
