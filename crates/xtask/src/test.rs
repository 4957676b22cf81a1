//! `cargo xtask test`: everything that must hold before a change is kept.
//!
//! The cheapest steps come first, and the first failure ends the run. Names of steps as arguments run
//! only those: `cargo xtask test native journeys`.

use crate::postgres::Postgres;
use crate::shell::{self, Failure, Outcome, say};
use crate::tools::{self, Browser};
use crate::{backend, build, check, conformance, paths};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

type Step = (&'static str, fn(&mut Count) -> Outcome);

/// The steps after those of `check`.
const STEPS: [Step; 7] = [
    ("native", native),
    ("postgres", on_postgres),
    ("oracle", oracle),
    ("app", app),
    ("browser", in_browser),
    ("conformance", conformance),
    ("journeys", journeys),
];

pub(crate) fn run(wanted: &[String]) -> Outcome {
    let known = || {
        check::STEPS
            .iter()
            .map(|(name, _)| *name)
            .chain(STEPS.iter().map(|(name, _)| *name))
    };
    if let Some(unknown) = wanted
        .iter()
        .find(|name| known().all(|known| known != name.as_str()))
    {
        return Err(Failure::new(
            format!("there is no step `{unknown}`"),
            format!("the steps are {}", known().collect::<Vec<_>>().join(", ")),
        ));
    }
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    let mut ledger = Ledger::default();
    let mut outcome = Ok(());
    for (name, step) in check::STEPS {
        if outcome.is_ok() && is_wanted(name) {
            outcome = ledger.record(name, |_| step());
        }
    }
    for (name, step) in STEPS {
        if outcome.is_ok() && is_wanted(name) {
            outcome = ledger.record(name, step);
        }
    }
    println!("\n{}", ledger.text());
    outcome
}

/// Unit tests, the architecture test, the contract's examples, the backend's tests.
fn native(count: &mut Count) -> Outcome {
    count.watch(shell::cargo().args(["test", "--workspace", "--no-fail-fast"]))
}

/// The backend's tests of what happens in the same moment, on `PostgreSQL`: `SQLite` lets one writer in at a time, so
/// that there nothing ever does.
fn on_postgres(count: &mut Count) -> Outcome {
    let postgres = Postgres::start(tools::postgres()?)?;
    let mut command = shell::cargo();
    command.args(["test", "--package", "linli-server"]);
    for program in ["votes", "points", "appointments", "kiosk", "frame"] {
        command.args(["--test", program]);
    }
    // Votes, places and rewards that are wanted at once, and keys of requests that are sent again.
    command.args([
        "--",
        "casting::",
        "crowd::",
        "redeeming::",
        "key",
        "at_once",
    ]);
    count.watch(command.env("LINLI_TEST_POSTGRES", postgres.url()))
}

/// The count of ballots and the calendar files against programs that others wrote.
fn oracle(count: &mut Count) -> Outcome {
    let python = tools::icalendar()?;
    count.watch(
        shell::cargo()
            .args([
                "test",
                "--package",
                "linli-server",
                "--test",
                "appointments",
            ])
            .args(["--", "--ignored", "icalendar"])
            .env("LINLI_ICALENDAR", python),
    )?;
    let python = tools::pabutools()?;
    count.watch(
        shell::cargo()
            .args(["test", "--package", "linli-tally", "--test", "oracle"])
            .args(["--", "--ignored", "--nocapture"])
            .env("LINLI_ORACLE", python),
    )
}

/// The release app must build and keep within its budget of bytes.
fn app(_: &mut Count) -> Outcome {
    build::ensure_within_budget()
}

/// The tests that need a document, a database and a clock of a browser, without a backend.
fn in_browser(count: &mut Count) -> Outcome {
    let browser = tools::browser()?;
    tools::rust_parts()?;
    let builders = tools::web_builders()?;
    let runner = builders
        .iter()
        .map(|folder| {
            folder.join(format!(
                "wasm-bindgen-test-runner{}",
                std::env::consts::EXE_SUFFIX
            ))
        })
        .find(|program| program.is_file())
        .ok_or_else(|| {
            Failure::new(
                "wasm-bindgen-test-runner is not beside wasm-bindgen",
                "remove linli's folder in your cache folder, so that it is installed anew",
            )
        })?;
    count.watch(
        shell::cargo()
            .args([
                "test",
                "--package",
                "linli",
                "--target",
                "wasm32-unknown-unknown",
            ])
            .args(["--test", "web"])
            .env("CARGO_ENCODED_RUSTFLAGS", build::EVERYDAY_FLAGS)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            // The browser's own flags are in webdriver.json.
            .env("CHROMEDRIVER", browser.driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120"),
    )
}

/// The running backend against the contract.
fn conformance(_: &mut Count) -> Outcome {
    conformance::run()
}

/// Whole journeys in a real browser against the real backend.
fn journeys(count: &mut Count) -> Outcome {
    tools::node_packages("the journeys")?;
    let browser = tools::browser()?;
    build::ensure()?;
    backend::build()?;
    count.watch(playwright(&browser).args(["--config", "tests/e2e/playwright.config.ts"]))
}

/// Playwright with what its configuration needs to know: the browser, and the program and the files of
/// which each worker starts a backend of its own.
pub(crate) fn playwright(browser: &Browser) -> Command {
    let mut command = shell::command(tools::node_program("playwright"));
    command
        .arg("test")
        .env("LINLI_CHROMIUM", &browser.chromium)
        .env("LINLI_SERVER", paths::server())
        .env("LINLI_DIST", paths::dist());
    command
}

/// Tests that ran, as the test programs report them.
#[derive(Default)]
pub(crate) struct Count {
    passed: u64,
    failed: u64,
}

impl Count {
    /// Runs a command, shows what it prints, and counts the tests in it.
    fn watch(&mut self, command: &mut Command) -> Outcome {
        let line = shell::shown(command);
        println!("  $ {line}");
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut process = started.map_err(|error| shell::could_not_start(&line, &error))?;
        if let Some(stdout) = process.stdout.take() {
            for text in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
                let text = String::from_utf8_lossy(&text);
                println!("{text}");
                self.read(&text);
            }
        }
        let status = process
            .wait()
            .map_err(|error| shell::could_not_start(&line, &error))?;
        if status.success() {
            Ok(())
        } else {
            Err(shell::ended_badly(&line, status))
        }
    }

    fn read(&mut self, line: &str) {
        // `cargo test`, also in the browser: "test result: ok. 12 passed; 0 failed; 1 ignored; …".
        if let Some((_, result)) = line.split_once("test result:") {
            for part in result.split(['.', ';']) {
                self.add(part.trim());
            }
        } else if line.starts_with("  ") {
            // Playwright: "  12 passed (3.2s)", "  1 failed".
            let words: Vec<&str> = line.split_whitespace().take(2).collect();
            self.add(&words.join(" "));
        }
    }

    fn add(&mut self, part: &str) {
        if let Some((number, word)) = part.split_once(' ')
            && let Ok(number) = number.parse::<u64>()
        {
            match word {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                _ => {}
            }
        }
    }
}

/// What was done, how long it took, and how it went.
#[derive(Default)]
struct Ledger {
    rows: Vec<(&'static str, Duration, Count)>,
}

impl Ledger {
    fn record(&mut self, name: &'static str, step: impl FnOnce(&mut Count) -> Outcome) -> Outcome {
        println!();
        say(format_args!("step {name}"));
        let start = Instant::now();
        let mut count = Count::default();
        let outcome = step(&mut count);
        // A step without tests of its own is one test, and so is a failure that no test reported.
        match &outcome {
            Ok(()) if count.passed + count.failed == 0 => count.passed = 1,
            Err(_) if count.failed == 0 => count.failed = 1,
            _ => {}
        }
        self.rows.push((name, start.elapsed(), count));
        outcome
    }

    fn text(&self) -> String {
        use std::fmt::Write as _;
        let mut text = String::from("step             seconds   passed   failed\n");
        let mut total = (Duration::ZERO, 0, 0);
        for (name, time, count) in &self.rows {
            let _ = writeln!(
                text,
                "{name:<14} {:>9.1} {:>8} {:>8}",
                time.as_secs_f64(),
                count.passed,
                count.failed
            );
            total = (
                total.0 + *time,
                total.1 + count.passed,
                total.2 + count.failed,
            );
        }
        let _ = writeln!(text, "{:<14} {:>9.1}", "together", total.0.as_secs_f64());
        let _ = write!(text, "\n{} passed, {} failed", total.1, total.2);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Failure, Ledger};

    #[test]
    fn tests_are_counted_as_their_programs_report_them() {
        let mut count = Count::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured",
            "  4 passed (12.3s)",
            "  1 failed",
            "    12 retries passed nowhere",
            "5 passed by",
        ] {
            count.read(line);
        }
        assert_eq!((count.passed, count.failed), (8, 3));
    }

    #[test]
    fn a_step_without_tests_is_one_test_and_the_last_line_sums_up() {
        let mut ledger = Ledger::default();
        assert!(ledger.record("formatting", |_| Ok(())).is_ok());
        let failing = ledger.record("native", |count| {
            count.passed = 4;
            Err(Failure::new("no", "yes"))
        });
        assert!(failing.is_err());
        assert!(ledger.text().ends_with("\n5 passed, 1 failed"));
    }
}
