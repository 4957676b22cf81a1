//! A real server on 127.0.0.1 with a database of its own, and a small client.
//!
//! The neighbourhood is imported once per test program and copied for each server. Its tests begin on
//! the same Wednesday morning every day, so that none passes on a weekday and fails at the end of a
//! month; `LINLI_TEST_START=2027-01-31T15:59:00Z` begins elsewhere. With
//! `LINLI_TEST_POSTGRES=postgres://user:password@host/database` the same tests run on PostgreSQL;
//! the user must be allowed to create databases.

// Each test program uses a part of this.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::missing_panics_doc,
    clippy::unwrap_used
)]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use linli_contract::{DeskPairing, Kiosk, KioskPairing, Page, Problem, Timestamp};
use linli_server::clock::Clock;
use linli_server::config::{Codes, Config};
use linli_server::{App, account::sessions, kiosk};
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;

/// People of the seed that tests speak of.
pub const WANG: &str = "p18";
pub const LI: &str = "p27";
pub const CHEN: &str = "p53";
pub const ZHOU_MIN: &str = "zhou-min";
pub const ZHAO_QIANG: &str = "zhao-qiang";
pub const ADMIN: &str = "sun-lihua";
/// A counsellor.
pub const SHEN: &str = "shen-ruolan";

/// When the tests begin, unless `LINLI_TEST_START` names another moment: ten in the morning.
const START: &str = "2026-11-25T02:00:00Z";

/// How far the tests' clock is ahead of the real one, in milliseconds.
fn ahead() -> i64 {
    static AHEAD: OnceLock<i64> = OnceLock::new();
    *AHEAD.get_or_init(|| {
        let start = std::env::var("LINLI_TEST_START").unwrap_or_else(|_| START.to_owned());
        let start: Timestamp = start.parse().unwrap();
        start.0 - Clock::default().now().0
    })
}

/// The tests' time, of a server whose clock was not moved.
pub fn now() -> Timestamp {
    Timestamp(Clock::default().now().0 + ahead())
}

/// A clock that the file in `data` moves, begun at the tests' own time.
fn clock(data: &Path) -> Clock {
    set_clock_ahead(data, 0);
    Clock::new(Some(data.join("clock")))
}

/// Moves the clock of the server with this data folder so many milliseconds ahead of where the tests
/// began.
pub fn set_clock_ahead(data: &Path, ms: i64) {
    std::fs::write(data.join("clock"), (ahead() + ms).to_string()).unwrap();
}

/// A running server. Dropped, it stops, and its database is gone.
pub struct Server {
    pub app: App,
    pub url: String,
    pub codes: Arc<Mutex<Vec<(String, String)>>>,
    data: TempDir,
    postgres: Option<String>,
    stop: Option<oneshot::Sender<()>>,
}

impl Server {
    /// The seeded neighbourhood, with demo sign-in, and codes kept in [`Server::codes`].
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// As [`Server::start`], with the configuration changed first.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let data = tempfile::tempdir().unwrap();
        let postgres = postgres().map(|admin| copy_postgres(&admin));
        if postgres.is_none() {
            let from = template_folder().join("linli.sqlite");
            std::fs::copy(from, data.path().join("linli.sqlite")).unwrap();
        }
        let codes = Arc::new(Mutex::new(Vec::new()));
        let mut config = Config {
            data: data.path().to_owned(),
            database_url: postgres.clone(),
            demo: true,
            seed: false,
            codes: Codes::Memory(Arc::clone(&codes)),
            clock: clock(data.path()),
            // Unoptimised, as tests are, the right number takes seconds.
            kiosk: kiosk::Rules {
                pin_iterations: 1000,
                ..kiosk::Rules::default()
            },
            ..Config::default()
        };
        change(&mut config);
        let app = linli_server::build(config).await.unwrap();
        let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
            .await
            .unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let served = app.clone();
        tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            linli_server::serve(served, listener, stopped)
                .await
                .unwrap();
        });
        Self {
            app,
            url,
            codes,
            data,
            postgres,
            stop: Some(stop),
        }
    }

    /// The server's data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// As [`set_clock_ahead`], of this server.
    pub fn set_clock_ahead(&self, ms: i64) {
        set_clock_ahead(self.data.path(), ms);
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Client {
        Client {
            http: http(),
            url: self.url.clone(),
            cookie: None,
        }
    }

    /// Somebody who is: any person or worker of the seed.
    pub async fn signed_in(&self, person_id: &str) -> Client {
        let user = sessions::user(&self.app, person_id.to_owned())
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("the seed has no {person_id}"));
        let (token, _) = sessions::open(&self.app, &user).await.unwrap();
        Client {
            cookie: Some(format!("linli={token}")),
            ..self.visitor()
        }
    }

    /// A screen that a worker has paired, and its id.
    pub async fn kiosk(&self, name: &str) -> (Client, String) {
        let visitor = self.visitor();
        let asked: KioskPairing = visitor
            .post_with("/v1/kiosk/pairings", &[], &())
            .await
            .expect(201)
            .json();
        let worker = self.signed_in(ZHOU_MIN).await;
        let waiting: Page<DeskPairing> = worker.get("/v1/desk/kiosk-pairings").await.json();
        let found = |pairing: &&DeskPairing| pairing.user_code == asked.user_code;
        let id = waiting.items.iter().find(found).unwrap().id.to_string();
        let approval = json!({
            "decision": "approve", "name": name, "place": "一楼大厅", "staff_pin": "304718",
        });
        worker
            .post(&format!("/v1/desk/kiosk-pairings/{id}/decision"), &approval)
            .await
            .expect(201);
        let claim = json!({ "device_code": asked.device_code });
        let claimed = visitor
            .post_with("/v1/kiosk/pairings/claim", &[], &claim)
            .await;
        let kiosk: Kiosk = claimed.expect(201).json();
        (visitor.with_cookies(&claimed), kiosk.id.to_string())
    }

    /// Somebody who is signed in at a kiosk.
    pub async fn signed_in_at(&self, (kiosk, id): &(Client, String), person_id: &str) -> Client {
        let user = sessions::user(&self.app, person_id.to_owned())
            .await
            .unwrap()
            .unwrap()
            .at_kiosk(id.clone());
        let (token, _) = sessions::open(&self.app, &user).await.unwrap();
        let device = kiosk.cookie.as_deref().unwrap();
        Client {
            cookie: Some(format!("{device}; linli={token}")),
            ..kiosk.clone()
        }
    }

    /// The one number that a query answers.
    pub async fn number(&self, sql: &'static str) -> i64 {
        let (number,): (i64,) = sqlx::query_as(sql)
            .fetch_one(self.app.db.pool())
            .await
            .unwrap();
        number
    }

    /// Runs a statement, such as making a slot small.
    pub async fn execute(&self, sql: &'static str) -> u64 {
        let mut tx = self.app.db.write().await.unwrap();
        let done = sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        done.rows_affected()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let (Some(url), Some(admin)) = (self.postgres.take(), postgres()) {
            let name = url.rsplit('/').next().unwrap().to_owned();
            run_postgres(
                &admin,
                vec![format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")],
            );
        }
    }
}

/// A client with its cookie.
#[derive(Clone)]
pub struct Client {
    pub http: reqwest::Client,
    pub url: String,
    pub cookie: Option<String>,
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Client {
    /// The same browser with the cookies that an answer has set, and without those that it took away.
    #[must_use]
    pub fn with_cookies(&self, reply: &Reply) -> Self {
        let known = self.cookie.as_deref().unwrap_or_default().split("; ");
        let mut jar: BTreeMap<&str, &str> = known.filter_map(|pair| pair.split_once('=')).collect();
        for set in reply.headers.get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            jar.insert(name, value);
        }
        let kept = jar.iter().filter(|(_, value)| !value.is_empty());
        let kept: Vec<String> = kept
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Self {
            cookie: Some(kept.join("; ")).filter(|cookies| !cookies.is_empty()),
            ..self.clone()
        }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], None).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&'static str, &str)]) -> Reply {
        self.send(Method::GET, path, headers, None).await
    }

    /// A POST with a new idempotency key.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Reply {
        self.post_with(path, &[("idempotency-key", &new_key())], body)
            .await
    }

    pub async fn post_keyed(&self, path: &str, key: &str, body: &impl Serialize) -> Reply {
        self.post_with(path, &[("idempotency-key", key)], body)
            .await
    }

    pub async fn post_with(
        &self,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &impl Serialize,
    ) -> Reply {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        let body = serde_json::to_vec(body).unwrap();
        self.send(Method::POST, path, &all, Some(body)).await
    }

    pub async fn put(&self, path: &str) -> Reply {
        self.send(Method::PUT, path, &[], None).await
    }

    pub async fn put_with(
        &self,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &impl Serialize,
    ) -> Reply {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        let body = serde_json::to_vec(body).unwrap();
        self.send(Method::PUT, path, &all, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.delete_with(path, &[]).await
    }

    pub async fn delete_with(&self, path: &str, headers: &[(&'static str, &str)]) -> Reply {
        self.send(Method::DELETE, path, headers, None).await
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: Option<Vec<u8>>,
    ) -> Reply {
        let mut request = self.http.request(method, format!("{}{path}", self.url));
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        for (name, value) in headers {
            request = request.header(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        let response = request.send().await.unwrap();
        Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: response.bytes().await.unwrap().to_vec(),
        }
    }
}

impl Reply {
    /// The body as one of the contract's types. Panics with the answer when it is not.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.text()))
    }

    pub fn value(&self) -> Value {
        self.json()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The problem that this answer is. Panics when it is none.
    pub fn problem(&self) -> Problem {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{} {}",
            self.status,
            self.text()
        );
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status);
        problem
    }

    /// Status and code of a problem, for comparing in one line.
    pub fn refusal(&self) -> (u16, String) {
        (self.status, self.problem().code)
    }

    /// This answer, when it has the status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
}

/// A new idempotency key.
pub fn new_key() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

fn postgres() -> Option<String> {
    std::env::var("LINLI_TEST_POSTGRES")
        .ok()
        .filter(|url| !url.is_empty())
}

/// Runs something async from anywhere, also from inside a runtime.
fn apart<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> T {
    std::thread::spawn(move || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(task)
    })
    .join()
    .unwrap()
}

fn template_config(data: &Path) -> Config {
    Config {
        data: data.to_owned(),
        demo: true,
        clock: clock(data),
        ..Config::default()
    }
}

/// A folder with the seeded SQLite file.
fn template_folder() -> &'static Path {
    static TEMPLATE: OnceLock<TempDir> = OnceLock::new();
    TEMPLATE
        .get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let config = template_config(folder.path());
            apart(async {
                let app = linli_server::build(config).await.unwrap();
                // Closing writes the log back into the one file that is copied.
                app.db.pool().close().await;
            });
            folder
        })
        .path()
}

fn run_postgres(admin: &str, statements: Vec<String>) {
    use sqlx::{ConnectOptions, Executor};
    let admin = admin.to_owned();
    apart(async move {
        let options: sqlx::postgres::PgConnectOptions = admin.parse().unwrap();
        let mut connection = options.connect().await.unwrap();
        for statement in statements {
            connection
                .execute(sqlx::AssertSqlSafe(statement))
                .await
                .unwrap();
        }
    });
}

/// A configuration for an empty database of its own, to be filled, with what keeps it alive.
pub fn empty(data: &TempDir) -> Config {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let database_url = postgres().map(|admin| {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("linli_empty_{}_{number}", std::process::id());
        run_postgres(
            &admin,
            vec![
                format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"),
            ],
        );
        format!("{}/{name}", admin.rsplit_once('/').unwrap().0)
    });
    Config {
        database_url,
        ..template_config(data.path())
    }
}

/// A new PostgreSQL database with the seeded neighbourhood.
fn copy_postgres(admin: &str) -> String {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let base = admin.rsplit_once('/').unwrap().0.to_owned();
    let template = TEMPLATE.get_or_init(|| {
        let name = format!("linli_test_{}", std::process::id());
        run_postgres(
            admin,
            vec![
                format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"),
            ],
        );
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            database_url: Some(format!("{base}/{name}")),
            ..template_config(folder.path())
        };
        apart(async {
            let app = linli_server::build(config).await.unwrap();
            app.db.pool().close().await;
        });
        name
    });
    let name = format!("{template}_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    run_postgres(
        admin,
        vec![format!("CREATE DATABASE {name} TEMPLATE {template}")],
    );
    format!("{base}/{name}")
}
