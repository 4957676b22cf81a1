//! The way to the code that sends: most visits have nothing to send, so that it is no part of the first
//! module. When it does not arrive, the next look asks for it again; so does a network that is back.

use std::pin::Pin;

use super::queue::Outbox;

/// Sends what waits.
pub(super) type Send = fn(Outbox) -> Pin<Box<dyn Future<Output = ()>>>;

/// The code did not arrive.
#[derive(Clone, Copy, Debug)]
pub(super) struct NotLoaded;

fn send(outbox: Outbox) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(outbox.send_waiting())
}

#[cfg(not(feature = "split"))]
#[expect(clippy::unused_async, reason = "one module has the code at hand")]
pub(super) async fn sender() -> Result<Send, NotLoaded> {
    Ok(send)
}

#[cfg(feature = "split")]
pub(super) use split::sender;

#[cfg(feature = "split")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the macro adds the failure: the load"
)]
mod split {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::{NotLoaded, Send, send};

    impl From<SplitLoaderError> for NotLoaded {
        fn from(_: SplitLoaderError) -> Self {
            Self
        }
    }

    #[wasm_split(sending, fallible)]
    pub(in crate::offline::outbox) fn sender() -> Result<Send, NotLoaded> {
        Ok(send)
    }
}
