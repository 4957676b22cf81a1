//! The catalogue, kept for the app's life: coming back to it costs nothing.

use leptos::prelude::*;
use linli_contract::{Category, CategoryId, Page, ServiceRow};

use super::api;
use crate::offline::{Query, Session};

/// The catalogue and what is looked for in it. One exists, made when it is first opened.
#[derive(Clone, Copy)]
pub(super) struct Catalogue {
    pub(super) services: Query<Page<ServiceRow>>,
    pub(super) categories: Query<Page<Category>>,
    pub(super) typed: RwSignal<String>,
    pub(super) category: RwSignal<Option<CategoryId>>,
}

impl Catalogue {
    fn start() -> Self {
        Self {
            services: Query::new(api::SERVICES),
            categories: Query::new(api::CATEGORIES),
            typed: RwSignal::new(String::new()),
            category: RwSignal::new(None),
        }
    }

    /// The catalogue, read anew when the page is opened again.
    pub(super) fn open() -> Self {
        match use_context::<Self>() {
            Some(catalogue) => {
                catalogue.services.refresh();
                catalogue
            }
            None => Session::get().keep(Self::start),
        }
    }
}
