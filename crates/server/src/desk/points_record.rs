//! `POST /v1/desk/points/entries`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{EntryKind, HouseholdId, IndicatorKind, NewPointsRecord, PointsRecord};
use serde::Serialize;
use sqlx::AnyConnection;

use super::audit;
use crate::App;
use crate::error::{Error, Result, field, field_limit};
use crate::http::{Begun, Lang, Once, Outcome, Posted, User, Worker, line};
use crate::orders::model::answers::is_id;
use crate::orders::model::form::Bilingual;
use crate::points::ledger::{self, New, Waits};
use crate::points::model::calendar;
use crate::points::rules::{self, Stored};
use crate::points::{caps, record, settle};

/// Most households of one record.
const HOUSEHOLDS_MAX: usize = 200;

/// How many days after the day it is for an entry can still be recorded.
const LATE_DAYS: i64 = 366;

/// What the audit keeps.
#[derive(Serialize)]
struct Recorded<'a> {
    indicator: &'a str,
    version: i64,
    households: &'a [HouseholdId],
    note: &'a str,
}

/// Records an entry by an indicator, for one household or a list.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    posted: Posted<NewPointsRecord>,
) -> Result<Response> {
    settle::settle(&app).await?;
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = record(&app, &mut once, lang, &new).await;
    once.finish(outcome).await
}

async fn record(app: &App, once: &mut Once, lang: Lang, new: &NewPointsRecord) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    if !is_id(&new.client_ref) || new.client_ref.len() < 8 {
        return Err(Error::invalid(vec![field("/client_ref", "bad_text")]));
    }
    let known: Option<String> = sqlx::query_scalar(
        "SELECT entries FROM point_records WHERE person_id = $1 AND client_ref = $2",
    )
    .bind(&user.id)
    .bind(&new.client_ref)
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(ids) = known {
        let ids: Vec<String> = serde_json::from_str(&ids)?;
        let shown = shown(tx, &ids, lang, user).await?;
        return Ok(Outcome::new(StatusCode::OK, &shown)?.replayed());
    }

    let (indicator, note) = check(app, tx, new).await?;
    let now = app.clock.now();
    let numbers = &app.config.rules.points;
    let mut ids = Vec::with_capacity(new.households.len());
    for household in &new.households {
        let waits = if indicator.second_worker(numbers.large_award) {
            Waits::Review
        } else {
            Waits::Until(now.plus_days(numbers.notice_days))
        };
        let entry = New {
            household: household.as_str(),
            kind: match indicator.kind() {
                IndicatorKind::Earn => EntryKind::Earn,
                _ => EntryKind::Penalty,
            },
            standing: indicator.standing,
            spendable: indicator.spendable,
            title: Bilingual {
                zh: indicator.title_zh.clone(),
                en: indicator.title_en.clone(),
            },
            note: Bilingual {
                zh: note.clone(),
                en: String::new(),
            },
            indicator: Some((&indicator.code, indicator.version)),
            for_day: new.for_day,
            period: calendar::period_code(new.for_day, numbers.period_months),
            at: now,
            by: Some(&user.id),
            reverses: None,
            waits,
        };
        ids.push(ledger::write(tx, numbers, entry).await?);
    }
    sqlx::query("INSERT INTO point_records (person_id, client_ref, entries) VALUES ($1, $2, $3)")
        .bind(&user.id)
        .bind(&new.client_ref)
        .bind(serde_json::to_string(&ids)?)
        .execute(&mut **tx)
        .await?;
    let recorded = Recorded {
        indicator: &indicator.code,
        version: indicator.version,
        households: &new.households,
        note: &note,
    };
    let object = ("indicator", indicator.code.as_str());
    audit::note(tx, now, &user.id, "points.record", object, &recorded).await?;
    let shown = shown(tx, &ids, lang, user).await?;
    Outcome::created("/v1/desk/points/entries", &shown)
}

/// Checks everything before anything is written: the whole list, or none of it.
async fn check(
    app: &App,
    connection: &mut AnyConnection,
    new: &NewPointsRecord,
) -> Result<(Stored, String)> {
    let numbers = &app.config.rules.points;
    let today = app.clock.today();
    let mut errors = Vec::new();
    let note = line(&new.note, "/note", 1..=200).unwrap_or_else(|error| {
        errors.push(error);
        String::new()
    });
    if new.for_day > today || new.for_day < today.plus_days(-LATE_DAYS) {
        errors.push(field("/for_day", "out_of_range"));
    }
    let indicator = rules::newest(connection, new.indicator.as_str())
        .await?
        .filter(|indicator| !indicator.is_automatic());
    match &indicator {
        None => errors.push(field("/indicator", "not_an_option")),
        Some(indicator) if i64::from(new.version) != indicator.version => {
            errors.push(field("/version", "not_an_option"));
        }
        Some(_) => {}
    }
    if new.households.is_empty() {
        errors.push(field("/households", "required"));
    } else if new.households.len() > HOUSEHOLDS_MAX {
        errors.push(field_limit("/households", "too_many", 200));
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    let Some(indicator) = indicator else {
        return Err(Error::invalid(vec![field("/indicator", "not_an_option")]));
    };
    // Turns are taken in one order, so that two lists never wait for each other.
    let mut turns: Vec<(&str, usize)> = new
        .households
        .iter()
        .enumerate()
        .map(|(index, household)| (household.as_str(), index))
        .collect();
    turns.sort_unstable();
    for pair in turns.windows(2) {
        if let [one, other] = pair
            && one.0 == other.0
        {
            errors.push(field(format!("/households/{}", other.1), "repeated"));
        }
    }
    turns.dedup_by_key(|turn| turn.0);
    for (household, index) in turns {
        let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM households WHERE id = $1")
            .bind(household)
            .fetch_one(&mut *connection)
            .await?;
        if known == 0 {
            errors.push(field(format!("/households/{index}"), "not_an_option"));
            continue;
        }
        ledger::take_turn(connection, household).await?;
        if let Some(cap) = indicator.cap()
            && caps::reached(
                connection,
                numbers,
                household,
                &indicator.code,
                new.for_day,
                &cap,
            )
            .await?
        {
            let limit = i64::from(cap.times);
            errors.push(field_limit(
                format!("/households/{index}"),
                "cap_reached",
                limit,
            ));
        }
    }
    if errors.is_empty() {
        Ok((indicator, note))
    } else {
        Err(Error::invalid(errors))
    }
}

async fn shown(
    connection: &mut AnyConnection,
    ids: &[String],
    lang: Lang,
    worker: &User,
) -> Result<PointsRecord> {
    let mut entries = Vec::with_capacity(ids.len());
    for id in ids {
        entries.push(record::any(connection, id).await?.at_desk(lang, worker)?);
    }
    Ok(PointsRecord { entries })
}
