//! `GET /v1/desk/work`, `GET /v1/desk/work/counts`: everything that waits, in one queue.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Page, Timestamp, WorkCounts, WorkItem, WorkKind, WorkOfGrid, WorkOfKind};
use serde::Deserialize;
use sqlx::FromRow;

use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, Query, User, Worker, cached, cut};
use crate::orders::model::answers::is_id;
use crate::orders::quota::count;
use crate::points::entries::word;

/// `?kind=&grid=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    kind: Option<String>,
    grid: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// `?grid=`
#[derive(Debug, Deserialize)]
pub struct WantedCounts {
    grid: Option<String>,
}

/// What waits, of every kind, as one table `x`, with the statement around it. `$1` is now. What two
/// databases call a text without a value differs, so that each arm says of what type its gaps are.
///
/// `of_kind` is unique within its kind; `by_id` took the first of two steps. A comment has no grid: its author is not told at the desk either.
macro_rules! select_work {
    ($start:literal, $end:literal) => {
        concat!(
            $start,
            " FROM (SELECT CASE WHEN o.status = 'reviewing' AND e.actor = 'resident' THEN 'reply' \
             ELSE 'order' END AS kind, o.id AS of_kind, o.id AS subject, o.service_name_zh AS title_zh, \
             o.service_name_en AS title_en, p.name_zh AS who_zh, p.name_en AS who_en, \
             CASE WHEN o.status = 'reviewing' AND e.actor = 'resident' THEN e.text_zh \
             ELSE COALESCE(o.address, h.address_zh) END AS text_zh, \
             CASE WHEN o.status = 'reviewing' AND e.actor = 'resident' THEN e.text_en \
             ELSE COALESCE(o.address, h.address_en) END AS text_en, h.grid_id, \
             COALESCE(o.question_due_at, o.promised_at) AS due_at, \
             CASE WHEN o.status = 'reviewing' AND e.actor = 'resident' THEN e.at \
             ELSE o.created_at END AS since, CAST(NULL AS TEXT) AS by_id FROM orders o \
             JOIN households h ON h.id = o.household_id JOIN people p ON p.id = o.person_id \
             LEFT JOIN order_events e ON e.order_id = o.id AND e.seq = \
             (SELECT MAX(m.seq) FROM order_events m WHERE m.order_id = o.id) \
             WHERE o.status_type = 'open' AND (o.status <> 'need_info' OR o.question_due_at <= $1) \
             UNION ALL SELECT 'complaint', c.order_id || '-' || CAST(c.seq AS TEXT), c.order_id, \
             o.service_name_zh, o.service_name_en, p.name_zh, p.name_en, c.text, '', h.grid_id, \
             c.due_at, c.at, NULL FROM complaints c JOIN orders o ON o.id = c.order_id \
             JOIN households h ON h.id = o.household_id JOIN people p ON p.id = c.person_id \
             WHERE c.answered_at IS NULL \
             UNION ALL SELECT 'call_back', o.id, o.id, o.service_name_zh, o.service_name_en, \
             p.name_zh, p.name_en, COALESCE(r.text, ''), '', h.grid_id, o.call_back_by, \
             COALESCE(r.at, o.updated_at), NULL FROM orders o \
             JOIN households h ON h.id = o.household_id JOIN people p ON p.id = o.person_id \
             LEFT JOIN order_ratings r ON r.order_id = o.id AND r.seq = \
             (SELECT MAX(m.seq) FROM order_ratings m WHERE m.order_id = o.id) \
             WHERE o.call_back_by IS NOT NULL \
             UNION ALL SELECT 'wish', w.id, w.id, w.text_zh, w.text_en, p.name_zh, p.name_en, \
             h.address_zh, h.address_en, h.grid_id, w.due_at, w.created_at, NULL FROM wishes w \
             JOIN people p ON p.id = w.person_id JOIN households h ON h.id = w.household_id \
             WHERE w.status = 'review' \
             UNION ALL SELECT 'proposal', j.id, j.id, j.title_zh, j.title_en, j.proposer_zh, \
             j.proposer_en, j.summary_zh, j.summary_en, NULL, NULL, j.created_at, NULL \
             FROM projects j WHERE j.listed = 0 AND j.stage <> 'declined' \
             UNION ALL SELECT CASE WHEN c.state = 'waiting' THEN 'comment' ELSE 'concern' END, \
             c.id, c.project_id, j.title_zh, j.title_en, '', '', c.text_zh, c.text_en, NULL, \
             NULL, c.at, NULL FROM project_comments c JOIN projects j ON j.id = c.project_id \
             WHERE c.state = 'waiting' \
             OR (c.state = 'published' AND c.side = 'concern' AND c.answered_at IS NULL) \
             UNION ALL SELECT 'appeal', a.id, a.id, e.title_zh, e.title_en, p.name_zh, p.name_en, \
             a.text, '', h.grid_id, a.due_at, a.made_at, e.recorded_by FROM point_appeals a \
             JOIN point_entries e ON e.id = a.entry_id JOIN households h ON h.id = e.household_id \
             JOIN people p ON p.id = a.person_id \
             LEFT JOIN point_appeal_decisions d ON d.appeal_id = a.id WHERE d.appeal_id IS NULL \
             UNION ALL SELECT 'points_review', e.id, e.id, e.title_zh, e.title_en, h.address_zh, \
             h.address_en, e.note_zh, e.note_en, h.grid_id, NULL, e.recorded_at, e.recorded_by \
             FROM point_entries e JOIN households h ON h.id = e.household_id \
             LEFT JOIN point_reviews v ON v.entry_id = e.id \
             LEFT JOIN point_outcomes z ON z.entry_id = e.id \
             WHERE e.second_worker = 1 AND v.entry_id IS NULL AND z.entry_id IS NULL \
             UNION ALL SELECT 'paper_vote', q.ballot_id || '-' || q.unit_id, q.ballot_id, \
             b.title_zh, b.title_en, u.label_zh, u.label_en, '', '', h.grid_id, b.closes_at, \
             q.entered_at, q.entered_by FROM paper_entries q JOIN ballots b ON b.id = q.ballot_id \
             JOIN ballot_units u ON u.ballot_id = q.ballot_id AND u.id = q.unit_id \
             LEFT JOIN households h ON h.id = u.household_id \
             WHERE b.closes_at > $1 AND b.closed_at IS NULL \
             UNION ALL SELECT 'pairing', k.id, k.id, '有屏幕要配对成自助机', \
             'A screen asks to become a kiosk', '', '', k.user_code, k.user_code, NULL, \
             k.expires_at, k.asked_at, NULL FROM kiosk_pairings k \
             WHERE k.state = 'waiting' AND k.expires_at > $1) x ",
            $end
        )
    };
}

/// Something that waits.
#[derive(FromRow)]
struct Row {
    kind: String,
    id: String,
    subject: String,
    title_zh: String,
    title_en: String,
    who_zh: String,
    who_en: String,
    text_zh: String,
    text_en: String,
    grid_id: Option<String>,
    due_at: Option<i64>,
    since: i64,
    by_id: Option<String>,
}

/// How much of what somebody said is shown, in code points; the rest is where it is handled.
const SAID_MAX: usize = 120;

/// A grid that a list is narrowed to; empty for all.
fn grid(given: Option<String>) -> Result<String> {
    match given {
        Some(id) if !is_id(&id) => Err(Code::BadRequest.into()),
        given => Ok(given.unwrap_or_default()),
    }
}

/// Everything that waits, by its deadline, then what has none, by how long it waits.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let kinds: Vec<&str> = WorkKind::ALL.iter().map(WorkKind::as_str).collect();
    let kind = word(wanted.kind, &kinds)?;
    let grid = grid(wanted.grid)?;
    let filter = format!("work {kind} {grid}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (due, since, id): (i64, i64, String) =
        listing
            .after(&filter)?
            .unwrap_or((i64::MIN, 0, String::new()));
    let mut rows: Vec<Row> = sqlx::query_as(select_work!(
        "SELECT y.* FROM (SELECT x.*, x.kind || '-' || x.of_kind AS id, \
         COALESCE(x.due_at, 9223372036854775807) AS turn",
        "WHERE ($2 = '' OR x.kind = $2) AND ($3 = '' OR x.grid_id = $3)) y \
         WHERE y.turn > $4 OR (y.turn = $4 AND (y.since > $5 OR (y.since = $5 AND y.id > $6))) \
         ORDER BY y.turn, y.since, y.id LIMIT $7"
    ))
    .bind(app.clock.now().0)
    .bind(&kind)
    .bind(&grid)
    .bind(due)
    .bind(since)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| {
        let due = last.due_at.unwrap_or(i64::MAX);
        (due, last.since, last.id.clone())
    })?;
    let items = rows.into_iter().map(|row| row.shown(lang, &user)).collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

impl Row {
    fn shown(self, lang: Lang, user: &User) -> WorkItem {
        let who = lang.pick(self.who_zh, self.who_en);
        let said = lang.pick(self.text_zh, self.text_en);
        let said = beginning(&said);
        let between = if who.is_empty() || said.is_empty() {
            ""
        } else {
            " · "
        };
        WorkItem {
            kind: WorkKind::from(self.kind.as_str()),
            for_a_colleague: self.by_id.as_ref() == Some(&user.id),
            id: self.id,
            subject: self.subject,
            title: lang.pick(self.title_zh, self.title_en),
            detail: [who.as_str(), between, said.as_str()].concat(),
            grid: self.grid_id,
            due_at: self.due_at.map(Timestamp),
            since: Timestamp(self.since),
        }
    }
}

/// The beginning of a text in one line.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SAID_MAX {
        return line;
    }
    let mut cut: String = line.chars().take(SAID_MAX).collect();
    cut.push('…');
    cut
}

/// How much of a kind waits in a grid.
#[derive(FromRow)]
struct Sum {
    kind: String,
    grid_id: Option<String>,
    number: i64,
    late: i64,
}

/// How much waits, by kinds and by grids.
pub async fn counts(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Query(wanted): Query<WantedCounts>,
    headers: HeaderMap,
) -> Result<Response> {
    let grid = grid(wanted.grid)?;
    let sums: Vec<Sum> = sqlx::query_as(select_work!(
        "SELECT x.kind, x.grid_id, COUNT(*) AS number, \
         CAST(SUM(CASE WHEN x.due_at <= $1 THEN 1 ELSE 0 END) AS BIGINT) AS late",
        "GROUP BY x.kind, x.grid_id"
    ))
    .bind(app.clock.now().0)
    .fetch_all(app.db.pool())
    .await?;
    let grids: Vec<(String, String, String)> =
        sqlx::query_as("SELECT id, name_zh, name_en FROM grids ORDER BY position")
            .fetch_all(app.db.pool())
            .await?;
    let kinds = WorkKind::ALL.iter().filter_map(|kind| {
        let of_kind = sums.iter().filter(|sum| {
            sum.kind == kind.as_str() && (grid.is_empty() || sum.grid_id.as_ref() == Some(&grid))
        });
        let (number, late) = of_kind.fold((0, 0), |(number, late), sum| {
            (number + sum.number, late + sum.late)
        });
        (number > 0).then(|| WorkOfKind {
            kind: kind.clone(),
            count: count(number),
            late: count(late),
        })
    });
    let counts = WorkCounts {
        kinds: kinds.collect(),
        grids: grids
            .into_iter()
            .map(|(id, zh, en)| {
                let mine = sums.iter().filter(|sum| sum.grid_id.as_ref() == Some(&id));
                WorkOfGrid {
                    count: count(mine.map(|sum| sum.number).sum()),
                    name: lang.pick(zh, en),
                    id,
                }
            })
            .collect(),
        my_grid: user.grid_id,
    };
    cached(&headers, Cache::Private, &counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_shown_from_its_beginning_in_one_line() {
        assert_eq!(beginning(" 楼道\n\n 很暗 "), "楼道 很暗");
        let long = "很".repeat(SAID_MAX + 1);
        assert_eq!(beginning(&long).chars().count(), SAID_MAX + 1);
        assert!(beginning(&long).ends_with('…'));
        assert_eq!(beginning(&"很".repeat(SAID_MAX)), "很".repeat(SAID_MAX));
    }
}
