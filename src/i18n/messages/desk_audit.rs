//! Texts of what was done at the desk.

/// See the feature `desk`.
pub struct DeskAudit {
    pub nav: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub day: &'static str,
    pub day_hint: &'static str,
    pub all_days: &'static str,
    pub only: fn(&str) -> String,
    pub all_people: &'static str,
    pub file: &'static str,
    /// What an action is called; unknown ones keep their own name.
    pub action: fn(&str) -> Option<&'static str>,
    pub none_title: &'static str,
    pub none_text: &'static str,
    pub operators_title: &'static str,
    pub operators_text: &'static str,
}
