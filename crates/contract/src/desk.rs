//! The worker's side of orders and wishes.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{
    Audience, ComplaintId, Order, OrderId, OrderStatus, ServiceId, StatusType, Timestamp, Wish,
    WishStatus,
};

/// A row of the queue: `GET /v1/desk/orders`, the nearest deadline first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskRow {
    /// Its id.
    pub id: OrderId,
    /// The reference number.
    pub number: String,
    /// The service's name.
    pub service_name: String,
    /// Where.
    pub address: String,
    /// For whom.
    pub person: String,
    /// Its type of status.
    pub status_type: StatusType,
    /// Its status.
    pub status: OrderStatus,
    /// Who has it now.
    pub holder: String,
    /// When it was placed.
    pub created_at: Timestamp,
    /// The promised answer; past means late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
    /// Until when a dissatisfied household is called back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_back_by: Option<Timestamp>,
    /// Until when its next unanswered complaint is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint_due_at: Option<Timestamp>,
}

open_enum!(
    /// What is left to do at the desk beside moving the order.
    DeskAction {
        /// Call the dissatisfied household back.
        CallBack = "call_back",
        /// Answer a complaint.
        AnswerComplaint = "answer_complaint",
    }
);

/// An order as a worker sees it: `GET /v1/desk/orders/{id}`, with a strong `ETag`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskOrder {
    /// The order.
    pub order: Order,
    /// Where.
    pub address: String,
    /// For whom.
    pub person: String,
    /// The phone to call them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// For whom the service is; the review decides whether that fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// The year of birth of whom it is for, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<u16>,
    /// The states it can go to now.
    pub transitions: Vec<OrderStatus>,
    /// What else is to be done now.
    #[serde(default)]
    pub actions: Vec<DeskAction>,
}

/// Moves an order: `POST /v1/desk/orders/{id}/transitions`, with `If-Match` and an
/// `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewTransition {
    /// The next status, one of `transitions`.
    pub to: OrderStatus,
    /// What the resident reads, up to 500 characters; required for 待补充, 未通过 and 重复.
    pub text: String,
    /// 已预约: when somebody comes.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub visit_at: Option<Timestamp>,
}

/// Notes that a dissatisfied household was called back: `POST /v1/desk/orders/{id}/call-backs`,
/// with `If-Match` and an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewCallBack {
    /// What was agreed, 1 to 500 characters; the household reads it.
    pub text: String,
}

/// Answers a complaint: `POST /v1/desk/orders/{id}/complaint-answers`, with `If-Match` and an
/// `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewComplaintAnswer {
    /// Which complaint of the order.
    pub complaint_id: ComplaintId,
    /// The answer, 1 to 500 characters.
    pub text: String,
}

/// A wish as a worker sees it: `GET /v1/desk/wishes`, those in review first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskWish {
    /// The wish.
    pub wish: Wish,
    /// Who wished for it.
    pub person: String,
    /// The address of their household.
    pub address: String,
    /// The phone to ask them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What can be decided now; empty once it has ended.
    pub decisions: Vec<WishStatus>,
}

/// Adopts or declines a wish: `POST /v1/desk/wishes/{id}/decision`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// One of `decisions`.
    pub status: WishStatus,
    /// Why, 1 to 300 characters; every household that wished or seconded reads it.
    pub reason: String,
    /// Adopted: the service that offers it now.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub service_id: Option<ServiceId>,
}
