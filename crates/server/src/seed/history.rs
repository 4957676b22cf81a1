//! The orders of the seed, in every status, with what happened to them.

use std::collections::HashMap;

use linli_contract::{Answer, OrderStatus, QuestionKind, Timestamp};
use serde::Deserialize;

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
use crate::orders::rate::TAGS;

#[derive(Deserialize)]
pub(super) struct PastOrder {
    service_hint: Hint,
    household: String,
    person: String,
    #[serde(default)]
    acting_for: Option<String>,
    days_ago: i64,
    status: String,
    answers: HashMap<String, Vec<String>>,
    timeline: Vec<PastEvent>,
    #[serde(default)]
    rating: Option<PastRating>,
}

#[derive(Deserialize)]
struct Hint {
    category: String,
    form: String,
    #[serde(default)]
    service: String,
}

#[derive(Deserialize)]
struct PastEvent {
    hours_after: i64,
    status: String,
    by: String,
    text: Bilingual,
}

#[derive(Deserialize)]
struct PastRating {
    level: u8,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    text: String,
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
        let hours = self.timeline.iter().map(|event| event.hours_after).max();
        // A rating follows the last event by an hour.
        let latest = now.plus_minutes(-60 * (hours.unwrap_or(0) + 1) - 20);
        wanted.min(latest)
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

struct Import<'a> {
    id: String,
    order: &'a PastOrder,
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

    fn event_at(&self, event: &PastEvent) -> Timestamp {
        self.created.plus_minutes(event.hours_after * 60)
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
        // What is still open is promised for a moment that has not all passed: most are in time.
        let promised = open.then(|| life::promise(self.created, hours));
        let call_back = order
            .rating
            .as_ref()
            .filter(|rating| life::is_dissatisfied(rating.level))
            .map(|_| self.rated_at().plus_days(rules.call_back_days));
        let visit = match order.status.as_str() {
            "scheduled" => {
                let tomorrow = instant_of(day_of(self.now).plus_days(1), 9 * 60);
                let booked = self.slot().map(|(from, _)| from);
                booked.filter(|at| *at > self.now).or(Some(tomorrow))
            }
            _ => None,
        };
        let updated = order
            .timeline
            .iter()
            .map(|event| self.event_at(event))
            .max();
        let due = if asked.is_some() {
            question_due
        } else {
            promised.or(call_back)
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
        sqlx::query(
            "INSERT INTO orders (id, number, placed_by, client_ref, household_id, person_id, \
             service_id, service_version, service_name_zh, service_name_en, promise_hours, \
             provider_id, form_code, form_version, answers, address, phone, status, status_type, \
             version, created_at, updated_at, promised_at, due_at, call_back_by, visit_at, \
             completed_at, asked_at, question, question_due_at, slot_id, slot_starts_at, \
             slot_ends_at, quota_id, quota_period) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, \
             $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, \
             $27, $28, $29, $30, $31, $32, $33, $34)",
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
        .bind(updated.unwrap_or(self.created).0)
        .bind(ms(promised))
        .bind(ms(due))
        .bind(ms(call_back))
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
        self.write_rating(tx, rules).await
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
        for (seq, event) in (1_i64..).zip(&self.order.timeline) {
            let worker = || {
                let named = self
                    .neighbourhood
                    .workers
                    .iter()
                    .find(|worker| event.text.zh.contains(&worker.name.zh));
                named.map_or("zhao-qiang", |worker| worker.code.as_str())
            };
            let person = match event.by.as_str() {
                "resident" => Some(self.order.person.as_str()),
                "worker" => Some(worker()),
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

    fn rated_at(&self) -> Timestamp {
        let last = self
            .order
            .timeline
            .iter()
            .map(|event| self.event_at(event))
            .max();
        last.unwrap_or(self.created).plus_minutes(60)
    }

    async fn write_rating(&self, tx: &mut Tx, rules: &Rules) -> Result<()> {
        let Some(rating) = &self.order.rating else {
            return Ok(());
        };
        let at = self.rated_at();
        let low = life::is_dissatisfied(rating.level);
        let by = |days: i64| low.then(|| at.plus_days(days).0);
        let tags: Vec<String> = rating
            .tags
            .iter()
            .map(|tag| tag.replace('-', "_"))
            .filter(|tag| TAGS.contains(&tag.as_str()))
            .collect();
        sqlx::query(
            "INSERT INTO order_ratings (order_id, seq, person_id, level, tags, text, at, \
             call_back_by, remedy_by) VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(self.id.as_str())
        .bind(self.order.person.as_str())
        .bind(i64::from(rating.level))
        .bind(serde_json::to_string(&tags)?)
        .bind(rating.text.as_str())
        .bind(at.0)
        .bind(by(rules.call_back_days))
        .bind(by(rules.remedy_days))
        .execute(&mut **tx)
        .await?;
        Ok(())
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

    #[test]
    fn every_past_answer_fits_its_form_and_nothing_lies_in_the_future() {
        let orders: Vec<PastOrder> = files::json("orders.json").unwrap();
        let catalogue = Catalogue::read().unwrap();
        let neighbourhood = Neighbourhood::read().unwrap();
        // In the morning, just after midnight, in the evening and on the first of a year.
        for now in [
            "2026-11-22T00:10:00Z",
            "2026-11-21T16:01:00Z",
            "2026-11-22T13:00:00Z",
            "2026-12-31T16:30:00Z",
        ] {
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
                assert!(import.rated_at() < now, "order {index}");
                assert!(order.household.starts_with('h'));
            }
        }
    }
}
