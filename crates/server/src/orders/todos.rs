//! What waits for a person, and the figures of the first screen.

use linli_contract::{OrderStatus, Timestamp, Todo, TodoKind};
use sqlx::AnyConnection;

use super::quota::count;
use super::record::{Record, select_orders};
use super::shown::Eyes;
use crate::config::Rules;
use crate::error::Result;
use crate::http::{Lang, User};

/// For how many days a confirmed order asks for a rating before it stops.
const RATE_DAYS: i64 = 15;

/// What waits for this person, most urgent first: 待补充, a visit that is near, whether a finished
/// order is solved, a rating.
pub async fn of_user(
    connection: &mut AnyConnection,
    user: &User,
    lang: Lang,
    now: Timestamp,
    rules: &Rules,
) -> Result<Vec<Todo>> {
    let orders: Vec<Record> = sqlx::query_as(select_orders!(
        "WHERE (o.household_id = $1 OR o.placed_by = $2) AND o.status IN ('need_info', \
         'scheduled', 'completed', 'confirmed') AND (o.status_type = 'open' OR o.updated_at > $3) \
         ORDER BY o.created_at DESC LIMIT 100"
    ))
    .bind(user.household_id.as_deref().unwrap_or_default())
    .bind(&user.id)
    .bind(now.plus_days(-RATE_DAYS).0)
    .fetch_all(&mut *connection)
    .await?;
    let mut todos = Vec::new();
    for order in orders {
        let shown = order
            .shown(connection, lang, Eyes::Household, now, rules)
            .await?;
        let said = || shown.timeline.last().and_then(|event| event.text.clone());
        let (rank, kind, text, due_at) = match &shown.status {
            OrderStatus::NeedInfo => {
                let question = shown.question.as_ref();
                (
                    0,
                    TodoKind::NeedInfo,
                    question.map(|question| question.text.clone()),
                    question.map(|question| question.due_at),
                )
            }
            OrderStatus::Scheduled => (1, TodoKind::Visit, said(), shown.visit_at),
            OrderStatus::Completed => (2, TodoKind::ConfirmResult, said(), shown.reopen_until),
            _ if shown.rating.is_none() => (3, TodoKind::Rate, None, None),
            _ => continue,
        };
        todos.push((
            (rank, due_at.map_or(i64::MAX, |due| due.0)),
            Todo {
                kind,
                title: shown.service_name,
                text,
                due_at,
                order_id: shown.id,
            },
        ));
    }
    todos.sort_by_key(|(urgency, _)| *urgency);
    Ok(todos.into_iter().map(|(_, todo)| todo).collect())
}

/// How many services can be ordered.
pub async fn services(connection: &mut AnyConnection) -> Result<u32> {
    let number: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM services WHERE withdrawn_at IS NULL")
            .fetch_one(connection)
            .await?;
    Ok(count(number))
}

/// How many orders of this person's household, and placed by them for others, are open.
pub async fn open_orders(connection: &mut AnyConnection, user: &User) -> Result<u32> {
    let number: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM orders \
         WHERE (household_id = $1 OR placed_by = $2) AND status_type = 'open'",
    )
    .bind(user.household_id.as_deref().unwrap_or_default())
    .bind(&user.id)
    .fetch_one(connection)
    .await?;
    Ok(count(number))
}
