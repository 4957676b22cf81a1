//! `GET /v1/points/entries`, `GET /v1/points/entries/{id}`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{
    EntryAction, EntryKind, Indicator, PointsEntryDetail, PointsEntryPage, PointsTotal, Timestamp,
};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::record::{self, Record, select_entries};
use super::{rules, settle};
use crate::App;
use crate::config::Points;
use crate::desk::queue::pattern;
use crate::error::{Code, Error, Result};
use crate::http::{Cache, Lang, Listing, Path, Query, User, cached, cut};
use crate::orders::model::answers::is_id;
use crate::orders::quota::count;

/// The longest text to look for, in code points.
const TEXT_MAX: usize = 60;

/// `?month=&account=&state=&indicator=&text=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    month: Option<String>,
    account: Option<String>,
    state: Option<String>,
    indicator: Option<String>,
    text: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// A filter as it is bound; what is empty does not filter.
struct Filter {
    month: String,
    account: String,
    state: String,
    indicator: String,
    text: String,
}

/// Checks a word of the query against the words there are; absent is empty.
///
/// # Errors
/// `bad_request`.
pub(crate) fn word(given: Option<String>, words: &[&str]) -> Result<String> {
    match given {
        Some(word) if words.contains(&word.as_str()) => Ok(word),
        Some(_) => Err(Code::BadRequest.into()),
        None => Ok(String::new()),
    }
}

fn is_month(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 7
        && bytes[4] == b'-'
        && [0, 1, 2, 3, 5, 6]
            .iter()
            .all(|i| bytes[*i].is_ascii_digit())
}

impl Wanted {
    fn filter(&mut self) -> Result<Filter> {
        let fits =
            |given: &Option<String>, check: fn(&str) -> bool| given.as_deref().is_none_or(check);
        let text = self.text.take().unwrap_or_default();
        if !fits(&self.month, is_month)
            || !fits(&self.indicator, is_id)
            || text.chars().count() > TEXT_MAX
        {
            return Err(Code::BadRequest.into());
        }
        Ok(Filter {
            month: self.month.take().unwrap_or_default(),
            account: word(self.account.take(), &["standing", "spendable"])?,
            state: word(self.state.take(), &["pending", "posted", "voided"])?,
            indicator: self.indicator.take().unwrap_or_default(),
            text: pattern(&text),
        })
    }
}

/// What a household can see, and what the filter leaves of it: `$1` the household, `$2` to `$6` the
/// filter. A macro, so that the list and its total cannot differ.
macro_rules! filtered {
    () => {
        "WHERE e.household_id = $1 AND (e.second_worker = 0 OR v.decision = 'confirm') \
         AND ($2 = '' OR SUBSTR(e.for_day, 1, 7) = $2) \
         AND ($3 = '' OR ($3 = 'standing' AND e.standing <> 0) \
         OR ($3 = 'spendable' AND e.spendable <> 0)) \
         AND ($4 = '' OR COALESCE(o.state, 'pending') = $4) \
         AND ($5 = '' OR e.indicator = $5) \
         AND ($6 = '' OR LOWER(e.title_zh) LIKE $6 ESCAPE '\\' \
         OR LOWER(e.title_en) LIKE $6 ESCAPE '\\' OR LOWER(e.note_zh) LIKE $6 ESCAPE '\\' \
         OR LOWER(e.note_en) LIKE $6 ESCAPE '\\') "
    };
}

/// The statement that reads the filtered entries, with its end.
macro_rules! select_filtered {
    ($end:literal) => {
        concat!(select_entries!(""), filtered!(), $end)
    };
}

const TOTAL: &str = concat!(
    "SELECT COUNT(*), \
     CAST(COALESCE(SUM(CASE WHEN o.state = 'posted' THEN e.standing ELSE 0 END), 0) AS BIGINT), \
     CAST(COALESCE(SUM(CASE WHEN o.state = 'posted' THEN e.spendable ELSE 0 END), 0) AS BIGINT) \
     FROM point_entries e LEFT JOIN point_outcomes o ON o.entry_id = e.id \
     LEFT JOIN point_reviews v ON v.entry_id = e.id ",
    filtered!()
);

/// The entries of my household, the newest day first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Query(mut wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let household = user.household()?;
    let filter = wanted.filter()?;
    let bound_to = format!(
        "points {} {} {} {} {}",
        filter.month, filter.account, filter.state, filter.indicator, filter.text
    );
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    // Later than any day that there is.
    let (day, at, id): (String, i64, String) = listing
        .after(&bound_to)?
        .unwrap_or_else(|| ("9999-99".to_owned(), 0, String::new()));
    settle::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let (entries, standing, spendable): (i64, i64, i64) = sqlx::query_as(TOTAL)
        .bind(household)
        .bind(&filter.month)
        .bind(&filter.account)
        .bind(&filter.state)
        .bind(&filter.indicator)
        .bind(&filter.text)
        .fetch_one(&mut *connection)
        .await?;
    let mut records: Vec<Record> = sqlx::query_as(select_filtered!(
        "AND (e.for_day < $7 OR (e.for_day = $7 AND (e.recorded_at < $8 \
         OR (e.recorded_at = $8 AND e.id < $9)))) \
         ORDER BY e.for_day DESC, e.recorded_at DESC, e.id DESC LIMIT $10"
    ))
    .bind(household)
    .bind(&filter.month)
    .bind(&filter.account)
    .bind(&filter.state)
    .bind(&filter.indicator)
    .bind(&filter.text)
    .bind(day)
    .bind(at)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(&mut *connection)
    .await?;
    let next_cursor = cut(&mut records, limit, &bound_to, |last| {
        (last.for_day.clone(), last.recorded_at, last.id.clone())
    })?;
    let page = PointsEntryPage {
        items: records
            .iter()
            .map(|record| record.row(lang))
            .collect::<Result<_>>()?,
        next_cursor,
        total: PointsTotal {
            entries: count(entries),
            standing,
            spendable,
        },
    };
    cached(&headers, Cache::Private, &page)
}

/// One entry with its reason, and how to object.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let household = user.household()?;
    settle::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let record = record::of_household(&mut connection, household, &id).await?;
    let now = app.clock.now();
    let rules = &app.config.rules.points;
    let detail = detail(&mut connection, rules, &record, lang, now).await?;
    cached(&headers, Cache::Private, &detail)
}

/// An entry with all that explains it.
pub(crate) async fn detail(
    connection: &mut AnyConnection,
    rules: &Points,
    record: &Record,
    lang: Lang,
    now: Timestamp,
) -> Result<PointsEntryDetail> {
    let indicator = match (&record.indicator, record.indicator_version) {
        (Some(code), Some(version)) => rules::version(connection, code, version).await?,
        _ => None,
    };
    let indicator = indicator
        .map(|stored| stored.shown(lang, rules.large_award))
        .transpose()?;
    let lot: Option<(String, i64)> =
        sqlx::query_as("SELECT last_day, remaining FROM point_lots WHERE entry_id = $1")
            .bind(&record.id)
            .fetch_optional(&mut *connection)
            .await?;
    let (last_day, left) = match lot {
        None => (None, None),
        Some((day, left)) => {
            let day = day
                .parse()
                .map_err(|_| Error::internal("a stored day is none"))?;
            (Some(day), Some(count(left)))
        }
    };
    let redemption: Option<String> =
        sqlx::query_scalar("SELECT id FROM point_redemptions WHERE entry_id = $1")
            .bind(&record.id)
            .fetch_optional(connection)
            .await?;
    let until = record.appeal_until(rules.appeal_days);
    let can_object = record.is_open_to_appeal() && until.is_none_or(|until| now < until);
    let posted = record.is_posted();
    let ended = record.ended_at.map(Timestamp);
    Ok(PointsEntryDetail {
        entry: record.row(lang)?,
        reason: reason(record, indicator.as_ref(), lang),
        indicator,
        recorded_by: record.recorded_by(lang),
        reviewed_by: record.reviewed_by(lang),
        posted_at: ended.filter(|_| posted),
        voided_at: ended.filter(|_| !posted),
        void_reason: record.void_reason(lang),
        last_day,
        left,
        appeal_until: until.filter(|_| record.is_open_to_appeal()),
        appeal: record.appeal(),
        reverses: record.reverses.as_deref().map(Into::into),
        reversed_by: record.corrected_by.as_deref().map(Into::into),
        redemption_id: redemption.map(Into::into),
        actions: if can_object {
            vec![EntryAction::Appeal]
        } else {
            Vec::new()
        },
    })
}

/// Why the entry is there, in a sentence or two.
fn reason(record: &Record, indicator: Option<&Indicator>, lang: Lang) -> String {
    let (standing, spendable) = (record.standing, record.spendable);
    let title = record.title(lang);
    let by = indicator.map_or_else(|| title.clone(), |indicator| indicator.title.clone());
    match record.kind() {
        EntryKind::Earn => lang.pick(
            format!("按积分指标“{by}”，分值加 {standing}，可用积分加 {spendable}。"),
            format!("By the indicator “{by}”: {standing} to the standing, {spendable} to spend."),
        ),
        EntryKind::Penalty => lang.pick(
            format!(
                "按积分指标“{by}”，分值减 {}。只影响积分，不影响任何服务；有异议可以提出。",
                -standing
            ),
            format!(
                "By the indicator “{by}”: {} from the standing. It touches points only, no service; \
                 you can object.",
                -standing
            ),
        ),
        EntryKind::Redeem => lang.pick(
            format!("{title}，用了 {} 个可用积分。分值不变。", -spendable),
            format!("{title}: {} points spent. The standing stays.", -spendable),
        ),
        EntryKind::Expire => lang.pick(
            format!("{} 个可用积分过了最后可用日。分值不变。", -spendable),
            format!(
                "{} points were past their last day. The standing stays.",
                -spendable
            ),
        ),
        _ => lang.pick(
            format!("更正一条记错的明细：分值 {standing:+}，可用积分 {spendable:+}。原来的明细保留。"),
            format!(
                "Corrects an entry that was wrong: standing {standing:+}, to spend {spendable:+}. The \
                 first entry stays."
            ),
        ),
    }
}
