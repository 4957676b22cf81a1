//! What the first screen tells of the projects that somebody proposed or follows.

use linli_contract::{ProjectNews, ProjectStage, Timestamp};
use sqlx::AnyConnection;

use crate::error::Result;
use crate::http::{Lang, User};

/// For how many days a change of the stage is told.
const DAYS: i64 = 14;

/// How many changes are told at most.
const MOST: i64 = 10;

/// Changes of the stage, the newest first. The first stage is no change.
pub(crate) async fn of_user(
    connection: &mut AnyConnection,
    user: &User,
    lang: Lang,
    now: Timestamp,
) -> Result<Vec<ProjectNews>> {
    type Row = (String, String, String, String, String, String, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT p.id, p.title_zh, p.title_en, s.stage, s.text_zh, s.text_en, s.at \
         FROM project_stages s JOIN projects p ON p.id = s.project_id \
         WHERE s.at > $2 AND s.at <= $3 AND s.position > 1 AND (p.person_id = $1 \
         OR (p.listed = 1 AND EXISTS (SELECT 1 FROM project_followers f \
         WHERE f.project_id = p.id AND f.person_id = $1))) \
         ORDER BY s.at DESC, p.id, s.position DESC LIMIT $4",
    )
    .bind(&user.id)
    .bind(now.plus_days(-DAYS).0)
    .bind(now.0)
    .bind(MOST)
    .fetch_all(connection)
    .await?;
    let news = |(id, title_zh, title_en, stage, zh, en, at): Row| ProjectNews {
        project_id: id.into(),
        title: lang.pick(title_zh, title_en),
        stage: ProjectStage::from(stage.as_str()),
        text: lang.pick(zh, en),
        at: Timestamp(at),
    };
    Ok(rows.into_iter().map(news).collect())
}
