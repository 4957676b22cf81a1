//! The catalogue, kept for the app's life: coming back to it costs nothing.

use leptos::prelude::*;
use linli_contract::{Category, CategoryId, Page, ServiceRow};

use super::api;
use crate::offline::Query;

/// The catalogue and what is looked for in it. One exists, made at the root; it reads when it is
/// first opened.
#[derive(Clone, Copy)]
pub struct Catalogue {
    pub(super) services: Query<Page<ServiceRow>>,
    pub(super) categories: Query<Page<Category>>,
    pub(super) typed: RwSignal<String>,
    pub(super) category: RwSignal<Option<CategoryId>>,
    opened: StoredValue<bool>,
}

impl Catalogue {
    /// Makes it.
    pub fn start() {
        provide_context(Self {
            services: Query::idle(),
            categories: Query::idle(),
            typed: RwSignal::new(String::new()),
            category: RwSignal::new(None),
            opened: StoredValue::new(false),
        });
    }

    /// The catalogue, read anew when the page is opened.
    pub(super) fn open() -> Self {
        let catalogue: Self = expect_context();
        if catalogue.opened.get_value() {
            catalogue.services.refresh();
        } else {
            catalogue.opened.set_value(true);
            catalogue.services.read(api::SERVICES.to_owned());
            catalogue.categories.read(api::CATEGORIES.to_owned());
        }
        catalogue
    }
}
