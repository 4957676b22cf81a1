//! `/desk/projects`

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::page::{heading, plain_page};

/// What waits in projects.
pub fn desk_projects_page() -> AnyView {
    let title = t().projects().title;
    plain_page("desk-projects", "", title, heading(title, None))
}
