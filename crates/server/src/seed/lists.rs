//! The four lists of who does what (四张清单), and which service stands on which.

use serde::Deserialize;

use super::files;
use crate::db::Tx;
use crate::error::Result;
use crate::orders::model::form::Bilingual;

/// A list as the seed has it.
#[derive(Deserialize)]
pub(super) struct List {
    code: String,
    name: Bilingual,
    about: Bilingual,
}

/// The lists, in the order to show.
pub(super) fn read() -> Result<Vec<List>, String> {
    files::json("lists.json")
}

/// Writes the lists, and puts every service on one, by who does it and who pays.
pub(super) async fn insert(lists: &[List], tx: &mut Tx) -> Result<()> {
    for (position, list) in (0_i64..).zip(lists) {
        sqlx::query(
            "INSERT INTO service_lists (id, position, name_zh, name_en, about_zh, about_en) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(list.code.as_str())
        .bind(position)
        .bind(list.name.zh.as_str())
        .bind(list.name.en.as_str())
        .bind(list.about.zh.as_str())
        .bind(list.about.en.as_str())
        .execute(&mut **tx)
        .await?;
    }
    sqlx::query(
        "UPDATE services SET list_id = CASE \
         WHEN (SELECT p.kind FROM providers p WHERE p.id = provider_id) = 'volunteer' THEN 'community' \
         WHEN (SELECT p.kind FROM providers p WHERE p.id = provider_id) = 'public' THEN 'public' \
         WHEN payer = 'self' THEN 'market' ELSE 'purchase' END",
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
