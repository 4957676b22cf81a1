//! Rules about views and the page.

use crate::fault::{Fault, fault};
use crate::source::{File, Rust, line};

/// What is typed is set by `prop:value`: the attribute `value` is only what a field begins with, and
/// a page that is drawn again would not show what the app knows. The value of a radio button or a
/// check box is its name, and an attribute.
pub(crate) fn values(file: &Rust) -> Vec<Fault> {
    let mut faults = Vec::new();
    for open in ["<input", "<textarea", "<select"] {
        for (at, _) in file.code.match_indices(open) {
            let end = at + tag_length(&file.code[at..]);
            let tag = &file.code[at..end];
            let texts = &file.with_texts[at..end];
            if texts.contains("\"radio\"") || texts.contains("\"checkbox\"") {
                continue;
            }
            for (value, _) in tag.match_indices("value=") {
                if tag[..value].ends_with(char::is_whitespace) {
                    faults.push(fault(
                        "values",
                        &file.path,
                        file.line(at + value),
                        format!("`value=` in {open}>; write `prop:value=`"),
                    ));
                }
            }
        }
    }
    faults
}

/// The content security policy forbids styles in attributes, and markup never comes from a text.
pub(crate) fn markup(file: &Rust) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, instead) in [
        (
            "style=",
            "a class, or `style:property=`, which sets one property",
        ),
        (
            "inner_html",
            "elements; text in markup is how scripts get in",
        ),
        (
            "set_inner_html",
            "elements; text in markup is how scripts get in",
        ),
    ] {
        for (at, _) in file.code.match_indices(name) {
            let before = file.code[..at].chars().next_back();
            if before.is_none_or(|c| c.is_whitespace() || c == '.') {
                faults.push(fault(
                    "markup",
                    &file.path,
                    file.line(at),
                    format!("`{name}` is not used here; use {instead}"),
                ));
            }
        }
    }
    faults
}

/// `index.html` has neither inline script nor inline style, for the same policy.
pub(crate) fn page(file: &File) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut forbid = |at: usize, what: &str| {
        faults.push(fault(
            "page",
            &file.path,
            line(&file.text, at),
            format!("{what} is forbidden by the content security policy; use a file"),
        ));
    };
    for (at, _) in file.text.match_indices(" style=") {
        forbid(at, "a style in an attribute");
    }
    for (at, _) in file.text.match_indices("<style") {
        forbid(at, "an inline style sheet");
    }
    for (at, _) in file.text.match_indices("<script") {
        let tag = &file.text[at..];
        if !tag[..tag.find('>').unwrap_or(tag.len())].contains(" src=") {
            forbid(at, "an inline script");
        }
    }
    for (at, _) in file.text.match_indices(" on") {
        let name = &file.text[at + 3..];
        let length = name
            .find(|c: char| !c.is_ascii_lowercase())
            .unwrap_or(name.len());
        if length > 0 && name[length..].starts_with("=\"") {
            forbid(at, "an event handler in an attribute");
        }
    }
    faults
}

/// How long the tag is that begins here; a `>` inside brackets or of an arrow does not end it.
fn tag_length(code: &str) -> usize {
    let (mut depth, mut before) = (0_i32, ' ');
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if depth == 0 && !matches!(before, '-' | '=') => return at,
            _ => {}
        }
        before = c;
    }
    code.len()
}
