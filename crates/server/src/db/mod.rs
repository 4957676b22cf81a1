//! The database: SQLite in one file, or PostgreSQL, through the same statements.

pub(crate) mod bulk;
mod guards;

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::{Arc, Once};
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Connection, Executor, Transaction};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::App;
use crate::error::{Code, Error, Result};

/// The steps of the schema, in order. A step that has been released never changes.
const MIGRATIONS: &[(&str, &str)] = &[
    ("001_core", include_str!("migrations/001_core.sql")),
    ("002_orders", include_str!("migrations/002_orders.sql")),
    ("003_projects", include_str!("migrations/003_projects.sql")),
    ("004_votes", include_str!("migrations/004_votes.sql")),
    (
        "005_evaluations",
        include_str!("migrations/005_evaluations.sql"),
    ),
    ("006_points", include_str!("migrations/006_points.sql")),
    (
        "007_appointments",
        include_str!("migrations/007_appointments.sql"),
    ),
    ("008_kiosk", include_str!("migrations/008_kiosk.sql")),
    ("009_desk", include_str!("migrations/009_desk.sql")),
];

/// How long a writer waits for its turn before it answers `busy`.
const PATIENCE: Duration = Duration::from_secs(8);

/// A pool of connections and, on SQLite, the queue of writers.
#[derive(Clone)]
pub struct Db {
    pool: AnyPool,
    /// SQLite has one writer at a time. Its own waiting is by sleeping and luck; this queue is
    /// fair, so that sixty clients who want the last twenty seats are served in order.
    writers: Option<Arc<Semaphore>>,
}

/// A transaction that may write. Dropped without [`Tx::commit`], it has had no effect.
pub struct Tx {
    transaction: Transaction<'static, Any>,
    _turn: Option<OwnedSemaphorePermit>,
}

impl Deref for Tx {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.transaction
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }
}

impl Tx {
    /// Makes the effect durable.
    pub async fn commit(self) -> Result<()> {
        Ok(self.transaction.commit().await?)
    }
}

/// The right to prepare the database, held while it lives.
pub struct Preparing(#[allow(dead_code)] Option<AnyConnection>);

impl Preparing {
    /// Waits for the right. Replicas that start at the same time on a new PostgreSQL database
    /// prepare it one after the other; on SQLite the file's own lock does the same.
    pub async fn wait(database_url: Option<&str>) -> Result<Self, String> {
        install_drivers();
        let Some(url) = database_url else {
            return Ok(Self(None));
        };
        let lock = async {
            let mut connection = AnyConnection::connect(url).await?;
            // The function answers nothing, which has no type here; the lock ends with the
            // connection. The number means nothing.
            connection
                .execute("SELECT CASE WHEN pg_advisory_lock(4712) IS NULL THEN 1 ELSE 0 END")
                .await?;
            Ok::<_, sqlx::Error>(connection)
        };
        lock.await
            .map(|connection| Self(Some(connection)))
            .map_err(|error| format!("the database cannot be opened: {error}"))
    }
}

fn install_drivers() {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
}

impl Db {
    /// Opens the database, creating the SQLite file where it is missing, and brings the schema up
    /// to date.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn open(data: &Path, database_url: Option<&str>) -> Result<Self, String> {
        install_drivers();
        let db = match database_url {
            Some(url) => Self::postgres(url).await,
            None => Self::sqlite(data).await,
        }
        .map_err(|error| format!("the database cannot be opened: {error}"))?;
        db.migrate(MIGRATIONS)
            .await
            .map_err(|error| format!("the database cannot be brought up to date: {error}"))?;
        Ok(db)
    }

    async fn sqlite(data: &Path) -> Result<Self, sqlx::Error> {
        std::fs::create_dir_all(data)?;
        let url = sqlite_url(&data.join("linli.sqlite"))?;
        let pool = AnyPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    // FULL: what was answered with 201 survives the power cord. secure_delete: what
                    // joined a vote with its voter is overwritten, not only forgotten.
                    connection
                        .execute(
                            "PRAGMA busy_timeout = 8000; PRAGMA journal_mode = WAL; \
                             PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                             PRAGMA secure_delete = ON;",
                        )
                        .await?;
                    Ok(())
                })
            })
            .connect(&url)
            .await?;
        Ok(Self {
            pool,
            writers: Some(Arc::new(Semaphore::new(1))),
        })
    }

    async fn postgres(url: &str) -> Result<Self, sqlx::Error> {
        let pool = AnyPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    connection.execute("SET lock_timeout = '8s'").await?;
                    Ok(())
                })
            })
            .connect(url)
            .await?;
        Ok(Self {
            pool,
            writers: None,
        })
    }

    /// For statements that only read (or touch one row on their own).
    pub const fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Begins a transaction that may write, when it is this writer's turn.
    pub async fn write(&self) -> Result<Tx> {
        let Some(writers) = &self.writers else {
            return Ok(Tx {
                transaction: self.pool.begin().await?,
                _turn: None,
            });
        };
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(writers).acquire_owned())
            .await
            .map_err(|_| Error::new(Code::Busy).after(1))?
            .map_err(Error::internal)?;
        // IMMEDIATE takes the write lock now: a transaction that reads first and writes later would
        // otherwise fail in the middle when another process has written meanwhile.
        let transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Tx {
            transaction,
            _turn: Some(turn),
        })
    }

    async fn migrate(&self, steps: &[(&str, &str)]) -> Result<(), sqlx::Error> {
        let mut connection = self.pool.acquire().await?;
        connection
            .execute(
                "CREATE TABLE IF NOT EXISTS schema_steps (name TEXT PRIMARY KEY, at BIGINT NOT NULL)",
            )
            .await?;
        for (name, sql) in steps {
            let statements = statements(sql).map(str::to_owned).collect();
            step(&mut connection, name, statements).await?;
        }
        // They guard tables of the last steps.
        if steps.len() < MIGRATIONS.len() {
            return Ok(());
        }
        let sqlite = self.writers.is_some();
        step(&mut connection, guards::STEP, guards::statements(sqlite)).await
    }
}

/// Takes a step of the schema, unless it was taken before.
async fn step(
    connection: &mut AnyConnection,
    name: &str,
    statements: Vec<String>,
) -> Result<(), sqlx::Error> {
    let mut step = connection.begin().await?;
    let first =
        sqlx::query("INSERT INTO schema_steps (name, at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(name)
            .bind(crate::clock::Clock::default().now().0)
            .execute(&mut *step)
            .await?
            .rows_affected()
            == 1;
    if first {
        for statement in statements {
            step.execute(AssertSqlSafe(statement)).await?;
        }
    }
    step.commit().await
}

/// Removes what has had its time: old idempotency keys, ended sessions, yesterday's codes, and photos
/// that no order, reply or project ever named.
pub async fn tidy(app: &App) -> Result<()> {
    let now = app.clock.now();
    let rules = &app.config.rules;
    let keys = now.plus_days(-rules.idempotency_days);
    let photos = now.plus_days(-rules.upload_days);
    for (sql, before) in [
        ("DELETE FROM idempotency_keys WHERE created_at < $1", keys),
        (
            "DELETE FROM sessions WHERE expires_at <= $1 OR seen_at + idle_ms <= $1",
            now,
        ),
        (
            "DELETE FROM phone_codes WHERE asked_at < $1",
            now.plus_days(-2),
        ),
        (
            "DELETE FROM uploads WHERE order_id IS NULL AND created_at < $1 \
             AND NOT EXISTS (SELECT 1 FROM pictures p WHERE p.upload_id = uploads.id)",
            photos,
        ),
    ] {
        let mut tx = app.db.write().await?;
        sqlx::query(sql).bind(before.0).execute(&mut *tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn sqlite_url(file: &Path) -> Result<String, sqlx::Error> {
    let text = file.to_str().ok_or_else(|| {
        sqlx::Error::Configuration("the data folder's name must be valid UTF-8".into())
    })?;
    // The name is part of a URL: what has a meaning there is escaped.
    let mut url = String::from("sqlite:");
    for c in text.chars() {
        match c {
            '%' | '?' | '#' => {
                use std::fmt::Write as _;
                write!(url, "%{:02X}", u32::from(c))
                    .map_err(|e| sqlx::Error::Protocol(e.to_string()))?;
            }
            c => url.push(c),
        }
    }
    url.push_str("?mode=rwc");
    Ok(url)
}

/// The statements of a file: they end with a semicolon at the end of a line.
fn statements(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(";\n").filter(|statement| {
        statement
            .lines()
            .any(|line| !line.trim().is_empty() && !line.trim_start().starts_with("--"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_cut_at_semicolons_that_end_a_line() {
        let sql =
            "-- a; b\nCREATE TABLE a (b TEXT); -- c;\n-- d;\n\nCREATE TABLE e (f TEXT);\n-- g\n";
        let found: Vec<_> = statements(sql).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(MIGRATIONS.is_sorted_by_key(|(name, _)| *name));
    }

    /// A database of before step 005: two evaluations, one with words, and a comment.
    const OLD: &str = "
        INSERT INTO grids VALUES ('g', 1, '一', 'One');
        INSERT INTO buildings VALUES ('b3', 'g', 3, '3号楼', 'Building 3');
        INSERT INTO households (id, building_id, grid_id, address_zh, address_en)
            VALUES ('h1', 'b3', 'g', '101', '101'), ('h2', 'b3', 'g', '102', '102');
        INSERT INTO people (id, household_id, position, name_zh, name_en, relation)
            VALUES ('p1', 'h1', 1, '甲', 'A', 'head'), ('p2', 'h2', 1, '乙', 'B', 'head');
        INSERT INTO projects (id, title_zh, title_en, summary_zh, summary_en, text_zh, text_en, place_zh, place_en,
            stage, proposer_zh, proposer_en, listed, created_at, changed_at)
            VALUES ('lamp', '灯', '', '灯', '', '[]', '', '门口', '', 'evaluating', '居委会', '', 1, 1, 1);
        INSERT INTO project_evaluations (project_id, household_id, person_id, level, text, at)
            VALUES ('lamp', 'h1', 'p1', 4, '晚上亮多了', 7), ('lamp', 'h2', 'p2', 2, '', 8);
        INSERT INTO project_comments (id, project_id, side, person_id, client_ref, author_zh, author_en, text_zh, text_en,
            at, state, answer_zh) VALUES ('c', 'lamp', 'concern', 'p2', 'r', '邻居', '', '会不会太亮', '', 5,
            'published', '会调暗');
    ";

    #[tokio::test]
    async fn words_of_an_older_evaluation_wait_for_a_look_as_comments_do_and_nothing_is_lost() {
        install_drivers();
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(folder.path()).await.unwrap();
        db.migrate(&MIGRATIONS[..4]).await.unwrap();
        for statement in statements(OLD) {
            sqlx::query(statement).execute(db.pool()).await.unwrap();
        }
        db.migrate(MIGRATIONS).await.unwrap();
        let comments: Vec<(String, String, String, String, String, i64)> = sqlx::query_as(
            "SELECT c.side, c.author_zh, c.text_zh, c.state, c.answer_zh, c.at FROM project_comments c ORDER BY c.at",
        )
        .fetch_all(db.pool())
        .await
        .unwrap();
        let row = |side: &str, author: &str, text: &str, state: &str, answer: &str, at| {
            let [side, author, text, state, answer] =
                [side, author, text, state, answer].map(str::to_owned);
            (side, author, text, state, answer, at)
        };
        let words = ("evaluation", "3号楼邻居", "晚上亮多了", "waiting");
        assert_eq!(
            comments,
            [
                row("concern", "邻居", "会不会太亮", "published", "会调暗", 5),
                row(words.0, words.1, words.2, words.3, "", 7),
            ]
        );
        let evaluations: Vec<(String, i64, Option<String>)> = sqlx::query_as(
            "SELECT e.household_id, e.level, c.text_zh FROM project_evaluations e \
             LEFT JOIN project_comments c ON c.id = e.comment_id ORDER BY e.household_id",
        )
        .fetch_all(db.pool())
        .await
        .unwrap();
        let said = Some("晚上亮多了".to_owned());
        assert_eq!(
            evaluations,
            [("h1".into(), 4, said), ("h2".into(), 2, None)]
        );
        // A second start changes nothing.
        db.migrate(MIGRATIONS).await.unwrap();
        let number: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM project_comments")
            .fetch_one(db.pool())
            .await
            .unwrap();
        assert_eq!(number, 2);
    }
}
