//! Groups of pages as modules of their own, loaded when they are needed.
//!
//! `wasm-split-cli` takes what only one group can reach, or only some groups together, out of the
//! compiled app. It leaves the main module, a chunk for each group, a chunk for each set of groups that
//! share code, and the loader, which knows who needs which chunk. All modules work on one memory and
//! one table of functions; the main module lends them to the chunks under the names they import.

use super::{APP, join, js, wasm};
use crate::shell::{self, Failure, Outcome};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The loader's file, under which the main module imports it.
const LOADER: &str = "__wasm_split.js";

/// The app cut apart.
pub(crate) struct Pieces {
    /// The main module, as wasm-bindgen wants it.
    pub(crate) main: PathBuf,
    pub(crate) chunks: Vec<Chunk>,
    /// Nothing where the app is one module.
    loader: Option<String>,
}

/// A module beside the main one.
pub(crate) struct Chunk {
    /// The splitter's name for the file, which the loader asks for.
    file: String,
    /// Whose pages it holds, for the report.
    pub(crate) title: String,
    pub(crate) module: Vec<u8>,
}

impl Pieces {
    /// The app in one module.
    pub(crate) fn whole(compiled: PathBuf) -> Self {
        Self {
            main: compiled,
            chunks: Vec::new(),
            loader: None,
        }
    }

    /// The glue with the loader in it, which saves its request.
    pub(crate) fn with_loader(&self, glue: &str) -> Outcome<String> {
        match &self.loader {
            Some(loader) => with_loader(glue, loader),
            None => Ok(glue.to_owned()),
        }
    }

    /// With chunks that groups share joined into few.
    pub(crate) fn joined(mut self, program: &Path) -> Outcome<Self> {
        if let Some(loader) = self.loader.take() {
            let (chunks, loader) = join::join(program, self.chunks, loader)?;
            (self.chunks, self.loader) = (chunks, Some(loader));
        }
        Ok(self)
    }

    /// What the chunks want from the main module: memory, table, and where the stack ends.
    pub(crate) fn lent(&self) -> Outcome<BTreeSet<String>> {
        let mut lent = BTreeSet::new();
        for chunk in &self.chunks {
            lent.extend(wasm::import_names(&chunk.module)?);
        }
        Ok(lent)
    }
}

impl Chunk {
    /// The name under which the file is served, before its hash.
    pub(crate) fn stem(&self) -> String {
        let name = self.file.trim_end_matches(".wasm");
        format!("{APP}-{}", name.trim_start_matches("split_"))
    }

    /// What the loader calls it, where groups share it.
    pub(crate) fn constant(&self) -> String {
        format!("__{}", self.file.trim_end_matches(".wasm"))
    }

    /// The groups that need this chunk.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &str> {
        self.title.split('+')
    }

    /// The glue that fetches this chunk under its place on the server.
    pub(crate) fn placed(&self, glue: &str, place: &str) -> Outcome<String> {
        let asked = format!("new URL(\"./{}\", import.meta.url)", self.file);
        if glue.matches(&asked).count() != 1 {
            return Err(changed(&format!("the loader does not fetch {}", self.file)));
        }
        Ok(glue.replace(&asked, &format!("\"{place}\"")))
    }
}

/// Cuts the compiled app apart into files of the folder.
pub(crate) fn cut(program: &Path, compiled: &Path, folder: &Path) -> Outcome<Pieces> {
    shell::remove_folder(folder)?;
    shell::run(shell::command(program).arg(compiled).arg(folder).args([
        "--target",
        "web",
        "--out-name",
        APP,
    ]))?;
    let main = folder.join(format!("{APP}.wasm"));
    let loader = shell::read_text(&folder.join(LOADER))?;
    let mut chunks = Vec::new();
    for path in shell::files_under(folder)? {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if path == main || !file.ends_with(".wasm") {
            continue;
        }
        chunks.push(Chunk {
            title: title(&file, &loader),
            file: file.into_owned(),
            module: shell::read(&path)?,
        });
    }
    // Groups first, then what they share.
    chunks.sort_by_key(|chunk| !chunk.file.starts_with("split_"));
    Ok(Pieces {
        main,
        chunks,
        loader: Some(loader),
    })
}

/// The group of a chunk, or who shares it, which the loader says in a comment before it.
fn title(file: &str, loader: &str) -> String {
    let name = file.trim_end_matches(".wasm");
    if let Some(group) = name.strip_prefix("split_") {
        return group.to_owned();
    }
    let shared = loader
        .split_once(&format!(" */\nconst __{name} = "))
        .and_then(|(before, _)| before.rsplit_once("/* "))
        .map(|(_, groups)| groups.replace(", ", "+"));
    shared.unwrap_or_else(|| name.to_owned())
}

/// Puts the loader where the glue imported it.
fn with_loader(glue: &str, loader: &str) -> Outcome<String> {
    // Each function that begins a load imports the loader once more.
    let (imports, glue): (Vec<&str>, Vec<&str>) = glue
        .lines()
        .partition(|line| line.starts_with("import ") && line.contains(LOADER));
    let mut names = Vec::new();
    for import in imports {
        let name = import
            .strip_prefix("import * as ")
            .and_then(|rest| rest.split_once(" from "))
            .map(|(name, _)| name)
            .ok_or_else(|| changed("the script imports the loader in another way"))?;
        names.push(name);
    }
    // The two files would import each other; in one file the loader sees the script's own functions.
    let back = format!("import {{ initSync }} from \"./{APP}.js\";\n");
    let (before, after) = loader
        .split_once(&back)
        .ok_or_else(|| changed("the loader does not import the script"))?;
    let exported: Vec<&str> = loader
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.split_once(" = "))
        .map(|(name, _)| name)
        .collect();
    // A chunk that did not arrive is the network's mistake and not the app's, which tells the person.
    let body = format!("{before}{after}")
        .replace("export const ", "const ")
        .replace("console.error(", "console.warn(");
    let (Some((first, others)), false) = (names.split_first(), exported.is_empty()) else {
        return Err(changed("the script or the loader loads nothing"));
    };
    if js::count_word(&body, "import") > js::count_word(&body, "import.meta.url")
        || js::count_word(&body, "export") > 0
    {
        return Err(changed("the loader has imports or exports of its own"));
    }
    let mut glue = glue.join("\n");
    let loads = exported.join(", ");
    let _ = writeln!(
        glue,
        "\nconst {first} = (() => {{\n{body}\nreturn {{ {loads} }};\n}})();"
    );
    for name in others {
        let _ = writeln!(glue, "const {name} = {first};");
    }
    Ok(glue)
}

fn changed(how: &str) -> Failure {
    Failure::new(
        format!("what wasm-split-cli or wasm-bindgen wrote is not as expected: {how}"),
        "if one of them is a new version, see split.rs; `cargo xtask build --one-module` does without",
    )
}

#[cfg(test)]
mod tests {
    use super::{Chunk, title, with_loader};

    const GLUE: &str = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\n\
        function initSync() {}\nuse({ \"./__wasm_split.js\": import1, \"./__wasm_split.js\": import2 });\n";

    const LOADER: &str = "import { initSync } from \"./linli-app.js\";\n\nconst shared = initSync();\n\
        /* desk, menu */\nconst __chunk_4 = load(() => fetch(new URL(\"./chunk_4.wasm\", import.meta.url)));\n\
        export const __wasm_split_load_desk = f(() => fetch(new URL(\"./split_desk.wasm\", import.meta.url)));\n";

    #[test]
    fn the_loader_takes_the_place_of_its_imports() {
        let glue = with_loader(GLUE, LOADER).unwrap();
        assert!(
            !glue.contains("import *") && !glue.contains("export"),
            "{glue}"
        );
        assert!(glue.contains("const import1 = (() => {\n\nconst shared = initSync();\n"));
        assert!(
            glue.ends_with(
                "\nreturn { __wasm_split_load_desk };\n})();\nconst import2 = import1;\n"
            )
        );
    }

    #[test]
    fn another_shape_of_either_script_is_refused() {
        assert!(with_loader("function initSync() {}\n", LOADER).is_err());
        assert!(with_loader(&GLUE.replace("* as import1", "{ a }"), LOADER).is_err());
        assert!(with_loader(GLUE, &LOADER.replace("initSync }", "start }")).is_err());
        assert!(with_loader(GLUE, &LOADER.replace("export const", "const")).is_err());
        assert!(with_loader(GLUE, &format!("{LOADER}export default f;\n")).is_err());
        assert!(with_loader(GLUE, &format!("{LOADER}import \"./other.js\";\n")).is_err());
    }

    #[test]
    fn a_chunk_is_fetched_from_its_place_on_the_server() {
        let chunk = Chunk {
            file: "split_desk.wasm".to_owned(),
            title: "desk".to_owned(),
            module: Vec::new(),
        };
        assert_eq!(chunk.stem(), "linli-app-desk");
        assert_eq!(chunk.groups().collect::<Vec<_>>(), ["desk"]);
        let placed = chunk.placed(LOADER, "/linli-app-desk-1.wasm").unwrap();
        assert!(placed.contains("fetch(\"/linli-app-desk-1.wasm\")"));
        assert!(chunk.placed(&placed, "/again.wasm").is_err());
    }

    #[test]
    fn a_chunk_is_called_by_the_groups_that_share_it() {
        assert_eq!(title("split_desk.wasm", LOADER), "desk");
        assert_eq!(title("chunk_4.wasm", LOADER), "desk+menu");
        assert_eq!(title("chunk_5.wasm", LOADER), "chunk_5");
    }
}
