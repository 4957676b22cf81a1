//! A PostgreSQL of its own for one step: a new cluster in a temporary folder, on a free port of this machine, gone
//! with the value.

use crate::shell::{self, Failure, Outcome, say};
use crate::tools::PostgresPrograms;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// It takes a second; a machine that is busy with something else may need longer.
const READY_WITHIN: Duration = Duration::from_mins(1);

pub(crate) struct Postgres {
    process: Option<Child>,
    folder: PathBuf,
    programs: PostgresPrograms,
    port: u16,
}

impl Postgres {
    /// Makes the cluster, starts it and waits until it answers.
    pub(crate) fn start(programs: PostgresPrograms) -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("linli-postgres-{}", std::process::id()));
        shell::remove_folder(&folder)?;
        std::fs::create_dir_all(&folder).map_err(|e| shell::on_file("create", &folder, &e))?;
        // From here on the folder and the process end with this value, whatever happens.
        let mut postgres = Self {
            process: None,
            folder,
            programs,
            port: free_port()?,
        };
        postgres.hand_over()?;
        say("making a PostgreSQL cluster that lasts as long as this step");
        shell::output(
            postgres
                .command("initdb")
                .args(["--username=linli", "--auth=trust", "--encoding=UTF8"])
                // As SQLite compares texts, byte by byte; and nothing here must outlive a power cut.
                .args(["--locale=C", "--no-sync", "--pgdata"])
                .arg(postgres.data()),
        )?;
        let mut command = postgres.command("postgres");
        command
            .arg("-D")
            .arg(postgres.data())
            .args(["-p", &postgres.port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "full_page_writes=off",
            // Every server of the tests has connections of its own.
            "max_connections=400",
            "log_min_messages=fatal",
        ] {
            command.args(["-c", setting]);
        }
        let line = shell::shown(&command);
        println!("  $ {line}");
        let started = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
        postgres.process = Some(started.map_err(|error| shell::could_not_start(&line, &error))?);
        postgres.wait()?;
        Ok(postgres)
    }

    /// Where its first database is; the user may create others.
    pub(crate) fn url(&self) -> String {
        format!("postgres://linli@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// One of its programs, run by somebody whom it accepts: it refuses root.
    fn command(&self, program: &str) -> Command {
        let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let mut command = shell::command(self.programs.folder.join(name));
        // The repository may lie where that somebody may not look.
        command.current_dir(&self.folder);
        #[cfg(unix)]
        if let Some((user, group)) = self.programs.user {
            use std::os::unix::process::CommandExt as _;
            command.uid(user).gid(group);
        }
        command
    }

    #[cfg(unix)]
    fn hand_over(&self) -> Outcome {
        let Some((user, group)) = self.programs.user else {
            return Ok(());
        };
        std::os::unix::fs::chown(&self.folder, Some(user), Some(group))
            .map_err(|error| shell::on_file("hand over", &self.folder, &error))
    }

    #[cfg(not(unix))]
    #[allow(clippy::unused_self, clippy::unnecessary_wraps)]
    fn hand_over(&self) -> Outcome {
        Ok(())
    }

    fn wait(&mut self) -> Outcome {
        let began = Instant::now();
        let mut ask = self.command("pg_isready");
        ask.args(["--quiet", "--host=127.0.0.1", "--username=linli"])
            .arg(format!("--port={}", self.port));
        loop {
            if ask.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            let ended = self.process.as_mut().map(Child::try_wait);
            if began.elapsed() > READY_WITHIN || matches!(ended, Some(Ok(Some(_)) | Err(_))) {
                return Err(Failure::new(
                    "PostgreSQL did not get ready",
                    format!(
                        "start it by hand and read what it says: postgres -D {}",
                        shown(&self.data())
                    ),
                ));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // It ends its own helpers when it is asked to; killed hard, it would leave them behind.
            let mut stop = self.command("pg_ctl");
            stop.args(["stop", "--mode=fast", "--silent", "--pgdata"])
                .arg(self.data());
            if !stop.status().is_ok_and(|status| status.success()) {
                let _ = process.kill();
            }
            let _ = process.wait();
        }
        let _ = shell::remove_folder(&self.folder);
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A port that nobody has now.
fn free_port() -> Outcome<u16> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| {
            Failure::new(
                format!("no port of this machine is free: {error}"),
                "end programs that you do not need, and start again",
            )
        })
}
