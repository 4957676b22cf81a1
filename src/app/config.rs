//! What a deployment decides without building the app again: `config.json` beside `index.html`.

use linli_json::Json;

use crate::domain::language::Language;
use crate::platform::http::{self, Outgoing, Payload};
use crate::platform::storage;

/// The deployment's settings. Every one may be missing.
#[derive(Debug, Default, Json)]
#[serde(default)]
pub(super) struct Config {
    /// Where the backend is; empty means the app's own origin.
    pub(super) api_base: String,
    /// The language of a new device: `zh` or `en`.
    pub(super) language: String,
    /// No service worker keeps the first screen and the numbers to call for a time without a network.
    pub(super) without_service_worker: bool,
}

/// Where the settings of the last visit are kept.
const KEPT: &str = "linli.config";

impl Config {
    /// As they were in the last visit: the app begins with these, and need not wait.
    pub(super) fn kept() -> Option<Self> {
        linli_json::from_text(&storage::get(KEPT)?)
    }

    /// Asks for them; without an answer the app works with its own origin's backend.
    pub(super) async fn first() -> Self {
        let text = asked().await.unwrap_or_default();
        let _ = storage::set(KEPT, &text);
        linli_json::from_text(&text).unwrap_or_default()
    }

    /// Keeps them for the next visit when they are others now, and says so.
    pub(super) async fn renewed() -> bool {
        let Some(text) = asked().await else {
            return false;
        };
        storage::get(KEPT).as_ref() != Some(&text) && storage::set(KEPT, &text).is_ok()
    }

    /// The language of a new device.
    pub(super) fn language(&self) -> Language {
        Language::from_code(&self.language)
    }
}

/// The text of the settings.
async fn asked() -> Option<String> {
    let outgoing = Outgoing {
        method: "GET",
        url: "/config.json",
        headers: &[],
        body: Payload::Empty,
        timeout_ms: 5_000,
        credentials: false,
    };
    let incoming = http::exchange(outgoing).await.ok()?;
    // A page of a hotel's network is no settings.
    (incoming.status == 200 && linli_json::is_json(&incoming.body)).then_some(incoming.body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_may_be_missing_or_more_than_known() {
        let config: Config =
            linli_json::from_text(r#"{"api_base":"https://api.example","new":[1]}"#)
                .unwrap_or_default();
        assert_eq!(
            (config.api_base.as_str(), config.language()),
            ("https://api.example", Language::Zh)
        );
        assert_eq!(
            linli_json::from_text::<Config>("{}")
                .unwrap_or_default()
                .api_base,
            ""
        );
    }
}
