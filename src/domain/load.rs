//! In which state a page's data is.

use linli_contract::Timestamp;

use super::error::Error;

/// The state of a page's data; it becomes `data-state` on the page's root.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadState {
    /// Nothing to show yet.
    Loading,
    /// What is shown is what the server says now, or said less than a minute ago while it is asked again.
    Ready,
    /// What is shown is a kept copy of this moment. The error says why there is nothing newer;
    /// without one the newer copy is still on its way.
    Stale {
        /// When the copy was received.
        since: Timestamp,
        /// Why the server's answer is missing.
        error: Option<Error>,
    },
    /// Nothing to show, and the reason.
    Failed(Error),
}

impl LoadState {
    /// The word in `data-state`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Stale { .. } => "stale",
            Self::Failed(_) => "failed",
        }
    }

    /// Whether there is something to show.
    pub const fn has_content(&self) -> bool {
        matches!(self, Self::Ready | Self::Stale { .. })
    }
}
