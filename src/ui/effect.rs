//! What is done again whenever something it reads has changed.

use leptos::prelude::*;

/// Does something, the first time once the view is there, and says whether it is the first time. Leptos'
/// effects are compiled anew for each; the code of these exists once.
pub fn effect(act: impl FnMut(bool) + 'static) {
    boxed(Box::new(act));
}

fn boxed(mut act: Box<dyn FnMut(bool)>) {
    Effect::new(move |before: Option<()>| act(before.is_none()));
}
