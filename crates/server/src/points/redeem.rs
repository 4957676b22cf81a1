//! `POST /v1/points/redemptions`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{EntryKind, NewRedemption};
use sqlx::AnyConnection;

use super::ledger::{self, New, Waits};
use super::model::{calendar, code};
use super::rewards::{self, Stored};
use super::{redemptions, settle};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Begun, Lang, Once, Outcome, Posted};
use crate::orders::model::answers::is_id;
use crate::orders::model::form::Bilingual;

/// Holds points and one piece of the stock for a reward.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    posted: Posted<NewRedemption>,
) -> Result<Response> {
    settle::settle(&app).await?;
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = redeem(&app, &mut once, lang, &new).await;
    once.finish(outcome).await
}

async fn redeem(app: &App, once: &mut Once, lang: Lang, new: &NewRedemption) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let household = user.household()?.to_owned();
    let now = app.clock.now();
    let rules = &app.config.rules.points;
    if !is_id(&new.client_ref) || new.client_ref.len() < 8 {
        return Err(Error::invalid(vec![field("/client_ref", "bad_text")]));
    }
    ledger::take_turn(tx, &household).await?;
    let known: Option<String> = sqlx::query_scalar(
        "SELECT id FROM point_redemptions WHERE person_id = $1 AND client_ref = $2",
    )
    .bind(&user.id)
    .bind(&new.client_ref)
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(id) = known {
        let known = redemptions::of_household(tx, &household, &id).await?;
        return Ok(Outcome::new(StatusCode::OK, &known.shown(lang))?.replayed());
    }

    let reward: Stored = sqlx::query_as("SELECT * FROM point_rewards WHERE id = $1")
        .bind(new.reward_id.as_str())
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(Code::NotFound)?;
    let today = app.clock.today();
    if reward.until()?.is_some_and(|until| until < today) {
        return Err(Code::NotFound.into());
    }
    if i64::from(new.cost) != reward.cost {
        return Err(Code::RewardChanged.into());
    }
    let period = calendar::period_code(today, rules.period_months);
    let taken = rewards::taken(tx, &household, &reward.id, &period).await?;
    if reward.per_period.is_some_and(|most| taken >= most) {
        return Err(Code::RewardLimit.into());
    }
    let uses = ledger::plan(tx, &household, reward.cost, None).await?;
    take_piece(tx, &reward.id).await?;
    let until = now.plus_minutes(rules.pick_up_hours * 60);
    let entry = New {
        household: &household,
        kind: EntryKind::Redeem,
        standing: 0,
        spendable: -reward.cost,
        title: Bilingual {
            zh: format!("兑换：{}", reward.title_zh),
            en: format!("Exchanged for: {}", lang_en(&reward)),
        },
        note: Bilingual::default(),
        indicator: None,
        for_day: today,
        period: period.clone(),
        at: now,
        by: Some(&user.id),
        reverses: None,
        waits: Waits::Until(until),
    };
    let entry = ledger::write(tx, rules, entry).await?;
    ledger::take(tx, &entry, &uses).await?;
    let id = uuid::Uuid::now_v7().simple().to_string();
    sqlx::query(
        "INSERT INTO point_redemptions (id, household_id, person_id, client_ref, reward_id, \
         entry_id, code, cost, period, state, created_at, pick_up_until) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'held', $10, $11)",
    )
    .bind(&id)
    .bind(&household)
    .bind(&user.id)
    .bind(&new.client_ref)
    .bind(&reward.id)
    .bind(&entry)
    .bind(code::issue()?)
    .bind(reward.cost)
    .bind(&period)
    .bind(now.0)
    .bind(until.0)
    .execute(&mut **tx)
    .await?;
    let shown = redemptions::of_household(tx, &household, &id)
        .await?
        .shown(lang);
    Outcome::created(format!("/v1/points/redemptions/{id}"), &shown)
}

fn lang_en(reward: &Stored) -> String {
    Lang::En.pick(reward.title_zh.as_str(), reward.title_en.as_str())
}

/// Takes one piece of the stock, if there is one.
async fn take_piece(connection: &mut AnyConnection, reward: &str) -> Result<()> {
    let taken =
        sqlx::query("UPDATE point_rewards SET stock = stock - 1 WHERE id = $1 AND stock > 0")
            .bind(reward)
            .execute(connection)
            .await?
            .rows_affected();
    if taken == 1 {
        Ok(())
    } else {
        Err(Code::OutOfStock.into())
    }
}
