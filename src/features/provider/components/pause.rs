//! The second half of a double tap.

use leptos::prelude::*;

use crate::platform::clock;

/// How long a tap after something was done still belongs to the one that did it, in milliseconds.
const PAUSE_MS: i64 = 800;

/// When something was done last. What a list shows next takes the place of what was tapped: another
/// time, or the next step of a booking, which nobody wanted to tap.
#[derive(Clone, Copy)]
pub(in crate::features::provider) struct Pause(StoredValue<i64>);

impl Pause {
    /// Nothing was done yet.
    pub(in crate::features::provider) fn new() -> Self {
        Self(StoredValue::new(i64::MIN))
    }

    /// Something was done now.
    pub(in crate::features::provider) fn begin(self) {
        self.0.try_set_value(clock::now().0);
    }

    /// Whether a tap now is none.
    pub(in crate::features::provider) fn is_on(self) -> bool {
        (0..PAUSE_MS).contains(&clock::now().0.saturating_sub(self.0.get_value()))
    }
}
