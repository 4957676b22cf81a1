//! `POST /v1/orders`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{Actor, Date, FieldError, NewOrder, UploadId};
use sqlx::AnyConnection;

use super::model::answers::{self, Checked, Refusal};
use super::model::life;
use super::record::{self, Said};
use super::service::{self, ServiceRecord};
use super::slots::{self, Taking};
use super::{model::slots::Opening, quota, read, uploads};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Begun, Lang, Once, Outcome, Posted, User};

/// Places an order.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    posted: Posted<NewOrder>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = place(&app, &mut once, lang, new).await;
    once.finish(outcome).await
}

async fn place(app: &App, once: &mut Once, lang: Lang, new: NewOrder) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    if !answers::is_id(&new.client_ref) {
        return Err(Error::invalid(vec![field("/client_ref", "bad_text")]));
    }
    let known: Option<String> =
        sqlx::query_scalar("SELECT id FROM orders WHERE placed_by = $1 AND client_ref = $2")
            .bind(&user.id)
            .bind(&new.client_ref)
            .fetch_optional(&mut **tx)
            .await?;
    if let Some(id) = known {
        return Ok(read::outcome(app, tx, lang, StatusCode::OK, &id)
            .await?
            .replayed());
    }

    let now = app.clock.now();
    let today = app.clock.today();
    let service = service::load(tx, new.service_id.as_str())
        .await?
        .ok_or_else(|| Error::invalid(vec![field("/service_id", "not_an_option")]))?;
    if service.is_withdrawn() {
        return Err(Code::ServiceWithdrawn.into());
    }
    let form = service::form(tx, &service.form_code, &service.form_version).await?;
    if new.service_version != service.version.to_string()
        || new.form_version != form.public_version()
    {
        return Err(Code::FormChanged.into());
    }
    let person = new
        .acting_for
        .as_ref()
        .map_or(user.id.as_str(), |person| person.as_str());
    let household = household_to_act_for(tx, user, person)
        .await?
        .ok_or(Code::NotAllowedToAct)?;
    let checked = answers::check(&form, &new.answers, today).map_err(refused)?;
    let photos: Vec<(UploadId, String)> = checked
        .photos
        .iter()
        .map(|photo| (UploadId(photo.id.clone()), photo.pointer.clone()))
        .collect();
    uploads::check(tx, user, &photos).await?;

    let slot = match &checked.slot {
        None => None,
        Some(wanted) => {
            match slots::take(tx, &service.id, &form.code, &wanted.id, now).await? {
                Taking::Taken(opening) => Some(opening),
                // A time that has passed meanwhile is as good as taken: choose another one.
                Taking::Full | Taking::Unknown => return Err(slots::full(&wanted.pointer)),
            }
        }
    };
    let period = match &service.quota_id {
        None => None,
        Some(code) => Some(
            quota::take(tx, &household, code, today)
                .await?
                .ok_or(Code::QuotaUsedUp)?,
        ),
    };
    let placing = Placing {
        id: uuid::Uuid::now_v7().simple().to_string(),
        number: next_number(tx, today).await?,
        user,
        new: &new,
        household: &household,
        person,
        service: &service,
        checked: &checked,
        slot: slot.as_ref(),
        period: period.as_deref(),
    };
    placing.insert(tx, now).await?;
    let said = Said {
        actor: Actor::Resident,
        by: Some(&user.id),
        text: "",
        photos: &[],
    };
    record::tell(tx, &placing.id, "submitted", now, said).await?;
    uploads::attach(tx, &photos, &placing.id).await?;
    read::outcome(app, tx, lang, StatusCode::CREATED, &placing.id).await
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Wrong(errors) => Error::invalid(errors),
        // The form that was shown has the message and the phone; the problem points at the answer.
        Refusal::Emergency { pointer, .. } => Error {
            errors: vec![FieldError {
                pointer,
                code: "stopper".to_owned(),
                limit: None,
            }],
            ..Error::new(Code::Emergency)
        },
    }
}

/// The household of somebody for whom this person may act: themselves, their household, whom they
/// registered for at the centre, and for workers the people of their grid (all, at the centre).
pub(crate) async fn household_to_act_for(
    connection: &mut AnyConnection,
    user: &User,
    person_id: &str,
) -> Result<Option<String>> {
    let found: Option<(String, String, i64)> = sqlx::query_as(
        "SELECT h.id, h.grid_id, (SELECT COUNT(*) FROM acting_for a \
         WHERE a.person_id = $1 AND a.for_person_id = p.id) \
         FROM people p JOIN households h ON h.id = p.household_id WHERE p.id = $2",
    )
    .bind(&user.id)
    .bind(person_id)
    .fetch_optional(connection)
    .await?;
    Ok(found.and_then(|(household, grid, registered)| {
        let own = person_id == user.id || user.household_id.as_ref() == Some(&household);
        let of_grid = user.is_worker() && user.grid_id.as_ref().is_none_or(|mine| *mine == grid);
        (own || registered > 0 || of_grid).then_some(household)
    }))
}

/// The next reference number: the day's month and day and a count, `1122-0042`. The count of a
/// calendar day goes on in later years, so that a number is unique for ever.
pub(crate) async fn next_number(connection: &mut AnyConnection, day: Date) -> Result<String> {
    let day = format!("{:02}{:02}", day.month, day.day);
    let last: i64 = sqlx::query_scalar(
        "INSERT INTO order_numbers (day, last) VALUES ($1, 1) ON CONFLICT (day) DO UPDATE \
         SET last = order_numbers.last + 1 RETURNING last",
    )
    .bind(&day)
    .fetch_one(connection)
    .await?;
    Ok(format!("{day}-{last:04}"))
}

struct Placing<'a> {
    id: String,
    number: String,
    user: &'a User,
    new: &'a NewOrder,
    household: &'a str,
    person: &'a str,
    service: &'a ServiceRecord,
    checked: &'a Checked,
    slot: Option<&'a Opening>,
    period: Option<&'a str>,
}

impl Placing<'_> {
    async fn insert(
        &self,
        connection: &mut AnyConnection,
        now: linli_contract::Timestamp,
    ) -> Result<()> {
        let service = self.service;
        let promised = life::promise(now, quota::count(service.promise_hours)).0;
        let inserted = sqlx::query(
            "INSERT INTO orders (id, number, placed_by, client_ref, household_id, person_id, \
             service_id, service_version, service_name_zh, service_name_en, promise_hours, \
             provider_id, form_code, form_version, answers, address, phone, status, status_type, \
             version, created_at, updated_at, promised_at, due_at, slot_id, slot_starts_at, \
             slot_ends_at, quota_id, quota_period) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
             $10, $11, $12, $13, $14, $15, $16, $17, 'submitted', 'open', 1, $18, $18, $19, $19, \
             $20, $21, $22, $23, $24) ON CONFLICT (placed_by, client_ref) DO NOTHING",
        )
        .bind(&self.id)
        .bind(&self.number)
        .bind(&self.user.id)
        .bind(&self.new.client_ref)
        .bind(self.household)
        .bind(self.person)
        .bind(&service.id)
        .bind(service.version)
        .bind(&service.name_zh)
        .bind(&service.name_en)
        .bind(service.promise_hours)
        .bind(&service.provider_id)
        .bind(&service.form_code)
        .bind(&service.form_version)
        .bind(serde_json::to_string(&self.checked.answers)?)
        .bind(self.checked.address.as_deref())
        .bind(self.checked.phone.as_deref())
        .bind(now.0)
        .bind(promised)
        .bind(self.slot.map(|slot| slot.id.as_str()))
        .bind(self.slot.map(|slot| slot.starts_at.0))
        .bind(self.slot.map(|slot| slot.ends_at.0))
        .bind(service.quota_id.as_deref())
        .bind(self.period)
        .execute(connection)
        .await?
        .rows_affected();
        if inserted == 1 {
            Ok(())
        } else {
            // The same reference under another key was placed at this very moment: everything here
            // is undone, and the next try finds that order.
            Err(Error::new(Code::InProgress).after(1))
        }
    }
}
