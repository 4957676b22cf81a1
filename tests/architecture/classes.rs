//! The rule about classes.

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::{Fault, fault};
use crate::source::{File, Rust, css_classes, is_word, line};

/// Every class that is used has a style, and every style is used.
pub(crate) fn classes(sources: &[Rust], sheets: &[File], pages: &[File]) -> Vec<Fault> {
    let mut styled: BTreeMap<String, String> = BTreeMap::new();
    for sheet in sheets {
        for (name, line) in css_classes(sheet) {
            styled
                .entry(name)
                .or_insert_with(|| format!("{}:{line}", sheet.path));
        }
    }
    let mut faults = Vec::new();
    let mut words: BTreeSet<&str> = BTreeSet::new();
    for source in sources {
        // Texts and rules name no classes; a word of theirs must not keep a dead style alive.
        if matches!(
            source.module().first(),
            Some(&"i18n" | &"domain" | &"api" | &"offline" | &"platform")
        ) {
            continue;
        }
        let attributes = class_attributes(source);
        for literal in &source.literals {
            let in_attribute = attributes
                .iter()
                .any(|(start, end)| (*start..*end).contains(&literal.at));
            for word in literal.text.split_whitespace() {
                words.insert(word);
                if (in_attribute || is_bem(word)) && !is_styled(word, &styled) {
                    faults.push(fault(
                        "classes",
                        &source.path,
                        source.line(literal.at),
                        format!("the class `{word}` has no style; style it or leave it out"),
                    ));
                }
            }
        }
    }
    for page in pages {
        for (at, start) in page.text.match_indices("class=\"") {
            let value = page.text[at + start.len()..]
                .split('"')
                .next()
                .unwrap_or_default();
            for word in value.split_whitespace() {
                if !is_styled(word, &styled) {
                    faults.push(fault(
                        "classes",
                        &page.path,
                        line(&page.text, at),
                        format!("the class `{word}` has no style; style it or leave it out"),
                    ));
                }
            }
        }
        words.extend(
            page.text
                .split(|c: char| !is_word(c) && c != '-')
                .filter(|word| !word.is_empty()),
        );
    }
    let patterns: Vec<(&str, &str)> = words.iter().filter_map(|word| pattern(word)).collect();
    for (class, place) in &styled {
        let used = words.contains(class.as_str())
            || patterns
                .iter()
                .any(|(start, end)| class.starts_with(start) && class.ends_with(end));
        if !used {
            faults.push(Fault {
                rule: "classes",
                place: place.clone(),
                sentence: format!("the class `{class}` is used nowhere; remove its style"),
            });
        }
    }
    faults
}

/// Whether a class has a style, or is the block of elements that have one, or is a word with a part
/// filled in later that can become one.
fn is_styled(word: &str, styled: &BTreeMap<String, String>) -> bool {
    let fits = |start: &str, end: &str| {
        styled
            .keys()
            .any(|name| name.starts_with(start) && name.ends_with(end))
    };
    match pattern(word) {
        Some((start, end)) => fits(start, end),
        None => word.contains('{') || styled.contains_key(word) || fits(&format!("{word}__"), ""),
    }
}

/// The beginning and the end of a class with a part filled in later, `badge--{area}` or
/// `{list}--windowed`; a word that is filled in whole tells nothing.
fn pattern(word: &str) -> Option<(&str, &str)> {
    let (start, rest) = word.split_once('{')?;
    let (_, end) = rest.rsplit_once('}')?;
    let tells = start.ends_with(['-', '_']) || end.starts_with(['-', '_']);
    tells.then_some((start, end))
}

/// `block__element` or `block--modifier`: in our sources that is a class wherever it stands.
fn is_bem(word: &str) -> bool {
    let inside = |mark: &str| word.find(mark).is_some_and(|at| at > 0);
    word.starts_with(|c: char| c.is_ascii_lowercase() || c == '{')
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '{' | '}'))
        && (inside("__") || inside("--"))
}

/// Where the values of `class=` begin and end.
fn class_attributes(file: &Rust) -> Vec<(usize, usize)> {
    let code = &file.code;
    let mut found = Vec::new();
    for (at, name) in code.match_indices("class=") {
        let alone = code[..at].ends_with(char::is_whitespace);
        let start = at + name.len();
        if !alone || code[start..].starts_with(['=', ' ']) {
            continue;
        }
        let mut depth = 0_i32;
        let mut end = code.len();
        let mut before = ' ';
        for (offset, c) in code[start..].char_indices() {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
            let closes = c == '>' && !matches!(before, '-' | '=');
            let next = c.is_whitespace() && is_attribute(code[start + offset..].trim_start());
            if depth < 0 || (depth == 0 && (closes || next)) {
                end = start + offset;
                break;
            }
            before = c;
        }
        found.push((start, end));
    }
    found
}

/// Whether an attribute begins here: a name and `=`.
fn is_attribute(text: &str) -> bool {
    let end = text
        .find(|c: char| !is_word(c) && !matches!(c, ':' | '-'))
        .unwrap_or(text.len());
    end > 0 && text[end..].starts_with('=') && !text[end + 1..].starts_with(['=', '>', ' '])
}
