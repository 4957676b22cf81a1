//! One style sheet out of `style/`: `@import` lines are replaced by what they name, in their order,
//! and comments and needless spaces go.

use crate::shell::{self, Failure, Outcome};
use std::path::Path;

/// The sheet with everything it imports, as the author wrote it.
pub(crate) fn bundle(sheet: &Path) -> Outcome<String> {
    let text = shell::read_text(sheet)?;
    let folder = sheet.parent().unwrap_or(Path::new(""));
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        match imported(line) {
            Some(name) => {
                let file = folder.join(name);
                if !file.is_file() {
                    return Err(Failure::new(
                        format!("{} imports `{name}`, which is not there", sheet.display()),
                        "add the file or take the line out",
                    ));
                }
                whole.push_str(&bundle(&file)?);
            }
            None => whole.push_str(line),
        }
        whole.push('\n');
    }
    Ok(whole)
}

/// The file named by a line `@import "file.css";`.
fn imported(line: &str) -> Option<&str> {
    line.trim()
        .strip_prefix("@import")?
        .trim()
        .strip_suffix(';')?
        .trim()
        .strip_prefix('"')?
        .strip_suffix('"')
}

/// Takes comments and needless spaces out and changes nothing else; strings stay as they are.
pub(crate) fn minify(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    // A space that was met and may turn out to be needed.
    let mut pending = false;
    let mut rest = sheet;
    while let Some(next) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("/*") {
            rest = after.split_once("*/").map_or("", |(_, after)| after);
            pending = true;
        } else if next.is_whitespace() {
            pending = true;
            rest = &rest[next.len_utf8()..];
        } else {
            if pending {
                space(&mut out, next);
                pending = false;
            }
            let length = match next {
                '"' | '\'' => string_length(rest, next),
                _ => next.len_utf8(),
            };
            // The last semicolon of a block ends nothing.
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    out
}

/// Writes the space between what was written and `next`, where it means something.
fn space(out: &mut String, next: char) {
    let needed = match out.chars().next_back() {
        None => false,
        // `--x: ;` is an empty value; old browsers take `--x:;` for a mistake.
        Some(':') => next == ';' || next == '}',
        Some(last) => !"{};,>(".contains(last) && !"{};,>)".contains(next),
    };
    // `:` is absent from the last list: ` :hover` is about a descendant, `:hover` about the element.
    if needed {
        out.push(' ');
    }
}

/// The length of the string at the start of `text`, in bytes, with both quotes.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{bundle, imported, minify};

    #[test]
    fn comments_and_needless_spaces_go() {
        assert_eq!(
            minify("/* why */\n.a ,\n.b > .c {\n  color : red ;\n  margin: 0 auto;\n}\n\n.d{ }"),
            ".a,.b>.c{color :red;margin:0 auto}.d{}"
        );
    }

    #[test]
    fn spaces_that_mean_something_stay() {
        for meaningful in [
            ".a :hover{color:red}",
            ".a .b{inline-size:calc(1px + 2px)}",
            "@media (min-width:900px) and (hover){.a{color:red}}",
            ".a{--empty: ;content:\"a  /* b */ ;  }\"}",
            ".a{color:red !important}",
            ".a:not(.b) .c{grid-area:1/2}",
        ] {
            assert_eq!(minify(meaningful), meaningful);
        }
    }

    #[test]
    fn strings_end_where_they_end() {
        assert_eq!(
            minify(r#".a{content:"\"  x"  ;  }"#),
            r#".a{content:"\"  x"}"#
        );
        assert_eq!(
            minify(r#".a{content:"never ends  "#),
            r#".a{content:"never ends  "#
        );
        assert_eq!(minify("/* never ends"), "");
    }

    #[test]
    fn an_import_is_a_line_of_its_own() {
        assert_eq!(imported("@import \"ui/page.css\";"), Some("ui/page.css"));
        assert_eq!(imported("  @import \"a.css\" ;"), Some("a.css"));
        assert_eq!(imported(".a { content: \"@import\"; }"), None);
    }

    #[test]
    fn imports_are_replaced_in_order_and_a_missing_one_is_told() {
        let folder = std::env::temp_dir().join(format!("linli-css-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("ui")).unwrap();
        std::fs::write(folder.join("ui/a.css"), ".a{}").unwrap();
        std::fs::write(folder.join("b.css"), ".b{}").unwrap();
        let main = folder.join("main.css");
        std::fs::write(&main, "@import \"ui/a.css\";\n@import \"b.css\";\n.c{}").unwrap();
        assert_eq!(minify(&bundle(&main).unwrap()), ".a{}.b{}.c{}");
        std::fs::write(&main, "@import \"gone.css\";").unwrap();
        assert!(bundle(&main).unwrap_err().to_string().contains("gone.css"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
