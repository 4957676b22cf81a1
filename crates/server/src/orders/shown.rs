//! An order as the household and the desk see it.

use linli_contract::{
    Actor, Answer, Complaint, Event, Holder, OpenQuestion, Order, OrderRow, OrderStatus,
    QuestionKind, Rating, ShownAnswer, Timestamp,
};
use sqlx::{AnyConnection, FromRow};

use super::model::answers::in_words;
use super::model::life::{self, Hand};
use super::model::words;
use super::record::Record;
use super::service;
use crate::config::Rules;
use crate::error::Result;
use crate::http::Lang;

/// Who looks at an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Eyes {
    /// The household, or who acts for it.
    Household,
    /// A worker at the desk.
    Desk,
}
fn at(ms: Option<i64>) -> Option<Timestamp> {
    ms.map(Timestamp)
}

#[derive(FromRow)]
struct RatingRow {
    level: i64,
    tags: String,
    text: String,
    at: i64,
    call_back_by: Option<i64>,
    remedy_by: Option<i64>,
    called_back_at: Option<i64>,
    call_back_zh: String,
    call_back_en: String,
}

impl Record {
    /// Where: what the form was told, or the household's address in the reader's language, also where the
    /// form was told just that in the other one.
    pub(crate) fn place(&self, lang: Lang) -> String {
        self.address
            .clone()
            .filter(|typed| *typed != self.address_zh && *typed != self.address_en)
            .unwrap_or_else(|| lang.pick(self.address_zh.as_str(), &self.address_en))
    }

    /// For whom.
    pub(crate) fn person(&self, lang: Lang) -> String {
        lang.pick(self.person_zh.as_str(), &self.person_en)
    }

    /// Whom to call.
    pub(crate) fn phone(&self) -> Option<String> {
        self.phone.clone().or_else(|| self.person_phone.clone())
    }

    /// The service's name at the time of the order.
    pub(crate) fn service_name(&self, lang: Lang) -> String {
        lang.pick(self.service_name_zh.as_str(), &self.service_name_en)
    }

    fn acting_for(&self, lang: Lang) -> Option<String> {
        (self.placed_by != self.person_id).then(|| self.person(lang))
    }

    /// The promise, while somebody other than the household has to keep it.
    pub(crate) fn promised(&self) -> Option<Timestamp> {
        at(self.promised_at).filter(|_| self.status() != OrderStatus::NeedInfo)
    }

    /// Who has it, as these eyes see it.
    pub(crate) fn holder(&self, lang: Lang, eyes: Eyes) -> Holder {
        let plain = |zh: &str, en: &str| Holder {
            name: lang.pick(zh, en),
            phone: None,
        };
        match life::hand(&self.status()) {
            Hand::Nobody => plain("已结束", "Ended"),
            Hand::Household if eyes == Eyes::Household => plain("您", "You"),
            Hand::Household => Holder {
                name: self.person(lang),
                phone: self.phone(),
            },
            Hand::Provider => Holder {
                name: lang.pick(self.provider_zh.as_str(), &self.provider_en),
                phone: Some(self.provider_phone.clone()),
            },
            // A grid without a worker is looked after by the centre.
            Hand::GridWorker => match (&self.worker_zh, &self.centre_zh) {
                (Some(zh), _) => Holder {
                    name: lang.pick(
                        format!("网格员{zh}"),
                        format!("{}, grid worker", self.worker_en.as_deref().unwrap_or(zh)),
                    ),
                    phone: self.worker_phone.clone(),
                },
                (None, Some(zh)) => Holder {
                    name: lang.pick(zh.as_str(), self.centre_en.as_deref().unwrap_or_default()),
                    phone: self.centre_phone.clone(),
                },
                (None, None) => plain("社区服务点", "The centre"),
            },
        }
    }

    /// A row of the household's list.
    pub(crate) fn row(&self, lang: Lang) -> OrderRow {
        let status = self.status();
        OrderRow {
            id: self.id.clone().into(),
            number: self.number.clone(),
            service_name: self.service_name(lang),
            status_type: life::status_type(&status),
            status,
            holder: self.holder(lang, Eyes::Household).name,
            acting_for: self.acting_for(lang),
            created_at: Timestamp(self.created_at),
            promised_at: self.promised(),
        }
    }

    /// The whole order, ready to show.
    pub(crate) async fn shown(
        &self,
        connection: &mut AnyConnection,
        lang: Lang,
        eyes: Eyes,
        now: Timestamp,
        rules: &Rules,
    ) -> Result<Order> {
        let status = self.status();
        let facts = self.facts(connection).await?;
        let english = lang == Lang::En;
        let reopen_until = facts.reopen_until(rules);
        let question = match (&self.question, self.question_due_at) {
            (Some(text), Some(due)) => Some(OpenQuestion {
                text: self
                    .question_text(connection, lang)
                    .await?
                    .unwrap_or_else(|| text.clone()),
                due_at: Timestamp(due),
            }),
            _ => None,
        };
        Ok(Order {
            id: self.id.clone().into(),
            number: self.number.clone(),
            service_id: self.service_id.clone().into(),
            service_name: self.service_name(lang),
            status_type: life::status_type(&status),
            holder: self.holder(lang, eyes),
            placed_by: lang.pick(self.placer_zh.as_str(), &self.placer_en),
            acting_for: self.acting_for(lang),
            created_at: Timestamp(self.created_at),
            updated_at: Timestamp(self.updated_at),
            promised_at: self.promised(),
            visit_at: at(self.visit_at),
            next: self.next(english),
            status,
            provider: service::provider(
                lang,
                (&self.provider_zh, &self.provider_en),
                &self.provider_phone,
                self.rating_sum,
                self.ratings,
            ),
            answers: self.shown_answers(connection, lang).await?,
            timeline: self.timeline(connection, lang).await?,
            actions: match eyes {
                Eyes::Household => facts.actions(now, rules),
                // At the desk one moves an order by its transitions.
                Eyes::Desk => Vec::new(),
            },
            question,
            reopen_until,
            rating: self.rating(connection, lang).await?,
            complaints: self.complaints(connection, lang).await?,
        })
    }

    /// What happens next. After the end that is what is still owed to the household, if anything.
    fn next(&self, english: bool) -> String {
        let status = self.status();
        let owed = match life::hand(&status) {
            Hand::Nobody => words::owed(at(self.call_back_by), at(self.complaint_due_at), english),
            _ => None,
        };
        owed.unwrap_or_else(|| {
            words::next(
                &status,
                at(self.promised_at),
                at(self.question_due_at),
                at(self.visit_at),
                english,
            )
        })
    }

    /// The question in the reader's language, where the timeline has it in both.
    async fn question_text(
        &self,
        connection: &mut AnyConnection,
        lang: Lang,
    ) -> Result<Option<String>> {
        let texts: Option<(String, String)> = sqlx::query_as(
            "SELECT text_zh, text_en FROM order_events WHERE order_id = $1 \
             AND status = 'need_info' AND actor = 'worker' ORDER BY seq DESC LIMIT 1",
        )
        .bind(self.id.as_str())
        .fetch_optional(connection)
        .await?;
        Ok(texts.and_then(|(zh, en)| lang.pick_some(zh, en)))
    }

    async fn shown_answers(
        &self,
        connection: &mut AnyConnection,
        lang: Lang,
    ) -> Result<Vec<ShownAnswer>> {
        let english = lang == Lang::En;
        let form = service::form(connection, &self.form_code, &self.form_version).await?;
        let answers: Vec<Answer> = serde_json::from_str(&self.answers)?;
        let slot = match (self.slot_starts_at, self.slot_ends_at) {
            (Some(from), Some(to)) => words::stretch(Timestamp(from), Timestamp(to), english),
            _ => String::new(),
        };
        Ok(answers
            .into_iter()
            .filter_map(|answer| {
                let question = form.questions.iter().find(|q| q.id == answer.question)?;
                Some(ShownAnswer {
                    label: question.label.get(english).to_owned(),
                    text: match question.kind {
                        QuestionKind::Slot => slot.clone(),
                        _ => in_words(question, &answer.values, english),
                    },
                    photos: match question.kind {
                        QuestionKind::Photo => answer.values.into_iter().map(Into::into).collect(),
                        _ => Vec::new(),
                    },
                })
            })
            .collect())
    }

    async fn timeline(&self, connection: &mut AnyConnection, lang: Lang) -> Result<Vec<Event>> {
        type Row = (i64, String, String, String, String, String, String, String);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT at, status, actor, name_zh, name_en, text_zh, text_en, photos \
             FROM order_events WHERE order_id = $1 ORDER BY seq",
        )
        .bind(self.id.as_str())
        .fetch_all(connection)
        .await?;
        rows.into_iter()
            .map(
                |(at, status, actor, name_zh, name_en, text_zh, text_en, photos)| {
                    Ok(Event {
                        at: Timestamp(at),
                        status: OrderStatus::from(status.as_str()),
                        name: match actor.as_str() {
                            "provider" => {
                                Some(lang.pick(self.provider_zh.as_str(), &self.provider_en))
                            }
                            _ => lang.pick_some(name_zh, name_en),
                        },
                        by: Actor::from(actor.as_str()),
                        text: lang.pick_some(text_zh, text_en),
                        photos: serde_json::from_str(&photos)?,
                    })
                },
            )
            .collect()
    }

    async fn rating(&self, connection: &mut AnyConnection, lang: Lang) -> Result<Option<Rating>> {
        let row: Option<RatingRow> = sqlx::query_as(
            "SELECT level, tags, text, at, call_back_by, remedy_by, called_back_at, call_back_zh, \
             call_back_en FROM order_ratings WHERE order_id = $1 ORDER BY seq DESC LIMIT 1",
        )
        .bind(self.id.as_str())
        .fetch_optional(connection)
        .await?;
        row.map(|row| {
            Ok(Rating {
                level: u8::try_from(row.level).unwrap_or(0),
                tags: serde_json::from_str(&row.tags)?,
                text: row.text,
                at: Timestamp(row.at),
                call_back_by: at(row.call_back_by),
                remedy_by: at(row.remedy_by),
                called_back_at: at(row.called_back_at),
                call_back_text: lang.pick_some(row.call_back_zh, row.call_back_en),
            })
        })
        .transpose()
    }

    async fn complaints(
        &self,
        connection: &mut AnyConnection,
        lang: Lang,
    ) -> Result<Vec<Complaint>> {
        type Row = (i64, String, i64, i64, String, String, Option<i64>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT seq, text, at, due_at, answer_zh, answer_en, answered_at FROM complaints \
             WHERE order_id = $1 ORDER BY seq",
        )
        .bind(self.id.as_str())
        .fetch_all(connection)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(seq, text, said, due, zh, en, answered)| Complaint {
                id: seq.to_string().into(),
                text,
                at: Timestamp(said),
                due_at: Timestamp(due),
                answer: lang.pick_some(zh, en),
                answered_at: at(answered),
            })
            .collect())
    }
}
