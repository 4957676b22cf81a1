//! The orders of the seed, in every status, with what happened to them.

use std::collections::HashMap;

use linli_contract::{Answer, OrderStatus, QuestionKind, Timestamp};
use serde::Deserialize;

use super::after::{PastComplaint, PastRating};
use super::catalogue::{Catalogue, Service};
use super::neighbourhood::Neighbourhood;
use super::past;
use crate::clock::{day_of, instant_of};
use crate::config::Rules;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::orders::model::form::{Bilingual, Form};
use crate::orders::model::life;
use crate::orders::model::slots::slot_id;
use crate::orders::record;

#[derive(Deserialize)]
pub(super) struct PastOrder {
    service_hint: Hint,
    household: String,
    pub(super) person: String,
    #[serde(default)]
    acting_for: Option<String>,
    days_ago: i64,
    pub(super) status: String,
    answers: HashMap<String, Vec<String>>,
    timeline: Vec<PastEvent>,
    #[serde(default)]
    pub(super) rating: Option<PastRating>,
    #[serde(default)]
    pub(super) complaints: Vec<PastComplaint>,
}

#[derive(Deserialize)]
struct Hint {
    category: String,
    form: String,
    #[serde(default)]
    service: String,
}

#[derive(Clone, Deserialize)]
pub(super) struct PastEvent {
    pub(super) hours_after: i64,
    pub(super) status: String,
    pub(super) by: String,
    pub(super) text: Bilingual,
}

/// Writes the orders, oldest first, so that reference numbers grow with time.
pub(super) async fn insert(
    orders: &[PastOrder],
    neighbourhood: &Neighbourhood,
    catalogue: &Catalogue,
    rules: &Rules,
    tx: &mut Tx,
    now: Timestamp,
) -> Result<()> {
    let mut dated: Vec<(Timestamp, usize, &PastOrder)> = orders
        .iter()
        .enumerate()
        .map(|(index, order)| (order.created(index, now), index, order))
        .collect();
    dated.sort_by_key(|(created, index, _)| (*created, *index));
    for (created, index, order) in dated {
        let service = order
            .service(catalogue)
            .ok_or_else(|| Error::internal(format!("order {index}: no service fits")))?;
        let form = catalogue
            .forms
            .get(&service.form)
            .ok_or_else(|| Error::internal(format!("order {index}: no form")))?;
        let import = Import {
            id: format!("seed-order-{:02}", index + 1),
            order,
            service,
            form,
            catalogue,
            neighbourhood,
            created,
            now,
        };
        import.write(rules, tx).await?;
    }
    Ok(())
}

impl PastOrder {
    /// When it was placed: at a plausible hour, early enough for all that happened since.
    fn created(&self, index: usize, now: Timestamp) -> Timestamp {
        let minute = 8 * 60 + i64::try_from(index * 37 % 600).unwrap_or(0);
        let wanted = past(now, self.days_ago, minute);
        let latest = now.plus_minutes(-60 * self.last_hour() - 20);
        wanted.min(latest)
    }

    /// When its status changed last, in hours after it was made.
    pub(super) fn ended_hour(&self) -> i64 {
        let events = self.timeline.iter().map(|event| event.hours_after);
        events.max().unwrap_or(0)
    }

    /// When anything happened to it last, in hours after it was made.
    fn last_hour(&self) -> i64 {
        self.owed_hours().fold(self.ended_hour(), i64::max)
    }

    /// The service of the hint, or the first one of its category that asks with its form.
    fn service<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a Service> {
        let hint = &self.service_hint;
        let id = format!("{}-{}", hint.category, hint.service);
        let services = || catalogue.services.iter();
        services().find(|service| service.id == id).or_else(|| {
            services()
                .find(|service| service.category == hint.category && service.form == hint.form)
        })
    }
}

pub(super) struct Import<'a> {
    pub(super) id: String,
    pub(super) order: &'a PastOrder,
    service: &'a Service,
    form: &'a Form,
    catalogue: &'a Catalogue,
    neighbourhood: &'a Neighbourhood,
    created: Timestamp,
    now: Timestamp,
}

impl Import<'_> {
    /// A day written as `+3d` or `-20d`, counted from the day of the order.
    fn day(&self, text: &str) -> Option<linli_contract::Date> {
        let days: i64 = text.strip_suffix('d')?.parse().ok()?;
        Some(day_of(self.created).plus_days(days))
    }

    /// A slot written as `+5d 09:00`: when it begins and ends. Where that day has no such time, the
    /// next day that has one is meant.
    fn slot(&self) -> Option<(Timestamp, Timestamp)> {
        let question = self
            .form
            .questions
            .iter()
            .find(|q| q.kind == QuestionKind::Slot)?;
        let (day, time) = self
            .order
            .answers
            .get(&question.id)?
            .first()?
            .split_once(' ')?;
        self.catalogue.slot(&self.form.code, self.day(day)?, time)
    }

    /// The answers as they would have been sent, in the order of the form.
    fn answers(&self) -> Vec<Answer> {
        self.form
            .questions
            .iter()
            .filter_map(|question| {
                let values = self.order.answers.get(&question.id)?;
                let values = match question.kind {
                    QuestionKind::Date => values
                        .iter()
                        .map(|v| self.day(v).map_or_else(|| v.clone(), |day| day.to_string()))
                        .collect(),
                    QuestionKind::Slot => vec![self.slot_id().unwrap_or_default()],
                    _ => values.clone(),
                };
                Some(Answer {
                    question: question.id.clone(),
                    values,
                })
            })
            .collect()
    }

    fn slot_id(&self) -> Option<String> {
        let (from, _) = self.slot()?;
        Some(slot_id(&self.service.id, from))
    }

    pub(super) fn after(&self, hours: i64) -> Timestamp {
        self.created.plus_minutes(hours * 60)
    }

    fn event_at(&self, event: &PastEvent) -> Timestamp {
        self.after(event.hours_after)
    }

    fn last_at(&self, status: &str) -> Option<Timestamp> {
        self.order
            .timeline
            .iter()
            .rfind(|event| event.status == status)
            .map(|event| self.event_at(event))
    }

    async fn write(&self, rules: &Rules, tx: &mut Tx) -> Result<()> {
        let order = self.order;
        let status = OrderStatus::from(order.status.as_str());
        let open = life::status_type(&status) == linli_contract::StatusType::Open;
        let number = crate::orders::create::next_number(tx, day_of(self.created)).await?;
        let hours = u32::try_from(self.service.promise_hours()).unwrap_or(168);
        let asked = self
            .last_at("need_info")
            .filter(|_| order.status == "need_info");
        let question = order
            .timeline
            .iter()
            .rfind(|event| event.status == "need_info" && asked.is_some());
        let question_due =
            asked.map(|at| at.plus_days(life::QUESTION_DAYS).max(self.now.plus_days(2)));
        let promised = open.then(|| life::promise(self.created, hours));
        let call_back = self.call_back_by(rules);
        let complaint = self.complaint_due_at(rules);
        let visit = match order.status.as_str() {
            "scheduled" => {
                let tomorrow = instant_of(day_of(self.now).plus_days(1), 9 * 60);
                let booked = self.slot().map(|(from, _)| from);
                booked.filter(|at| *at > self.now).or(Some(tomorrow))
            }
            _ => None,
        };
        let quota = self.service.quota().filter(|_| !life::gives_back(&status));
        let period = match quota {
            Some(quota) => {
                Some(crate::orders::quota::period_of(tx, quota, day_of(self.created)).await?)
            }
            None => None,
        };
        let (slot_starts, slot_ends) = self.slot().unzip();
        let ms = |at: Option<Timestamp>| at.map(|at| at.0);
        let due = record::due(ms(question_due), ms(promised), ms(call_back), ms(complaint));
        sqlx::query(
            "INSERT INTO orders (id, number, placed_by, client_ref, household_id, person_id, \
             service_id, service_version, service_name_zh, service_name_en, promise_hours, \
             provider_id, form_code, form_version, answers, address, phone, status, status_type, \
             version, created_at, updated_at, promised_at, due_at, call_back_by, \
             complaint_due_at, visit_at, completed_at, asked_at, question, question_due_at, \
             slot_id, slot_starts_at, slot_ends_at, quota_id, quota_period) VALUES ($1, $2, $3, \
             $4, $5, $6, $7, 1, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
             $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35)",
        )
        .bind(self.id.as_str())
        .bind(number)
        .bind(order.person.as_str())
        .bind(self.id.as_str())
        .bind(order.household.as_str())
        .bind(order.acting_for.as_deref().unwrap_or(&order.person))
        .bind(self.service.id.as_str())
        .bind(self.service.name_zh())
        .bind(self.service.name_en())
        .bind(i64::from(hours))
        .bind(self.service.provider())
        .bind(self.form.code.as_str())
        .bind(self.form.version.as_str())
        .bind(serde_json::to_string(&self.answers())?)
        .bind(self.first_of(&QuestionKind::Address))
        .bind(self.first_of(&QuestionKind::Phone))
        .bind(order.status.as_str())
        .bind(life::status_type(&status).as_str())
        .bind(i64::try_from(order.timeline.len()).unwrap_or(1))
        .bind(self.created.0)
        .bind(self.after(order.last_hour()).0)
        .bind(ms(promised))
        .bind(due)
        .bind(ms(call_back))
        .bind(ms(complaint))
        .bind(ms(visit))
        .bind(ms(self.last_at("completed")))
        .bind(ms(asked))
        .bind(question.map(|event| event.text.zh.as_str()))
        .bind(ms(question_due))
        .bind(self.slot_id())
        .bind(ms(slot_starts))
        .bind(ms(slot_ends))
        .bind(quota)
        .bind(period.as_deref())
        .execute(&mut **tx)
        .await?;
        self.write_holds(tx, quota.zip(period.as_deref()), open)
            .await?;
        self.write_events(tx).await?;
        self.write_rating(rules, tx).await?;
        self.write_complaints(rules, tx).await
    }

    fn first_of(&self, kind: &QuestionKind) -> Option<String> {
        let question = self.form.questions.iter().find(|q| q.kind == *kind)?;
        self.order.answers.get(&question.id)?.first().cloned()
    }

    /// What the order takes of the household's quota this period, and of a time still to come.
    async fn write_holds(
        &self,
        tx: &mut Tx,
        quota: Option<(&str, &str)>,
        open: bool,
    ) -> Result<()> {
        if let Some((quota, period)) = quota {
            // History never overdraws: a household that ordered more than a period allows has
            // simply used it up.
            sqlx::query(
                "INSERT INTO quota_use (household_id, quota_id, period, used) \
                 VALUES ($1, $2, $3, 1) ON CONFLICT (household_id, quota_id, period) DO UPDATE \
                 SET used = quota_use.used + 1 \
                 WHERE quota_use.used < (SELECT units FROM quota_pools WHERE id = $2)",
            )
            .bind(self.order.household.as_str())
            .bind(quota)
            .bind(period)
            .execute(&mut **tx)
            .await?;
        }
        if let (Some(id), Some((at, _))) = (self.slot_id(), self.slot())
            && open
            && at > self.now
        {
            sqlx::query(
                "INSERT INTO slot_use (slot_id, service_id, starts_at, taken) \
                 VALUES ($1, $2, $3, 1) ON CONFLICT (slot_id) DO UPDATE SET taken = slot_use.taken + 1",
            )
            .bind(id)
            .bind(self.service.id.as_str())
            .bind(at.0)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }

    async fn write_events(&self, tx: &mut Tx) -> Result<()> {
        let called = self.call_back_event();
        for (seq, event) in (1_i64..).zip(self.order.timeline.iter().chain(&called)) {
            let person = match event.by.as_str() {
                "resident" => Some(self.order.person.as_str()),
                "worker" => Some(self.worker(&event.text)),
                _ => None,
            };
            let name = person
                .and_then(|code| self.neighbourhood.name_of(code))
                .cloned()
                .unwrap_or_default();
            // "Submitted" said by a timeline that shows the status already would say it twice.
            let text = if event.status == "submitted" {
                Bilingual::default()
            } else {
                event.text.clone()
            };
            sqlx::query(
                "INSERT INTO order_events (order_id, seq, at, status, actor, person_id, name_zh, \
                 name_en, text_zh, text_en, photos) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '[]')",
            )
            .bind(self.id.as_str())
            .bind(seq)
            .bind(self.event_at(event).0)
            .bind(event.status.as_str())
            .bind(event.by.as_str())
            .bind(person)
            .bind(name.zh)
            .bind(name.en)
            .bind(text.zh)
            .bind(text.en)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }

    /// The worker whom a text names, or the one at the centre.
    fn worker(&self, text: &Bilingual) -> &str {
        let workers = self.neighbourhood.workers.iter();
        let named = workers
            .clone()
            .find(|worker| text.zh.contains(&worker.name.zh));
        named.map_or("zhao-qiang", |worker| worker.code.as_str())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::seed::files;

    #[test]
    fn the_history_has_every_status_and_ends_in_the_one_it_names() {
        let orders: Vec<PastOrder> = files::json("orders.json").unwrap();
        for status in OrderStatus::ALL {
            assert!(
                orders.iter().any(|o| o.status == status.as_str()),
                "{status:?}"
            );
        }
        for order in &orders {
            assert_eq!(order.timeline.last().unwrap().status, order.status);
            assert!(order.timeline.is_sorted_by_key(|event| event.hours_after));
        }
    }

    /// In the morning, just after midnight, in the evening and on the first of a year.
    const MOMENTS: [&str; 4] = [
        "2026-11-22T00:10:00Z",
        "2026-11-21T16:01:00Z",
        "2026-11-22T13:00:00Z",
        "2026-12-31T16:30:00Z",
    ];

    #[test]
    fn most_open_orders_are_in_time_whenever_the_seed_is_loaded() {
        let orders: Vec<PastOrder> = files::json("orders.json").unwrap();
        let catalogue = Catalogue::read().unwrap();
        for now in MOMENTS {
            let now: Timestamp = now.parse().unwrap();
            let (mut late, mut today, mut later) = (0, 0, 0);
            for (index, order) in orders.iter().enumerate() {
                let status = OrderStatus::from(order.status.as_str());
                let open = life::status_type(&status) == linli_contract::StatusType::Open;
                if !open || status == OrderStatus::NeedInfo {
                    continue;
                }
                let hours = order.service(&catalogue).unwrap().promise_hours();
                let promised = order.created(index, now).plus_minutes(hours * 60);
                if promised < now {
                    late += 1;
                } else if promised < now.plus_days(1) {
                    today += 1;
                } else {
                    later += 1;
                }
            }
            assert!((1..=3).contains(&late), "{late} are late at {now}");
            assert!(today >= 3 && later >= 5, "{today}, {later} at {now}");
        }
    }

    #[test]
    fn every_past_answer_fits_its_form_and_nothing_lies_in_the_future() {
        let orders: Vec<PastOrder> = files::json("orders.json").unwrap();
        let catalogue = Catalogue::read().unwrap();
        let neighbourhood = Neighbourhood::read().unwrap();
        for now in MOMENTS {
            let now: Timestamp = now.parse().unwrap();
            for (index, order) in orders.iter().enumerate() {
                let service = order.service(&catalogue).unwrap();
                let import = Import {
                    id: String::new(),
                    order,
                    service,
                    form: &catalogue.forms[&service.form],
                    catalogue: &catalogue,
                    neighbourhood: &neighbourhood,
                    created: order.created(index, now),
                    now,
                };
                assert_eq!(
                    import.answers().len(),
                    order.answers.len(),
                    "order {index} answers a question that {} does not ask",
                    service.form
                );
                assert!(import.after(order.last_hour()) < now, "order {index}");
                assert!(order.household.starts_with('h'));
            }
        }
    }
}
