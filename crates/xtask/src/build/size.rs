//! How large the app is, and whose bytes they are.

use super::compress::brotli;
use super::wasm;
use crate::shell::Outcome;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The budgets of the first view in bytes after brotli; a kilobyte here is 1000 bytes.
const WASM_BUDGET: usize = 115_000;
const GLUE_BUDGET: usize = 8_000;
const CSS_BUDGET: usize = 8_000;

/// What one owner has in the module.
#[derive(Default)]
struct Share {
    raw: usize,
    /// This owner's functions compressed alone; scaled in the report, because all together they
    /// compress better.
    alone: usize,
}

/// The bytes of a module by owner, once by crate and once by the parts of our own crate.
pub(crate) struct Breakdown {
    by_crate: BTreeMap<String, Share>,
    by_part: BTreeMap<String, Share>,
}

impl Breakdown {
    /// Reads a module that still has its names.
    pub(crate) fn of(module: &[u8]) -> Outcome<Self> {
        let mut by_crate: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut by_part: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for function in wasm::functions(module)? {
            let name = without_hashes(function.name.as_deref().unwrap_or_default());
            let owner = owner(&name);
            by_crate
                .entry(owner.krate.to_owned())
                .or_default()
                .extend(function.body);
            if let Some(part) = owner.part {
                by_part.entry(part).or_default().extend(function.body);
            }
        }
        for section in wasm::sections(module)? {
            let name = match section.id {
                // Names are stripped, code was counted function by function.
                0 | 10 => continue,
                11 => "(data: texts and tables)",
                _ => "(the module's own tables)",
            };
            by_crate
                .entry(name.to_owned())
                .or_default()
                .extend(section.body);
        }
        let shares = |owners: BTreeMap<String, Vec<u8>>| {
            owners
                .into_iter()
                .map(|(name, bytes)| {
                    (
                        name,
                        Share {
                            raw: bytes.len(),
                            alone: brotli(&bytes).len(),
                        },
                    )
                })
                .collect()
        };
        Ok(Self {
            by_crate: shares(by_crate),
            by_part: shares(by_part),
        })
    }
}

/// The largest functions of a module that still has its names, one a line.
pub(crate) fn largest(module: &[u8], count: usize) -> Outcome<String> {
    let mut functions = wasm::functions(module)?;
    functions.sort_by_key(|function| std::cmp::Reverse(function.body.len()));
    let mut text = String::from("raw KB   the largest functions\n");
    for function in functions.iter().take(count) {
        let name = without_hashes(function.name.as_deref().unwrap_or("(no name)"));
        let _ = writeln!(text, "{:>6}   {name}", kilobytes(function.body.len()));
    }
    Ok(text)
}

/// Whose function a symbol is.
#[derive(Debug, PartialEq, Eq)]
struct Owner<'a> {
    krate: &'a str,
    /// The feature or module of our crate, where the function is ours: code of a library that exists
    /// only for a type of ours (a generic) is ours, too.
    part: Option<String>,
}

/// `linli[0f3a…]::main` as `linli::main`: the compiler tells crates of one name apart, readers need not.
fn without_hashes(symbol: &str) -> String {
    let mut text = String::with_capacity(symbol.len());
    let mut rest = symbol;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        match after.split_once("]::") {
            Some((hash, path)) if hash.chars().all(|c| c.is_ascii_hexdigit()) => {
                text.push_str("::");
                rest = path;
            }
            // A slice or an array.
            _ => {
                text.push('[');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

fn owner(symbol: &str) -> Owner<'_> {
    // A generic names the types it was made for, and the first of ours is the one it serves.
    let ours = paths(symbol).find(|path| ["linli", "linli_app"].contains(&path[0]));
    if let Some(path) = ours {
        let part = match path.get(1..) {
            Some(["features", feature, ..]) => format!("features/{feature}"),
            Some([module, _, ..]) => (*module).to_owned(),
            _ => "main".to_owned(),
        };
        return Owner {
            krate: "linli",
            part: Some(part),
        };
    }
    let krate = paths(symbol)
        .map(|path| path[0])
        .find(|first| first.starts_with("linli_"))
        .or_else(|| first_crate(symbol))
        .unwrap_or("(no name)");
    Owner { krate, part: None }
}

fn first_crate(symbol: &str) -> Option<&str> {
    paths(symbol)
        .map(|path| path[0])
        // The primitive in `<i32 as core::fmt::Display>::fmt` is no crate; its trait's crate is.
        .find(|first| first.starts_with(char::is_alphabetic) || first.starts_with('_'))
}

/// The paths with at least two segments in a demangled symbol, in their order.
fn paths(symbol: &str) -> impl Iterator<Item = Vec<&str>> {
    let in_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    symbol.split(move |c: char| !in_path(c)).filter_map(|path| {
        let segments: Vec<&str> = path
            .split("::")
            .filter(|segment| !segment.is_empty())
            .collect();
        (segments.len() > 1 && !path.starts_with(':')).then_some(segments)
    })
}

/// One downloaded file: raw and compressed bytes, and what it may weigh compressed.
struct File {
    name: String,
    raw: usize,
    compressed: usize,
    budget: Option<usize>,
}

/// All that `cargo xtask build` says about size.
pub(crate) struct Report {
    files: Vec<File>,
    /// The groups of pages, and what some of them share.
    later: Vec<File>,
    breakdown: Breakdown,
}

impl Report {
    pub(crate) fn new(
        wasm: &[u8],
        glue: &[u8],
        css: &[u8],
        page: &[u8],
        later: &[(String, Vec<u8>)],
        breakdown: Breakdown,
    ) -> Self {
        let file = |name: &str, bytes: &[u8], budget| File {
            name: name.to_owned(),
            raw: bytes.len(),
            compressed: if bytes.is_empty() {
                0
            } else {
                brotli(bytes).len()
            },
            budget,
        };
        let files = vec![
            file("wasm", wasm, Some(WASM_BUDGET)),
            file("glue", glue, Some(GLUE_BUDGET)),
            file("CSS", css, Some(CSS_BUDGET)),
            file("page", page, None),
        ];
        let later = later
            .iter()
            .map(|(name, module)| file(name, module, None))
            .collect();
        Self {
            files,
            later,
            breakdown,
        }
    }

    /// The files that are over their budget, as a sentence, or nothing.
    pub(crate) fn over_budget(&self) -> Option<String> {
        let over: Vec<String> = self
            .files
            .iter()
            .filter_map(|file| {
                let budget = file.budget.filter(|budget| file.compressed > *budget)?;
                Some(format!(
                    "{} has {} KB of {} KB",
                    file.name,
                    kilobytes(file.compressed),
                    kilobytes(budget)
                ))
            })
            .collect();
        (!over.is_empty()).then(|| over.join(", "))
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut all = 0;
        for (title, files) in [("first view", &self.files), ("loaded later", &self.later)] {
            if files.is_empty() {
                continue;
            }
            let _ = writeln!(text, "{title:<20} raw KB   brotli KB   budget KB");
            for file in files {
                let budget = file.budget.map_or_else(|| "–".to_owned(), kilobytes);
                let _ = writeln!(
                    text,
                    "{:<18} {:>7} {:>11} {:>11}",
                    file.name,
                    kilobytes(file.raw),
                    kilobytes(file.compressed),
                    budget
                );
            }
            let total: usize = files.iter().map(|file| file.compressed).sum();
            let _ = writeln!(text, "{:<18} {:>19}\n", "together", kilobytes(total));
            all += total;
        }
        if !self.later.is_empty() {
            let _ = writeln!(text, "{:<18} {:>19}\n", "the whole app", kilobytes(all));
        }

        let compressed = self.files.first().map_or(0, |file| file.compressed);
        let alone: usize = self
            .breakdown
            .by_crate
            .values()
            .map(|share| share.alone)
            .sum();
        let scaled = |share: &Share| share.alone * compressed / alone.max(1);
        for (title, shares, shown) in [
            ("main wasm by crate", &self.breakdown.by_crate, 16),
            ("linli by part", &self.breakdown.by_part, usize::MAX),
        ] {
            let _ = writeln!(text, "{title:<28} raw KB   brotli KB (estimate)");
            let mut rows: Vec<(&str, usize, usize)> = shares
                .iter()
                .map(|(name, share)| (name.as_str(), share.raw, scaled(share)))
                .collect();
            rows.sort_by_key(|(_, raw, _)| std::cmp::Reverse(*raw));
            if rows.len() > shown {
                let (raw, small) = rows[shown..]
                    .iter()
                    .fold((0, 0), |(raw, small), row| (raw + row.1, small + row.2));
                rows.truncate(shown);
                rows.push(("(others)", raw, small));
            }
            for (name, raw, small) in rows {
                let _ = writeln!(
                    text,
                    "{name:<25} {:>9} {:>11}",
                    kilobytes(raw),
                    kilobytes(small)
                );
            }
            text.push('\n');
        }
        text
    }
}

/// Bytes as kilobytes with one decimal, rounded up: a budget is not met by rounding.
fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{Breakdown, Report, kilobytes, owner, without_hashes};
    use std::collections::BTreeMap;

    #[test]
    fn a_function_belongs_to_the_feature_it_serves() {
        for (symbol, krate, part) in [
            (
                "linli::features::orders::pages::list::view",
                "linli",
                Some("features/orders"),
            ),
            (
                "<linli::features::home::Home as leptos::IntoView>::into_view",
                "linli",
                Some("features/home"),
            ),
            (
                "<leptos::Suspend<linli::api::client::send::{closure#0}> as core::future::Future>::poll",
                "linli",
                Some("api"),
            ),
            (
                "core::ptr::drop_in_place::<linli::features::wishes::model::Draft>",
                "linli",
                Some("features/wishes"),
            ),
            ("linli::main", "linli", Some("main")),
            ("linli_app::main", "linli", Some("main")),
            (
                "serde_json::de::from_str::<linli_contract::home::Home>",
                "linli_contract",
                None,
            ),
            ("<&str as core::fmt::Debug>::fmt", "core", None),
            (
                "<alloc::vec::Vec<u8> as core::clone::Clone>::clone",
                "alloc",
                None,
            ),
            ("dlmalloc", "(no name)", None),
            ("", "(no name)", None),
        ] {
            let owner = owner(symbol);
            assert_eq!(
                (owner.krate, owner.part.as_deref()),
                (krate, part),
                "{symbol}"
            );
        }
    }

    #[test]
    fn hashes_go_and_slices_stay() {
        assert_eq!(
            without_hashes("<alloc[0f]::vec::Vec<[u8; 4]> as linli[a1]::Has>::f::<[u8]>"),
            "<alloc::vec::Vec<[u8; 4]> as linli::Has>::f::<[u8]>"
        );
    }

    #[test]
    fn kilobytes_are_rounded_up() {
        assert_eq!(
            [
                kilobytes(0),
                kilobytes(1),
                kilobytes(8_000),
                kilobytes(8_001)
            ],
            ["0.0", "0.1", "8.0", "8.1"]
        );
    }

    #[test]
    fn a_file_over_its_budget_is_named() {
        let nothing = || Breakdown {
            by_crate: BTreeMap::new(),
            by_part: BTreeMap::new(),
        };
        assert_eq!(
            Report::new(b"a", b"b", b"c", b"d", &[], nothing()).over_budget(),
            None
        );
        // Bytes without any pattern do not compress.
        let mut state = 1_u32;
        let noise: Vec<u8> = (0..9_000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_be_bytes()[0]
            })
            .collect();
        let over = Report::new(b"a", &noise, b"c", b"d", &[], nothing())
            .over_budget()
            .unwrap();
        assert!(
            over.starts_with("glue has 9.") && over.ends_with("of 8.0 KB"),
            "{over}"
        );
    }

    #[test]
    fn what_is_loaded_later_is_listed_and_has_no_budget() {
        let nothing = Breakdown {
            by_crate: BTreeMap::new(),
            by_part: BTreeMap::new(),
        };
        let later = [
            ("desk".to_owned(), vec![1; 9]),
            ("desk+menu".to_owned(), vec![2; 9]),
        ];
        let report = Report::new(b"a", b"b", b"c", b"d", &later, nothing);
        assert_eq!(report.over_budget(), None);
        let text = report.text();
        let firsts: Vec<_> = text
            .lines()
            .filter_map(|line| line.split(' ').next())
            .collect();
        for name in ["wasm", "desk", "desk+menu", "the"] {
            assert!(firsts.contains(&name), "{text}");
        }
    }
}
