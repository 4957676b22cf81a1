//! Votes on paper and at the door. One worker enters what stands on a paper, a second one enters it once
//! more; only then it counts. No answer shows what was entered, and no request is remembered: its hash
//! would be as good as the choices.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{
    Ballot, BallotState, Date, NewConfirmation, NewPaperVote, NewPapers, Page, PaperVote, Papers,
    Timestamp, UnitRow, VoteChannel, VoteChoice,
};
use serde::Deserialize;
use sqlx::{AnyConnection, FromRow};

use super::audit;
use super::ballots::shown;
use super::queue::pattern;
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{
    Body, Cache, Lang, Listing, Path, Query, User, Worker, cached, changed, cut, etag_of,
    if_match_unless, json,
};
use crate::orders::quota::count;
use crate::votes::cast::Casting;
use crate::votes::model::choices;
use crate::votes::{close, receipts, record, vote};

/// The longest text to look for, in code points.
const Q_MAX: usize = 40;

/// `?q=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    q: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    label_zh: String,
    label_en: String,
    voted_on: Option<String>,
    channel: Option<String>,
    waiting: i64,
}

/// The roll of a frozen ballot, by its labels.
pub async fn units(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let q = wanted.q.unwrap_or_default();
    if q.chars().count() > Q_MAX {
        return Err(Code::BadRequest.into());
    }
    let q = pattern(&q);
    let filter = format!("units {id} {q}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (label, last): (String, String) = listing.after(&filter)?.unwrap_or_default();
    let mut connection = app.db.pool().acquire().await?;
    if !record::any(&mut connection, app.clock.now(), &id)
        .await?
        .frozen()
    {
        return Err(Code::NotPossibleNow.into());
    }
    let mut rows: Vec<Row> = sqlx::query_as(
        "SELECT u.id, u.label_zh, u.label_en, u.voted_on, u.channel, (SELECT COUNT(*) \
         FROM paper_entries e WHERE e.ballot_id = u.ballot_id AND e.unit_id = u.id) AS waiting \
         FROM ballot_units u WHERE u.ballot_id = $1 AND ($2 = '' OR u.label_zh LIKE $2 ESCAPE '\\' \
         OR LOWER(u.label_en) LIKE $2 ESCAPE '\\') \
         AND (u.label_zh > $3 OR (u.label_zh = $3 AND u.id > $4)) \
         ORDER BY u.label_zh, u.id LIMIT $5",
    )
    .bind(&id)
    .bind(&q)
    .bind(label)
    .bind(last)
    .bind(limit + 1)
    .fetch_all(&mut *connection)
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| {
        (last.label_zh.clone(), last.id.clone())
    })?;
    let items = rows
        .into_iter()
        .map(|row| row.shown(lang))
        .collect::<Result<_>>()?;
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

impl Row {
    fn shown(self, lang: Lang) -> Result<UnitRow> {
        let day: Option<Date> = match self.voted_on.as_deref().map(str::parse) {
            None => None,
            Some(Ok(day)) => Some(day),
            Some(Err(_)) => return Err(Error::internal("a stored day is none")),
        };
        Ok(UnitRow {
            id: self.id,
            label: lang.pick(self.label_zh, self.label_en),
            voted: day.is_some(),
            changed_on: day,
            channel: self.channel.as_deref().map(VoteChannel::from),
            paper_waiting: self.waiting > 0,
        })
    }
}

/// A paper that waits, with what was entered.
#[derive(FromRow)]
struct Entry {
    unit_id: String,
    label_zh: String,
    label_en: String,
    voted: i64,
    channel: String,
    choices: String,
    entered_by: String,
    entered_at: i64,
    by_zh: String,
    by_en: String,
}

/// The statement that reads [`Entry`]s of the ballot `$1`, with its end.
macro_rules! select_entries {
    ($end:literal) => {
        concat!(
            "SELECT e.unit_id, u.label_zh, u.label_en, CASE WHEN u.voted_on IS NULL THEN 0 ELSE 1 \
             END AS voted, e.channel, e.choices, e.entered_by, e.entered_at, \
             p.name_zh AS by_zh, p.name_en AS by_en FROM paper_entries e \
             JOIN ballot_units u ON u.ballot_id = e.ballot_id AND u.id = e.unit_id \
             JOIN people p ON p.id = e.entered_by WHERE e.ballot_id = $1 ",
            $end
        )
    };
}

async fn entry(connection: &mut AnyConnection, id: &str, unit: &str) -> Result<Option<Entry>> {
    Ok(sqlx::query_as(select_entries!("AND e.unit_id = $2"))
        .bind(id)
        .bind(unit)
        .fetch_optional(connection)
        .await?)
}

impl Entry {
    fn shown(self, lang: Lang, ballot: &str, receipt: Option<String>) -> PaperVote {
        PaperVote {
            ballot_id: ballot.into(),
            unit_id: self.unit_id,
            label: lang.pick(self.label_zh, self.label_en),
            channel: VoteChannel::from(self.channel.as_str()),
            entered_by: lang.pick(self.by_zh, self.by_en),
            entered_at: Timestamp(self.entered_at),
            replaces: self.voted > 0,
            confirmed: receipt.is_some(),
            receipt,
        }
    }
}

/// The ballot, where it takes votes now and has this unit on its roll.
async fn open(
    connection: &mut AnyConnection,
    now: Timestamp,
    id: &str,
    unit: &str,
) -> Result<Ballot> {
    let ballot = shown(connection, now, id).await?;
    let known: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM ballot_units WHERE ballot_id = $1 AND id = $2")
            .bind(id)
            .bind(unit)
            .fetch_one(connection)
            .await?;
    match ballot.state {
        BallotState::Closed => Err(Code::BallotClosed.into()),
        BallotState::Open if known == 1 => Ok(ballot),
        BallotState::Open => Err(Code::NotFound.into()),
        _ => Err(Code::NotPossibleNow.into()),
    }
}

/// The choices as they are stored, where the ballot allows them.
fn stored(ballot: &Ballot, sent: &[VoteChoice]) -> Result<String> {
    let problems = choices::problems(ballot, sent);
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    Ok(serde_json::to_string(&choices::in_order(ballot, sent))?)
}

/// Enters a paper; it waits for a second worker.
pub async fn enter(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Path((id, unit)): Path<(String, String)>,
    Body(new): Body<NewPaperVote>,
) -> Result<Response> {
    close::settle(&app).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let ballot = open(&mut tx, now, &id, &unit).await?;
    if !matches!(new.channel, VoteChannel::Paper | VoteChannel::Visit) {
        return Err(Error::invalid(vec![field("/channel", "not_an_option")]));
    }
    let choices = stored(&ballot, &new.choices)?;
    sqlx::query(
        "INSERT INTO paper_entries (ballot_id, unit_id, channel, choices, entered_by, entered_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (ballot_id, unit_id) DO UPDATE \
         SET channel = $3, choices = $4, entered_by = $5, entered_at = $6",
    )
    .bind(&id)
    .bind(&unit)
    .bind(new.channel.as_str())
    .bind(choices)
    .bind(&user.id)
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    let of = ("unit", unit.as_str());
    audit::note(&mut tx, now, &user.id, "paper.enter", of, &id).await?;
    let entry = entry(&mut tx, &id, &unit).await?.ok_or(Code::NotFound)?;
    tx.commit().await?;
    json(StatusCode::OK, &entry.shown(lang, &id, None))
}

/// Enters the same paper once more. When both are the same, it counts.
pub async fn confirm(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Path((id, unit)): Path<(String, String)>,
    Body(new): Body<NewConfirmation>,
) -> Result<Response> {
    close::settle(&app).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let ballot = open(&mut tx, now, &id, &unit).await?;
    let choices = stored(&ballot, &new.choices)?;
    let link = vote::link(&mut tx, &id, &unit).await?;
    let Some(entry) = entry(&mut tx, &id, &unit).await? else {
        // The answer may have been lost: this worker's confirmation made the vote that is there.
        let made = link.filter(|link| link.confirmed_by(&user.id) && link.choices == choices);
        let link = made.ok_or(Code::NotFound)?;
        return json(StatusCode::OK, &link.paper(lang, &id, &unit));
    };
    if entry.entered_by == user.id {
        return Err(Code::SecondWorkerNeeded.into());
    }
    if entry.choices != choices {
        return Err(Code::SecondEntryDiffers.into());
    }
    count_paper(&mut tx, &entry, &user, now, &id, link.as_ref()).await?;
    let of = ("unit", unit.as_str());
    audit::note(&mut tx, now, &user.id, "paper.confirm", of, &id).await?;
    let link = vote::link(&mut tx, &id, &unit).await?;
    let receipt = link.map(|link| link.receipt);
    tx.commit().await?;
    json(StatusCode::OK, &entry.shown(lang, &id, receipt))
}

/// The paper is the latest vote of its unit.
async fn count_paper(
    connection: &mut AnyConnection,
    entry: &Entry,
    user: &User,
    now: Timestamp,
    id: &str,
    link: Option<&vote::Link>,
) -> Result<()> {
    let client_ref = uuid::Uuid::new_v4().to_string();
    let choices: Vec<VoteChoice> = serde_json::from_str(&entry.choices)?;
    let casting = Casting {
        ballot: id,
        unit: &entry.unit_id,
        user,
        now,
        channel: VoteChannel::from(entry.channel.as_str()),
        client_ref: &client_ref,
        choices: &entry.choices,
        fingerprint: &receipts::fingerprint(&client_ref, &choices)?,
    };
    match link {
        Some(link) => casting.change(connection, link).await?,
        None => casting.cast(connection).await?,
    }
    sqlx::query("DELETE FROM paper_entries WHERE ballot_id = $1 AND unit_id = $2")
        .bind(id)
        .bind(&entry.unit_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Papers that wait for a second worker, the oldest first.
pub async fn waiting(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    close::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    record::any(&mut connection, app.clock.now(), &id).await?;
    let entries: Vec<Entry> = sqlx::query_as(select_entries!("ORDER BY e.entered_at, e.unit_id"))
        .bind(&id)
        .fetch_all(&mut *connection)
        .await?;
    let page = Page {
        items: entries
            .into_iter()
            .map(|entry| entry.shown(lang, &id, None))
            .collect(),
        next_cursor: None,
    };
    cached(&headers, Cache::Private, &page)
}

async fn papers(connection: &mut AnyConnection, id: &str) -> Result<Papers> {
    let (handed_out, returned): (Option<i64>, i64) = sqlx::query_as(
        "SELECT b.papers, (SELECT COUNT(*) FROM ballot_units u WHERE u.ballot_id = b.id \
         AND u.channel IN ('paper', 'visit')) FROM ballots b WHERE b.id = $1",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?
    .ok_or(Code::NotFound)?;
    Ok(Papers {
        handed_out: count(handed_out.unwrap_or(0)),
        returned: count(returned),
    })
}

/// How the papers add up so far.
pub async fn get(
    State(app): State<App>,
    Worker(_): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    cached(
        &headers,
        Cache::Private,
        &papers(&mut connection, &id).await?,
    )
}

/// Notes how many papers were handed out.
pub async fn set(
    State(app): State<App>,
    Worker(user): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewPapers>,
) -> Result<Response> {
    close::settle(&app).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let ballot = record::any(&mut tx, now, &id).await?;
    let before = papers(&mut tx, &id).await?;
    let done = before.handed_out == new.handed_out;
    if_match_unless(done, &headers, &etag_of(&serde_json::to_vec(&before)?))?;
    if ballot.state() == BallotState::Closed {
        return Err(Code::BallotClosed.into());
    }
    sqlx::query("UPDATE ballots SET papers = $2 WHERE id = $1")
        .bind(&id)
        .bind(i64::from(new.handed_out))
        .execute(&mut *tx)
        .await?;
    audit::note(&mut tx, now, &user.id, "paper.count", ("ballot", &id), &new).await?;
    let papers = papers(&mut tx, &id).await?;
    tx.commit().await?;
    changed(&papers)
}
