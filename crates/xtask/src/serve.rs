//! `cargo xtask serve`: everything a stranger needs to see the app.

use crate::shell::{self, Failure, Outcome, say};
use crate::{backend, build, paths};

/// Where the app is found when nothing else is asked for.
const PORT: u16 = 8080;

pub(crate) fn run(args: &[String]) -> Outcome {
    let mut port = PORT;
    let mut data = paths::root().join("data");
    for (name, value) in crate::options(args, &["--port", "--data"])? {
        if name == "--port" {
            port = read_port(&value)?;
        } else {
            // As typed in the folder where it was typed.
            data = std::path::absolute(&value).map_err(|error| {
                Failure::new(
                    format!("`{value}` is no folder: {error}"),
                    "give a folder for the data, such as `--data data`",
                )
            })?;
        }
    }
    build::ensure()?;
    backend::build()?;
    say(format_args!(
        "starting; the data is in {} and stays there",
        data.display()
    ));
    let mut server = shell::command(paths::server());
    server
        .arg("--listen")
        .arg(format!("127.0.0.1:{port}"))
        .arg("--static")
        .arg(paths::dist())
        .args(["--demo", "--print-codes", "--data"])
        .arg(data);
    become_program(&mut server)
}

pub(crate) fn read_port(value: &str) -> Outcome<u16> {
    value.parse().map_err(|_| {
        Failure::new(
            format!("`{value}` is no port"),
            "a port is a number from 1 to 65535, such as `--port 8080`; 0 takes a free one",
        )
    })
}

/// Puts the server in the place of this process, so that Ctrl-C and every other signal go to it alone,
/// and it ends when it has finished its work.
#[cfg(unix)]
fn become_program(server: &mut std::process::Command) -> Outcome {
    use std::os::unix::process::CommandExt as _;
    let line = shell::shown(server);
    println!("  $ {line}");
    let error = server.exec();
    Err(shell::could_not_start(&line, &error))
}

#[cfg(not(unix))]
fn become_program(server: &mut std::process::Command) -> Outcome {
    shell::run(server)
}

#[cfg(test)]
mod tests {
    use super::read_port;

    #[test]
    fn a_port_is_a_number() {
        assert_eq!(read_port("8080").unwrap(), 8080);
        for wrong in ["", "80 80", "65536", "-1", "http"] {
            assert!(read_port(wrong).is_err(), "{wrong}");
        }
    }
}
