//! Entries as they are read: with what became of them, who looked at them, and how they are shown.

use linli_contract::{
    Appeal, AppealState, Date, DeskEntry, DeskEntryAction, EntryKind, EntryState, PointsEntry,
    ReviewState, Timestamp,
};
use sqlx::{AnyConnection, FromRow};

use crate::error::{Code, Error, Result};
use crate::http::{Lang, User};

/// An entry with all that was said about it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) household_id: String,
    pub(crate) kind: String,
    pub(crate) standing: i64,
    pub(crate) spendable: i64,
    pub(crate) title_zh: String,
    pub(crate) title_en: String,
    note_zh: String,
    note_en: String,
    pub(crate) indicator: Option<String>,
    pub(crate) indicator_version: Option<i64>,
    pub(crate) for_day: String,
    pub(crate) period: String,
    pub(crate) recorded_at: i64,
    pub(crate) recorded_by: Option<String>,
    by_zh: Option<String>,
    by_en: Option<String>,
    by_grid: Option<String>,
    second_worker: i64,
    notice_until: Option<i64>,
    pub(crate) reverses: Option<String>,
    outcome: Option<String>,
    pub(crate) ended_at: Option<i64>,
    reason_zh: Option<String>,
    reason_en: Option<String>,
    decision: Option<String>,
    review_text: Option<String>,
    second_by: Option<String>,
    second_zh: Option<String>,
    second_en: Option<String>,
    second_grid: Option<String>,
    pub(crate) corrected_by: Option<String>,
    pub(crate) appeal_id: Option<String>,
    appeal_text: Option<String>,
    appeal_made_at: Option<i64>,
    appeal_due_at: Option<i64>,
    appeal_decision: Option<String>,
    appeal_answer: Option<String>,
    appeal_decided_at: Option<i64>,
    address_zh: String,
    address_en: String,
}

/// The statement that reads [`Record`]s, with its end. `e` is the entry, `o` its outcome, `v` the second
/// worker's word, `a` the appeal and `d` its decision.
macro_rules! select_entries {
    ($end:literal) => {
        concat!(
            "SELECT e.id, e.household_id, e.kind, e.standing, e.spendable, e.title_zh, e.title_en, \
             e.note_zh, e.note_en, e.indicator, e.indicator_version, e.for_day, e.period, \
             e.recorded_at, e.recorded_by, p.name_zh AS by_zh, p.name_en AS by_en, \
             p.grid_id AS by_grid, e.second_worker, \
             COALESCE(v.notice_until, e.notice_until) AS notice_until, e.reverses, \
             o.state AS outcome, o.at AS ended_at, o.reason_zh, o.reason_en, v.decision, \
             v.text AS review_text, v.person_id AS second_by, w.name_zh AS second_zh, w.name_en AS second_en, \
             w.grid_id AS second_grid, c.by_entry AS corrected_by, a.id AS appeal_id, \
             a.text AS appeal_text, a.made_at AS appeal_made_at, a.due_at AS appeal_due_at, \
             d.state AS appeal_decision, d.answer AS appeal_answer, d.at AS appeal_decided_at, \
             h.address_zh, h.address_en \
             FROM point_entries e JOIN households h ON h.id = e.household_id \
             LEFT JOIN people p ON p.id = e.recorded_by \
             LEFT JOIN point_outcomes o ON o.entry_id = e.id \
             LEFT JOIN point_reviews v ON v.entry_id = e.id \
             LEFT JOIN people w ON w.id = v.person_id \
             LEFT JOIN point_corrections c ON c.entry_id = e.id \
             LEFT JOIN point_appeals a ON a.entry_id = e.id \
             LEFT JOIN point_appeal_decisions d ON d.appeal_id = a.id ",
            $end
        )
    };
}
pub(crate) use select_entries;

/// The entry with this id, whoever may see it.
///
/// # Errors
/// `not_found`.
pub(crate) async fn any(connection: &mut AnyConnection, id: &str) -> Result<Record> {
    sqlx::query_as(select_entries!("WHERE e.id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| Code::NotFound.into())
}

/// The entry with this id, if this household can see it.
///
/// # Errors
/// `not_found`.
pub(crate) async fn of_household(
    connection: &mut AnyConnection,
    household: &str,
    id: &str,
) -> Result<Record> {
    let record = any(connection, id).await?;
    if record.household_id == household && record.is_visible() {
        Ok(record)
    } else {
        Err(Code::NotFound.into())
    }
}

/// A worker in words.
fn worker(lang: Lang, zh: &str, en: Option<&str>, grid: bool) -> String {
    let en = en.filter(|en| !en.is_empty()).unwrap_or(zh);
    if grid {
        lang.pick(format!("网格员{zh}"), format!("{en}, grid worker"))
    } else {
        lang.pick(format!("社工{zh}"), format!("{en}, community worker"))
    }
}

impl Record {
    pub(crate) fn kind(&self) -> EntryKind {
        EntryKind::from(self.kind.as_str())
    }

    pub(crate) fn state(&self) -> EntryState {
        self.outcome
            .as_deref()
            .map_or(EntryState::Pending, EntryState::from)
    }

    pub(crate) fn is_posted(&self) -> bool {
        self.state() == EntryState::Posted
    }

    pub(crate) fn is_pending(&self) -> bool {
        self.outcome.is_none()
    }

    pub(crate) fn review(&self) -> ReviewState {
        match (self.second_worker, self.decision.as_deref()) {
            (0, _) => ReviewState::NotNeeded,
            (_, Some("confirm")) => ReviewState::Confirmed,
            (_, None) if self.is_pending() => ReviewState::Waiting,
            // Or taken back by the one who recorded it, before anybody looked at it.
            _ => ReviewState::Refused,
        }
    }

    /// Whether the household sees it: not before a second worker has confirmed what needs one.
    pub(crate) fn is_visible(&self) -> bool {
        matches!(
            self.review(),
            ReviewState::NotNeeded | ReviewState::Confirmed
        )
    }

    /// Whether it was given or taken by somebody's decision.
    fn is_decided(&self) -> bool {
        matches!(
            self.kind(),
            EntryKind::Earn | EntryKind::Penalty | EntryKind::Reverse
        )
    }

    pub(crate) fn day(&self) -> Result<Date> {
        self.for_day
            .parse()
            .map_err(|_| Error::internal("a stored day is none"))
    }

    /// Until when the household can object; `None` while the entry is pending.
    pub(crate) fn appeal_until(&self, appeal_days: i64) -> Option<Timestamp> {
        let posted = self.ended_at.filter(|_| self.is_posted())?;
        self.is_decided()
            .then(|| Timestamp(posted).plus_days(appeal_days))
    }

    /// Whether the household can object to it at all: once, unless it is void or corrected.
    pub(crate) fn is_open_to_appeal(&self) -> bool {
        self.is_decided()
            && self.appeal_id.is_none()
            && self.corrected_by.is_none()
            && self.state() != EntryState::Voided
    }

    pub(crate) fn appeal_state(&self) -> Option<AppealState> {
        self.appeal_id.as_ref()?;
        Some(
            self.appeal_decision
                .as_deref()
                .map_or(AppealState::Open, AppealState::from),
        )
    }

    pub(crate) fn appeal(&self) -> Option<Appeal> {
        Some(Appeal {
            id: self.appeal_id.as_deref()?.into(),
            text: self.appeal_text.clone()?,
            state: self.appeal_state()?,
            made_at: Timestamp(self.appeal_made_at?),
            due_at: Timestamp(self.appeal_due_at?),
            answer: self.appeal_answer.clone(),
            decided_at: self.appeal_decided_at.map(Timestamp),
        })
    }

    pub(crate) const fn notice_until(&self) -> Option<i64> {
        self.notice_until
    }

    pub(crate) fn title(&self, lang: Lang) -> String {
        lang.pick(self.title_zh.as_str(), self.title_en.as_str())
    }

    /// Who recorded it, in words.
    pub(crate) fn recorded_by(&self, lang: Lang) -> String {
        match (self.kind(), &self.by_zh) {
            (EntryKind::Redeem, _) => lang.pick("您家", "Your household"),
            (_, Some(zh)) => worker(lang, zh, self.by_en.as_deref(), self.by_grid.is_some()),
            (_, None) => lang.pick("系统自动记录", "The system"),
        }
    }

    /// Who looked at it second, in words.
    pub(crate) fn reviewed_by(&self, lang: Lang) -> Option<String> {
        let zh = self.second_zh.as_deref()?;
        let grid = self.second_grid.is_some();
        Some(worker(lang, zh, self.second_en.as_deref(), grid))
    }

    pub(crate) fn void_reason(&self, lang: Lang) -> Option<String> {
        let zh = self.reason_zh.as_deref()?;
        lang.pick_some(zh, self.reason_en.as_deref().unwrap_or_default())
    }

    /// The row of a list.
    pub(crate) fn row(&self, lang: Lang) -> Result<PointsEntry> {
        Ok(PointsEntry {
            id: self.id.as_str().into(),
            kind: self.kind(),
            state: self.state(),
            standing: self.standing,
            spendable: self.spendable,
            title: self.title(lang),
            note: lang.pick_some(self.note_zh.as_str(), self.note_en.as_str()),
            indicator: self.indicator.as_deref().map(Into::into),
            for_day: self.day()?,
            period: self.period.clone(),
            recorded_at: Timestamp(self.recorded_at),
            notice_until: self.notice_until.map(Timestamp),
            corrected: self.corrected_by.is_some(),
            appeal: self.appeal_state(),
        })
    }

    /// As a worker sees it.
    pub(crate) fn at_desk(&self, lang: Lang, worker: &User) -> Result<DeskEntry> {
        let review = self.review();
        Ok(DeskEntry {
            entry: self.row(lang)?,
            household_id: self.household_id.as_str().into(),
            address: lang.pick(self.address_zh.as_str(), self.address_en.as_str()),
            recorded_by: self.recorded_by(lang),
            recorded_by_me: self.is_recorded_by(worker),
            reviewed_by: self.reviewed_by(lang),
            review_text: self.review_text.clone().filter(|text| !text.is_empty()),
            void_reason: self.void_reason(lang),
            reverses: self.reverses.as_deref().map(Into::into),
            actions: self.desk_actions(worker, &review),
            review,
        })
    }

    pub(crate) fn is_recorded_by(&self, worker: &User) -> bool {
        self.recorded_by.as_deref() == Some(worker.id.as_str())
    }

    /// Whether this worker may decide an appeal: neither who recorded the entry nor who confirmed it.
    pub(crate) fn is_anothers(&self, worker: &User) -> bool {
        !self.is_recorded_by(worker) && self.second_by.as_deref() != Some(worker.id.as_str())
    }

    /// Whether it can be corrected at the desk: what an indicator gave or took.
    pub(crate) fn can_be_corrected(&self) -> bool {
        matches!(self.kind(), EntryKind::Earn | EntryKind::Penalty)
            && self.corrected_by.is_none()
            && self.state() != EntryState::Voided
    }

    fn desk_actions(&self, worker: &User, review: &ReviewState) -> Vec<DeskEntryAction> {
        let mine = self.is_recorded_by(worker);
        let mut actions = Vec::new();
        if *review == ReviewState::Waiting && !mine {
            actions.extend([DeskEntryAction::Confirm, DeskEntryAction::Refuse]);
        }
        if self.can_be_corrected() && (self.is_pending() || !mine) {
            actions.push(DeskEntryAction::Reverse);
        }
        actions
    }
}
