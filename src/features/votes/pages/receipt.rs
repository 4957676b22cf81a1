//! `/receipt` and `/receipt/{number}`

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::page::{heading, plain_page};

/// Looking a receipt up.
pub fn receipt_page(_number: Option<&str>) -> AnyView {
    let title = t().votes().receipt;
    plain_page("receipt", "", title, heading(title, None))
}
