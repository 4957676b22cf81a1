//! `#[derive(Json)]`: reads and writes a struct with named fields as a JSON object.
//!
//! The attributes are serde's, so that a type says once how it looks on the wire:
//! `rename = "…"`, `default`, `skip_serializing_if = "…"` and `skip` on fields,
//! `transparent` on a newtype, `rename_all = "snake_case"` on an enum of bare words.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, Expr, Field, Fields, Lit, parse_macro_input};

/// See the crate.
#[proc_macro_derive(Json, attributes(serde))]
pub fn json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input)
        .unwrap_or_else(Error::into_compile_error)
        .into()
}

fn expand(input: &DeriveInput) -> Result<Tokens, Error> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => record(input, fields.named.iter()),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Ok(newtype(input)),
            _ => Err(Error::new_spanned(
                input,
                "Json needs named fields or one field",
            )),
        },
        Data::Enum(data) => words(input, data),
        Data::Union(_) => Err(Error::new_spanned(
            input,
            "Json is for structs and enums of words",
        )),
    }
}

/// What serde's attributes say about a field.
#[derive(Default)]
struct Said {
    name: Option<String>,
    /// What to put where the field is absent: `Default::default()` or a function's value.
    default: Option<Tokens>,
    skipped: bool,
    leave_out_if: Option<syn::Path>,
}

fn said(attributes: &[Attribute]) -> Result<Said, Error> {
    let mut said = Said::default();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            let text = if meta.input.peek(syn::Token![=]) {
                match meta.value()?.parse::<Expr>()? {
                    Expr::Lit(literal) => match literal.lit {
                        Lit::Str(text) => Some(text),
                        _ => return Err(meta.error("expected a text")),
                    },
                    _ => return Err(meta.error("expected a text")),
                }
            } else {
                None
            };
            let path = meta
                .path
                .get_ident()
                .map(ToString::to_string)
                .unwrap_or_default();
            match (path.as_str(), text) {
                ("rename", Some(text)) => said.name = Some(text.value()),
                ("default", None) => {
                    said.default = Some(quote!(::core::default::Default::default()));
                }

                ("default", Some(text)) => {
                    let function: syn::Path = text.parse()?;
                    said.default = Some(quote!(#function()));
                }
                ("skip_serializing_if", Some(text)) => said.leave_out_if = Some(text.parse()?),
                ("skip", None) => said.skipped = true,
                // What only the reading of foreign requests needs.
                ("deny_unknown_fields" | "transparent" | "rename_all" | "deserialize_with", _) => {}
                _ => return Err(meta.error("Json does not know this attribute")),
            }
            Ok(())
        })?;
    }
    Ok(said)
}

fn record<'a>(
    input: &DeriveInput,
    fields: impl Iterator<Item = &'a Field>,
) -> Result<Tokens, Error> {
    let whole = said(&input.attrs)?;
    let (mut reads, mut writes) = (Vec::new(), Vec::new());
    for field in fields {
        let name = field.ident.as_ref();
        let said = said(&field.attrs)?;
        if said.skipped {
            reads.push(quote!(#name: ::core::default::Default::default()));
            continue;
        }
        let key = said
            .name
            .unwrap_or_else(|| name.map(ToString::to_string).unwrap_or_default());
        let default = said.default.or_else(|| {
            // `#[serde(default)]` on the struct: every field may be missing.
            whole
                .default
                .is_some()
                .then(|| quote!(::core::default::Default::default()))
        });
        reads.push(if let Some(default) = default {
            quote!(#name: fields.take_or(#key, wrong, || #default))
        } else {
            quote!(#name: fields.take(#key, wrong))
        });
        let write = quote!(out.field(#key, &self.#name););
        writes.push(match said.leave_out_if {
            Some(test) => quote!(if !#test(&self.#name) { #write }),
            None => write,
        });
    }
    let ident = &input.ident;
    let (generics, types, bounds) = input.generics.split_for_impl();
    let parameters: Vec<_> = input.generics.type_params().map(|p| &p.ident).collect();
    let read_bounds = quote!(where #(#parameters: ::linli_json::Read),*);
    let write_bounds = quote!(where #(#parameters: ::linli_json::Write),*);
    let _ = bounds;
    Ok(quote! {
        impl #generics ::linli_json::Read for #ident #types #read_bounds {
            fn read(value: ::linli_json::Value<'_>, wrong: &mut bool) -> Self {
                let mut fields = value.fields(wrong);
                Self { #(#reads),* }
            }
        }
        impl #generics ::linli_json::Write for #ident #types #write_bounds {
            fn write(&self, out: &mut ::linli_json::Out) {
                out.begin_record();
                #(#writes)*
                out.end_record();
            }
        }
    })
}

fn newtype(input: &DeriveInput) -> Tokens {
    let ident = &input.ident;
    quote! {
        impl ::linli_json::Read for #ident {
            fn read(value: ::linli_json::Value<'_>, wrong: &mut bool) -> Self {
                Self(::linli_json::Read::read(value, wrong))
            }
        }
        impl ::linli_json::Write for #ident {
            fn write(&self, out: &mut ::linli_json::Out) {
                ::linli_json::Write::write(&self.0, out);
            }
        }
    }
}

fn words(input: &DeriveInput, data: &syn::DataEnum) -> Result<Tokens, Error> {
    let (mut variants, mut words) = (Vec::new(), Vec::new());
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new_spanned(variant, "Json knows only bare words"));
        }
        variants.push(&variant.ident);
        words.push(snake_case(&variant.ident.to_string()));
    }
    let first = variants
        .first()
        .ok_or_else(|| Error::new_spanned(input, "an enum without words says nothing"))?;
    let ident = &input.ident;
    Ok(quote! {
        impl ::linli_json::Read for #ident {
            fn read(value: ::linli_json::Value<'_>, wrong: &mut bool) -> Self {
                match value.text(wrong).as_ref() {
                    #(#words => Self::#variants,)*
                    _ => {
                        *wrong = true;
                        Self::#first
                    }
                }
            }
        }
        impl ::linli_json::Write for #ident {
            fn write(&self, out: &mut ::linli_json::Out) {
                out.text(match self { #(Self::#variants => #words),* });
            }
        }
    })
}

fn snake_case(name: &str) -> String {
    let mut word = String::new();
    for (place, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && place > 0 {
            word.push('_');
        }
        word.extend(letter.to_lowercase());
    }
    word
}
