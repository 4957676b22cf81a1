//! The project's own tool, called `cargo xtask`.
//!
//! Every command sets up what it needs on a fresh machine, says what it does and why, and is quick
//! the second time. One file per command; the shared parts are `shell` (running programs), `tools`
//! (installing them), `paths`, `inputs` (has anything changed?) and `backend` (a running server).

mod backend;
mod build;
mod check;
mod conformance;
mod dev;
mod inputs;
mod paths;
mod postgres;
mod screenshots;
mod serve;
mod shell;
mod test;
mod tools;

use shell::{Failure, Outcome};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--port N] [--data DIR]   build the app, start the backend with demo data, print the address
  test [STEP …]                   everything that must hold before a change is kept (or some of its steps)
  dev [--port N]                  the app with reload on every change, in front of a backend
  check                           formatting, lints, contract lint: the quick part of `test`
  build [--largest N] [--one-module]
                                  the release app in dist/, with a report of its size
  screenshots                     pictures of every screen, for the README and for looking at
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Outcome {
    let Some((command, rest)) = args.split_first() else {
        print!("{USAGE}");
        return Ok(());
    };
    match command.as_str() {
        "serve" => serve::run(rest),
        "test" => test::run(rest),
        "dev" => dev::run(rest),
        "check" => no_more(rest).and_then(|()| check::run()),
        "build" => build::run(rest),
        "screenshots" => screenshots::run(rest),
        // Called by trunk between compiling and publishing; see Trunk.toml.
        "trunk-hook" => no_more(rest).and_then(|()| build::trunk_hook()),
        "help" | "-h" | "--help" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(Failure::new(
            format!("there is no command `{other}`"),
            format!("the commands are:\n\n{USAGE}"),
        )),
    }
}

fn no_more(rest: &[String]) -> Outcome {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(Failure::new(
            format!("`{extra}` is not understood here"),
            "this command takes no arguments",
        )),
    }
}

/// Reads `--name value` pairs; anything else is answered with a sentence.
fn options(args: &[String], known: &[&str]) -> Outcome<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let (name, inline) = match arg.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (arg.as_str(), None),
        };
        if !known.contains(&name) {
            return Err(Failure::new(
                format!("`{arg}` is not understood here"),
                format!("this command knows {}", known.join(", ")),
            ));
        }
        let value = inline.or_else(|| args.next().cloned()).ok_or_else(|| {
            Failure::new(
                format!("`{name}` has no value"),
                format!("write `{name} VALUE`"),
            )
        })?;
        found.push((name.to_owned(), value));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::options;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn options_are_read_in_both_spellings() {
        let found = options(&words("--port 80 --data=here"), &["--port", "--data"]).unwrap();
        assert_eq!(
            found,
            [
                ("--port".into(), "80".into()),
                ("--data".into(), "here".into())
            ]
        );
    }

    #[test]
    fn an_unknown_option_and_a_missing_value_are_refused() {
        assert!(options(&words("--pork 80"), &["--port"]).is_err());
        assert!(options(&words("--port"), &["--port"]).is_err());
    }
}
