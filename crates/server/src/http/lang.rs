//! The language of an answer.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;

/// `?lang=`; absent or unknown means Chinese. `Accept-Language` is ignored on purpose: the first
/// request is preloaded by the browser and must be the same bytes for everyone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// The language in which people write here. What workers edit is answered in it, whatever is asked for: a
    /// translation in a form would be saved as the original.
    pub const WRITTEN: Self = Self::Zh;

    /// The language a URI asks for.
    pub fn of(uri: &Uri) -> Self {
        let english = uri
            .query()
            .is_some_and(|query| query.split('&').any(|pair| pair == "lang=en"));
        if english { Self::En } else { Self::Zh }
    }

    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The text in this language; an empty English one falls back to the Chinese.
    pub fn pick<T: AsRef<str> + Into<String>>(self, zh: T, en: T) -> String {
        if self == Self::En && !en.as_ref().is_empty() {
            en.into()
        } else {
            zh.into()
        }
    }

    /// As [`Lang::pick`], for a text that may be absent: empty in both languages.
    pub fn pick_some<T: AsRef<str> + Into<String>>(self, zh: T, en: T) -> Option<String> {
        Some(self.pick(zh, en)).filter(|text| !text.is_empty())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri))
    }
}
