//! A project as it is stored, and its row in a list.

use linli_contract::{Picture, ProjectRow, ProjectStage, Timestamp};
use sqlx::{AnyConnection, FromRow};

use crate::error::{Code, Result};
use crate::http::{Lang, User};

/// A row of `projects`, and how the asking person stands to it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Record {
    pub(crate) id: String,
    title_zh: String,
    title_en: String,
    summary_zh: String,
    summary_en: String,
    place_zh: String,
    place_en: String,
    stage: String,
    pub(crate) cost_fen: Option<i64>,
    pub(crate) person_id: Option<String>,
    listed: i64,
    pub(crate) changed_at: i64,
    following: i64,
    pub(crate) rank: i64,
    pub(crate) ballot_id: Option<String>,
    picture_id: Option<String>,
    alt_zh: Option<String>,
    alt_en: Option<String>,
}

/// The statement that reads [`Record`]s, with its end. `$1` is the asking person (or empty); the end
/// begins with a condition. The rank: what waits for a look, what is in motion, what has ended. The
/// ballot is the newest one that everybody can read and that decides the project, alone or among
/// its options.
macro_rules! select_projects {
    ($end:literal) => {
        concat!(
            "SELECT x.*, c.alt_zh, c.alt_en FROM (SELECT p.id, p.title_zh, p.title_en, \
             p.summary_zh, p.summary_en, p.place_zh, p.place_en, p.stage, p.cost_fen, \
             p.person_id, p.listed, p.changed_at, (SELECT COUNT(*) FROM project_followers f \
             WHERE f.project_id = p.id AND f.person_id = $1) AS following, \
             CASE WHEN p.listed = 0 AND p.stage <> 'declined' THEN 0 \
             WHEN p.stage IN ('finished', 'declined') THEN 2 ELSE 1 END AS rank, \
             (SELECT b.id FROM ballots b WHERE (b.project_id = p.id OR EXISTS (SELECT 1 \
             FROM ballot_options o WHERE o.ballot_id = b.id AND o.project_id = p.id)) \
             AND (b.announced = 1 OR b.terms_hash IS NOT NULL) \
             ORDER BY b.closes_at DESC, b.id LIMIT 1) AS ballot_id, \
             (SELECT i.picture_id FROM project_pictures i WHERE i.project_id = p.id \
             AND i.milestone = '' ORDER BY i.position LIMIT 1) AS picture_id \
             FROM projects p) x LEFT JOIN pictures c ON c.id = x.picture_id WHERE ",
            $end
        )
    };
}
pub(crate) use select_projects;

/// The id of the person that asks, or nobody's.
pub(crate) fn asking(user: Option<&User>) -> &str {
    user.map(|user| user.id.as_str()).unwrap_or_default()
}

/// The project with this id, where this person may see it.
///
/// # Errors
/// `not_found`.
pub(crate) async fn load(
    connection: &mut AnyConnection,
    user: Option<&User>,
    id: &str,
) -> Result<Record> {
    let found: Option<Record> = sqlx::query_as(select_projects!("x.id = $2"))
        .bind(asking(user))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    found
        .filter(|record| record.listed() || record.mine(user) || user.is_some_and(User::is_worker))
        .ok_or_else(|| Code::NotFound.into())
}

impl Record {
    pub(crate) fn stage(&self) -> ProjectStage {
        ProjectStage::from(self.stage.as_str())
    }

    pub(crate) const fn listed(&self) -> bool {
        self.listed != 0
    }

    pub(crate) const fn following(&self) -> bool {
        self.following != 0
    }

    /// Whether this person proposed it.
    pub(crate) fn mine(&self, user: Option<&User>) -> bool {
        user.is_some_and(|user| self.person_id.as_deref() == Some(user.id.as_str()))
    }

    pub(crate) fn title(&self, lang: Lang) -> String {
        lang.pick(self.title_zh.as_str(), self.title_en.as_str())
    }

    /// The row of a list.
    pub(crate) fn row(self, user: Option<&User>, lang: Lang) -> ProjectRow {
        let alt = lang.pick(
            self.alt_zh.as_deref().unwrap_or_default(),
            self.alt_en.as_deref().unwrap_or_default(),
        );
        ProjectRow {
            title: self.title(lang),
            stage: self.stage(),
            listed: self.listed(),
            mine: self.mine(user),
            following: self.following(),
            id: self.id.into(),
            summary: lang.pick(self.summary_zh, self.summary_en),
            place: lang.pick(self.place_zh, self.place_en),
            cost_fen: self.cost_fen,
            picture: self.picture_id.map(|id| Picture { id: id.into(), alt }),
            ballot_id: self.ballot_id.map(Into::into),
            changed_at: Timestamp(self.changed_at),
        }
    }
}
