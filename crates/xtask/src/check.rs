//! `cargo xtask check`: what can be judged without running anything.

use crate::shell::{self, Outcome, say};
use crate::{build, tools};

type Step = (&'static str, fn() -> Outcome);

pub(crate) fn run() -> Outcome {
    for (name, step) in STEPS {
        say(name);
        step()?;
    }
    say("all is well");
    Ok(())
}

/// The steps with their names, in the order of their cost; `test` begins with the same.
pub(crate) const STEPS: [Step; 5] = [
    ("formatting", formatting),
    ("styles", styles),
    ("contract", contract),
    ("clippy", clippy),
    ("clippy-web", clippy_web),
];

fn formatting() -> Outcome {
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy() -> Outcome {
    shell::run(shell::cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

/// The app as the browser gets it: much of it exists only there. Once in one module, as `dev` and the
/// tests in the browser have it, and once with its groups apart, as it is released.
fn clippy_web() -> Outcome {
    tools::rust_parts()?;
    for features in ["", "split"] {
        shell::run(
            shell::cargo()
                .args(["clippy", "--package", "linli", "--all-targets", "--target"])
                .args(["wasm32-unknown-unknown", "--features", features])
                .args(["--", "-D", "warnings"])
                .env("CARGO_ENCODED_RUSTFLAGS", build::EVERYDAY_FLAGS),
        )?;
    }
    Ok(())
}

fn styles() -> Outcome {
    tools::node_packages("the check of the style sheets")?;
    shell::run(shell::command(tools::node_program("stylelint")).args([
        "--max-warnings",
        "0",
        "style/**/*.css",
    ]))
}

fn contract() -> Outcome {
    tools::node_packages("the check of the contract")?;
    shell::run(
        shell::command(tools::node_program("redocly"))
            .args(["lint", "--config", "redocly.yaml", "contract/openapi.yaml"])
            // It would otherwise ask its makers about updates and tell them about the run.
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
    )
}
