//! The program: reads the command line, opens the database, serves until told to stop.

use std::process::ExitCode;

use linli_server::config::{Config, USAGE};

#[tokio::main]
async fn main() -> ExitCode {
    let level = std::env::var("LINLI_LOG").ok();
    let level = level.as_deref().unwrap_or("info").parse();
    tracing_subscriber::fmt()
        .with_max_level(level.unwrap_or(tracing::Level::INFO))
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("linli-server: {sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let environment = |name: &str| std::env::var(name).ok();
    let Some(config) = Config::from_args(std::env::args().skip(1), environment)? else {
        println!("{USAGE}");
        return Ok(());
    };
    let (listen, demo) = (config.listen, config.demo);
    let app = linli_server::build(config).await?;
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .map_err(|error| format!("cannot listen on {listen}: {error}"))?;
    let address = listener
        .local_addr()
        .map_err(|error| format!("cannot tell where it listens: {error}"))?;
    println!("listening on http://{address}");
    if demo {
        print!(
            "{}",
            linli_server::account::demo::listing(&app)
                .await
                .map_err(|error| error.to_string())?
        );
    }
    linli_server::serve(app, listener, told_to_stop())
        .await
        .map_err(|error| format!("serving failed: {error}"))
}

/// Ready at Ctrl-C or, on Unix, at SIGTERM.
async fn told_to_stop() {
    let interrupt = async {
        // Without a handler there is nothing to wait for: only the system's own way remains.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut stream) => {
                stream.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
