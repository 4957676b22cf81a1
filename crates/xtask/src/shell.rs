//! Running other programs, and the one error of this tool.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The result of everything here.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a command stopped: what happened, and what the person can do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    next: String,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            next: next.into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n       {}", self.what, self.next)
    }
}

/// Says what happens next and why, before it happens.
pub(crate) fn say(line: impl fmt::Display) {
    println!("• {line}");
}

/// A command that runs in the repository.
///
/// `cargo run`, which started this tool, leaves its package's variables behind. Build scripts of other
/// packages would take them for their own and rebuild for nothing.
pub(crate) fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(crate::paths::root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// The cargo that started this tool.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from))
}

/// A command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program
        .file_stem()
        .unwrap_or(program.as_os_str())
        .to_string_lossy()
        .into_owned();
    for arg in command.get_args() {
        line.push(' ');
        line.push_str(&arg.to_string_lossy());
    }
    line
}

/// Runs a command whose output the person should see.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let line = shown(command);
    println!("  $ {line}");
    let status = command
        .status()
        .map_err(|error| could_not_start(&line, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(ended_badly(&line, status))
}

/// Runs a command and returns what it prints; its complaints are part of the failure.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let line = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| could_not_start(&line, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    Err(ended_badly(&line, output.status))
}

pub(crate) fn could_not_start(line: &str, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("`{line}` could not be started: {error}"),
        "see that the program is installed and on PATH",
    )
}

pub(crate) fn ended_badly(line: &str, status: std::process::ExitStatus) -> Failure {
    Failure::new(
        format!("`{line}` failed ({status})"),
        "its own message is above",
    )
}

/// Whether a program of this name is on PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|candidate| candidate.is_file())
}

/// PATH with these folders before everything else.
pub(crate) fn path_with(first: &[PathBuf]) -> std::ffi::OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let all = first.iter().cloned().chain(std::env::split_paths(&rest));
    std::env::join_paths(all).unwrap_or(rest)
}

pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| on_file("read", path, &error))
}

pub(crate) fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| on_file("read", path, &error))
}

pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| on_file("create", folder, &error))?;
    }
    fs::write(path, bytes).map_err(|error| on_file("write", path, &error))
}

/// Removes a folder with all it holds; a folder that is not there is as good as removed.
pub(crate) fn remove_folder(path: &Path) -> Outcome {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(on_file("remove", path, &error))
        }
        _ => Ok(()),
    }
}

pub(crate) fn on_file(verb: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("could not {verb} {}: {error}", path.display()),
        "see that the disk has room and that the file belongs to you",
    )
}

/// All files under a folder (or the file itself), sorted, so that every machine sees one order.
pub(crate) fn files_under(path: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(next) = open.pop() {
        if next.is_dir() {
            let entries = fs::read_dir(&next).map_err(|error| on_file("read", &next, &error))?;
            for entry in entries {
                open.push(
                    entry
                        .map_err(|error| on_file("read", &next, &error))?
                        .path(),
                );
            }
        } else if next.is_file() {
            found.push(next);
        }
    }
    found.sort();
    Ok(found)
}
