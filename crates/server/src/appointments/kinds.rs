//! `GET /v1/appointments/kinds`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{AppointmentKind, AppointmentMode, Page};
use sqlx::{AnyConnection, FromRow};

use crate::App;
use crate::error::Result;
use crate::http::{Cache, Lang, cached};
use crate::orders::quota::count;

/// A row of `appointment_kinds`.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Kind {
    pub(super) id: String,
    title_zh: String,
    title_en: String,
    about_zh: String,
    about_en: String,
    pub(super) minutes: i64,
    modes: String,
    private: i64,
    alias: i64,
    approval: i64,
    envelope: i64,
    pub(super) cancel_minutes: i64,
    pub(super) notice_minutes: i64,
    pub(super) ahead_days: i64,
    late_minutes: Option<i64>,
    terms_zh: String,
    terms_en: String,
}

/// A kind by its id.
pub(super) async fn of_id(connection: &mut AnyConnection, id: &str) -> Result<Option<Kind>> {
    Ok(
        sqlx::query_as("SELECT * FROM appointment_kinds WHERE id = $1")
            .bind(id)
            .fetch_optional(connection)
            .await?,
    )
}

/// All of them in one page.
pub(super) async fn list(
    State(app): State<App>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response> {
    let rows: Vec<Kind> = sqlx::query_as("SELECT * FROM appointment_kinds ORDER BY position, id")
        .fetch_all(app.db.pool())
        .await?;
    let hold = count(app.config.appointments.hold_minutes);
    let items: Result<_> = rows
        .into_iter()
        .map(|kind| kind.shown(lang, hold))
        .collect();
    let page: Page<AppointmentKind> = Page {
        items: items?,
        next_cursor: None,
    };
    cached(&headers, Cache::Never, &page)
}

/// The words of a JSON array as they stand in the database.
pub(super) fn modes(json: &str) -> Result<Vec<AppointmentMode>> {
    Ok(serde_json::from_str(json)?)
}

impl Kind {
    /// Whether nobody but the provider may learn of a booking.
    pub(super) const fn is_private(&self) -> bool {
        self.private != 0
    }

    /// Whether a chosen name is enough.
    pub(super) const fn takes_alias(&self) -> bool {
        self.alias != 0
    }

    /// Whether somebody confirms it first.
    pub(super) const fn wants_approval(&self) -> bool {
        self.approval != 0
    }

    /// What it is, for the screen.
    pub(super) fn title(&self, lang: Lang) -> String {
        lang.pick(self.title_zh.as_str(), &self.title_en)
    }

    /// How one can meet.
    pub(super) fn modes(&self) -> Result<Vec<AppointmentMode>> {
        modes(&self.modes)
    }

    fn shown(self, lang: Lang, hold_minutes: u32) -> Result<AppointmentKind> {
        Ok(AppointmentKind {
            title: self.title(lang),
            modes: self.modes()?,
            private: self.is_private(),
            alias: self.takes_alias(),
            approval: self.wants_approval(),
            envelope: self.envelope != 0,
            id: self.id.into(),
            about: lang.pick(self.about_zh, self.about_en),
            minutes: count(self.minutes),
            cancel_minutes: count(self.cancel_minutes),
            notice_minutes: count(self.notice_minutes),
            ahead_days: count(self.ahead_days),
            hold_minutes,
            late_minutes: self.late_minutes.map(count),
            terms: serde_json::from_str(&lang.pick(self.terms_zh, self.terms_en))?,
        })
    }
}
