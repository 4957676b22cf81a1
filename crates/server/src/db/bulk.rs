//! Many rows at once: a closed ballot has thousands of votes, and the seed some ten thousand rows.

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::error::Result;

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(String),
    Maybe(Option<String>),
    Number(i64),
    MaybeNumber(Option<i64>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        Self::Maybe(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Self {
        Self::MaybeNumber(number)
    }
}

/// How many values one statement has at most; both databases take more.
const VALUES: usize = 800;

/// Inserts rows, `into` being the table with its columns: `votes (id, ballot_id, choices)`.
pub(crate) async fn insert<const N: usize>(
    connection: &mut AnyConnection,
    into: &'static str,
    rows: &[[Cell; N]],
) -> Result<()> {
    for rows in rows.chunks((VALUES / N.max(1)).max(1)) {
        let tuples: Vec<String> = (0..rows.len())
            .map(|row| {
                let places: Vec<String> = (1..=N)
                    .map(|column| format!("${}", row * N + column))
                    .collect();
                format!("({})", places.join(", "))
            })
            .collect();
        // Only numbers of parameters are put together here.
        let statement = format!("INSERT INTO {into} VALUES {}", tuples.join(", "));
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for cell in rows.iter().flatten() {
            query = match cell {
                Cell::Text(text) => query.bind(text),
                Cell::Maybe(text) => query.bind(text.as_deref()),
                Cell::Number(number) => query.bind(number),
                Cell::MaybeNumber(number) => query.bind(number),
            };
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
