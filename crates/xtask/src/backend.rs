//! A reference backend that runs for as long as this value lives.

use crate::paths;
use crate::shell::{self, Failure, Outcome, say};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

/// Compiles the reference backend as `serve` and the tests run it.
pub(crate) fn build() -> Outcome {
    say("compiling the reference backend");
    shell::run(shell::cargo().args(["build", "--profile", "server", "--package", "linli-server"]))
}

pub(crate) struct Backend {
    process: Child,
    /// `127.0.0.1:PORT`.
    pub(crate) address: String,
}

impl Backend {
    /// Starts a backend with demo data in this folder, on a free port, and waits until it answers.
    pub(crate) fn start(data: &Path) -> Outcome<Self> {
        let mut command = shell::command(paths::server());
        command
            .args([
                "--listen",
                "127.0.0.1:0",
                "--demo",
                "--print-codes",
                "--data",
            ])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let line = shell::shown(&command);
        println!("  $ {line}");
        let mut process = command
            .spawn()
            .map_err(|error| shell::could_not_start(&line, &error))?;
        let stdout = process.stdout.take();
        // From here on the process ends with this value, whatever happens.
        let mut backend = Self {
            process,
            address: String::new(),
        };
        let mut lines = BufReader::new(stdout.ok_or_else(silent)?).lines();
        for text in lines.by_ref().map_while(Result::ok) {
            println!("    {text}");
            if let Some((_, address)) = text.split_once("listening on http://") {
                address
                    .trim_end_matches('/')
                    .clone_into(&mut backend.address);
                break;
            }
        }
        if backend.address.is_empty() {
            return Err(silent());
        }
        // What it prints later has to go somewhere, or it would wait for a reader.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(backend)
    }

    /// Sends one request and returns the whole answer, head and body.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Outcome<String> {
        let failed = |error: std::io::Error| {
            Failure::new(
                format!("the backend did not answer {method} {path}: {error}"),
                "its own messages are above",
            )
        };
        let mut stream = TcpStream::connect(&self.address).map_err(failed)?;
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .map_err(failed)?;
        let headers = headers.iter().fold(String::new(), |text, (name, value)| {
            text + name + ": " + value + "\r\n"
        });
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).map_err(failed)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).map_err(failed)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        // Its data is a temporary folder; nothing is lost by stopping it hard.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn silent() -> Failure {
    Failure::new(
        "the backend stopped before it was ready",
        "its own messages are above",
    )
}
