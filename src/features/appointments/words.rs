//! What went wrong with an appointment, in a sentence with a next step.

use crate::domain::error::Error;
use crate::i18n::{self, t};

/// The sentence; what is not about appointments is said as everywhere.
pub(super) fn sentence(error: &Error) -> String {
    let a = t().appointments();
    let own = match error.code() {
        "offline" => a.offline,
        "slot_taken" => a.taken_none,
        "too_late" => a.too_late,
        "key_changed" => a.key_changed,
        "idempotency_mismatch" => a.maybe_booked,
        _ => return i18n::sentence(error),
    };
    own.to_owned()
}
