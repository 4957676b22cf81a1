//! The text of an element, the path to its holes, and what is put into them.

use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Error, Result};

use crate::piece::{Attribute, Element, Piece};

#[derive(Default)]
pub(crate) struct Html {
    pub(crate) text: String,
    pub(crate) path: String,
    /// A method of the template with its arguments for each hole, in the order of the path.
    pub(crate) values: Vec<Tokens>,
}

/// Elements without content, which have no end.
const EMPTY: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "wbr"];

/// What the browser takes for the end of a paragraph.
const ENDS_PARAGRAPH: [&str; 23] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
];

impl Html {
    pub(crate) fn of(element: &Element) -> Result<Self> {
        let mut html = Self::default();
        html.element(element, &mut Vec::new())?;
        // The browser closes at the end what is open.
        while let Some((before, _)) = html.text.rsplit_once("</").filter(|(_, name)| {
            // Nothing but an end may stand there.
            name.find('>') == Some(name.len() - 1)
        }) {
            html.text.truncate(before.len());
        }
        // And the way back is not gone.
        html.path.truncate(html.path.trim_end_matches('u').len());
        Ok(html)
    }

    fn element<'a>(&mut self, element: &'a Element, around: &mut Vec<&'a str>) -> Result<()> {
        let name = element.name.as_str();
        check(element, around)?;
        self.text.push('<');
        self.text.push_str(name);
        for attribute in &element.attributes {
            match attribute {
                Attribute::Fixed(name, value) => self.attribute(name, value.as_deref()),
                Attribute::Hole(value) => {
                    self.path.push('@');
                    self.values.push(value.clone());
                }
            }
        }
        self.text.push('>');
        if EMPTY.contains(&name) {
            return Ok(());
        }
        around.push(name);
        self.content(&element.children, around)?;
        around.pop();
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: Option<&str>) {
        self.text.push(' ');
        self.text.push_str(name);
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return;
        };
        self.text.push('=');
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if value.chars().all(plain) {
            self.text.push_str(value);
        } else {
            self.text.push('"');
            self.text
                .push_str(&value.replace('&', "&amp;").replace('"', "&quot;"));
            self.text.push('"');
        }
    }

    fn content<'a>(&mut self, children: &'a [Piece], around: &mut Vec<&'a str>) -> Result<()> {
        let is_hole = |piece: &Piece| matches!(piece, Piece::Hole(_));
        let inner = children
            .iter()
            .rposition(|piece| !is_hole(piece))
            .map_or(0, |last| last + 1);
        let (inner, end) = children.split_at(inner);
        // Moves along the children are written when something is found behind them.
        let mut moves = String::from("d");
        let mut has_moved = false;
        for piece in inner {
            let before = self.values.len();
            let place = self.path.len();
            match piece {
                Piece::Text(text) => {
                    let text = text.replace('&', "&amp;").replace('<', "&lt;");
                    self.text.push_str(&text);
                }
                Piece::Hole(value) => {
                    self.text.push_str("<!>");
                    self.path.push('!');
                    self.values.push(quote!(child(#value)));
                }
                Piece::Element(element) => self.element(element, around)?,
            }
            if self.values.len() > before {
                self.path.insert_str(place, &moves);
                moves.clear();
                has_moved = true;
            }
            moves.push('n');
        }
        if has_moved {
            self.path.push('u');
        }
        for piece in end {
            if let Piece::Hole(value) = piece {
                self.path.push('+');
                self.values.push(quote!(child(#value)));
            }
        }
        Ok(())
    }
}

/// What a browser reads otherwise than it is written would move the holes.
fn check(element: &Element, around: &[&str]) -> Result<()> {
    let name = element.name.as_str();
    let inside = |outer: &str| around.contains(&outer);
    let bad = (inside("p") && ENDS_PARAGRAPH.contains(&name))
        || (["a", "button", "form", "option"].contains(&name) && inside(name))
        || (name == "tr" && around.last() == Some(&"table"))
        || (["textarea", "title"].contains(&name) && !element.children.is_empty());
    if bad {
        let message = format!("a browser reads <{name}> here otherwise than it is written");
        return Err(Error::new(element.span, message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Html;
    use crate::piece::{Piece, pieces};

    fn html(markup: &str) -> Result<(String, String, usize), String> {
        let nodes = rstml::parse2(markup.parse().map_err(|_| "no tokens")?);
        let nodes = nodes.map_err(|error| error.to_string())?;
        match pieces(&nodes).map_err(|error| error.to_string())?.first() {
            Some(Piece::Element(element)) => Html::of(element)
                .map(|html| (html.text, html.path, html.values.len()))
                .map_err(|error| error.to_string()),
            _ => Err("no element".to_owned()),
        }
    }

    #[track_caller]
    fn check(markup: &str, text: &str, path: &str, holes: usize) {
        assert_eq!(html(markup), Ok((text.to_owned(), path.to_owned(), holes)));
    }

    #[test]
    fn what_never_changes_is_one_text() {
        check(
            r#"<p class="page__lead soft" hidden>"a < b & c" <br/> <b>"d"</b></p>"#,
            r#"<p class="page__lead soft" hidden>a &lt; b &amp; c<br><b>d"#,
            "",
            0,
        );
        check(
            r#"<a href="/a?b=\"&c"></a>"#,
            r#"<a href="/a?b=&quot;&amp;c">"#,
            "",
            0,
        );
    }

    #[test]
    fn holes_at_the_end_need_no_mark() {
        check("<p>{a}</p>", "<p>", "+", 1);
        check(
            r#"<p class="x" data-id=id>"n" {a} {b}</p>"#,
            "<p class=x>n",
            "@++",
            3,
        );
    }

    #[test]
    fn a_path_leads_to_every_hole_and_not_further() {
        check(
            r#"<li class="t">{a} <div><h3 class="u">{b}</h3> "x" <p>{c}</p></div> <i></i> <a href=h>"go"</a></li>"#,
            "<li class=t><!><div><h3 class=u></h3>x<p></p></div><i></i><a>go",
            "d!nd+nn+unn@",
            4,
        );
        check(
            "<p>{a} \" \" <span></span> {b}</p>",
            "<p><!> <span>",
            "d!u+",
            2,
        );
    }

    #[test]
    fn texts_side_by_side_are_one_node() {
        check(r#"<p>"a" "b" {c} "d"</p>"#, "<p>ab<!>d", "dn!", 1);
    }

    #[test]
    fn markup_that_a_browser_mends_is_refused() {
        for bad in [
            "<p><span><div></div></span></p>",
            "<button><button></button></button>",
            "<table><tr></tr></table>",
            "<textarea>{a}</textarea>",
            "<p>no quotes</p>",
        ] {
            assert!(html(bad).is_err(), "{bad}");
        }
        assert!(html("<table><tbody><tr><td>{a}</td></tr></tbody></table>").is_ok());
    }
}
