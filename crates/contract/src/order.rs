//! Orders (点单): placing one and following it.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{ComplaintId, OrderId, PersonId, Provider, ServiceId, Timestamp, UploadId};

/// The answer to one question. Every kind of answer is a list of texts; [`crate::QuestionKind`]
/// says what they mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Answer {
    /// The question's id.
    pub question: String,
    /// Its values; empty means not answered.
    pub values: Vec<String>,
}

/// Places an order: `POST /v1/orders`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// What is ordered.
    pub service_id: ServiceId,
    /// The version of the service that was shown.
    pub service_version: String,
    /// The version of the questions that were answered.
    pub form_version: String,
    /// For whom, when it is not the signed-in person.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub acting_for: Option<PersonId>,
    /// The answers to the visible questions.
    pub answers: Vec<Answer>,
    /// Unique for ever per person: a late repetition finds the order it made. Use the
    /// idempotency key.
    pub client_ref: String,
}

open_enum!(
    /// The three types of status that decide how an order behaves.
    StatusType {
        /// Somebody works on it.
        Open = "open",
        /// It ended without service.
        Closed = "closed",
        /// The service was given.
        Done = "done",
    }
);

open_enum!(
    /// The status of an order.
    OrderStatus {
        /// 已提交
        Submitted = "submitted",
        /// 审核中
        Reviewing = "reviewing",
        /// 待补充: waits for the resident.
        NeedInfo = "need_info",
        /// 已派单
        Dispatched = "dispatched",
        /// 已接单
        Accepted = "accepted",
        /// 已预约
        Scheduled = "scheduled",
        /// 服务中
        InService = "in_service",
        /// 未通过
        Rejected = "rejected",
        /// 已取消
        Cancelled = "cancelled",
        /// 重复
        Duplicate = "duplicate",
        /// 已完成: waits for 已解决 or 没解决.
        Completed = "completed",
        /// 已确认
        Confirmed = "confirmed",
    }
);

open_enum!(
    /// What the signed-in person may do with an order now.
    OrderAction {
        /// Answer the question of 待补充.
        Reply = "reply",
        /// Cancel it.
        Cancel = "cancel",
        /// Say 已解决.
        Confirm = "confirm",
        /// Say 没解决: opens it again, once, within the time allowed.
        Reopen = "reopen",
        /// Rate it.
        Rate = "rate",
        /// Complain about it.
        Complain = "complain",
    }
);

/// A row of my household's orders: `GET /v1/orders`, newest first, 待补充 on top.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct OrderRow {
    /// Its id.
    pub id: OrderId,
    /// The reference number people read out on the phone.
    pub number: String,
    /// The service's name at the time of the order.
    pub service_name: String,
    /// Its type of status.
    pub status_type: StatusType,
    /// Its status.
    pub status: OrderStatus,
    /// Who has it now, in words.
    pub holder: String,
    /// For whom it is, when not for the one who placed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<String>,
    /// When it was placed.
    pub created_at: Timestamp,
    /// Until when an answer is promised; absent once it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
}

/// An order: `GET /v1/orders/{id}`, with a strong `ETag`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// The reference number.
    pub number: String,
    /// The service, to order it again.
    pub service_id: ServiceId,
    /// The service's name at the time of the order.
    pub service_name: String,
    /// Its type of status.
    pub status_type: StatusType,
    /// Its status.
    pub status: OrderStatus,
    /// Who has it now.
    pub holder: Holder,
    /// Who placed it.
    pub placed_by: String,
    /// For whom it is, when not for the one who placed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<String>,
    /// When it was placed.
    pub created_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
    /// Until when an answer is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
    /// When somebody comes, once that is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_at: Option<Timestamp>,
    /// What happens next, in one sentence.
    pub next: String,
    /// Who provides it.
    pub provider: Provider,
    /// The answers, ready to show.
    pub answers: Vec<ShownAnswer>,
    /// What happened, oldest first.
    pub timeline: Vec<Event>,
    /// What I may do now.
    pub actions: Vec<OrderAction>,
    /// 待补充: what is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<OpenQuestion>,
    /// Until when 没解决 can be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopen_until: Option<Timestamp>,
    /// My household's rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Complaints about it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complaints: Vec<Complaint>,
}

/// Who has an order now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Holder {
    /// A person or a body, in words.
    pub name: String,
    /// Their phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// An answer in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct ShownAnswer {
    /// The question.
    pub label: String,
    /// The answer in words; empty for photos.
    pub text: String,
    /// The photos, from `GET /v1/uploads/{id}`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<UploadId>,
}

open_enum!(
    /// Who did something.
    Actor {
        /// The household.
        Resident = "resident",
        /// A community worker.
        Worker = "worker",
        /// The provider.
        Provider = "provider",
        /// The system.
        System = "system",
    }
);

/// One entry of an order's timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// The status from then on.
    pub status: OrderStatus,
    /// Who did it.
    pub by: Actor,
    /// Their name, where it may be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Photos that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<UploadId>,
}

/// What 待补充 asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct OpenQuestion {
    /// The question in the worker's words.
    pub text: String,
    /// Until when an answer is needed.
    pub due_at: Timestamp,
}

/// Answers 待补充: `POST /v1/orders/{id}/replies`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewReply {
    /// The answer, up to 500 characters; may be empty when there is a photo.
    pub text: String,
    /// Photos, at most 3.
    #[serde(default)]
    pub photos: Vec<UploadId>,
}

/// Cancels an order: `POST /v1/orders/{id}/cancellation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewCancellation {
    /// Why, up to 200 characters; may be empty.
    pub reason: String,
}

/// Says 已解决 or 没解决: `POST /v1/orders/{id}/resolution`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewResolution {
    /// Whether it is solved.
    pub solved: bool,
    /// What is still wrong, up to 500 characters; required when it is not solved.
    pub text: String,
}

/// Rates an order: `POST /v1/orders/{id}/rating`; also how a rating reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewRating {
    /// 1 (很不满意) to 5 (非常满意). The two lowest make a call-back due.
    pub level: u8,
    /// Words chosen from the app's list: `on_time`, `skilled`, `polite`, `clean`, `late`, `rude`,
    /// `unsolved`, `overcharged`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// More, up to 500 characters.
    #[serde(default)]
    pub text: String,
}

/// A rating and what it set off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Rating {
    /// 1 to 5.
    pub level: u8,
    /// Chosen words.
    #[serde(default)]
    pub tags: Vec<String>,
    /// More.
    #[serde(default)]
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// The two lowest levels: until when somebody calls back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_back_by: Option<Timestamp>,
    /// The two lowest levels: until when it is put right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy_by: Option<Timestamp>,
    /// When somebody called back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_back_at: Option<Timestamp>,
    /// What was agreed then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_back_text: Option<String>,
}

/// Complains about an order: `POST /v1/orders/{id}/complaints`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewComplaint {
    /// What went wrong, 1 to 500 characters.
    pub text: String,
}

/// A complaint and its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Complaint {
    /// Its id.
    pub id: ComplaintId,
    /// What went wrong.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// Until when it is answered.
    pub due_at: Timestamp,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
}

/// A photo that is stored: the answer to `PUT /v1/uploads/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Upload {
    /// Its id, chosen by the app.
    pub id: UploadId,
    /// `image/jpeg`, `image/png` or `image/webp`.
    pub content_type: String,
    /// Its size in bytes.
    pub size: u64,
}
