//! Reversing entries: how a mistake is corrected without touching what was written.

use linli_contract::{EntryKind, Timestamp};
use sqlx::AnyConnection;

use super::ledger::{self, New, Waits};
use super::record::Record;
use crate::config::Points;
use crate::error::{Code, Result};
use crate::http::Lang;
use crate::orders::model::form::Bilingual;

/// Writes the entry that corrects a posted one. What it takes away is taken from the lot that the wrong
/// entry gave, and then from the others, but never more than there is. Answers its id.
///
/// # Errors
/// `not_possible_now` where the entry is not posted, or is corrected or being corrected already.
pub(crate) async fn write(
    connection: &mut AnyConnection,
    rules: &Points,
    wrong: &Record,
    (at, by): (Timestamp, &str),
    reason: &str,
    waits: Waits,
) -> Result<String> {
    if !wrong.is_posted() || wrong.corrected_by.is_some() {
        return Err(Code::NotPossibleNow.into());
    }
    let mut spendable = -wrong.spendable;
    let mut uses = Vec::new();
    if spendable < 0 {
        let points = ledger::available(connection, &wrong.household_id)
            .await?
            .min(-spendable);
        spendable = -points;
        uses = ledger::plan(connection, &wrong.household_id, points, Some(&wrong.id)).await?;
    }
    let new = New {
        household: &wrong.household_id,
        kind: EntryKind::Reverse,
        standing: -wrong.standing,
        spendable,
        title: Bilingual {
            zh: format!("更正：{}", wrong.title_zh),
            en: format!("Correction: {}", wrong.title(Lang::En)),
        },
        note: Bilingual {
            zh: reason.to_owned(),
            en: String::new(),
        },
        indicator: wrong.indicator.as_deref().zip(wrong.indicator_version),
        for_day: wrong.day()?,
        period: wrong.period.clone(),
        at,
        by: Some(by),
        reverses: Some(&wrong.id),
        waits,
    };
    let id = ledger::write(connection, rules, new).await?;
    ledger::take(connection, &id, &uses).await?;
    Ok(id)
}
