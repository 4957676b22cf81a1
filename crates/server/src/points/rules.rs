//! `GET /v1/points/indicators`, `GET /v1/points/rules`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Band, Cap, CapPer, Indicator, IndicatorKind, Page, PointsRules};
use sqlx::{AnyConnection, FromRow};

use super::feed;
use super::model::calendar;
use crate::App;
use crate::error::{Error, Result};
use crate::http::{Cache, Lang, cached};
use crate::orders::quota::count;

/// A version of an indicator as it is stored.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Stored {
    pub(crate) code: String,
    pub(crate) version: i64,
    pub(crate) kind: String,
    pub(crate) title_zh: String,
    pub(crate) title_en: String,
    about_zh: String,
    about_en: String,
    pub(crate) standing: i64,
    pub(crate) spendable: i64,
    pub(crate) cap_times: Option<i64>,
    cap_per: Option<String>,
    evidence_zh: String,
    evidence_en: String,
    basis_zh: String,
    basis_en: String,
    adopted_by_zh: String,
    adopted_by_en: String,
    adopted_on: String,
}

impl Stored {
    pub(crate) fn kind(&self) -> IndicatorKind {
        IndicatorKind::from(self.kind.as_str())
    }

    /// Whether two workers are needed: for every penalty, and for a large award.
    pub(crate) fn second_worker(&self, large_award: i64) -> bool {
        self.kind() != IndicatorKind::Earn || self.standing.max(self.spendable) >= large_award
    }

    /// Whether it comes from the ballot or the order alone, and no worker records it.
    pub(crate) fn is_automatic(&self) -> bool {
        [feed::VOTE, feed::RATING].contains(&self.code.as_str())
    }

    pub(crate) fn cap(&self) -> Option<Cap> {
        Some(Cap {
            times: count(self.cap_times?),
            per: CapPer::from(self.cap_per.as_deref()?),
        })
    }

    pub(crate) fn shown(self, lang: Lang, large_award: i64) -> Result<Indicator> {
        Ok(Indicator {
            kind: self.kind(),
            cap: self.cap(),
            second_worker: self.second_worker(large_award),
            automatic: self.is_automatic(),
            version: count(self.version),
            title: lang.pick(self.title_zh, self.title_en),
            about: lang.pick_some(self.about_zh, self.about_en),
            standing: self.standing,
            spendable: self.spendable,
            evidence: lang.pick_some(self.evidence_zh, self.evidence_en),
            basis: lang.pick(self.basis_zh, self.basis_en),
            adopted_by: lang.pick(self.adopted_by_zh, self.adopted_by_en),
            adopted_on: self
                .adopted_on
                .parse()
                .map_err(|_| Error::internal("a stored day is none"))?,
            code: self.code.into(),
        })
    }
}

/// The version of an indicator that an entry was recorded by.
pub(crate) async fn version(
    connection: &mut AnyConnection,
    code: &str,
    version: i64,
) -> Result<Option<Stored>> {
    Ok(
        sqlx::query_as("SELECT * FROM point_indicators WHERE code = $1 AND version = $2")
            .bind(code)
            .bind(version)
            .fetch_optional(connection)
            .await?,
    )
}

/// The newest version of an indicator.
pub(crate) async fn newest(connection: &mut AnyConnection, code: &str) -> Result<Option<Stored>> {
    Ok(sqlx::query_as(
        "SELECT * FROM point_indicators WHERE code = $1 ORDER BY version DESC LIMIT 1",
    )
    .bind(code)
    .fetch_optional(connection)
    .await?)
}

/// What points are given and taken for.
pub async fn indicators(
    State(app): State<App>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response> {
    let stored: Vec<Stored> = sqlx::query_as(
        "SELECT i.* FROM point_indicators i WHERE NOT EXISTS (SELECT 1 FROM point_indicators n \
         WHERE n.code = i.code AND n.version > i.version) ORDER BY i.position, i.code",
    )
    .fetch_all(app.db.pool())
    .await?;
    let large = app.config.rules.points.large_award;
    let items = stored
        .into_iter()
        .map(|stored| stored.shown(lang, large))
        .collect::<Result<_>>()?;
    let page = Page {
        items,
        next_cursor: None,
    };
    cached(&headers, Cache::Public, &page)
}

/// The bands, from the lowest.
pub(crate) async fn bands(connection: &mut AnyConnection, lang: Lang) -> Result<Vec<Band>> {
    let stored: Option<(String, String)> =
        sqlx::query_as("SELECT bands_zh, bands_en FROM point_rules")
            .fetch_optional(connection)
            .await?;
    let Some((zh, en)) = stored else {
        return Ok(Vec::new());
    };
    Ok(serde_json::from_str(&lang.pick(zh, en))?)
}

/// How points work here.
pub async fn rules(State(app): State<App>, lang: Lang, headers: HeaderMap) -> Result<Response> {
    let rules = &app.config.rules.points;
    let mut connection = app.db.pool().acquire().await?;
    let stored: Option<(i64, String, String)> =
        sqlx::query_as("SELECT version, sections_zh, sections_en FROM point_rules")
            .fetch_optional(&mut *connection)
            .await?;
    let (version, sections) = match stored {
        Some((version, zh, en)) => (version, serde_json::from_str(&lang.pick(zh, en))?),
        None => (1, Vec::new()),
    };
    let mut bands = bands(&mut connection, lang).await?;
    if bands.is_empty() {
        bands.push(super::model::bands::of(&[], 0).0);
    }
    let shown = PointsRules {
        version: count(version),
        period: calendar::period(app.clock.today(), rules.period_months, lang),
        bands,
        notice_days: count(rules.notice_days),
        appeal_days: count(rules.appeal_days),
        decide_days: count(rules.decide_days),
        pick_up_hours: count(rules.pick_up_hours),
        expiry_months: count(rules.expiry_months),
        large_award: count(rules.large_award),
        min_households: u32::try_from(rules.min_households).unwrap_or(u32::MAX),
        sections,
    };
    cached(&headers, Cache::Public, &shown)
}
