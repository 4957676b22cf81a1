//! Rules about files and the texts in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::{Fault, fault};
use crate::source::Rust;

/// A file that does not fit into the head is two files. Tests do not count.
pub(crate) const MOST_LINES: usize = 400;

/// No file is longer than [`MOST_LINES`]; texts may be.
pub(crate) fn length(path: &str, lines: usize) -> Vec<Fault> {
    if lines <= MOST_LINES || path.starts_with("src/i18n/") {
        return Vec::new();
    }
    vec![fault(
        "length",
        path,
        lines,
        format!(
            "{lines} lines, and {MOST_LINES} is the most; divide it by what its parts are about"
        ),
    )]
}

/// Every language has the same files.
pub(crate) fn languages(paths: &[&str]) -> Vec<Fault> {
    let mut folders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in paths {
        if let Some((language, name)) = path
            .strip_prefix("src/i18n/")
            .and_then(|rest| rest.split_once('/'))
            .filter(|(folder, _)| *folder != "messages")
        {
            folders.entry(language).or_default().insert(name);
        }
    }
    let all: BTreeSet<&str> = folders.values().flatten().copied().collect();
    folders
        .iter()
        .flat_map(|(language, files)| {
            all.difference(files).map(move |name| {
                fault(
                    "languages",
                    &format!("src/i18n/{language}/{name}"),
                    1,
                    "another language has this file, and this one has not",
                )
            })
        })
        .collect()
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Chinese outside `i18n/zh`, with the reason why it stays there.
const CHINESE_ELSEWHERE: [(&str, &str); 3] = [
    // Whoever looks for this switch reads Chinese.
    ("src/i18n/en/", "中文"),
    ("src/i18n/en/", "切换到中文"),
    // The unit is a part of the format of money, as the order of its digits is.
    ("src/platform/intl.rs", "元"),
];

/// Chinese stands in `i18n/zh` alone.
pub(crate) fn chinese(file: &Rust) -> Vec<Fault> {
    if file.path.starts_with("src/i18n/zh/") {
        return Vec::new();
    }
    file.literals
        .iter()
        .filter(|literal| literal.text.chars().any(is_cjk))
        .filter(|literal| {
            !CHINESE_ELSEWHERE
                .iter()
                .any(|(place, text)| file.path.starts_with(place) && literal.text == *text)
        })
        .map(|literal| {
            fault(
                "chinese",
                &file.path,
                file.line(literal.at),
                format!(
                    "the text “{}” is Chinese; texts belong in i18n, with their English",
                    literal.text
                ),
            )
        })
        .collect()
}
