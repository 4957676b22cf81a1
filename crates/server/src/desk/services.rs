//! The catalogue at the desk: `/v1/desk/services`. What is edited is in the words in which it is written.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{
    Audience, DeskService, DeskServiceRow, FieldError, NewServicePublication, NewServiceTerms,
    Page, Payer, ServiceListRef, ServiceTerms,
};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, FromRow};

use super::audit;
use super::queue::pattern;
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{
    Begun, Body, Cache, Lang, Listing, Once, Outcome, Path, Posted, Query, Worker, cached, changed,
    cut, etag_of, if_match, if_match_unless, line,
};
use crate::orders::model::answers::is_id;
use crate::orders::model::words;
use crate::orders::quota::count;
use crate::points::entries::word;
use crate::seed::search_words;

/// The longest text to look for, in code points.
const Q_MAX: usize = 40;
/// The dearest price, in fen.
const PRICE_MAX: i64 = 100_000_000;
/// The longest promise, in hours.
const PROMISE_MAX: u32 = 8_760;

/// `?q=&state=&list=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    q: Option<String>,
    state: Option<String>,
    list: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// A service with what it refers to.
#[derive(FromRow)]
struct Record {
    id: String,
    position: i64,
    edited: i64,
    category_zh: String,
    category_en: String,
    provider_zh: String,
    provider_en: String,
    name_zh: String,
    name_en: String,
    summary_zh: String,
    summary_en: String,
    payer: String,
    price_fen: i64,
    unit: String,
    audience: String,
    promise_hours: i64,
    list_id: Option<String>,
    list_zh: Option<String>,
    list_en: Option<String>,
    withdrawn_at: Option<i64>,
}

/// The statement that reads [`Record`]s, with its end.
macro_rules! select_services {
    ($end:literal) => {
        concat!(
            "SELECT s.id, s.position, s.edited, c.name_zh AS category_zh, c.name_en AS category_en, \
             p.name_zh AS provider_zh, p.name_en AS provider_en, s.name_zh, s.name_en, \
             s.summary_zh, s.summary_en, s.payer, s.price_fen, s.unit, s.audience, \
             s.promise_hours, s.list_id, l.name_zh AS list_zh, l.name_en AS list_en, \
             s.withdrawn_at FROM services s JOIN categories c ON c.id = s.category_id \
             JOIN providers p ON p.id = s.provider_id \
             LEFT JOIN service_lists l ON l.id = s.list_id ",
            $end
        )
    };
}

/// Services, published or not, in the order of the catalogue.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let state = word(wanted.state, &["published", "withdrawn"])?;
    let q = wanted.q.unwrap_or_default();
    let no_list = wanted.list.as_deref().is_some_and(|list| !is_id(list));
    let of_list = wanted.list.unwrap_or_default();
    if q.chars().count() > Q_MAX || no_list {
        return Err(Code::BadRequest.into());
    }
    let q = pattern(&q);
    let filter = format!("desk services {state} {of_list} {q}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let after: i64 = listing.after(&filter)?.unwrap_or(-1);
    let mut rows: Vec<Record> = sqlx::query_as(select_services!(
        "WHERE s.position > $1 AND ($2 = '' OR ($2 = 'published' AND s.withdrawn_at IS NULL) \
         OR ($2 = 'withdrawn' AND s.withdrawn_at IS NOT NULL)) \
         AND ($3 = '' OR s.list_id = $3 OR ($3 = 'none' AND s.list_id IS NULL)) \
         AND ($4 = '' OR s.name_zh LIKE $4 ESCAPE '\\' OR LOWER(s.name_en) LIKE $4 ESCAPE '\\' \
         OR s.summary_zh LIKE $4 ESCAPE '\\' OR s.search LIKE $4 ESCAPE '\\' \
         OR p.name_zh LIKE $4 ESCAPE '\\' OR LOWER(p.name_en) LIKE $4 ESCAPE '\\') \
         ORDER BY s.position LIMIT $5"
    ))
    .bind(after)
    .bind(&state)
    .bind(&of_list)
    .bind(&q)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| last.position)?;
    let items = rows.into_iter().map(|row| row.row(lang)).collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

/// A service to edit.
pub async fn get(
    State(app): State<App>,
    Worker(_): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let record = load(&mut connection, &id).await?;
    cached(&headers, Cache::Private, &record.shown())
}

async fn load(connection: &mut AnyConnection, id: &str) -> Result<Record> {
    sqlx::query_as(select_services!("WHERE s.id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| Code::NotFound.into())
}

impl Record {
    const fn is_published(&self) -> bool {
        self.withdrawn_at.is_none()
    }

    fn row(self, lang: Lang) -> DeskServiceRow {
        let published = self.is_published();
        let list = match (self.list_id, self.list_zh, self.list_en) {
            (Some(id), Some(zh), Some(en)) => Some(ServiceListRef {
                id,
                name: lang.pick(zh, en),
            }),
            _ => None,
        };
        DeskServiceRow {
            id: self.id.into(),
            name: lang.pick(self.name_zh, self.name_en),
            category: lang.pick(self.category_zh, self.category_en),
            provider: lang.pick(self.provider_zh, self.provider_en),
            list,
            published,
        }
    }

    fn shown(&self) -> DeskService {
        DeskService {
            id: self.id.as_str().into(),
            category: self.category_zh.clone(),
            provider: self.provider_zh.clone(),
            unit: words::unit(&self.unit, false).to_owned(),
            published: self.is_published(),
            terms: ServiceTerms {
                name: self.name_zh.clone(),
                name_en: self.name_en.clone(),
                summary: self.summary_zh.clone(),
                summary_en: self.summary_en.clone(),
                payer: Payer::from(self.payer.as_str()),
                price_fen: self.price_fen,
                audience: Audience::from(self.audience.as_str()),
                promise_hours: count(self.promise_hours),
                list_id: self.list_id.clone(),
            },
        }
    }
}

/// What the audit keeps of an edit: the parts that changed, before and after.
#[derive(Serialize)]
struct Edited<'a> {
    before: &'a NewServiceTerms,
    after: &'a NewServiceTerms,
}

/// Changes the terms of a service. Whoever has its form open is asked to look again only when a term changed that an
/// order rests on.
pub async fn replace(
    State(app): State<App>,
    Worker(user): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewServiceTerms>,
) -> Result<Response> {
    let mut tx = app.db.write().await?;
    let before = load(&mut tx, &id).await?;
    let shown = before.shown();
    let tag = etag_of(&serde_json::to_vec(&shown)?);
    let terms = NewServiceTerms::from(shown.terms.clone());
    if_match_unless(terms == new, &headers, &tag)?;
    let new = checked(&mut tx, new, before.is_published()).await?;
    if new == terms {
        return changed(&shown);
    }
    let listed_only = NewServiceTerms {
        list_id: new.list_id.clone(),
        ..terms.clone()
    } == new;
    let saved = sqlx::query(
        "UPDATE services SET version = version + $2, edited = edited + 1, name_zh = $3, \
         name_en = $4, summary_zh = $5, summary_en = $6, search = $7, payer = $8, price_fen = $9, \
         audience = $10, promise_hours = $11, list_id = $12 WHERE id = $1 AND edited = $13",
    )
    .bind(&id)
    .bind(i64::from(!listed_only))
    .bind(&new.name)
    .bind(&new.name_en)
    .bind(&new.summary)
    .bind(&new.summary_en)
    .bind(search_words(&new.name))
    .bind(new.payer.as_str())
    .bind(new.price_fen)
    .bind(new.audience.as_str())
    .bind(i64::from(new.promise_hours))
    .bind(new.list_id.as_deref())
    .bind(before.edited)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if saved == 0 {
        return Err(Code::ChangedMeanwhile.into());
    }
    let edited = Edited {
        before: &terms,
        after: &new,
    };
    let now = app.clock.now();
    audit::note(
        &mut tx,
        now,
        &user.id,
        "service.edit",
        ("service", &id),
        &edited,
    )
    .await?;
    let after = load(&mut tx, &id).await?.shown();
    tx.commit().await?;
    changed(&after)
}

/// The terms as they are stored, or everything that is wrong with them.
async fn checked(
    connection: &mut AnyConnection,
    new: NewServiceTerms,
    published: bool,
) -> Result<NewServiceTerms> {
    let mut errors: Vec<FieldError> = Vec::new();
    let mut read = |text: Result<String, FieldError>| {
        text.unwrap_or_else(|error| {
            errors.push(error);
            String::new()
        })
    };
    let name = read(line(&new.name, "/name", 2..=40));
    let name_en = read(line(&new.name_en, "/name_en", 0..=80));
    let summary = read(line(&new.summary, "/summary", 2..=120));
    let summary_en = read(line(&new.summary_en, "/summary_en", 0..=240));
    if matches!(new.payer, Payer::Other(_)) {
        errors.push(field("/payer", "not_an_option"));
    }
    if matches!(new.audience, Audience::Other(_)) {
        errors.push(field("/audience", "not_an_option"));
    }
    let free = new.payer == Payer::Government;
    if !(0..=PRICE_MAX).contains(&new.price_fen) || free != (new.price_fen == 0) {
        errors.push(field("/price_fen", "out_of_range"));
    }
    if !(1..=PROMISE_MAX).contains(&new.promise_hours) {
        errors.push(field("/promise_hours", "out_of_range"));
    }
    match &new.list_id {
        // What can be ordered has to stand on a list.
        None if published => errors.push(field("/list_id", "required")),
        None => {}
        Some(list) => {
            let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM service_lists WHERE id = $1")
                .bind(list)
                .fetch_one(connection)
                .await?;
            if known == 0 {
                errors.push(field("/list_id", "not_an_option"));
            }
        }
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    Ok(NewServiceTerms {
        name,
        name_en,
        summary,
        summary_en,
        ..new
    })
}

/// Publishes a service, or withdraws it: it can no longer be ordered, and orders that run go on.
pub async fn publication(
    State(app): State<App>,
    Worker(_): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
    posted: Posted<NewServicePublication>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = publish(&app, &mut once, &id, &headers, new).await;
    once.finish(outcome).await
}

async fn publish(
    app: &App,
    once: &mut Once,
    id: &str,
    headers: &HeaderMap,
    new: NewServicePublication,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let before = load(tx, id).await?;
    if_match(headers, &etag_of(&serde_json::to_vec(&before.shown())?))?;
    if before.is_published() == new.publish {
        return Err(Code::NotPossibleNow.into());
    }
    if new.publish && before.list_id.is_none() {
        return Err(Code::NotOnAList.into());
    }
    let now = app.clock.now();
    let saved = sqlx::query(
        "UPDATE services SET edited = edited + 1, withdrawn_at = $2 WHERE id = $1 AND edited = $3",
    )
    .bind(id)
    .bind(Some(now.0).filter(|_| !new.publish))
    .bind(before.edited)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if saved == 0 {
        return Err(Code::ChangedMeanwhile.into());
    }
    let action = if new.publish {
        "service.publish"
    } else {
        "service.withdraw"
    };
    audit::note(tx, now, &user.id, action, ("service", id), &new).await?;
    let after = load(tx, id).await?;
    Outcome::new(StatusCode::CREATED, &after.shown())
}
