//! Texts for signing in at a kiosk from one's own phone.

/// See the feature `account`.
pub struct HandOff {
    pub title: &'static str,
    pub lead: &'static str,
    pub sign_in_first: &'static str,
    pub warning: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub code_wrong: &'static str,
    pub look: &'static str,
    pub compare: &'static str,
    pub agree: &'static str,
    pub refuse: &'static str,
    pub agreed: &'static str,
    pub agreed_text: &'static str,
    pub refused: &'static str,
    pub refused_text: &'static str,
}
