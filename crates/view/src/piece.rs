//! Markup in pieces, as the parser understood it.

use proc_macro2::{Span, TokenStream as Tokens};
use quote::{ToTokens as _, quote};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement};
use syn::{Error, Expr, Lit, Result, Stmt};

/// A piece of markup.
pub(crate) enum Piece {
    Element(Element),
    Text(String),
    /// A child that the program makes.
    Hole(Tokens),
}

pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Piece>,
}

pub(crate) enum Attribute {
    /// Its name, and its value unless the name is all.
    Fixed(String, Option<String>),
    /// A method of the template with its arguments.
    Hole(Tokens),
}

/// Texts side by side become one, as they are in a document.
pub(crate) fn pieces(nodes: &[Node]) -> Result<Vec<Piece>> {
    let mut all: Vec<Piece> = Vec::new();
    for node in nodes {
        match node {
            // A component, such as `For`, is Leptos' own.
            Node::Element(found) if is_component(found) => all.push(Piece::Hole(quote! {
                ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { #found })
            })),
            Node::Element(found) => all.push(Piece::Element(element(found)?)),
            Node::Block(block) => all.push(Piece::Hole(hole(block)?)),
            Node::Text(text) => match (all.last_mut(), text.value_string()) {
                (_, text) if text.is_empty() => {}
                (Some(Piece::Text(before)), text) => before.push_str(&text),
                (_, text) => all.push(Piece::Text(text)),
            },
            Node::Comment(_) => {}
            Node::RawText(text) if text.to_token_stream_string().trim().is_empty() => {}
            Node::Fragment(fragment) => all.extend(pieces(fragment.children())?),
            other => return Err(Error::new_spanned(other, "a text stands in quotes")),
        }
    }
    Ok(all)
}

fn is_component(element: &NodeElement<rstml::Infallible>) -> bool {
    let name = element.name().to_string();
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

fn element(element: &NodeElement<rstml::Infallible>) -> Result<Element> {
    let name = element.name();
    let attribute = |found: &NodeAttribute| match found {
        NodeAttribute::Attribute(keyed) => attribute(keyed),
        NodeAttribute::Block(block) => Err(Error::new_spanned(block, "an attribute has a name")),
    };
    Ok(Element {
        name: name.to_string(),
        span: syn::spanned::Spanned::span(name),
        attributes: element
            .attributes()
            .iter()
            .map(attribute)
            .collect::<Result<_>>()?,
        children: pieces(element.children())?,
    })
}

fn attribute(keyed: &KeyedAttribute) -> Result<Attribute> {
    let name = keyed.key.to_string();
    let Some(value) = keyed.value() else {
        return Ok(Attribute::Fixed(name, None));
    };
    let Some((kind, of)) = name.split_once(':') else {
        return Ok(match value {
            _ if name == "node_ref" => {
                Attribute::Hole(quote!(other(::leptos::tachys::html::node_ref::node_ref(#value))))
            }
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Attribute::Fixed(name, Some(text.value())),
                Lit::Int(number) => Attribute::Fixed(name, Some(number.base10_digits().to_owned())),
                Lit::Bool(truth) if truth.value => Attribute::Fixed(name, None),
                _ => Attribute::Hole(quote!(attribute(#name, #value))),
            },
            _ => Attribute::Hole(quote!(attribute(#name, #value))),
        });
    };
    let html = quote!(::leptos::tachys::html);
    Ok(Attribute::Hole(match kind {
        "on" => {
            let event = syn::Ident::new(of, Span::call_site());
            quote!(on(::leptos::ev::#event, #value))
        }
        "prop" => quote!(other(#html::property::prop(#of, #value))),
        "class" => quote!(other(#html::class::class((#of, #value)))),
        "style" => quote!(other(#html::style::style((#of, #value)))),
        _ => {
            let message = "known before the colon are `on`, `prop`, `class` and `style`";
            return Err(Error::new_spanned(&keyed.key, message));
        }
    }))
}

/// What stands between braces, without them where it is one expression.
fn hole(block: &NodeBlock) -> Result<Tokens> {
    let NodeBlock::ValidBlock(block) = block else {
        return Err(Error::new_spanned(block, "this is no expression"));
    };
    Ok(match block.stmts.as_slice() {
        [Stmt::Expr(only, None)] => only.to_token_stream(),
        [Stmt::Macro(only)] if only.semi_token.is_none() => only.to_token_stream(),
        _ => block.to_token_stream(),
    })
}
