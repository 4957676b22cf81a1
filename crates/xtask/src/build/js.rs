//! The JavaScript that wasm-bindgen writes, and our small scripts.

/// Takes comments on lines of their own, empty lines and indentation out.
///
/// Not a minifier: it needs no parser as long as no string runs over the end of a line, and a template
/// literal that might do so leaves the whole text as it is.
pub(crate) fn tidy(script: &str) -> String {
    if script
        .lines()
        .any(|line| line.matches('`').count() % 2 == 1)
    {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines() {
        let line = line.trim();
        if in_comment {
            in_comment = !line.ends_with("*/");
            continue;
        }
        if line.starts_with("/*") {
            // A comment with code after it stays: it may name a licence, and it is rare.
            if !line.contains("*/") {
                in_comment = true;
                continue;
            }
            if line.ends_with("*/") {
                continue;
            }
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The glue with its own start at the end.
///
/// trunk would start it from an inline script, which the content security policy forbids; a second file
/// would cost a request. The event is the one trunk sends in `cargo xtask dev`.
pub(crate) fn with_start(glue: &str, wasm_name: &str) -> String {
    format!(
        "{glue}__wbg_init({{module_or_path:\"/{wasm_name}\"}})\
         .then(()=>dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\")));\n"
    )
}

/// The glue without the classes that the app never hands to a script.
///
/// They come from crates that could be used from JavaScript as well. wasm-bindgen exports them whether
/// anybody asks or not, and an export holds everything behind it alive in the module.
pub(crate) fn without_unused_classes(glue: &str) -> String {
    let names: Vec<&str> = glue
        .lines()
        .filter_map(|line| line.strip_prefix("export class ")?.strip_suffix(" {"))
        .collect();
    names
        .into_iter()
        .fold(glue.to_owned(), |glue, name| without_class(&glue, name))
}

/// The glue without this class, or as it is where anything else mentions the class.
fn without_class(glue: &str, name: &str) -> String {
    let registry = format!("{name}Finalization");
    let starts = [
        (format!("export class {name} {{"), "}"),
        (format!("if (Symbol.dispose) {name}."), ";"),
        (format!("const {registry} ="), ";"),
    ];
    let mut rest = String::with_capacity(glue.len());
    // What ends the part that is being left out: a line with this end, and for a class with nothing else.
    let mut leaving = None;
    for line in glue.lines() {
        if leaving.is_none() {
            leaving = starts
                .iter()
                .find(|(start, _)| line.starts_with(start))
                .map(|(_, end)| *end);
            if leaving.is_none() {
                rest.push_str(line);
                rest.push('\n');
                continue;
            }
        }
        if leaving.is_some_and(|end| {
            if end == "}" {
                line == end
            } else {
                line.ends_with(end)
            }
        }) {
            leaving = None;
        }
    }
    let mentioned = count_word(&rest, name) + count_word(&rest, &registry) > 0;
    if mentioned { glue.to_owned() } else { rest }
}

/// How often a word stands in a script as a whole word.
pub(crate) fn count_word(script: &str, word: &str) -> usize {
    words(script, word).count()
}

/// The script with every whole word exchanged.
pub(crate) fn replace_word(script: &str, word: &str, new: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut done = 0;
    for at in words(script, word) {
        out.push_str(&script[done..at]);
        out.push_str(new);
        done = at + word.len();
    }
    out.push_str(&script[done..]);
    out
}

fn words<'a>(script: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let inside =
        |character: char| character.is_alphanumeric() || character == '_' || character == '$';
    script
        .match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            !script[..*at].ends_with(inside) && !script[at + word.len()..].starts_with(inside)
        })
}

#[cfg(test)]
mod tests {
    use super::{count_word, replace_word, tidy, with_start, without_unused_classes};

    #[test]
    fn comments_indentation_and_empty_lines_go() {
        let script = "/**\n * @param {any} a\n */\nfunction f(a) {\n    // why\n\n    return `${a}`; // kept\n}\n/* one */\n";
        assert_eq!(tidy(script), "function f(a) {\nreturn `${a}`; // kept\n}\n");
    }

    #[test]
    fn a_template_over_several_lines_leaves_all_as_it_is() {
        let script = "const a = `\n    kept\n`;\n";
        assert_eq!(tidy(script), script);
    }

    #[test]
    fn the_start_names_the_module() {
        assert!(with_start("", "a.wasm").contains("\"/a.wasm\""));
    }

    const CLASS: &str = "export class Sink {\n    close() {\n    }\n}\nif (Symbol.dispose) Sink.prototype[Symbol.dispose] = 1;\n\
        const a = 1;\nconst SinkFinalization = x\n    ? 1\n    : 2;\nconst b = 2;\n";

    #[test]
    fn a_class_that_nobody_mentions_goes() {
        assert_eq!(
            without_unused_classes(CLASS),
            "const a = 1;\nconst b = 2;\n"
        );
    }

    #[test]
    fn a_class_that_the_app_makes_stays() {
        let used = format!("{CLASS}const ret = Sink.__wrap(arg0);\n");
        assert_eq!(without_unused_classes(&used), used);
    }

    #[test]
    fn only_whole_words_count() {
        let script = "wasm.foo(foo_, foo$, xfoo, foo)";
        assert_eq!(count_word(script, "foo"), 2);
        assert_eq!(
            replace_word(script, "foo", "$a"),
            "wasm.$a(foo_, foo$, xfoo, $a)"
        );
    }
}
