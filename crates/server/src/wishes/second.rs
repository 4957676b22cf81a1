//! `PUT /v1/wishes/{id}/second`, `DELETE /v1/wishes/{id}/second`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::WishStatus;

use super::record;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Lang, Path, User, json};

/// Seconds a wish for my household. Sending it again changes nothing; the household that reaches
/// the threshold starts the review.
pub async fn put(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
) -> Result<Response> {
    let household = user.household()?;
    let now = app.clock.now();
    let rules = &app.config.rules;
    let mut tx = app.db.write().await?;
    let wish = record::load(&mut tx, household, now, &id).await?;
    let added = sqlx::query(
        "INSERT INTO wish_seconds (wish_id, household_id, person_id, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT DO NOTHING",
    )
    .bind(&wish.id)
    .bind(household)
    .bind(&user.id)
    .bind(now.0)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if added == 1 {
        // Count, threshold and state change in one statement, whoever else is seconding now.
        let counted = sqlx::query(
            "UPDATE wishes SET seconds = seconds + 1, \
             status = CASE WHEN seconds + 1 >= $1 THEN 'review' ELSE status END, \
             due_at = CASE WHEN seconds + 1 >= $1 THEN $2 ELSE due_at END, \
             place = CASE WHEN seconds + 1 >= $1 THEN NULL ELSE place END \
             WHERE id = $3 AND status = 'open' AND due_at > $4",
        )
        .bind(i64::from(rules.wish_threshold))
        .bind(now.plus_days(rules.wish_answer_days).0)
        .bind(&wish.id)
        .bind(now.0)
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if counted == 0 {
            return Err(Code::NotPossibleNow.into());
        }
    }
    let shown = record::load(&mut tx, household, now, &id)
        .await?
        .shown(household, lang, now, rules);
    tx.commit().await?;
    json(StatusCode::OK, &shown)
}

/// Withdraws my household's second, until the threshold is reached.
pub async fn delete(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
) -> Result<Response> {
    let household = user.household()?;
    let now = app.clock.now();
    let rules = &app.config.rules;
    let mut tx = app.db.write().await?;
    let wish = record::load(&mut tx, household, now, &id).await?;
    if wish.state(now) != WishStatus::Open {
        return Err(Code::NotPossibleNow.into());
    }
    let removed = sqlx::query("DELETE FROM wish_seconds WHERE wish_id = $1 AND household_id = $2")
        .bind(&wish.id)
        .bind(household)
        .execute(&mut *tx)
        .await?
        .rows_affected();
    if removed == 1 {
        let counted = sqlx::query(
            "UPDATE wishes SET seconds = seconds - 1 WHERE id = $1 AND status = 'open'",
        )
        .bind(&wish.id)
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if counted == 0 {
            return Err(Code::NotPossibleNow.into());
        }
    }
    let shown = record::load(&mut tx, household, now, &id)
        .await?
        .shown(household, lang, now, rules);
    tx.commit().await?;
    json(StatusCode::OK, &shown)
}
