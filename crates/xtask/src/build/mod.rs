//! `cargo xtask build`: the release app in `dist/`, and how large it is.
//!
//! trunk compiles the app and copies the files beside it. The rest happens here, after trunk: the wasm
//! is optimised and stripped, every file the page names gets its content's hash into its name, trunk's
//! inline loader goes into a file (the content security policy allows no inline script), and everything
//! that compresses is kept compressed, so that the backend only hands it out.

mod compress;
mod css;
mod html;
mod js;
mod size;
mod wasm;

use crate::inputs;
use crate::paths;
use crate::shell::{self, Failure, Outcome, say};
use crate::tools;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name of the app's files before their hash.
const APP: &str = "linli-app";

/// The compiler's flags for the app outside of the release build (`dev`, clippy, tests in the browser);
/// one set for all three, so that they share what cargo has compiled.
pub(crate) const EVERYDAY_FLAGS: &str = "--cfg=erase_components";

/// The optimised module with its names, as the size report reads it.
const NAMED: &str = "named.wasm";

/// What to do about an app that is over its budget of bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Budget {
    Enforce,
    Report,
}

/// Builds, whatever was built before.
pub(crate) fn run(args: &[String]) -> Outcome {
    let mut largest = 0;
    for (_, value) in crate::options(args, &["--largest"])? {
        largest = value.parse().map_err(|_| {
            Failure::new(
                format!("`{value}` is no number of functions"),
                "write `--largest 30`",
            )
        })?;
    }
    let wasm_opt = tools::wasm_opt();
    let outcome = build(wasm_opt.as_deref(), Budget::Enforce);
    // An app over its budget is there to be looked at; one that did not compile is not.
    let named = paths::web().join(NAMED);
    if largest > 0 && named.is_file() {
        println!("{}", size::largest(&shell::read(&named)?, largest)?);
    }
    outcome
}

/// Builds where something has changed since the last time; an app over its budget is served, because
/// the budget speaks to the author, not to the visitor.
pub(crate) fn ensure() -> Outcome {
    let wasm_opt = tools::wasm_opt();
    if is_current(wasm_opt.is_some())? {
        say("the app in dist/ is up to date");
        return Ok(());
    }
    build(wasm_opt.as_deref(), Budget::Report)
}

/// As [`ensure`], and the budget must hold.
pub(crate) fn ensure_within_budget() -> Outcome {
    let wasm_opt = tools::wasm_opt();
    if is_current(wasm_opt.is_some())? && paths::web().join("within-budget").is_file() {
        say("the app in dist/ is up to date and within its budget");
        return Ok(());
    }
    build(wasm_opt.as_deref(), Budget::Enforce)
}

fn is_current(optimised: bool) -> Outcome<bool> {
    let stamp = paths::web().join("built");
    Ok(paths::dist().join("index.html").is_file()
        && stamp.is_file()
        && shell::read_text(&stamp)? == inputs::digest(optimised)?)
}

fn build(wasm_opt: Option<&Path>, budget: Budget) -> Outcome {
    let web = paths::web();
    let stamp = web.join("built");
    let within_budget = web.join("within-budget");
    // Taken before compiling: what changes meanwhile belongs to the next build.
    let digest = inputs::digest(wasm_opt.is_some())?;
    for of_the_last_build in [&stamp, &within_budget, &web.join(NAMED)] {
        let _ = fs::remove_file(of_the_last_build);
    }

    let stage = compile()?;
    let report = finish(&stage, wasm_opt)?;
    shell::write(&stamp, digest)?;
    println!("\n{}", report.text());
    if wasm_opt.is_none() {
        say("the budget is not judged without wasm-opt");
        return Ok(());
    }
    match (report.over_budget(), budget) {
        (None, _) => shell::write(&within_budget, ""),
        (Some(parts), Budget::Report) => {
            say(format_args!("over the budget: {parts}"));
            Ok(())
        }
        (Some(parts), Budget::Enforce) => Err(Failure::new(
            format!("the app is over its budget: {parts}"),
            "the tables above show where the bytes are; `git log` of the largest part may show when they came",
        )),
    }
}

/// Lets trunk compile the app into a folder of ours, and returns that folder.
fn compile() -> Outcome<PathBuf> {
    tools::rust_parts()?;
    let tools = tools::web_builders()?;
    say("compiling the app for the browser (with its standard library, for size)");
    // trunk runs without a network, so that it cannot bring tools of its own; the crates come first.
    let mut fetch = shell::cargo();
    fetch.args(["fetch", "--target", "wasm32-unknown-unknown"]);
    shell::run(for_size(&mut fetch)?)?;

    let stage = paths::web().join("stage");
    shell::remove_folder(&stage)?;
    let mut trunk = shell::command("trunk");
    trunk
        .args(["build", "--release", "--offline", "--dist"])
        .arg(&stage)
        .env("PATH", shell::path_with(&tools));
    shell::run(with_hook(for_size(&mut trunk)?)?)?;
    Ok(stage)
}

/// The environment of the release build of the app, and of nothing else.
///
/// The flags are unstable ones of a stable compiler, opened by `RUSTC_BOOTSTRAP`; rust-toolchain.toml
/// pins the compiler they are known to work with. Together they save a sixth of the compressed bytes.
fn for_size(command: &mut Command) -> Outcome<&mut Command> {
    let sysroot = shell::output(shell::command("rustc").args(["--print", "sysroot"]))?;
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_default();
    let mut flags: Vec<OsString> = [
        // Views of one erased type instead of a type for each page: a sixth smaller with many pages.
        "--cfg=erase_components",
        // A panic is a bare trap: no messages, no formatting code. The page's own script shows the
        // person what happened. Unwinding does not exist on this target anyway.
        "-Zunstable-options",
        "-Cpanic=immediate-abort",
        "-Zlocation-detail=none",
        // Names of generics with their types, so that the size report knows whose they are. The names
        // themselves are stripped after it.
        "-Csymbol-mangling-version=v0",
    ]
    .map(OsString::from)
    .to_vec();
    // The same bytes from every folder and every home.
    for (place, name) in [
        (paths::root(), "linli"),
        (cargo_home.as_path(), "cargo"),
        (Path::new(sysroot.trim()), "rust"),
    ] {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(place);
        flag.push(format!("={name}"));
        flags.push(flag);
    }
    Ok(command
        .env("CARGO_TARGET_DIR", paths::web())
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            flags.join(&OsString::from("\u{1f}")),
        ))
}

/// Tells trunk's hook (Trunk.toml) which program this is.
pub(crate) fn with_hook(command: &mut Command) -> Outcome<&mut Command> {
    let this = std::env::current_exe().map_err(|error| {
        Failure::new(
            format!("this tool does not find itself: {error}"),
            "start it as `cargo xtask`",
        )
    })?;
    Ok(command.env("LINLI_XTASK", this))
}

/// Called by trunk, in release and in `dev`: writes the one style sheet into what trunk publishes.
pub(crate) fn trunk_hook() -> Outcome {
    let stage = std::env::var_os("TRUNK_STAGING_DIR").ok_or_else(|| {
        Failure::new(
            "this command is for trunk",
            "use `cargo xtask build` or `cargo xtask dev`",
        )
    })?;
    let sheet = css::bundle(&paths::root().join("style/main.css"))?;
    shell::write(&Path::new(&stage).join("linli.css"), sheet)
}

/// Turns what trunk staged into `dist/`.
fn finish(stage: &Path, wasm_opt: Option<&Path>) -> Outcome<size::Report> {
    let compiled = stage.join(format!("{APP}_bg.wasm"));
    let glue = shell::read_text(&stage.join(format!("{APP}.js")))?;
    let glue = js::without_unused_classes(&glue);
    let lean = wasm::without_unused_exports(&shell::read(&compiled)?, &glue)?;
    let named = match wasm_opt {
        Some(program) => optimise(program, &lean)?,
        None => lean,
    };
    shell::write(&paths::web().join(NAMED), &named)?;
    let breakdown = size::Breakdown::of(&named)?;
    let stripped = wasm::without_custom_sections(&named)?;
    let (small, glue) = wasm::shorten_names(&stripped, &js::tidy(&glue))?;

    let wasm_name = format!("{APP}-{}.wasm", inputs::short_hash(&small));
    let glue = js::with_start(&glue, &wasm_name);
    let glue_name = format!("{APP}-{}.js", inputs::short_hash(glue.as_bytes()));

    let fresh = paths::web().join("dist");
    shell::remove_folder(&fresh)?;
    shell::write(&fresh.join(&wasm_name), &small)?;
    shell::write(&fresh.join(&glue_name), &glue)?;

    let page = html::without_loader(&shell::read_text(&stage.join("index.html"))?)?;
    let mut renamed = BTreeMap::new();
    for file in shell::files_under(stage)? {
        let name = file
            .strip_prefix(stage)
            .unwrap_or(&file)
            .to_string_lossy()
            .into_owned();
        if name.starts_with(APP) || name == "index.html" {
            continue;
        }
        let bytes = shell::read(&file)?;
        let bytes = match (
            file.extension().and_then(|e| e.to_str()),
            String::from_utf8(bytes),
        ) {
            (Some("css"), Ok(text)) => css::minify(&text).into_bytes(),
            (Some("js"), Ok(text)) => js::tidy(&text).into_bytes(),
            (_, Ok(text)) => text.into_bytes(),
            (_, Err(binary)) => binary.into_bytes(),
        };
        let target = if html::hashable(&page, &name) {
            html::with_hash(&name, &inputs::short_hash(&bytes))
        } else {
            name.clone()
        };
        shell::write(&fresh.join(&target), &bytes)?;
        if target != name {
            renamed.insert(name, target);
        }
    }
    let page = html::finish(&page, &renamed, &glue_name, &wasm_name)?;
    shell::write(&fresh.join("index.html"), &page)?;

    say("compressing");
    compress::beside_every_file(&fresh)?;
    publish(&fresh)?;

    let mut css = Vec::new();
    for (_, sheet) in renamed
        .iter()
        .filter(|(name, _)| html::extension(name) == "css")
    {
        css.extend(shell::read(&paths::dist().join(sheet))?);
    }
    Ok(size::Report::new(
        &small,
        glue.as_bytes(),
        &css,
        page.as_bytes(),
        breakdown,
    ))
}

/// One rename away from the old app, so that a running server never serves half of a new one.
fn publish(fresh: &Path) -> Outcome {
    let dist = paths::dist();
    let old = paths::web().join("previous");
    shell::remove_folder(&old)?;
    if dist.exists() {
        fs::rename(&dist, &old).map_err(|error| shell::on_file("replace", &dist, &error))?;
    }
    fs::rename(fresh, &dist).map_err(|error| shell::on_file("write", &dist, &error))?;
    shell::remove_folder(&old)
}

/// Runs Binaryen over the module, and keeps the names for the size report.
fn optimise(program: &Path, module: &[u8]) -> Outcome<Vec<u8>> {
    say("optimising the compiled app with wasm-opt");
    let lean = paths::web().join("lean.wasm");
    shell::write(&lean, module)?;
    let optimised = paths::web().join("optimised.wasm");
    shell::run(
        shell::command(program)
            // Rewriting the control flow first, and inlining only small functions that have one caller,
            // gives a module a seventieth smaller after brotli than `-Oz --converge`.
            .args([
                "--flatten",
                "--rereloop",
                "--one-caller-inline-max-function-size=50",
            ])
            .args(["-Oz", "-Oz", "-g"])
            // Named one by one: `--all-features` writes proposals that no browser has yet.
            .args([
                "--enable-bulk-memory",
                "--enable-bulk-memory-opt",
                "--enable-nontrapping-float-to-int",
                "--enable-sign-ext",
                "--enable-mutable-globals",
                "--enable-reference-types",
                "--enable-multivalue",
                "--enable-call-indirect-overlong",
            ])
            .arg("-o")
            .arg(&optimised)
            .arg(&lean),
    )?;
    shell::read(&optimised)
}
