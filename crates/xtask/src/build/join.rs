//! Chunks that several groups share, joined into few files.
//!
//! The splitter makes a chunk for every set of groups that share something: with six groups more than thirty,
//! most of them tiny, and each a request before the first page of a group shows. A chunk may be loaded by
//! more groups than need it, so those that go together become one.

use super::split::Chunk;
use super::{OPTIONS, wasm};
use crate::paths;
use crate::shell::{self, Failure, Outcome};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The groups of everyday visits. What two of them share is one file; what one shares with groups of fewer
/// people only is another, which the others do not fetch.
const EVERYDAY: [&str; 6] = ["care", "menu", "points", "resident", "sending", "votes"];

/// Joins chunks, and has the loader fetch the new ones in place of the old.
pub(crate) fn join(
    program: &Path,
    chunks: Vec<Chunk>,
    loader: String,
) -> Outcome<(Vec<Chunk>, String)> {
    let mut joined = Vec::new();
    let mut together: BTreeMap<String, Vec<Chunk>> = BTreeMap::new();
    for chunk in chunks {
        let users: BTreeSet<&str> = chunk.groups().collect();
        if users.len() < 2 {
            joined.push(chunk);
        } else {
            let file = file_of(&users).to_owned();
            together.entry(file).or_default().push(chunk);
        }
    }
    let mut loader = loader;
    for parts in together.into_values() {
        let names: Vec<String> = parts.iter().map(Chunk::constant).collect();
        loader = in_place_of(&loader, &names)?;
        joined.push(one(program, parts)?);
    }
    Ok((joined, loader))
}

/// Which file a chunk goes into.
fn file_of<'a>(users: &BTreeSet<&'a str>) -> &'a str {
    let mut everyday = users.iter().filter(|user| EVERYDAY.contains(*user));
    match (everyday.next(), everyday.next()) {
        (None, _) => "none",
        (Some(only), None) => only,
        (Some(_), Some(_)) => "several",
    }
}

/// The loader with the first of these chunks where any of them stood.
fn in_place_of(loader: &str, names: &[String]) -> Outcome<String> {
    let Some((first, others)) = names.split_first() else {
        return Ok(loader.to_owned());
    };
    let mut loader = loader.to_owned();
    for other in others {
        const END: &str = "\n, []);\n";
        let start = loader.find(&format!("const {other} = makeLoad("));
        let (Some(start), Some(end)) = (start, start.and_then(|at| loader[at..].find(END))) else {
            return Err(changed(other));
        };
        loader.replace_range(start..start + end + END.len(), "");
    }
    // What a group waits for: `, [__chunk_1, __chunk_2]));`.
    let needs = |line: &str| -> Option<String> {
        let (list, end) = line.strip_prefix(", [")?.split_once(']')?;
        let mut wanted: Vec<&str> = Vec::new();
        for name in list.split(", ") {
            let name = if others.iter().any(|other| other == name) {
                first
            } else {
                name
            };
            if !wanted.contains(&name) {
                wanted.push(name);
            }
        }
        Some(format!(", [{}]{end}", wanted.join(", ")))
    };
    let lines: Vec<String> = loader
        .lines()
        .map(|line| needs(line).unwrap_or_else(|| line.to_owned()))
        .collect();
    Ok(lines.join("\n") + "\n")
}

/// One chunk of several, under the name of the first.
fn one(program: &Path, mut parts: Vec<Chunk>) -> Outcome<Chunk> {
    if parts.len() > 1 {
        let folder = paths::web().join("joined");
        shell::remove_folder(&folder)?;
        // wasm-merge takes what two modules import for two things, unless a third exports it to both.
        let modules: Vec<&[u8]> = parts.iter().map(|part| part.module.as_slice()).collect();
        let lender = folder.join("lender.wasm");
        shell::write(&lender, wasm::lender(&modules)?)?;
        let joined = folder.join("joined.wasm");
        let mut command = shell::command(program);
        command.args(OPTIONS).args([
            "--enable-multimemory",
            "--skip-export-conflicts",
            "-g",
            "-o",
        ]);
        command.arg(&joined).arg(&lender).arg(wasm::LENT);
        for (number, part) in parts.iter().enumerate() {
            let file = folder.join(format!("part-{number}.wasm"));
            shell::write(&file, &part.module)?;
            command.arg(file).arg(format!("part-{number}"));
        }
        shell::output(&mut command)?;
        parts[0].module = wasm::lent_again(&shell::read(&joined)?)?;
    }
    let users: BTreeSet<&str> = parts.iter().flat_map(Chunk::groups).collect();
    let title = users.into_iter().collect::<Vec<_>>().join("+");
    let mut chunk = parts.swap_remove(0);
    chunk.title = title;
    Ok(chunk)
}

fn changed(name: &str) -> Failure {
    Failure::new(
        format!("the loader of wasm-split-cli has no `{name}` as it was expected"),
        "if it is a new version, see join.rs",
    )
}

#[cfg(test)]
mod tests {
    use super::{file_of, in_place_of};
    use std::collections::BTreeSet;

    #[test]
    fn a_page_of_an_everyday_visit_asks_for_few_files() {
        for (users, file) in [
            (vec!["desk", "recount"], "none"),
            (vec!["desk", "votes"], "votes"),
            (vec!["desk", "recount", "resident"], "resident"),
            (vec!["menu", "votes"], "several"),
            (
                vec!["desk", "menu", "recount", "resident", "votes"],
                "several",
            ),
        ] {
            let users: BTreeSet<&str> = users.into_iter().collect();
            assert_eq!(file_of(&users), file, "{users:?}");
        }
    }

    #[test]
    fn the_loader_fetches_the_joined_chunk_once() {
        let chunk = |name: &str| {
            format!(
                "/* a, b */\nconst {name} = makeLoad(() => {{\n    fetch(\"{name}\");\n}}\n, []);\n"
            )
        };
        let (one, two, three) = (chunk("__chunk_1"), chunk("__chunk_2"), chunk("__chunk_3"));
        let group = "export const load_a = wrap(makeLoad(() => {\n}\n, [__chunk_1, __chunk_2, __chunk_3]));\n";
        let names = ["__chunk_1", "__chunk_3"].map(str::to_owned);
        let loader = in_place_of(&format!("{one}{two}{three}{group}"), &names).unwrap();
        let group = group.replace(", __chunk_3", "");
        assert_eq!(loader, format!("{one}{two}/* a, b */\n{group}"));
        assert!(in_place_of(&loader, &names).is_err());
    }
}
