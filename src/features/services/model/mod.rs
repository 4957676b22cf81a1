//! The rules of the menu, pure: searching, and filling in a form.

pub(super) mod form;
pub(super) mod search;
