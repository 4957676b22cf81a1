//! An order as it is stored, and how it changes.

use linli_contract::{Actor, OrderStatus, StatusType, Timestamp, UploadId};
use sqlx::{AnyConnection, FromRow};

use super::model::life::{self, Facts};
use super::{quota, slots};
use crate::error::{Code, Result};
use crate::http::User;

/// A row of `orders` with the names it refers to.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) placed_by: String,
    pub(crate) household_id: String,
    pub(crate) person_id: String,
    pub(crate) service_id: String,
    pub(crate) service_name_zh: String,
    pub(crate) service_name_en: String,
    pub(crate) promise_hours: i64,
    pub(crate) provider_id: String,
    pub(super) form_code: String,
    pub(super) form_version: String,
    pub(super) answers: String,
    pub(super) address: Option<String>,
    pub(super) phone: Option<String>,
    pub(crate) status: String,
    pub(crate) version: i64,
    pub(crate) created_at: i64,
    pub(super) updated_at: i64,
    pub(crate) promised_at: Option<i64>,
    pub(crate) due_at: Option<i64>,
    pub(crate) call_back_by: Option<i64>,
    pub(crate) complaint_due_at: Option<i64>,
    pub(crate) visit_at: Option<i64>,
    pub(super) completed_at: Option<i64>,
    pub(super) reopened: i64,
    pub(super) asked_at: Option<i64>,
    pub(super) question: Option<String>,
    pub(super) question_due_at: Option<i64>,
    pub(super) slot_id: Option<String>,
    pub(crate) slot_starts_at: Option<i64>,
    pub(super) slot_ends_at: Option<i64>,
    pub(super) quota_id: Option<String>,
    pub(super) quota_period: Option<String>,
    pub(super) placer_zh: String,
    pub(super) placer_en: String,
    pub(super) person_zh: String,
    pub(super) person_en: String,
    pub(super) person_phone: Option<String>,
    pub(crate) birth_year: Option<i64>,
    pub(crate) audience: String,
    pub(super) address_zh: String,
    pub(super) address_en: String,
    pub(super) provider_zh: String,
    pub(super) provider_en: String,
    pub(super) provider_phone: String,
    pub(super) rating_sum: i64,
    pub(super) ratings: i64,
    pub(super) worker_zh: Option<String>,
    pub(super) worker_en: Option<String>,
    pub(super) worker_phone: Option<String>,
    pub(super) centre_zh: Option<String>,
    pub(super) centre_en: Option<String>,
    pub(super) centre_phone: Option<String>,
}

/// The statement that reads [`Record`]s, with its end.
macro_rules! select_orders {
    ($end:literal) => {
        concat!(
            "SELECT o.id, o.number, o.placed_by, o.household_id, o.person_id, o.service_id, \
             o.service_name_zh, o.service_name_en, o.promise_hours, o.provider_id, o.form_code, \
             o.form_version, o.answers, o.address, o.phone, o.status, o.version, o.created_at, \
             o.updated_at, o.promised_at, o.due_at, o.call_back_by, o.complaint_due_at, \
             o.visit_at, o.completed_at, o.reopened, o.asked_at, o.question, o.question_due_at, o.slot_id, o.slot_starts_at, \
             o.slot_ends_at, o.quota_id, o.quota_period, \
             placer.name_zh AS placer_zh, placer.name_en AS placer_en, \
             person.name_zh AS person_zh, person.name_en AS person_en, \
             person.phone AS person_phone, person.birth_year, s.audience, h.address_zh, h.address_en, p.name_zh AS provider_zh, \
             p.name_en AS provider_en, p.phone AS provider_phone, p.rating_sum, p.ratings, \
             w.name_zh AS worker_zh, w.name_en AS worker_en, w.phone AS worker_phone, \
             c.centre_name_zh AS centre_zh, c.centre_name_en AS centre_en, c.centre_phone \
             FROM orders o JOIN people placer ON placer.id = o.placed_by \
             JOIN people person ON person.id = o.person_id \
             JOIN services s ON s.id = o.service_id \
             JOIN households h ON h.id = o.household_id JOIN providers p ON p.id = o.provider_id \
             LEFT JOIN people w ON w.id = (SELECT g.id FROM people g JOIN roles r \
             ON r.person_id = g.id AND r.role = 'worker' WHERE g.grid_id = h.grid_id \
             ORDER BY g.position LIMIT 1) LEFT JOIN community c ON c.id = 'community' ",
            $end
        )
    };
}
pub(crate) use select_orders;

/// The order with this id.
pub(crate) async fn load(connection: &mut AnyConnection, id: &str) -> Result<Option<Record>> {
    Ok(sqlx::query_as(select_orders!("WHERE o.id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?)
}

/// The order with this id, if it is this person's to see: of their household, or placed by them.
///
/// # Errors
/// `not_found` for anybody else's.
pub(crate) async fn mine(connection: &mut AnyConnection, user: &User, id: &str) -> Result<Record> {
    let found = load(connection, id).await?;
    found
        .filter(|order| order.is_of(user))
        .ok_or_else(|| Code::NotFound.into())
}

/// The nearest of what is owed: by the household while it is asked, as the promise stands still
/// then, or to it. `None` when nothing is owed, and the order leaves the open queue.
pub(crate) fn due(
    question: Option<i64>,
    promised: Option<i64>,
    call_back: Option<i64>,
    complaint: Option<i64>,
) -> Option<i64> {
    let work = question.or(promised);
    [work, call_back, complaint].into_iter().flatten().min()
}

/// Something said by somebody.
pub(crate) struct Said<'a> {
    pub(crate) actor: Actor,
    /// Who, in `people`.
    pub(crate) by: Option<&'a str>,
    /// What; may be empty.
    pub(crate) text: &'a str,
    pub(crate) photos: &'a [UploadId],
}

/// Adds an entry to the order's timeline, in its present status.
pub(crate) async fn tell(
    connection: &mut AnyConnection,
    order_id: &str,
    status: &str,
    now: Timestamp,
    said: Said<'_>,
) -> Result<()> {
    let photos: Vec<&str> = said.photos.iter().map(UploadId::as_str).collect();
    sqlx::query(
        "INSERT INTO order_events (order_id, seq, at, status, actor, person_id, name_zh, name_en, \
         text_zh, text_en, photos) SELECT $1, (SELECT COALESCE(MAX(e.seq), 0) + 1 FROM \
         order_events e WHERE e.order_id = $1), $2, $3, $4, $5, COALESCE((SELECT name_zh FROM \
         people WHERE id = $5), ''), COALESCE((SELECT name_en FROM people WHERE id = $5), ''), \
         $6, '', $7",
    )
    .bind(order_id)
    .bind(now.0)
    .bind(status)
    .bind(said.actor.as_str())
    .bind(said.by)
    .bind(said.text)
    .bind(serde_json::to_string(&photos)?)
    .execute(connection)
    .await?;
    Ok(())
}

fn at(ms: Option<i64>) -> Option<Timestamp> {
    ms.map(Timestamp)
}

impl Record {
    /// Whether this is an order of this person's household, or one that they placed.
    pub(crate) fn is_of(&self, user: &User) -> bool {
        self.placed_by == user.id || user.household_id.as_ref() == Some(&self.household_id)
    }

    /// Its status.
    pub(crate) fn status(&self) -> OrderStatus {
        OrderStatus::from(self.status.as_str())
    }

    /// Moves it to a status, with everything that follows from that. [`Record::save`] writes it.
    pub(crate) fn arrive(&mut self, to: &OrderStatus, now: Timestamp) {
        let ended = life::status_type(to) != StatusType::Open;
        to.as_str().clone_into(&mut self.status);
        if *to != OrderStatus::NeedInfo {
            self.asked_at = None;
            self.question = None;
            self.question_due_at = None;
        }
        if *to != OrderStatus::Scheduled {
            self.visit_at = None;
        }
        if ended {
            self.promised_at = None;
        }
        if *to == OrderStatus::Completed {
            self.completed_at = Some(now.0);
        }
        self.settle_due();
    }

    /// 待补充: asks the household something.
    pub(crate) fn ask(&mut self, question: &str, now: Timestamp) {
        self.arrive(&OrderStatus::NeedInfo, now);
        self.question = Some(question.to_owned());
        self.asked_at = Some(now.0);
        self.question_due_at = Some(now.plus_days(life::QUESTION_DAYS).0);
        self.settle_due();
    }

    /// The household has answered: the promise goes on, moved by the time that took.
    pub(crate) fn answered(&mut self, now: Timestamp) {
        if let (Some(promised), Some(asked)) = (self.promised_at, self.asked_at) {
            let moved = life::promise_after_reply(Timestamp(promised), Timestamp(asked), now);
            self.promised_at = Some(moved.0);
        }
        self.arrive(&OrderStatus::Reviewing, now);
    }

    /// 没解决: the same order once more, with a new promise.
    pub(crate) fn reopen(&mut self, now: Timestamp) {
        self.reopened = 1;
        self.completed_at = None;
        self.promised_at = Some(life::promise(now, quota::count(self.promise_hours)).0);
        self.arrive(&OrderStatus::Dispatched, now);
    }

    /// A dissatisfied household is called back by then; `None` when there is nothing to call about.
    pub(crate) fn call_back(&mut self, by: Option<Timestamp>) {
        self.call_back_by = by.map(|by| by.0);
        self.settle_due();
    }

    /// The next complaint without an answer has it by then; `None` when all are answered.
    pub(crate) fn complaint(&mut self, by: Option<Timestamp>) {
        self.complaint_due_at = by.map(|by| by.0);
        self.settle_due();
    }

    fn settle_due(&mut self) {
        self.due_at = due(
            self.question_due_at,
            self.promised_at,
            self.call_back_by,
            self.complaint_due_at,
        );
    }

    /// Writes the change, unless somebody else was quicker, and gives back what an order that ended
    /// without service holds.
    ///
    /// # Errors
    /// `not_possible_now` when the order has changed since it was read.
    pub(crate) async fn save(
        &mut self,
        connection: &mut AnyConnection,
        now: Timestamp,
    ) -> Result<()> {
        let status = self.status();
        let mut held = (None, None, None);
        if life::gives_back(&status) {
            held = (
                self.quota_id.take(),
                self.quota_period.take(),
                self.slot_id.take(),
            );
        }
        let changed = sqlx::query(
            "UPDATE orders SET status = $1, status_type = $2, version = version + 1, \
             updated_at = $3, promised_at = $4, due_at = $5, call_back_by = $6, \
             complaint_due_at = $7, visit_at = $8, completed_at = $9, reopened = $10, \
             asked_at = $11, question = $12, question_due_at = $13, quota_id = $14, \
             quota_period = $15, slot_id = $16 WHERE id = $17 AND version = $18",
        )
        .bind(self.status.as_str())
        .bind(life::status_type(&status).as_str())
        .bind(now.0)
        .bind(self.promised_at)
        .bind(self.due_at)
        .bind(self.call_back_by)
        .bind(self.complaint_due_at)
        .bind(self.visit_at)
        .bind(self.completed_at)
        .bind(self.reopened)
        .bind(self.asked_at)
        .bind(self.question.as_deref())
        .bind(self.question_due_at)
        .bind(self.quota_id.as_deref())
        .bind(self.quota_period.as_deref())
        .bind(self.slot_id.as_deref())
        .bind(self.id.as_str())
        .bind(self.version)
        .execute(&mut *connection)
        .await?
        .rows_affected();
        if changed == 0 {
            return Err(Code::NotPossibleNow.into());
        }
        self.version += 1;
        self.updated_at = now.0;
        if let (Some(code), Some(period), _) = &held {
            quota::give_back(connection, &self.household_id, code, period).await?;
        }
        if let (_, _, Some(slot)) = &held {
            slots::give_back(connection, slot).await?;
        }
        Ok(())
    }

    /// What decides which actions the household has.
    pub(crate) async fn facts(&self, connection: &mut AnyConnection) -> Result<Facts> {
        let levels: Vec<i64> =
            sqlx::query_scalar("SELECT level FROM order_ratings WHERE order_id = $1 ORDER BY seq")
                .bind(self.id.as_str())
                .fetch_all(&mut *connection)
                .await?;
        let complaints: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM complaints WHERE order_id = $1")
                .bind(self.id.as_str())
                .fetch_one(connection)
                .await?;
        Ok(Facts {
            status: self.status(),
            completed_at: at(self.completed_at),
            reopened: self.reopened == 1,
            ratings: levels
                .into_iter()
                .map(|level| u8::try_from(level).unwrap_or(0))
                .collect(),
            complaints: usize::try_from(complaints).unwrap_or(usize::MAX),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_all_that_is_owed_counts_and_the_promise_waits_for_an_answer() {
        for (question, promised, call_back, complaint, nearest) in [
            (None, None, None, None, None),
            (None, Some(5), None, Some(9), Some(5)),
            (None, Some(9), None, Some(5), Some(5)),
            (Some(7), Some(5), None, Some(9), Some(7)),
            (Some(9), Some(5), None, Some(7), Some(7)),
            (None, None, Some(5), Some(9), Some(5)),
            (None, None, Some(9), Some(5), Some(5)),
        ] {
            assert_eq!(due(question, promised, call_back, complaint), nearest);
        }
    }
}
