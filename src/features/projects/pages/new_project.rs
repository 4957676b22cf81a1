//! `/projects/new`

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::page::{heading, plain_page};

/// Proposing a project.
pub fn new_project_page() -> AnyView {
    let title = t().projects().new;
    plain_page("propose", "", title, heading(title, None))
}
