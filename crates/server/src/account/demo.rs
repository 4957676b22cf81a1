//! Demo accounts: people of the seed whom anybody may be with one tap, when the server was started
//! with `--demo`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{DemoAccount, Page, Role};

use crate::App;
use crate::error::{Code, Result};
use crate::http::{Lang, json};

/// `GET /v1/demo-accounts`
pub async fn list(State(app): State<App>, lang: Lang) -> Result<Response> {
    if !app.config.demo {
        return Err(Code::NotFound.into());
    }
    let page = Page {
        items: accounts(&app, lang).await?,
        next_cursor: None,
    };
    json(StatusCode::OK, &page)
}

async fn accounts(app: &App, lang: Lang) -> Result<Vec<DemoAccount>> {
    type Row = (String, String, String, String, String, i64, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT p.id, p.name_zh, p.name_en, d.description_zh, d.description_en, \
           (SELECT COUNT(*) FROM roles r WHERE r.person_id = p.id AND r.role IN ('worker', 'admin')), \
           (SELECT COUNT(*) FROM roles r WHERE r.person_id = p.id AND r.role = 'counsellor') \
         FROM demo_accounts d JOIN people p ON p.id = d.person_id ORDER BY d.position",
    )
    .fetch_all(app.db.pool())
    .await?;
    let account = |(id, name_zh, name_en, zh, en, work, counsel): Row| DemoAccount {
        id: id.into(),
        name: lang.pick(name_zh, name_en),
        description: lang.pick(zh, en),
        role: if work > 0 {
            Role::Worker
        } else if counsel > 0 {
            Role::Counsellor
        } else {
            Role::Resident
        },
    };
    Ok(rows.into_iter().map(account).collect())
}

/// What the program prints at its start with `--demo`.
pub async fn listing(app: &App) -> Result<String> {
    use std::fmt::Write as _;
    let mut text = String::from("demo sign-ins:\n");
    for account in accounts(app, Lang::Zh).await? {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {}  {}", account.id, account.description);
    }
    Ok(text)
}
