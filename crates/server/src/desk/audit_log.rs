//! `GET /v1/desk/audit`, `GET /v1/desk/audit/file`: what the desk did, for the operator to read.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{AuditEntry, AuditFact, Date, Page, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use sqlx::FromRow;

use crate::App;
use crate::clock::instant_of;
use crate::error::{Code, Result};
use crate::http::{Admin, Cache, Lang, Listing, Query, cached, csv, cut};
use crate::orders::model::answers::is_id;

/// `?person=&day=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    person: Option<String>,
    day: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// The most rows that a file has; a day of a neighbourhood has fewer.
const FILE_MAX: i64 = 20_000;

/// An entry as it is stored.
#[derive(FromRow)]
struct Row {
    id: String,
    at: i64,
    person_id: String,
    name_zh: String,
    name_en: String,
    action: String,
    object_kind: String,
    object_id: String,
    detail: String,
}

/// What a reader narrows the audit to.
struct Narrowed {
    person: String,
    /// From this instant on and before that one.
    between: (i64, i64),
}

impl Wanted {
    fn narrowed(&self) -> Result<Narrowed> {
        if self.person.as_deref().is_some_and(|id| !is_id(id)) {
            return Err(Code::BadRequest.into());
        }
        let between = match &self.day {
            None => (i64::MIN, i64::MAX),
            Some(day) => {
                let day: Date = day.parse().map_err(|_| Code::BadRequest)?;
                (instant_of(day, 0).0, instant_of(day.plus_days(1), 0).0)
            }
        };
        Ok(Narrowed {
            person: self.person.clone().unwrap_or_default(),
            between,
        })
    }
}

/// Rows of the audit behind a place in it, the newest first.
async fn rows(app: &App, only: &Narrowed, after: (i64, String), limit: i64) -> Result<Vec<Row>> {
    Ok(sqlx::query_as(
        "SELECT a.id, a.at, a.person_id, p.name_zh, p.name_en, a.action, a.object_kind, \
         a.object_id, a.detail FROM audit a JOIN people p ON p.id = a.person_id \
         WHERE ($1 = '' OR a.person_id = $1) AND a.at >= $2 AND a.at < $3 \
         AND (a.at < $4 OR (a.at = $4 AND a.id < $5)) ORDER BY a.at DESC, a.id DESC LIMIT $6",
    )
    .bind(&only.person)
    .bind(only.between.0)
    .bind(only.between.1)
    .bind(after.0)
    .bind(after.1)
    .bind(limit)
    .fetch_all(app.db.pool())
    .await?)
}

/// What was done at the desk, the newest first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Admin(_): Admin,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let only = wanted.narrowed()?;
    let filter = format!("audit {} {:?}", only.person, only.between);
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let after = listing.after(&filter)?.unwrap_or((i64::MAX, String::new()));
    let mut found = rows(&app, &only, after, limit + 1).await?;
    let next_cursor = cut(&mut found, limit, &filter, |last| {
        (last.at, last.id.clone())
    })?;
    let items = found.into_iter().map(|row| row.shown(lang)).collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

/// The same as a table, for keeping elsewhere.
pub async fn file(
    State(app): State<App>,
    lang: Lang,
    Admin(_): Admin,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let only = wanted.narrowed()?;
    let found = rows(&app, &only, (i64::MAX, String::new()), FILE_MAX).await?;
    let mut table = csv::Table::new(&[
        "at",
        "person_id",
        "person",
        "action",
        "object",
        "id",
        "facts",
    ]);
    for row in found {
        let entry = row.shown(lang);
        let facts: Vec<String> = entry
            .facts
            .iter()
            .map(|fact| format!("{}: {}", fact.name, fact.value))
            .collect();
        table.row(&[
            &entry.at.to_string(),
            entry.person_id.as_str(),
            &entry.person,
            &entry.action,
            &entry.object_kind,
            &entry.object_id,
            &facts.join("; "),
        ]);
    }
    table.answer("audit")
}

impl Row {
    fn shown(self, lang: Lang) -> AuditEntry {
        AuditEntry {
            id: self.id,
            at: Timestamp(self.at),
            person_id: self.person_id.into(),
            person: lang.pick(self.name_zh, self.name_en),
            action: self.action,
            object_kind: self.object_kind,
            object_id: self.object_id,
            facts: facts(&self.detail),
        }
    }
}

/// What an entry keeps, part by part; texts without their quotes.
fn facts(detail: &str) -> Vec<AuditFact> {
    let Ok(Value::Object(parts)) = serde_json::from_str(detail) else {
        return Vec::new();
    };
    parts
        .into_iter()
        .filter(|(_, value)| !value.is_null() && value.as_str() != Some(""))
        .map(|(name, value)| AuditFact {
            name,
            value: match value {
                Value::String(text) => text,
                other => other.to_string(),
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_entry_keeps_is_read_part_by_part() {
        let said = facts(r#"{"to":"rejected","text":"","visit_at":null,"at":5,"of":[1]}"#);
        let mut said: Vec<(&str, &str)> = said
            .iter()
            .map(|fact| (fact.name.as_str(), fact.value.as_str()))
            .collect();
        said.sort_unstable();
        assert_eq!(said, [("at", "5"), ("of", "[1]"), ("to", "rejected")]);
        assert!(facts("null").is_empty() && facts("").is_empty());
    }
}
