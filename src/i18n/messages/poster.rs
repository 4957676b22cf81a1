//! Texts of a poster, which pages of several features offer.

/// See `ui::poster`.
pub struct Poster {
    pub title: &'static str,
    pub lead: &'static str,
    pub code: fn(&str) -> String,
    pub scan: &'static str,
    pub save: &'static str,
}
