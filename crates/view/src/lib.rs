//! `view!`: the markup of Leptos' own macro, and a fraction of its code.
//!
//! Leptos makes every element, attribute and child a value of a type of its own, and code for each.
//! Here the markup that never changes becomes one text, which the browser reads once and copies from
//! then on; what is put into it becomes a list of values of one type. `linli::ui::template` builds
//! both, once for all views.
//!
//! The holes of a text are found by a path: `d` goes down to the first child, `n` to the next sibling,
//! `u` up; `@` is an attribute of the element that was reached, `!` a child in place of the comment
//! that was reached, `+` a child at the end of the element that was reached.

mod html;
mod piece;

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;

use crate::html::Html;
use crate::piece::Piece;

/// See the crate.
#[proc_macro]
pub fn view(markup: TokenStream) -> TokenStream {
    expand(markup.into())
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}

fn expand(markup: Tokens) -> syn::Result<Tokens> {
    let mut views = piece::pieces(&rstml::parse2(markup)?)?
        .into_iter()
        .map(whole)
        .collect::<syn::Result<Vec<_>>>()?;
    Ok(match (views.pop(), views.is_empty()) {
        (Some(only), true) => only,
        (last, _) => quote!(::linli::ui::template::Node::list([#(#views,)* #last])),
    })
}

/// A piece that has no other around it.
fn whole(piece: Piece) -> syn::Result<Tokens> {
    Ok(match piece {
        Piece::Hole(value) => quote!(::linli::ui::template::IntoNode::into_node(#value)),
        Piece::Text(text) => quote!(::linli::ui::template::IntoNode::into_node(#text)),
        Piece::Element(element) => {
            let Html { text, path, values } = Html::of(&element)?;
            if values.is_empty() {
                return Ok(quote!(::linli::ui::template::Node::fixed(#text)));
            }
            let count = values.len();
            quote! {{
                let mut template = ::linli::ui::template::Template::new(#text, #path, #count);
                #(template.#values;)*
                ::linli::ui::template::Node::from(template)
            }}
        }
    })
}
