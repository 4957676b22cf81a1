//! `cargo xtask screenshots`: pictures of every screen, taken by a real browser from the real backend.

use crate::shell::{self, Outcome};
use crate::{backend, build, test, tools};

/// Further words go to Playwright, for instance `--grep home`.
pub(crate) fn run(args: &[String]) -> Outcome {
    tools::node_packages("taking pictures")?;
    let browser = tools::browser()?;
    build::ensure()?;
    backend::build()?;
    shell::run(
        test::playwright(&browser)
            .args(["--config", "tests/e2e/screenshots.config.ts"])
            .args(args),
    )
}
