//! Guide pages to which other pages lead.

use leptos::prelude::*;
use linli_contract::{Guide, Page};

use super::Query;

/// The guide page that tells at length what a recount proves.
pub const RECOUNT: &str = "recount";

/// The guide page with this id, once it is known; a backend need not have it.
pub fn guide(id: &'static str) -> Signal<Option<Guide>> {
    let guides = Query::<Page<Guide>>::new("/v1/guides?limit=200");
    Signal::derive(move || {
        let page = guides.get()?;
        page.items.iter().find(|guide| guide.id.0 == id).cloned()
    })
}
