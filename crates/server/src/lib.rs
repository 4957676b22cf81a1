//! The reference backend of Linli, for development, demonstration and one neighbourhood.
//!
//! One file per use case; `contract/openapi.yaml` says what each operation does. [`build`] opens
//! the database and fills it, [`router`] is the service, [`serve`] runs it.

pub mod account;
pub mod appointments;
pub mod clock;
pub mod config;
pub mod db;
pub mod desk;
pub mod error;
pub mod home;
pub mod http;
pub mod kiosk;
pub mod orders;
pub mod points;
pub mod problems;
pub mod projects;
pub mod seed;
pub mod votes;
pub mod wishes;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use clock::Clock;
use config::Config;
use db::Db;
pub use http::router;

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// What the program was started with.
    pub config: Arc<Config>,
    /// Counts requests.
    pub limiter: http::Limiter,
}

/// Opens the database and, where it is empty and the seed is wanted, fills it.
///
/// # Errors
/// A sentence for the operator.
pub async fn build(config: Config) -> Result<App, String> {
    let preparing = db::Preparing::wait(config.database_url.as_deref()).await?;
    let app = App {
        db: Db::open(&config.data, config.database_url.as_deref()).await?,
        clock: config.clock.clone(),
        limiter: http::Limiter::default(),
        config: Arc::new(config),
    };
    if app.config.seed {
        seed::fill(&app)
            .await
            .map_err(|error| format!("the seed cannot be imported: {error}"))?;
    }
    drop(preparing);
    Ok(app)
}

/// Answers requests on `listener` until `shutdown` is ready, then finishes those under way.
pub async fn serve(
    app: App,
    listener: tokio::net::TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let tidying = tokio::spawn(tidy(app.clone()));
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let result = axum::serve(listener, service)
        .with_graceful_shutdown(shutdown)
        .await;
    tidying.abort();
    result
}

/// At the start and once an hour, closes ballots that nobody has asked about since their time was over,
/// so that nothing joins their votes with the roll any longer, settles points that are due, gives back what is
/// held no longer, and removes what has had its time.
async fn tidy(app: App) {
    let mut hourly = tokio::time::interval(Duration::from_hours(1));
    loop {
        hourly.tick().await;
        if let Err(error) = votes::close::settle(&app).await {
            tracing::error!("closing ballots failed: {error}");
        }
        if let Err(error) = points::settle::settle(&app).await {
            tracing::error!("settling points failed: {error}");
        }
        if let Err(error) = appointments::tidy(&app).await {
            tracing::error!("tidying appointments failed: {error}");
        }
        if let Err(error) = kiosk::tidy(&app).await {
            tracing::error!("tidying kiosks failed: {error}");
        }
        if let Err(error) = db::tidy(&app).await {
            tracing::error!("tidying failed: {error}");
        }
    }
}
