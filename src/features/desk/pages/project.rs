//! `/desk/projects/{id}`

use leptos::prelude::*;
use linli_contract::ProjectId;

use crate::i18n::t;
use crate::ui::page::{heading, plain_page};

/// One project, at the desk.
pub fn desk_project_page(_id: &ProjectId) -> AnyView {
    let title = t().projects().project;
    plain_page("desk-project", "", title, heading(title, None))
}
