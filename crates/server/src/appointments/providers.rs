//! `GET /v1/appointments/providers`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{
    AppointmentProvider, CentreId, KeyAlgorithm, KindId, Page, PublicKey, Qualification,
};
use serde::Deserialize;
use sqlx::{AnyConnection, FromRow};

use super::slots;
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Cache, Lang, Query, cached};

/// What the list can be filtered by.
#[derive(Deserialize)]
pub(super) struct Filter {
    kind: Option<KindId>,
    centre: Option<CentreId>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    kinds: String,
    centres: String,
    name_zh: String,
    name_en: String,
    about_zh: String,
    about_en: String,
    topics_zh: String,
    topics_en: String,
    languages_zh: String,
    languages_en: String,
    qualification_zh: String,
    qualification_en: String,
    issuer_zh: String,
    issuer_en: String,
    issued_on: String,
    key_id: Option<String>,
    key_modulus: Option<String>,
}

/// The public exponent that every key here has: 65537.
pub(super) const EXPONENT: &str = "AQAB";

/// All of them in one page.
pub(super) async fn list(
    State(app): State<App>,
    lang: Lang,
    Query(filter): Query<Filter>,
    headers: HeaderMap,
) -> Result<Response> {
    slots::only_ids([
        filter.kind.as_ref().map(KindId::as_str),
        filter.centre.as_ref().map(CentreId::as_str),
    ])?;
    let rows: Vec<Row> =
        sqlx::query_as("SELECT * FROM appointment_providers ORDER BY position, id")
            .fetch_all(app.db.pool())
            .await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let provider = row.shown(lang)?;
        let kind = filter.kind.as_ref();
        let centre = filter.centre.as_ref();
        if kind.is_none_or(|kind| provider.kinds.contains(kind))
            && centre.is_none_or(|centre| provider.centres.contains(centre))
        {
            items.push(provider);
        }
    }
    let page = Page {
        items,
        next_cursor: None,
    };
    cached(&headers, Cache::Never, &page)
}

/// One of them.
pub(super) async fn of_id(
    connection: &mut AnyConnection,
    id: &str,
    lang: Lang,
) -> Result<AppointmentProvider> {
    let row: Option<Row> = sqlx::query_as("SELECT * FROM appointment_providers WHERE id = $1")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.ok_or(Code::NotFound)?.shown(lang)
}

impl Row {
    fn shown(self, lang: Lang) -> Result<AppointmentProvider> {
        let qualification = lang.pick(self.qualification_zh, self.qualification_en);
        Ok(AppointmentProvider {
            id: self.id.into(),
            name: lang.pick(self.name_zh, self.name_en),
            kinds: serde_json::from_str(&self.kinds)?,
            centres: serde_json::from_str(&self.centres)?,
            about: lang.pick(self.about_zh, self.about_en),
            topics: serde_json::from_str(&lang.pick(self.topics_zh, self.topics_en))?,
            languages: serde_json::from_str(&lang.pick(self.languages_zh, self.languages_en))?,
            qualification: if qualification.is_empty() {
                None
            } else {
                Some(Qualification {
                    text: qualification,
                    issuer: lang.pick(self.issuer_zh, self.issuer_en),
                    issued_on: self.issued_on.parse().map_err(Error::internal)?,
                })
            },
            public_key: self
                .key_id
                .zip(self.key_modulus)
                .map(|(id, modulus)| PublicKey {
                    id,
                    algorithm: KeyAlgorithm::RsaOaep256,
                    modulus,
                    exponent: EXPONENT.to_owned(),
                }),
        })
    }
}
