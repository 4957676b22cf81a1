//! `cargo xtask build`: the release app in `dist/`, and how large it is.
//!
//! trunk compiles the app and copies the files beside it. The rest happens here, after trunk: groups of
//! pages are cut out of the wasm, every module is optimised and stripped, every file the page names gets its content's hash into its name, trunk's
//! inline loader goes into a file (the content security policy allows no inline script), and everything
//! that compresses is kept compressed, so that the backend only hands it out.

mod compress;
mod css;
mod html;
mod join;
mod js;
mod size;
mod split;
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

/// The service worker. Its name has no hash: browsers ask for it by its name, and find a new release by it.
const KEEPER: &str = "keeper.js";

/// The optimised module with its names, as the size report reads it.
const NAMED: &str = "named.wasm";

/// What the compiler writes, for Binaryen's tools. Named one by one: `--all-features` writes proposals that
/// no browser has yet.
const OPTIONS: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
];

/// How the app is built.
struct Plan {
    shape: Shape,
    wasm_opt: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Groups of pages are modules of their own.
    Groups,
    /// As in `dev` and in the tests in the browser; the way back, should the splitter fail one day.
    OneModule,
}

impl Plan {
    fn new(shape: Shape) -> Self {
        Self {
            shape,
            wasm_opt: tools::wasm_opt(),
        }
    }

    fn digest(&self) -> Outcome<String> {
        let shape = match self.shape {
            Shape::Groups => "groups",
            Shape::OneModule => "one-module",
        };
        let opt = if self.wasm_opt.is_some() {
            "optimised"
        } else {
            "as-compiled"
        };
        inputs::digest(&format!("{shape} {opt}"))
    }

    fn is_current(&self) -> Outcome<bool> {
        let stamp = paths::web().join("built");
        Ok(paths::dist().join("index.html").is_file()
            && stamp.is_file()
            && shell::read_text(&stamp)? == self.digest()?)
    }
}

/// What to do about an app that is over its budget of bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Budget {
    Enforce,
    Report,
}

/// Builds, whatever was built before.
pub(crate) fn run(args: &[String]) -> Outcome {
    const ONE_MODULE: &str = "--one-module";
    let (one_module, args): (Vec<String>, Vec<String>) =
        args.iter().cloned().partition(|arg| arg == ONE_MODULE);
    let (shape, budget) = if one_module.is_empty() {
        (Shape::Groups, Budget::Enforce)
    } else {
        // The budget is what it is because the rest is loaded later.
        (Shape::OneModule, Budget::Report)
    };
    let mut largest = 0;
    for (_, value) in crate::options(&args, &["--largest"])? {
        largest = value.parse().map_err(|_| {
            Failure::new(
                format!("`{value}` is no number of functions"),
                "write `--largest 30`",
            )
        })?;
    }
    let _alone = alone()?;
    let outcome = build(&Plan::new(shape), budget);
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
    let _alone = alone()?;
    let plan = Plan::new(Shape::Groups);
    if plan.is_current()? {
        say("the app in dist/ is up to date");
        return Ok(());
    }
    build(&plan, Budget::Report)
}

/// As [`ensure`], and the budget must hold.
pub(crate) fn ensure_within_budget() -> Outcome {
    let _alone = alone()?;
    let plan = Plan::new(Shape::Groups);
    if plan.is_current()? && paths::web().join("within-budget").is_file() {
        say("the app in dist/ is up to date and within its budget");
        return Ok(());
    }
    build(&plan, Budget::Enforce)
}

/// Holds other builds off for as long as the file is open: two at once would take each other's files away.
fn alone() -> Outcome<fs::File> {
    let path = paths::web().join("lock");
    shell::write(&path, "")?;
    let lock = fs::File::open(&path).map_err(|error| shell::on_file("open", &path, &error))?;
    if lock.try_lock().is_err() {
        say("another build of the app is at work; waiting for it");
        lock.lock()
            .map_err(|error| shell::on_file("lock", &path, &error))?;
    }
    Ok(lock)
}

fn build(plan: &Plan, budget: Budget) -> Outcome {
    let web = paths::web();
    let stamp = web.join("built");
    let within_budget = web.join("within-budget");
    // Taken before compiling: what changes meanwhile belongs to the next build.
    let digest = plan.digest()?;
    for of_the_last_build in [&stamp, &within_budget, &web.join(NAMED)] {
        let _ = fs::remove_file(of_the_last_build);
    }

    let stage = compile(plan.shape)?;
    let report = finish(&stage, plan)?;
    shell::write(&stamp, digest)?;
    println!("\n{}", report.text());
    if plan.wasm_opt.is_none() {
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
fn compile(shape: Shape) -> Outcome<PathBuf> {
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
    if shape == Shape::Groups {
        trunk.args(["--features", "split"]);
    }
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

/// The style sheets: of the first screen, and of what is loaded later.
const SHEETS: [(&str, &str); 2] = [("linli.css", "main.css"), ("linli-more.css", "more.css")];

/// Called by trunk, in release and in `dev`: writes the style sheets into what trunk publishes.
pub(crate) fn trunk_hook() -> Outcome {
    let stage = std::env::var_os("TRUNK_STAGING_DIR").ok_or_else(|| {
        Failure::new(
            "this command is for trunk",
            "use `cargo xtask build` or `cargo xtask dev`",
        )
    })?;
    for (name, source) in SHEETS {
        let sheet = css::bundle(&paths::root().join("style").join(source))?;
        shell::write(&Path::new(&stage).join(name), sheet)?;
    }
    Ok(())
}

/// Turns what trunk staged into `dist/`.
fn finish(stage: &Path, plan: &Plan) -> Outcome<size::Report> {
    let fresh = paths::web().join("dist");
    shell::remove_folder(&fresh)?;
    let Modules {
        main,
        mut glue,
        later,
        breakdown,
    } = modules(plan)?;
    let mut groups = html::Groups::new();
    for (chunk, module) in &later {
        let name = format!("{}-{}.wasm", chunk.stem(), inputs::short_hash(module));
        glue = chunk.placed(&glue, &format!("/{name}"))?;
        shell::write(&fresh.join(&name), module)?;
        for group in chunk.groups() {
            let files = groups.entry(group.to_owned()).or_default();
            files.push(name.clone());
        }
    }
    let wasm_name = format!("{APP}-{}.wasm", inputs::short_hash(&main));
    let glue = js::with_start(&glue, &wasm_name);
    let glue_name = format!("{APP}-{}.js", inputs::short_hash(glue.as_bytes()));
    shell::write(&fresh.join(&wasm_name), &main)?;
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
    let page = html::with_groups(&page, &groups)?;
    let page = html::finish(&page, &renamed, &glue_name, &wasm_name)?;
    shell::write(&fresh.join("index.html"), &page)?;
    // Not in `dev`, where files change under one name.
    let keeper = shell::read_text(&paths::root().join("public").join(KEEPER))?;
    let keeper = html::keeper(&js::tidy(&keeper), &page, &groups)?;
    shell::write(&fresh.join(KEEPER), keeper)?;

    say("compressing");
    compress::beside_every_file(&fresh)?;
    publish(&fresh)?;

    let sheet = |name: &str| {
        let hashed = renamed.get(name).map_or(name, String::as_str);
        shell::read(&paths::dist().join(hashed))
    };
    let [(first, _), (more, _)] = SHEETS;
    let css = sheet(first)?;
    let mut later: Vec<_> = later
        .into_iter()
        .map(|(chunk, module)| (chunk.title, module))
        .collect();
    later.push(("more CSS".to_owned(), sheet(more)?));
    Ok(size::Report::new(
        &main,
        glue.as_bytes(),
        &css,
        page.as_bytes(),
        &later,
        breakdown,
    ))
}

/// The modules as browsers get them, and the script between them.
struct Modules {
    main: Vec<u8>,
    glue: String,
    later: Vec<(split::Chunk, Vec<u8>)>,
    breakdown: size::Breakdown,
}

/// Makes them from what the compiler wrote. trunk has done so, too, but it knows nothing of groups, which
/// must be cut out before wasm-bindgen has its turn; what it made is not used.
fn modules(plan: &Plan) -> Outcome<Modules> {
    let web = paths::web();
    let compiled = web.join(format!("wasm32-unknown-unknown/release/{APP}.wasm"));
    let mut pieces = match plan.shape {
        Shape::Groups => split::cut(&tools::wasm_split()?, &compiled, &web.join("pieces"))?,
        Shape::OneModule => split::Pieces::whole(compiled),
    };
    if plan.wasm_opt.is_some() {
        pieces = pieces.joined(&tools::wasm_merge())?;
    }
    let (bound, glue) = bind(&pieces.main)?;
    let glue = pieces.with_loader(&js::without_unused_classes(&glue))?;
    let lean = wasm::without_unused_exports(&bound, &glue)?;
    let lent = pieces.lent()?;

    let chunks = std::mem::take(&mut pieces.chunks);
    let optimise = |name: &str, module: &[u8]| match &plan.wasm_opt {
        Some(program) => optimise(program, name, module),
        None => Ok(module.to_owned()),
    };
    if plan.wasm_opt.is_some() {
        say("optimising what was compiled with wasm-opt");
    }
    // The chunks together take about as long as the main module.
    let (named, later) = std::thread::scope(|scope| {
        let later = scope.spawn(|| {
            chunks
                .into_iter()
                .map(|chunk| {
                    let module = optimise(&chunk.stem(), &chunk.module)?;
                    Ok((chunk, wasm::without_custom_sections(&module)?))
                })
                .collect::<Outcome<Vec<_>>>()
        });
        let named = optimise(APP, &lean);
        let later = later.join().unwrap_or_else(|_| {
            Err(Failure::new(
                "optimising the groups of pages broke off",
                "the message is above",
            ))
        });
        (named, later)
    });
    let named = named?;
    shell::write(&web.join(NAMED), &named)?;
    let breakdown = size::Breakdown::of(&named)?;
    let stripped = wasm::without_custom_sections(&named)?;
    let (main, glue) = wasm::shorten_names(&stripped, &js::tidy(&glue), &lent)?;
    let exported = wasm::export_names(&main)?;
    if let Some(missing) = lent.difference(&exported).next() {
        return Err(Failure::new(
            format!("groups of pages want `{missing}`, and the main module does not export it"),
            "see `modules` in crates/xtask/src/build/mod.rs; a new wasm-bindgen may need another flag",
        ));
    }
    Ok(Modules {
        main,
        glue,
        later: later?,
        breakdown,
    })
}

/// Runs wasm-bindgen: the module as it then is, and the script that goes with it.
fn bind(module: &Path) -> Outcome<(Vec<u8>, String)> {
    let folder = paths::web().join("bound");
    shell::remove_folder(&folder)?;
    shell::run(
        shell::command("wasm-bindgen")
            // Without it the table of functions, by which modules call each other, is not exported.
            .arg("--keep-lld-exports")
            .args(["--target", "web", "--no-typescript", "--out-name", APP])
            .arg("--out-dir")
            .arg(&folder)
            .arg(module)
            .env("PATH", shell::path_with(&tools::web_builders()?)),
    )?;
    Ok((
        shell::read(&folder.join(format!("{APP}_bg.wasm")))?,
        shell::read_text(&folder.join(format!("{APP}.js")))?,
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

/// Runs Binaryen over a module, and keeps the names for the size report.
fn optimise(program: &Path, name: &str, module: &[u8]) -> Outcome<Vec<u8>> {
    let folder = paths::web().join("optimised");
    let lean = folder.join(format!("{name}.lean.wasm"));
    shell::write(&lean, module)?;
    let optimised = folder.join(format!("{name}.wasm"));
    // It warns about names in the splitter's names that it does not know, which go anyway.
    shell::output(
        shell::command(program)
            // Rewriting the control flow first, and inlining only small functions that have one caller,
            // gives a module a seventieth smaller after brotli than `-Oz --converge`.
            .args([
                "--flatten",
                "--rereloop",
                "--one-caller-inline-max-function-size=50",
            ])
            .args(["-Oz", "-Oz", "-g"])
            .args(OPTIONS)
            .arg("-o")
            .arg(&optimised)
            .arg(&lean),
    )?;
    shell::read(&optimised)
}
