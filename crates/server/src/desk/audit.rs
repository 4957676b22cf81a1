//! Who did what at the desk. Entries are only ever added.

use linli_contract::Timestamp;
use serde::Serialize;
use sqlx::AnyConnection;

use crate::error::Result;

/// Writes an entry, in the transaction of what it tells.
pub(crate) async fn note<T: Serialize>(
    connection: &mut AnyConnection,
    now: Timestamp,
    person_id: &str,
    action: &str,
    (kind, id): (&str, &str),
    detail: &T,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO audit (id, at, person_id, action, object_kind, object_id, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(uuid::Uuid::now_v7().simple().to_string())
    .bind(now.0)
    .bind(person_id)
    .bind(action)
    .bind(kind)
    .bind(id)
    .bind(serde_json::to_string(detail)?)
    .execute(connection)
    .await?;
    Ok(())
}
