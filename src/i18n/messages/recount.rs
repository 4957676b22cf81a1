//! Texts of the feature `recount`.

/// See the feature of the same name.
pub struct Recount {
    pub title: &'static str,
}
