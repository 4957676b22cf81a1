//! Texts of the feature `projects`.

/// See the feature of the same name.
pub struct Projects {
    pub title: &'static str,
    pub new: &'static str,
    pub project: &'static str,
}
