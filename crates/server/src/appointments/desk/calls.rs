//! `GET /v1/desk/appointments/calls` and `DELETE …/{id}`: who wants to be called.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{DeskCall, Page, Timestamp};

use crate::App;
use crate::desk::audit;
use crate::error::{Code, Result};
use crate::http::{Path, Worker, json, no_content};
use crate::orders::model::answers::is_id;

/// All that are still to be made, the nearest deadline first.
pub(super) async fn list(State(app): State<App>, _: Worker) -> Result<Response> {
    type Row = (String, String, String, String, i64, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, name, phone, suits, created_at, call_by FROM appointment_calls \
         ORDER BY call_by, id LIMIT 1000",
    )
    .fetch_all(app.db.pool())
    .await?;
    let call = |(id, name, phone, suits, created_at, call_by): Row| DeskCall {
        id: id.into(),
        name,
        phone,
        when: Some(suits).filter(|suits| !suits.is_empty()),
        created_at: Timestamp(created_at),
        call_by: Timestamp(call_by),
    };
    let page = Page {
        items: rows.into_iter().map(call).collect(),
        next_cursor: None,
    };
    json(StatusCode::OK, &page)
}

/// The call was made: who it was is forgotten, that it was made is not.
pub(super) async fn finish(
    State(app): State<App>,
    Worker(user): Worker,
    Path(id): Path<String>,
) -> Result<Response> {
    if !is_id(&id) {
        return Err(Code::NotFound.into());
    }
    let mut tx = app.db.write().await?;
    let done = sqlx::query("DELETE FROM appointment_calls WHERE id = $1")
        .bind(&id)
        .execute(&mut *tx)
        .await?;
    if done.rows_affected() == 1 {
        let now = app.clock.now();
        let object = ("call", id.as_str());
        audit::note(&mut tx, now, &user.id, "finish_call", object, &()).await?;
    }
    tx.commit().await?;
    Ok(no_content())
}
