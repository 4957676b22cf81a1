//! Just enough reading of Rust and CSS for the rules: what is code, what is text, what is a path.

use std::fs;
use std::path::Path;

/// A file of the app: its path from the repository's root, and its text.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All files under a folder with one of the endings, in the order of their paths.
pub(crate) fn files_in(folder: &str, ending: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("an entry of the folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                let name = path.strip_prefix(root).expect("below the root");
                found.push(read(&name.to_string_lossy().replace('\\', "/")));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// One file by its path.
pub(crate) fn read(path: &str) -> File {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(&full).unwrap_or_else(|error| panic!("{path}: {error}"));
    File {
        path: path.to_owned(),
        text,
    }
}

/// A text literal: where it begins, and what is between its quotes, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) at: usize,
    pub(crate) text: String,
}

/// A Rust file without its comments and without its test modules.
pub(crate) struct Rust {
    pub(crate) path: String,
    /// The file's text with comments, tests and the insides of literals made blank. An offset in it
    /// is the same place in the file.
    pub(crate) code: String,
    /// As `code`, with the insides of text literals left in.
    pub(crate) with_texts: String,
    /// The text literals outside tests.
    pub(crate) literals: Vec<Literal>,
    /// Lines outside test modules, comments included.
    pub(crate) lines: usize,
}

impl Rust {
    pub(crate) fn new(file: &File) -> Self {
        let bytes = file.text.as_bytes();
        let mut code = bytes.to_vec();
        let mut with_texts = bytes.to_vec();
        let mut literals = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let (end, kind) = token(bytes, at);
            match kind {
                Token::Code => {}
                Token::Comment | Token::Char => {
                    blank(&mut code[at..end]);
                    blank(&mut with_texts[at..end]);
                }
                Token::Text => {
                    let open = at + find(&bytes[at..end], b'"') + 1;
                    let hashes = file.text[at..open].matches('#').count();
                    let close = (end - 1 - hashes).max(open);
                    blank(&mut code[open..close]);
                    literals.push(Literal {
                        at,
                        text: file.text[open..close].to_owned(),
                    });
                }
            }
            at = end;
        }
        let mut lines = file.text.lines().count();
        for (start, end) in test_modules(&code) {
            lines -= file.text[start..end].lines().count();
            blank(&mut code[start..end]);
            blank(&mut with_texts[start..end]);
            literals.retain(|literal| !(start..end).contains(&literal.at));
        }
        Self {
            path: file.path.clone(),
            code: String::from_utf8(code).expect("blanks keep the text whole"),
            with_texts: String::from_utf8(with_texts).expect("blanks keep the text whole"),
            literals,
            lines,
        }
    }

    /// The line of an offset, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        line(&self.code, at)
    }

    /// The modules from the crate's root to this file: `features`, `orders`, `model`.
    pub(crate) fn module(&self) -> Vec<&str> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        let mut parts: Vec<&str> = path.split('/').collect();
        if matches!(parts.last(), Some(&"mod" | &"lib" | &"main")) {
            parts.pop();
        }
        parts
    }

    /// Where a word stands in the code as a whole word.
    pub(crate) fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.code
            .match_indices(word)
            .map(|(at, _)| at)
            .filter(move |at| {
                let before = self.code[..*at].chars().next_back();
                let after = self.code[at + word.len()..].chars().next();
                !before.is_some_and(is_word) && !after.is_some_and(is_word)
            })
    }

    /// Every path into our own crate, with its place: what `use crate::…`, `super::…` and paths in
    /// expressions name, groups taken apart, from the crate's root.
    pub(crate) fn own_paths(&self) -> Vec<(usize, Vec<String>)> {
        let module: Vec<String> = self.module().into_iter().map(str::to_owned).collect();
        let mut found = Vec::new();
        for root in ["crate", "super", "linli"] {
            for at in self.words(root) {
                if self.code[..at].trim_end().ends_with("::") {
                    continue;
                }
                let mut start = if root == "super" {
                    module[..module.len().saturating_sub(1)].to_vec()
                } else {
                    Vec::new()
                };
                let mut rest = &self.code[at + root.len()..];
                while let Some(deeper) = rest.trim_start().strip_prefix("::") {
                    let Some(again) = deeper.trim_start().strip_prefix("super") else {
                        break;
                    };
                    start.pop();
                    rest = again;
                }
                let mut paths = Vec::new();
                use_tree(rest, &start, &mut paths);
                found.extend(
                    paths
                        .into_iter()
                        .filter(|path| !path.is_empty())
                        .map(|path| (at, path)),
                );
            }
        }
        found
    }
}

/// The line of an offset in a text, from 1.
pub(crate) fn line(text: &str, at: usize) -> usize {
    text[..at].bytes().filter(|b| *b == b'\n').count() + 1
}

pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The paths of `::a::{b, c::d}` after what is known already; what follows the tree.
fn use_tree<'a>(text: &'a str, known: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let Some(rest) = text.trim_start().strip_prefix("::") else {
        found.push(known.to_vec());
        return text;
    };
    let mut rest = rest.trim_start();
    if let Some(inside) = rest.strip_prefix('{') {
        rest = inside;
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('}') {
                return after;
            }
            let mut deeper = known.to_vec();
            let (name, after) = word(rest);
            if name.is_empty() {
                return rest;
            }
            if name != "self" {
                deeper.push(name.to_owned());
            }
            rest = use_tree(after, &deeper, found).trim_start();
            // `as` and the name it gives.
            while !rest.starts_with([',', '}']) && !rest.is_empty() {
                let step = rest.chars().next().map_or(0, char::len_utf8);
                rest = &rest[step..];
            }
            rest = rest.strip_prefix(',').unwrap_or(rest);
        }
    }
    let (name, after) = word(rest);
    if name.is_empty() {
        found.push(known.to_vec());
        return rest;
    }
    let mut deeper = known.to_vec();
    deeper.push(name.to_owned());
    use_tree(after, &deeper, found)
}

fn word(text: &str) -> (&str, &str) {
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    text.split_at(end)
}

enum Token {
    Code,
    Comment,
    Text,
    Char,
}

fn find(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().position(|b| *b == wanted).unwrap_or(0)
}

fn find_text(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    bytes
        .get(from..)?
        .windows(wanted.len())
        .position(|window| window == wanted)
        .map(|at| from + at)
}

/// Where the token that begins here ends, and what it is.
fn token(bytes: &[u8], at: usize) -> (usize, Token) {
    let rest = &bytes[at..];
    let word_before = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    if rest.starts_with(b"//") {
        let end = find_text(bytes, at, b"\n").unwrap_or(bytes.len());
        return (end, Token::Comment);
    }
    if rest.starts_with(b"/*") {
        let end = find_text(bytes, at + 2, b"*/").map_or(bytes.len(), |end| end + 2);
        return (end, Token::Comment);
    }
    if !word_before && let Some(end) = raw_text(bytes, at) {
        return (end, Token::Text);
    }
    if rest[0] == b'"' {
        let mut end = at + 1;
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        return ((end + 1).min(bytes.len()), Token::Text);
    }
    if rest[0] == b'\''
        && let Some(end) = character(bytes, at)
    {
        return (end, Token::Char);
    }
    (at + 1, Token::Code)
}

/// The end of `r"…"`, `r#"…"#`, `br"…"` when one begins here.
fn raw_text(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    let rest = rest.strip_prefix(b"b").unwrap_or(rest);
    let rest = rest.strip_prefix(b"r")?;
    let hashes = rest.iter().take_while(|b| **b == b'#').count();
    if rest.get(hashes) != Some(&b'"') {
        return None;
    }
    let open = bytes.len() - rest.len() + hashes + 1;
    let mut close = vec![b'"'];
    close.resize(hashes + 1, b'#');
    let end = find_text(bytes, open, &close).map_or(bytes.len(), |end| end + close.len());
    Some(end)
}

/// The end of a character literal when one begins here; a lifetime is none.
fn character(bytes: &[u8], at: usize) -> Option<usize> {
    let inside = bytes.get(at + 1)?;
    let length = match inside {
        b'\\' => return find_text(bytes, at + 3, b"'").map(|end| end + 1),
        0..0x80 => 1,
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    };
    (bytes.get(at + 1 + length) == Some(&b'\'')).then_some(at + 2 + length)
}

fn blank(bytes: &mut [u8]) {
    for byte in bytes {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

/// Where the items under `#[cfg(test)]` begin and end.
fn test_modules(code: &[u8]) -> Vec<(usize, usize)> {
    const MARK: &[u8] = b"#[cfg(test)]";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = find_text(code, from, MARK) {
        let mut end = start + MARK.len();
        let mut depth = 0_usize;
        while end < code.len() {
            let byte = code[end];
            end += 1;
            match byte {
                b'{' => depth += 1,
                b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                b';' if depth == 0 => break,
                _ => {}
            }
        }
        found.push((start, end));
        from = end;
    }
    found
}

/// The classes in the selectors of a style sheet, with their lines.
pub(crate) fn css_classes(file: &File) -> Vec<(String, usize)> {
    let mut css = file.text.clone().into_bytes();
    let mut at = 0;
    while let Some(start) = find_text(&css, at, b"/*") {
        let end = find_text(&css, start + 2, b"*/").map_or(css.len(), |end| end + 2);
        blank(&mut css[start..end]);
        at = end;
    }
    let css = String::from_utf8(css).expect("blanks keep the text whole");
    let mut found = Vec::new();
    let mut start = 0;
    for (at, end) in css.match_indices(['{', '}', ';']) {
        let part = &css[start..at];
        if end == "{" && !part.trim_start().starts_with('@') {
            for (dot, _) in part.match_indices('.') {
                let name = &part[dot + 1..];
                let length = name
                    .find(|c: char| !is_word(c) && c != '-')
                    .unwrap_or(name.len());
                if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    found.push((name[..length].to_owned(), line(&css, start + dot)));
                }
            }
        }
        start = at + 1;
    }
    found
}
