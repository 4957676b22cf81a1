//! `/projects`

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::page::{heading, plain_page};

/// All projects.
pub fn projects_page() -> AnyView {
    let title = t().projects().title;
    plain_page("projects", "", title, heading(title, None))
}
