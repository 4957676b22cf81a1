//! What went wrong with a form, from our own checks and from the server, as lines of its summary.

use leptos::prelude::*;

use super::field::error_summary;
use super::page::sign_in_link;
use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::domain::text::TextError;
use crate::i18n;
use crate::platform::history;
use crate::ui::view;

/// The sentence for a text that cannot be taken.
pub fn text_sentence(error: TextError) -> String {
    let (code, limit) = error.code();
    i18n::field_sentence(code, limit)
}

/// What the server found wrong, each line with the id of its field. `fields` maps pointers into
/// the body to ids; what fits none of them is about the whole form, and leads to `form`.
pub fn lines(error: &Error, fields: &[(&str, &str)], form: &str) -> Vec<(String, String)> {
    if let Error::Problem(problem) = error {
        let known: Vec<_> = problem
            .errors
            .iter()
            .filter_map(|wrong| {
                let (_, id) = fields
                    .iter()
                    .find(|(pointer, _)| wrong.pointer.starts_with(pointer))?;
                let sentence = i18n::field_sentence(&wrong.code, wrong.limit);
                Some(((*id).to_owned(), sentence))
            })
            .collect();
        if !known.is_empty() {
            return known;
        }
    }
    vec![(form.to_owned(), i18n::sentence(error))]
}

/// The sentence of one field among the lines.
pub fn of_field(lines: Signal<Vec<(String, String)>>, id: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        lines.with(|lines| {
            lines
                .iter()
                .find(|(field, _)| field == id)
                .map(|(_, text)| text.clone())
        })
    })
}

/// The summary of a form; when the session has ended, with the way to sign in and back.
pub fn summary(lines: Signal<Vec<(String, String)>>, error: RwSignal<Option<Error>>) -> AnyView {
    let signed_out =
        Memo::new(move |_| error.with(|error| error.as_ref().is_some_and(Error::needs_sign_in)));
    view! {
        {error_summary(lines)}
        {move || signed_out.get().then(|| sign_in_link(Route::parse(&history::path())))}
    }
    .into_any()
}
