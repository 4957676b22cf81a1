//! Texts of the feature `services`.

/// See the feature of the same name.
pub struct Services {}
