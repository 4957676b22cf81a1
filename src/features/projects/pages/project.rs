//! `/projects/{id}`

use leptos::prelude::*;
use linli_contract::ProjectId;

use crate::i18n::t;
use crate::ui::page::{heading, plain_page};

/// One project.
pub fn project_page(_id: &ProjectId) -> AnyView {
    let title = t().projects().project;
    plain_page("project", "", title, heading(title, None))
}
