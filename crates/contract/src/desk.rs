//! The worker's side of an order.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{Order, OrderId, OrderStatus, StatusType, Timestamp};

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
}

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
    /// The states it can go to now.
    pub transitions: Vec<OrderStatus>,
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
