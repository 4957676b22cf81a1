//! The wishes of the seed.

use std::collections::HashMap;

use linli_contract::Timestamp;
use serde::Deserialize;

use super::neighbourhood::Neighbourhood;
use super::past;
use crate::config::Rules;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::orders::model::form::Bilingual;

#[derive(Deserialize)]
pub(super) struct PastWish {
    text: Bilingual,
    category: String,
    days_ago: i64,
    household: String,
    status: String,
    /// The households that second it, the one that wished first.
    seconded_by: Vec<String>,
    #[serde(default)]
    reason: Bilingual,
    /// Adopted or declined: when.
    #[serde(default)]
    decided_days_ago: Option<i64>,
    /// Adopted: the service that offers it now.
    #[serde(default)]
    service: Option<String>,
}

/// Writes the wishes with those who second them.
pub(super) async fn insert(
    wishes: &[PastWish],
    neighbourhood: &Neighbourhood,
    rules: &Rules,
    tx: &mut Tx,
    now: Timestamp,
) -> Result<()> {
    let person_of = |household: &str| {
        neighbourhood
            .people
            .iter()
            .find(|person| person.household == household)
            .map(|person| person.code.as_str())
            .ok_or_else(|| Error::internal(format!("household {household} has nobody")))
    };
    let mut places: HashMap<&str, i64> = HashMap::new();
    for (index, wish) in (0_i64..).zip(wishes) {
        let id = format!("w{:02}", index + 1);
        let created = past(now, wish.days_ago, 10 * 60 + index * 17);
        let open = wish.status == "open";
        let due = match wish.status.as_str() {
            "open" | "lapsed" => Some(created.plus_days(rules.wish_days)),
            "review" => Some(now.plus_days(2 + index % 4)),
            _ => None,
        };
        let decided = wish.decided_days_ago.map(|days| past(now, days, 15 * 60));
        let place = open.then(|| {
            let place = places.entry(&wish.household).or_insert(0);
            *place += 1;
            *place
        });
        sqlx::query(
            "INSERT INTO wishes (id, person_id, household_id, client_ref, text_zh, text_en, \
             category_id, status, place, seconds, created_at, due_at, reason_zh, reason_en, \
             decided_at, service_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(id.as_str())
        .bind(person_of(&wish.household)?)
        .bind(wish.household.as_str())
        .bind(format!("seed-{id}"))
        .bind(wish.text.zh.as_str())
        .bind(wish.text.en.as_str())
        .bind(wish.category.as_str())
        .bind(wish.status.as_str())
        .bind(place)
        .bind(i64::try_from(wish.seconded_by.len()).unwrap_or(0))
        .bind(created.0)
        .bind(due.map(|due| due.0))
        .bind(wish.reason.zh.as_str())
        .bind(wish.reason.en.as_str())
        .bind(decided.map(|at| at.0))
        .bind(wish.service.as_deref())
        .execute(&mut **tx)
        .await?;
        for (step, household) in (0_i64..).zip(&wish.seconded_by) {
            let at = created.plus_minutes(step * 7 * 60).0.min(now.0);
            sqlx::query(
                "INSERT INTO wish_seconds (wish_id, household_id, person_id, at) \
                 VALUES ($1, $2, $3, $4)",
            )
            .bind(id.as_str())
            .bind(household.as_str())
            .bind(person_of(household)?)
            .bind(at)
            .execute(&mut **tx)
            .await?;
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::seed::files;

    #[test]
    fn wishes_stand_at_3_11_and_14_and_wang_xiuying_can_be_the_fifteenth() {
        let wishes: Vec<PastWish> = files::json("wishes.json").unwrap();
        let open = || wishes.iter().filter(|wish| wish.status == "open");
        for count in [3, 11, 14] {
            assert!(
                open().any(|wish| wish.seconded_by.len() == count),
                "{count}"
            );
        }
        let nearly = open().find(|wish| wish.seconded_by.len() == 14).unwrap();
        assert!(!nearly.seconded_by.contains(&"h09".to_owned()));
    }

    #[test]
    fn what_was_decided_has_a_day_and_a_reason_and_what_was_adopted_a_service() {
        let wishes: Vec<PastWish> = files::json("wishes.json").unwrap();
        for wish in &wishes {
            let adopted = wish.status == "adopted";
            let decided = adopted || wish.status == "declined";
            assert_eq!(wish.decided_days_ago.is_some(), decided, "{}", wish.text.zh);
            assert!(!decided || !wish.reason.zh.is_empty(), "{}", wish.text.zh);
            assert_eq!(wish.service.is_some(), adopted, "{}", wish.text.zh);
            assert!(
                wish.decided_days_ago
                    .is_none_or(|days| days < wish.days_ago)
            );
        }
    }
}
