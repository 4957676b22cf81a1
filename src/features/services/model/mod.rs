//! The rules of the menu, pure: filling in a form, and for whom. Searching is in `domain::search`.

pub(super) mod form;
pub(super) mod person;
