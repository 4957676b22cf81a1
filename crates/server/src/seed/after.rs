//! What followed the service in the seed's orders: ratings, call-backs, complaints.

use linli_contract::Timestamp;
use serde::Deserialize;

use super::history::{Import, PastEvent, PastOrder};
use crate::config::Rules;
use crate::db::Tx;
use crate::error::Result;
use crate::orders::model::form::Bilingual;
use crate::orders::model::life;
use crate::orders::rate::TAGS;

#[derive(Deserialize)]
pub(super) struct PastRating {
    level: u8,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    called_back: Option<PastWords>,
}

#[derive(Deserialize)]
pub(super) struct PastComplaint {
    hours_after: i64,
    text: String,
    #[serde(default)]
    answer: Option<PastWords>,
}

/// What a worker said, in hours after the order was made.
#[derive(Deserialize)]
struct PastWords {
    hours_after: i64,
    text: Bilingual,
}

impl PastOrder {
    /// A rating follows the end by an hour.
    fn rated_hour(&self) -> i64 {
        self.ended_hour() + 1
    }

    fn called_back(&self) -> Option<&PastWords> {
        self.rating.as_ref()?.called_back.as_ref()
    }

    /// The hours at which something of this happened.
    pub(super) fn owed_hours(&self) -> impl Iterator<Item = i64> {
        let rated = self.rating.as_ref().map(|_| self.rated_hour());
        let complained = self.complaints.iter().flat_map(|complaint| {
            let answered = complaint.answer.as_ref().map(|answer| answer.hours_after);
            [Some(complaint.hours_after), answered]
        });
        [rated, self.called_back().map(|words| words.hours_after)]
            .into_iter()
            .chain(complained)
            .flatten()
    }
}

impl Import<'_> {
    /// The entry of the timeline that tells of a call-back.
    pub(super) fn call_back_event(&self) -> Option<PastEvent> {
        self.order.called_back().map(|words| PastEvent {
            hours_after: words.hours_after,
            status: self.order.status.clone(),
            by: "worker".to_owned(),
            text: words.text.clone(),
        })
    }

    /// Until when a dissatisfied household is called back, unless that was done.
    pub(super) fn call_back_by(&self, rules: &Rules) -> Option<Timestamp> {
        let rating = self.order.rating.as_ref()?;
        let waits = life::is_dissatisfied(rating.level) && rating.called_back.is_none();
        waits.then(|| {
            self.after(self.order.rated_hour())
                .plus_days(rules.call_back_days)
        })
    }

    /// Until when the next complaint without an answer has it.
    pub(super) fn complaint_due_at(&self, rules: &Rules) -> Option<Timestamp> {
        let complaints = self.order.complaints.iter();
        let waiting = complaints.filter(|complaint| complaint.answer.is_none());
        waiting
            .map(|complaint| {
                self.after(complaint.hours_after)
                    .plus_days(rules.complaint_days)
            })
            .min()
    }

    pub(super) async fn write_rating(&self, rules: &Rules, tx: &mut Tx) -> Result<()> {
        let Some(rating) = &self.order.rating else {
            return Ok(());
        };
        let at = self.after(self.order.rated_hour());
        let low = life::is_dissatisfied(rating.level);
        let by = |days: i64| low.then(|| at.plus_days(days).0);
        let tags: Vec<String> = rating
            .tags
            .iter()
            .map(|tag| tag.replace('-', "_"))
            .filter(|tag| TAGS.contains(&tag.as_str()))
            .collect();
        let called = rating.called_back.as_ref();
        let agreed = called.map(|words| words.text.clone()).unwrap_or_default();
        sqlx::query(
            "INSERT INTO order_ratings (order_id, seq, person_id, level, tags, text, at, \
             call_back_by, remedy_by, called_back_at, call_back_zh, call_back_en) \
             VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(self.id.as_str())
        .bind(self.order.person.as_str())
        .bind(i64::from(rating.level))
        .bind(serde_json::to_string(&tags)?)
        .bind(rating.text.as_str())
        .bind(at.0)
        .bind(by(rules.call_back_days))
        .bind(by(rules.remedy_days))
        .bind(called.map(|words| self.after(words.hours_after).0))
        .bind(agreed.zh)
        .bind(agreed.en)
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    pub(super) async fn write_complaints(&self, rules: &Rules, tx: &mut Tx) -> Result<()> {
        for (seq, complaint) in (1_i64..).zip(&self.order.complaints) {
            let at = self.after(complaint.hours_after);
            let answer = complaint.answer.as_ref();
            let text = answer.map(|words| words.text.clone()).unwrap_or_default();
            sqlx::query(
                "INSERT INTO complaints (order_id, seq, person_id, text, at, due_at, answer_zh, \
                 answer_en, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            )
            .bind(self.id.as_str())
            .bind(seq)
            .bind(self.order.person.as_str())
            .bind(complaint.text.as_str())
            .bind(at.0)
            .bind(at.plus_days(rules.complaint_days).0)
            .bind(text.zh)
            .bind(text.en)
            .bind(answer.map(|words| self.after(words.hours_after).0))
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }
}
