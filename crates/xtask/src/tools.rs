//! Installing what a command needs, with a sentence about what and why.
//!
//! Everything comes from the package sources the machine already has: rustup, cargo, npm, pip, apt.

use crate::paths;
use crate::shell::{self, Failure, Outcome, say};
use std::path::{Path, PathBuf};

/// The newest trunk whose minimum Rust version is below ours.
const TRUNK: &str = "0.21.14";
/// Must equal the `wasm-bindgen` crate in Cargo.toml: the two speak a private format.
const WASM_BINDGEN: &str = "0.2.130";
/// Reads what this wasm-bindgen and the `wasm_split_helpers` crate in Cargo.toml write; the three move
/// together.
const WASM_SPLIT: &str = "0.2.4";
/// The contract tester, from `PyPI`.
const SCHEMATHESIS: &str = "4.32.5";
/// The other count of ballots, from `PyPI`; it is asked in a process of its own and never linked.
const PABUTOOLS: &str = "1.2.3";
/// A reader of calendar files, from `PyPI`.
const ICALENDAR: &str = "7.3.2";

/// The compilation target of the app, the standard library's source (it is rebuilt for size), and the
/// components that `check` calls.
pub(crate) fn rust_parts() -> Outcome {
    let sysroot = shell::output(shell::command("rustc").args(["--print", "sysroot"]))?;
    let rustlib = Path::new(sysroot.trim()).join("lib/rustlib");
    let parts: [(&str, &str, PathBuf); 2] = [
        (
            "target",
            "wasm32-unknown-unknown",
            rustlib.join("wasm32-unknown-unknown/lib"),
        ),
        (
            "component",
            "rust-src",
            rustlib.join("src/rust/library/Cargo.toml"),
        ),
    ];
    for (kind, name, place) in parts {
        if place.exists() {
            continue;
        }
        say(format_args!(
            "Rust's {kind} {name} is missing: adding it with rustup"
        ));
        if shell::on_path("rustup").is_none() {
            return Err(Failure::new(
                format!("the {kind} `{name}` is missing and rustup is not there to add it"),
                "install Rust with rustup, or add that part of the toolchain in your system's way",
            ));
        }
        shell::run(shell::command("rustup").args([kind, "add", name]))?;
    }
    Ok(())
}

/// The folders of trunk and wasm-bindgen, to be put before everything else on PATH.
pub(crate) fn web_builders() -> Outcome<Vec<PathBuf>> {
    Ok(vec![
        from_cargo(
            "trunk",
            TRUNK,
            "trunk",
            "it puts the page, the styles and the compiled app together",
            // Without its default features trunk asks nobody about updates and needs no OpenSSL.
            &["--locked", "--no-default-features", "--features", "rustls"],
        )?,
        from_cargo(
            "wasm-bindgen-cli",
            WASM_BINDGEN,
            "wasm-bindgen",
            "it writes the JavaScript between the browser and the app",
            // Its lock file can name versions that a mirror does not have.
            &[],
        )?,
    ])
}

/// The program that cuts groups of pages out of the compiled app.
pub(crate) fn wasm_split() -> Outcome<PathBuf> {
    const PROGRAM: &str = "wasm-split-cli";
    let folder = from_cargo(
        "wasm_split_cli_support",
        WASM_SPLIT,
        PROGRAM,
        "it takes pages that are loaded later out of the first module",
        &["--locked", "--features", "build-binary"],
    )?;
    Ok(folder.join(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX)))
}

fn from_cargo(
    package: &str,
    version: &str,
    program: &str,
    why: &str,
    flags: &[&str],
) -> Outcome<PathBuf> {
    let tool = program.trim_end_matches("-cli");
    let home = paths::cache().join(format!("{tool}-{version}"));
    let folder = home.join("bin");
    let binary = folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    if binary.is_file() {
        return Ok(folder);
    }
    say(format_args!(
        "{package} {version} is missing ({why}): installing it into {}; this takes some minutes, once",
        home.display()
    ));
    let exact = format!("{package}@{version}");
    if shell::on_path("cargo-binstall").is_some() {
        let ready_made = shell::run(
            shell::cargo()
                .args([
                    "binstall",
                    "--no-confirm",
                    "--disable-strategies",
                    "compile",
                    "--root",
                ])
                .arg(&home)
                .arg(&exact),
        );
        if ready_made.is_ok() && binary.is_file() {
            return Ok(folder);
        }
        say("no ready-made program was found: compiling it");
    }
    shell::run(
        shell::cargo()
            .arg("install")
            .args(flags)
            .arg("--root")
            .arg(&home)
            .arg(&exact),
    )?;
    Ok(folder)
}

/// Node's packages (browser driver, linters, Binaryen), where the command cannot do without them.
pub(crate) fn node_packages(needed_for: &str) -> Outcome {
    if shell::on_path("npm").is_none() {
        return Err(Failure::new(
            format!("{needed_for} needs Node 20 or newer, and npm is not on PATH"),
            "install Node (Debian: `apt-get install nodejs npm`, or nodejs.org) and start again; \
             `cargo xtask serve` works without it",
        ));
    }
    let root = paths::root();
    let lock = shell::read(&root.join("package-lock.json"))?;
    let stamp = root.join("node_modules/.linli-lock");
    if stamp.is_file() && shell::read(&stamp)? == lock {
        return Ok(());
    }
    say(format_args!(
        "installing Node's packages: {needed_for} needs them"
    ));
    shell::run(
        shell::command("npm")
            .args(["ci", "--no-fund", "--no-audit", "--loglevel=error"])
            // The journeys run in the system's Chromium; Playwright need not bring its own.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    shell::write(&stamp, lock)
}

/// A program from Node's packages, after [`node_packages`].
pub(crate) fn node_program(name: &str) -> PathBuf {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    paths::root().join(format!("node_modules/.bin/{name}{suffix}"))
}

/// Binaryen's optimiser, or nothing where Node is not there: the app is then a sixth larger, and works.
pub(crate) fn wasm_opt() -> Option<PathBuf> {
    // Never a `wasm-opt` from PATH: Debian's (108) breaks the module without a word.
    if shell::on_path("node").is_none() {
        say("without Node there is no wasm-opt: the app is built, but larger than it could be");
        return None;
    }
    match node_packages("the optimiser of the app (wasm-opt)") {
        Ok(()) => Some(node_program("wasm-opt")),
        Err(failure) => {
            say(format_args!(
                "going on without wasm-opt, the app will be larger: {failure}"
            ));
            None
        }
    }
}

/// What joins modules; it comes with [`wasm_opt`].
pub(crate) fn wasm_merge() -> PathBuf {
    node_program("wasm-merge")
}

/// What the tests want of the system.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Chromium with its driver, and a font for Chinese, without which pictures would show boxes.
pub(crate) fn browser() -> Outcome<Browser> {
    if find_chromium().is_none() {
        from_apt(&["chromium"], "the journeys run in a real browser")?;
    }
    if shell::on_path("chromedriver").is_none() {
        from_apt(
            &["chromium-driver"],
            "the browser tests of the app are driven by it",
        )?;
    }
    if !has_chinese_font() {
        from_apt(
            &["fonts-noto-cjk"],
            "the app speaks Chinese, and pages are looked at",
        )?;
    }
    let missing = |name: &str| {
        Failure::new(
            format!("{name} is still not on PATH"),
            "see the messages of apt-get above",
        )
    };
    Ok(Browser {
        chromium: find_chromium().ok_or_else(|| missing("chromium"))?,
        driver: shell::on_path("chromedriver").ok_or_else(|| missing("chromedriver"))?,
    })
}

fn find_chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find_map(shell::on_path)
}

fn has_chinese_font() -> bool {
    // Where fontconfig is not there (macOS), the system brings its own fonts.
    if shell::on_path("fc-list").is_none() {
        return !cfg!(target_os = "linux");
    }
    shell::output(shell::command("fc-list").arg(":lang=zh-cn"))
        .is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// The lists of a fresh machine are empty or old; once for each run of this tool is enough.
static UPDATED: std::sync::Once = std::sync::Once::new();

fn from_apt(packages: &[&str], why: &str) -> Outcome {
    let names = packages.join(" ");
    let by_hand = |reason: &str| {
        Failure::new(
            format!("{names} is missing ({why}), and {reason}"),
            format!(
                "install it and start again; on Debian: `apt-get update && apt-get install {names}` as root"
            ),
        )
    };
    if shell::on_path("apt-get").is_none() {
        return Err(by_hand("this machine has no apt-get"));
    }
    let user = shell::output(shell::command("id").arg("-u"))?;
    if user.trim() != "0" {
        return Err(by_hand("only root may install it"));
    }
    say(format_args!(
        "{names} is missing ({why}): installing it with apt-get"
    ));
    let apt = |args: &[&str]| {
        shell::run(
            shell::command("apt-get")
                .args(args)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    };
    let mut updated = Ok(());
    UPDATED.call_once(|| updated = apt(&["update", "-q"]));
    updated?;
    let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
    install.extend(packages);
    apt(&install)
}

/// The programs of `PostgreSQL`, and who runs them.
pub(crate) struct PostgresPrograms {
    pub(crate) folder: PathBuf,
    /// User and group; nothing where whoever started this tool may run them.
    pub(crate) user: Option<(u32, u32)>,
}

/// `PostgreSQL`, on which many replicas of the backend can share one database.
pub(crate) fn postgres() -> Outcome<PostgresPrograms> {
    if find_postgres().is_none() {
        let why = "what happens in the same moment is tested on it as well";
        from_apt(&["postgresql"], why)?;
    }
    let folder = find_postgres().ok_or_else(|| {
        Failure::new(
            "PostgreSQL's initdb is neither on PATH nor in /usr/lib/postgresql",
            "see the messages of apt-get above",
        )
    })?;
    let id = |args: &[&str]| -> Outcome<u32> {
        let text = shell::output(shell::command("id").args(args))?;
        text.trim().parse().map_err(|_| {
            Failure::new(
                format!("`id {}` says {}", args.join(" "), text.trim()),
                "a number was expected",
            )
        })
    };
    let is_root = cfg!(unix) && id(&["-u"])? == 0;
    let user = if is_root {
        // It refuses root. Debian's package brings this user.
        Some((id(&["-u", "postgres"])?, id(&["-g", "postgres"])?))
    } else {
        None
    };
    Ok(PostgresPrograms { folder, user })
}

/// The newest of Debian's versions, none of which is on PATH, else what is on PATH.
fn find_postgres() -> Option<PathBuf> {
    let version = |path: &PathBuf| {
        let name = path.file_name()?.to_str()?;
        name.parse::<u32>().ok()
    };
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok();
    let versions = versions.into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|entry| entry.path()).collect();
    versions.sort_by_key(version);
    let debian = versions.into_iter().rev().map(|path| path.join("bin"));
    let on_path = shell::on_path("initdb").and_then(|initdb| Some(initdb.parent()?.to_owned()));
    debian.chain(on_path).find(|folder| {
        ["initdb", "postgres"]
            .iter()
            .all(|name| folder.join(name).is_file())
    })
}

/// Schemathesis, the contract tester.
pub(crate) fn schemathesis() -> Outcome<PathBuf> {
    let why = "it tests the backend against the contract";
    Ok(from_pip("schemathesis", SCHEMATHESIS, why)?.join("schemathesis"))
}

/// A Python that has pabutools.
pub(crate) fn pabutools() -> Outcome<PathBuf> {
    let why = "the count of ballots is compared with it";
    Ok(from_pip("pabutools", PABUTOOLS, why)?.join("python"))
}

/// A Python that has icalendar.
pub(crate) fn icalendar() -> Outcome<PathBuf> {
    let why = "it reads the calendar files of appointments";
    Ok(from_pip("icalendar", ICALENDAR, why)?.join("python"))
}

/// The folder of programs of a virtual environment that has this package of Python's.
fn from_pip(package: &str, version: &str, why: &str) -> Outcome<PathBuf> {
    let home = paths::target().join(format!("{package}-{version}"));
    let programs = home.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let stamp = home.join("complete");
    if stamp.is_file() {
        return Ok(programs);
    }
    if shell::on_path("python3").is_none() {
        from_apt(&["python3"], &format!("{package} is written in Python"))?;
    }
    say(format_args!(
        "installing {package} {version} into {}: {why}",
        home.display()
    ));
    shell::remove_folder(&home)?;
    let venv = || shell::run(shell::command("python3").args(["-m", "venv"]).arg(&home));
    if venv().is_err() {
        // Debian packs this part of Python's standard library apart.
        from_apt(
            &["python3-venv"],
            &format!("{package} gets an environment of its own"),
        )?;
        shell::remove_folder(&home)?;
        venv()?;
    }
    shell::run(
        shell::command(programs.join("pip"))
            .args(["install", "--quiet", "--disable-pip-version-check"])
            .arg(format!("{package}=={version}")),
    )?;
    shell::write(&stamp, version)?;
    Ok(programs)
}
