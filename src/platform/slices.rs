//! Long work in slices, between which the browser draws, scrolls and takes taps.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{timer, window};

/// How long a slice may take, in milliseconds: less than a frame of 60 in a second.
const LONGEST: f64 = 12.0;

/// The slices of one work.
pub struct Slices {
    began: f64,
    worked: f64,
}

impl Slices {
    /// Begins the first slice.
    pub fn begin() -> Self {
        Self {
            began: now(),
            worked: 0.0,
        }
    }

    /// Whether it is time for a [`Self::pause`].
    pub fn is_over(&self) -> bool {
        now() - self.began >= LONGEST
    }

    /// Ends the slice; the next one begins when the browser has had its turn.
    pub async fn pause(&mut self) {
        self.rest(next_turn()).await;
    }

    /// Waits for something that is not this work's time, such as the disk.
    pub async fn rest<T>(&mut self, other: impl Future<Output = T>) -> T {
        self.worked += now() - self.began;
        let value = other.await;
        self.began = now();
        value
    }

    /// How many milliseconds were worked until now, pauses not counted.
    pub fn worked(&self) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a clock that never goes back"
        )]
        let worked = (self.worked + now() - self.began).round() as u64;
        worked
    }
}

/// Milliseconds since the page began, by a clock that never goes back.
fn now() -> f64 {
    window()
        .performance()
        .map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Waits until the browser has done what it has to do. A timer would do, but browsers stretch timers
/// that follow each other to 4 ms, and in a tab that is not looked at to a second; a message they do not.
async fn next_turn() {
    let Ok(channel) = web_sys::MessageChannel::new() else {
        return timer::sleep(0).await;
    };
    let turn = js_sys::Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(turn).await;
    channel.port1().close();
}
