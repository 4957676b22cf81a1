//! `cargo xtask dev`: the app with reload on every change, in front of a backend.

use crate::backend::Backend;
use crate::shell::{self, Outcome, say};
use crate::{backend, build, paths, serve, tools};

const PORT: u16 = 8081;

pub(crate) fn run(args: &[String]) -> Outcome {
    let mut port = PORT;
    for (_, value) in crate::options(args, &["--port"])? {
        port = serve::read_port(&value)?;
    }
    tools::rust_parts()?;
    let builders = tools::web_builders()?;
    backend::build()?;
    // Apart from the data of `serve`: what is tried out here spoils nothing there.
    let backend = Backend::start(&paths::target().join("dev-data"))?;
    say(format_args!(
        "the app will be on http://127.0.0.1:{port}; it reloads when a file changes"
    ));
    let mut trunk = shell::command("trunk");
    trunk
        .args(["serve", "--offline", "--address", "127.0.0.1", "--port"])
        .arg(port.to_string())
        .arg(format!("--proxy-backend=http://{}/v1/", backend.address))
        .args(["--proxy-rewrite", "/v1/", "--dist"])
        .arg(paths::web().join("dev"))
        .env("PATH", shell::path_with(&builders))
        .env("CARGO_ENCODED_RUSTFLAGS", build::EVERYDAY_FLAGS);
    shell::run(build::with_hook(&mut trunk)?)
}
