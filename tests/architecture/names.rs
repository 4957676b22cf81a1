//! Rules about names that two files share: icons and paths.

use std::collections::BTreeSet;

use crate::fault::{Fault, fault};
use crate::source::{File, Rust, is_word};

/// The ids of the sprite.
pub(crate) fn symbols(sprite: &str) -> BTreeSet<String> {
    sprite
        .match_indices("<symbol id=\"")
        .filter_map(|(at, start)| sprite[at + start.len()..].split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Every icon that is named is in the sprite.
pub(crate) fn icons(file: &Rust, symbols: &BTreeSet<String>) -> Vec<Fault> {
    // The function, and which of its arguments is the icon.
    const CALLS: [(&str, usize); 7] = [
        ("icon", 0),
        ("small_icon", 0),
        ("empty", 0),
        ("art", 1),
        ("svg", 1),
        ("badge", 1),
        ("status", 1),
    ];
    let mut named: Vec<(usize, String)> = Vec::new();
    for (call, place) in CALLS {
        for at in file.words(call) {
            let open = at + call.len();
            if !file.code[open..].starts_with('(') {
                continue;
            }
            if let Some(text) = text_argument(file, open + 1, place) {
                named.push((at, text));
            }
        }
    }
    for literal in &file.literals {
        for (at, start) in literal.text.match_indices("/icons.svg#") {
            let name = &literal.text[at + start.len()..];
            let end = name
                .find(|c: char| !is_word(c) && !matches!(c, '-' | '{'))
                .unwrap_or(name.len());
            named.push((literal.at, name[..end].to_owned()));
        }
    }
    named
        .into_iter()
        .filter(|(_, name)| match name.split_once('{') {
            Some((start, _)) => !symbols.iter().any(|symbol| symbol.starts_with(start)),
            None => !symbols.contains(name),
        })
        .map(|(at, name)| {
            fault(
                "icons",
                &file.path,
                file.line(at),
                format!("the icon `{name}` is not in public/icons.svg"),
            )
        })
        .collect()
}

/// The argument of a call at this place, when it is a text literal. `from` is behind the bracket.
fn text_argument(file: &Rust, from: usize, place: usize) -> Option<String> {
    let mut depth = 0_usize;
    let mut commas = 0;
    let mut start = from;
    for (offset, c) in file.code[from..].char_indices() {
        let at = from + offset;
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth > 0 => depth -= 1,
            ',' | ')' if depth == 0 => {
                if commas == place {
                    let argument = file.with_texts[start..at].trim();
                    let literal = file
                        .literals
                        .iter()
                        .find(|literal| (start..at).contains(&literal.at))?;
                    let whole = argument.trim_start_matches('&');
                    let whole = whole.strip_prefix("format!(").unwrap_or(whole);
                    return whole.starts_with('"').then(|| literal.text.clone());
                }
                if c == ')' {
                    return None;
                }
                commas += 1;
                start = at + 1;
            }
            _ => {}
        }
    }
    None
}

/// The icons of the seed's categories, column `icon`, are in the sprite.
pub(crate) fn category_icons(csv: &File, symbols: &BTreeSet<String>) -> Vec<Fault> {
    let mut lines = csv.text.lines();
    let column = lines
        .next()
        .and_then(|head| head.split(',').position(|name| name == "icon"));
    let Some(column) = column else {
        return vec![fault("icons", &csv.path, 1, "the column `icon` is missing")];
    };
    lines
        .enumerate()
        .filter_map(|(index, row)| {
            let icon = row.split(',').nth(column).unwrap_or_default();
            (!symbols.contains(icon)).then(|| {
                fault(
                    "icons",
                    &csv.path,
                    index + 2,
                    format!("the icon `{icon}` is not in public/icons.svg"),
                )
            })
        })
        .collect()
}

/// The paths of the contract, `/v1/orders/{id}` and so on.
pub(crate) fn contract_paths(openapi: &str) -> Vec<String> {
    openapi
        .lines()
        .filter_map(|line| line.strip_prefix("  /")?.strip_suffix(':'))
        .map(|path| format!("/{path}"))
        .collect()
}

/// Every path that the app asks for is in the contract. A text that ends in `/` is the beginning of
/// paths.
pub(crate) fn paths(file: &Rust, contract: &[String]) -> Vec<Fault> {
    let fits = |path: &str| {
        contract.iter().any(|known| {
            let (known, path) = (
                known.split('/').collect::<Vec<_>>(),
                path.split('/').collect::<Vec<_>>(),
            );
            known.len() == path.len()
                && known.iter().zip(&path).all(|(known, part)| {
                    known == part || part.starts_with('{') || known.starts_with('{')
                })
        })
    };
    file.literals
        .iter()
        .filter_map(|literal| {
            let start = literal.text.find("/v1/")?;
            let path = literal.text[start..].split('?').next().unwrap_or_default();
            let known = if path.ends_with('/') {
                contract.iter().any(|known| known.starts_with(path))
            } else {
                fits(path)
            };
            (!known).then(|| {
                fault(
                    "paths",
                    &file.path,
                    file.line(literal.at),
                    format!("`{path}` is not in contract/openapi.yaml"),
                )
            })
        })
        .collect()
}
