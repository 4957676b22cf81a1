//! `GET /v1/services/{id}`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Audience, Category, Payer, Provider, Service, ServiceListRef};
use sqlx::{AnyConnection, FromRow};

use super::model::form::Form;
use super::model::words;
use super::quota::{self, count};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Cache, Lang, MaybeUser, Path, cached};

/// A service as it is stored, with what it refers to.
#[derive(Debug, FromRow)]
pub(crate) struct ServiceRecord {
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) category_id: String,
    category_zh: String,
    category_en: String,
    category_icon: String,
    category_services: i64,
    pub(crate) name_zh: String,
    pub(crate) name_en: String,
    summary_zh: String,
    summary_en: String,
    payer: String,
    price_fen: i64,
    unit: String,
    audience: String,
    who_zh: String,
    who_en: String,
    duration_zh: String,
    duration_en: String,
    prepare_zh: String,
    prepare_en: String,
    pub(crate) promise_hours: i64,
    pub(crate) provider_id: String,
    provider_zh: String,
    provider_en: String,
    provider_phone: String,
    rating_sum: i64,
    ratings: i64,
    pub(crate) quota_id: Option<String>,
    pub(crate) form_code: String,
    pub(crate) form_version: String,
    list_id: Option<String>,
    list_zh: Option<String>,
    list_en: Option<String>,
    withdrawn_at: Option<i64>,
}

/// The service with this id, withdrawn or not.
pub(crate) async fn load(
    connection: &mut AnyConnection,
    id: &str,
) -> Result<Option<ServiceRecord>> {
    Ok(sqlx::query_as(
        "SELECT s.id, s.version, s.category_id, c.name_zh AS category_zh, \
         c.name_en AS category_en, c.icon AS category_icon, (SELECT COUNT(*) FROM services o \
         WHERE o.category_id = s.category_id AND o.withdrawn_at IS NULL) AS category_services, \
         s.name_zh, s.name_en, s.summary_zh, s.summary_en, s.payer, s.price_fen, s.unit, \
         s.audience, k.who_zh, k.who_en, k.duration_zh, k.duration_en, k.prepare_zh, \
         k.prepare_en, s.promise_hours, s.provider_id, p.name_zh AS provider_zh, \
         p.name_en AS provider_en, p.phone AS provider_phone, p.rating_sum, p.ratings, \
         s.quota_id, s.form_code, s.form_version, s.list_id, l.name_zh AS list_zh, l.name_en AS list_en, \
         s.withdrawn_at \
         FROM services s JOIN categories c ON c.id = s.category_id \
         JOIN providers p ON p.id = s.provider_id JOIN kits k ON k.id = s.kit_id \
         LEFT JOIN service_lists l ON l.id = s.list_id \
         WHERE s.id = $1",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?)
}

/// The service with this id, if it can still be ordered.
///
/// # Errors
/// `not_found`, `service_withdrawn`.
pub(crate) async fn offered(connection: &mut AnyConnection, id: &str) -> Result<ServiceRecord> {
    let service = load(connection, id).await?.ok_or(Code::NotFound)?;
    if service.is_withdrawn() {
        return Err(Code::ServiceWithdrawn.into());
    }
    Ok(service)
}

/// A version of a form.
pub(crate) async fn form(
    connection: &mut AnyConnection,
    code: &str,
    version: &str,
) -> Result<Form> {
    let questions: String =
        sqlx::query_scalar("SELECT questions FROM forms WHERE code = $1 AND version = $2")
            .bind(code)
            .bind(version)
            .fetch_optional(connection)
            .await?
            .ok_or_else(|| Error::internal(format!("form {code}.{version} is missing")))?;
    Ok(Form {
        code: code.to_owned(),
        version: version.to_owned(),
        questions: serde_json::from_str(&questions)?,
    })
}

impl ServiceRecord {
    /// Whether it can no longer be ordered.
    pub(crate) const fn is_withdrawn(&self) -> bool {
        self.withdrawn_at.is_some()
    }
}

/// A provider as it is shown; the average is rounded to tenths.
pub(crate) fn provider(
    lang: Lang,
    (zh, en): (&str, &str),
    phone: &str,
    rating_sum: i64,
    ratings: i64,
) -> Provider {
    Provider {
        name: lang.pick(zh, en),
        phone: phone.to_owned(),
        rating_tenths: average(rating_sum, ratings),
        ratings: count(ratings),
    }
}

/// An average in tenths, or none.
pub(crate) fn average(sum: i64, ratings: i64) -> Option<u32> {
    (ratings > 0).then(|| count((sum + ratings / 2) / ratings))
}

/// A service, answers first.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let service = offered(&mut connection, &id).await?;
    let form = form(&mut connection, &service.form_code, &service.form_version).await?;
    let household = user.as_ref().and_then(|user| user.household_id.as_deref());
    let quota = match (household, &service.quota_id) {
        (Some(household), Some(code)) => {
            quota::of_household(&mut connection, household, lang, app.clock.today())
                .await?
                .into_iter()
                .find(|quota| quota.code == *code)
        }
        _ => None,
    };
    let english = lang == Lang::En;
    let list = match (service.list_id, service.list_zh, service.list_en) {
        (Some(id), Some(zh), Some(en)) => Some(ServiceListRef {
            id,
            name: lang.pick(zh, en),
        }),
        _ => None,
    };
    let shown = Service {
        id: service.id.into(),
        version: service.version.to_string(),
        category: Category {
            id: service.category_id.into(),
            name: lang.pick(service.category_zh, service.category_en),
            icon: service.category_icon,
            services: count(service.category_services),
        },
        name: lang.pick(service.name_zh, service.name_en),
        summary: lang.pick(service.summary_zh, service.summary_en),
        payer: Payer::from(service.payer.as_str()),
        price_fen: service.price_fen,
        unit: words::unit(&service.unit, english).to_owned(),
        audience: Audience::from(service.audience.as_str()),
        who: lang.pick(service.who_zh, service.who_en),
        duration: lang.pick(service.duration_zh, service.duration_en),
        prepare: lang.pick(service.prepare_zh, service.prepare_en),
        promise_hours: count(service.promise_hours),
        list,
        provider: provider(
            lang,
            (&service.provider_zh, &service.provider_en),
            &service.provider_phone,
            service.rating_sum,
            service.ratings,
        ),
        quota,
        orderable: true,
        form_version: form.public_version(),
        questions: form.questions.iter().map(|q| q.shown(english)).collect(),
    };
    // The answer depends on who asks (the quota), so that no shared cache may keep it.
    cached(&headers, Cache::Private, &shown)
}
