//! `GET /v1/appointments/centres`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{AppointmentCentre, CentreTier, KindId, Page};
use serde::Deserialize;
use sqlx::FromRow;

use super::slots;
use crate::App;
use crate::error::Result;
use crate::http::{Cache, Lang, Query, cached};

/// What the list can be filtered by.
#[derive(Deserialize)]
pub(super) struct Filter {
    kind: Option<KindId>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    tier: String,
    parent_id: Option<String>,
    refer_to: String,
    kinds: String,
    name_zh: String,
    name_en: String,
    address_zh: String,
    address_en: String,
    hours_zh: String,
    hours_en: String,
    about_zh: String,
    about_en: String,
    phone: String,
}

/// All of them in one page, the nearest tier first: there are a dozen.
pub(super) async fn list(
    State(app): State<App>,
    lang: Lang,
    Query(filter): Query<Filter>,
    headers: HeaderMap,
) -> Result<Response> {
    slots::only_ids([filter.kind.as_ref().map(KindId::as_str)])?;
    let rows: Vec<Row> = sqlx::query_as("SELECT * FROM appointment_centres ORDER BY position, id")
        .fetch_all(app.db.pool())
        .await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let centre = row.shown(lang)?;
        if filter
            .kind
            .as_ref()
            .is_none_or(|kind| centre.kinds.contains(kind))
        {
            items.push(centre);
        }
    }
    let page = Page {
        items,
        next_cursor: None,
    };
    cached(&headers, Cache::Never, &page)
}

impl Row {
    fn shown(self, lang: Lang) -> Result<AppointmentCentre> {
        Ok(AppointmentCentre {
            id: self.id.into(),
            tier: CentreTier::from(self.tier.as_str()),
            parent_id: self.parent_id.map(Into::into),
            refer_to: serde_json::from_str(&self.refer_to)?,
            name: lang.pick(self.name_zh, self.name_en),
            address: lang.pick(self.address_zh, self.address_en),
            hours: lang.pick(self.hours_zh, self.hours_en),
            phone: self.phone,
            kinds: serde_json::from_str(&self.kinds)?,
            about: lang.pick_some(self.about_zh, self.about_en),
        })
    }
}
