//! What a deployment decides without building the app again: `config.json` beside `index.html`.

use linli_json::Json;

use crate::domain::language::Language;
use crate::platform::http::{self, Outgoing, Payload};

/// The deployment's settings. Every one may be missing.
#[derive(Debug, Default, Json)]
#[serde(default)]
pub(super) struct Config {
    /// Where the backend is; empty means the app's own origin.
    pub(super) api_base: String,
    /// The language of a new device: `zh` or `en`.
    pub(super) language: String,
}

impl Config {
    /// Reads it; without it the app works with its own origin's backend.
    pub(super) async fn load() -> Self {
        let outgoing = Outgoing {
            method: "GET",
            url: "/config.json",
            headers: &[],
            body: Payload::Empty,
            timeout_ms: 5_000,
            credentials: false,
        };
        match http::exchange(outgoing).await {
            Ok(incoming) if incoming.status == 200 => {
                linli_json::from_text(&incoming.body).unwrap_or_default()
            }
            _ => Self::default(),
        }
    }

    /// The language of a new device.
    pub(super) fn language(&self) -> Language {
        Language::from_code(&self.language)
    }
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
