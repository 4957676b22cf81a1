//! Texts of the feature `guide`.

/// See the feature of the same name.
pub struct Guide {
    pub announcements: &'static str,
    pub announcement: &'static str,
    pub announcements_none: &'static str,
    pub announcements_none_text: &'static str,
    pub pinned: &'static str,
    pub published: fn(&str, &str) -> String,
    pub guides: &'static str,
    pub guides_lead: &'static str,
    pub guide: &'static str,
    pub guides_none: &'static str,
    pub guides_none_text: &'static str,
    pub contacts: &'static str,
    pub contacts_lead: &'static str,
    pub contacts_lead_out: &'static str,
    pub emergency: &'static str,
    pub others: &'static str,
    /// What each kind of contact is called; a kind of a newer server has none.
    pub grid_worker: &'static str,
    pub police: &'static str,
    pub doctor: &'static str,
    pub lawyer: &'static str,
    /// Numbers that help without any server: what for, and the number.
    pub always: &'static [(&'static str, &'static str)],
}
