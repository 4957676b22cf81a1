//! How each group of pages is entered: at once where its code is part of this module, else after loading it.

#[cfg(not(feature = "split"))]
pub(super) use here::{care, desk, kiosk, menu, points, provider, recount, resident, votes};
#[cfg(feature = "split")]
pub(super) use later::{care, desk, kiosk, menu, points, provider, recount, resident, votes};

#[cfg(not(feature = "split"))]
mod here {
    use crate::app::desk_pages::desk_pages;
    use crate::app::pages::{
        Entry, care_pages, kiosk_pages, menu_pages, points_pages, provider_pages, recount_pages,
        resident_pages, votes_pages,
    };

    pub(in crate::app) fn menu() -> Entry {
        Entry::Here(menu_pages)
    }

    pub(in crate::app) fn resident() -> Entry {
        Entry::Here(resident_pages)
    }

    pub(in crate::app) fn votes() -> Entry {
        Entry::Here(votes_pages)
    }

    pub(in crate::app) fn recount() -> Entry {
        Entry::Here(recount_pages)
    }

    pub(in crate::app) fn points() -> Entry {
        Entry::Here(points_pages)
    }

    pub(in crate::app) fn care() -> Entry {
        Entry::Here(care_pages)
    }

    pub(in crate::app) fn provider() -> Entry {
        Entry::Here(provider_pages)
    }

    pub(in crate::app) fn desk() -> Entry {
        Entry::Here(desk_pages)
    }

    pub(in crate::app) fn kiosk() -> Entry {
        Entry::Here(kiosk_pages)
    }
}

#[cfg(feature = "split")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the macro adds the failure: the load"
)]
mod later {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use crate::app::desk_pages::desk_pages;
    use crate::app::pages::{
        Entry, LoadError, View, care_pages, kiosk_pages, menu_pages, points_pages, provider_pages,
        recount_pages, resident_pages, votes_pages,
    };

    impl From<SplitLoaderError> for LoadError {
        fn from(_: SplitLoaderError) -> Self {
            Self
        }
    }

    // A pointer to the view is handed over, not a view: it is called where the reactive owner is.
    #[wasm_split(menu, fallible)]
    fn load_menu() -> Result<View, LoadError> {
        Ok(menu_pages)
    }

    #[wasm_split(resident, fallible)]
    fn load_resident() -> Result<View, LoadError> {
        Ok(resident_pages)
    }

    #[wasm_split(votes, fallible)]
    fn load_votes() -> Result<View, LoadError> {
        Ok(votes_pages)
    }

    #[wasm_split(recount, fallible)]
    fn load_recount() -> Result<View, LoadError> {
        Ok(recount_pages)
    }

    #[wasm_split(points, fallible)]
    fn load_points() -> Result<View, LoadError> {
        Ok(points_pages)
    }

    #[wasm_split(care, fallible)]
    fn load_care() -> Result<View, LoadError> {
        Ok(care_pages)
    }

    #[wasm_split(provider, fallible)]
    fn load_provider() -> Result<View, LoadError> {
        Ok(provider_pages)
    }

    #[wasm_split(desk, fallible)]
    fn load_desk() -> Result<View, LoadError> {
        Ok(desk_pages)
    }

    #[wasm_split(kiosk, fallible)]
    fn load_kiosk() -> Result<View, LoadError> {
        Ok(kiosk_pages)
    }

    pub(in crate::app) fn menu() -> Entry {
        Entry::Later(Box::pin(load_menu()))
    }

    pub(in crate::app) fn resident() -> Entry {
        Entry::Later(Box::pin(load_resident()))
    }

    pub(in crate::app) fn votes() -> Entry {
        Entry::Later(Box::pin(load_votes()))
    }

    pub(in crate::app) fn recount() -> Entry {
        Entry::Later(Box::pin(load_recount()))
    }

    pub(in crate::app) fn points() -> Entry {
        Entry::Later(Box::pin(load_points()))
    }

    pub(in crate::app) fn care() -> Entry {
        Entry::Later(Box::pin(load_care()))
    }

    pub(in crate::app) fn provider() -> Entry {
        Entry::Later(Box::pin(load_provider()))
    }

    pub(in crate::app) fn desk() -> Entry {
        Entry::Later(Box::pin(load_desk()))
    }

    pub(in crate::app) fn kiosk() -> Entry {
        Entry::Later(Box::pin(load_kiosk()))
    }
}
