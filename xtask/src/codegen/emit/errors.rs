//! `errors.rs`: the errors that the API documents.

mod texts;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::{ident, types};
use crate::codegen::ir::{ErrorEnum, ErrorId, ErrorVariant};

/// Returns `errors.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let docs = Docs::new("The errors that the API documents.").inner();
    let errors = cx
        .errors
        .iter()
        .enumerate()
        .map(|(index, error)| error_enum(cx, ErrorId(index), error));
    quote!(#docs #(#errors)*)
}

fn docs(cx: &Context<'_>, id: ErrorId) -> Docs {
    let mut operations = cx
        .operations
        .iter()
        .filter(|operation| operation.errors == Some(id));
    match (operations.next(), operations.next()) {
        (Some(only), None) => {
            let name = ident::pascal(&only.name);
            Docs::new(format!(
                "What the API documents that may go wrong with [`{name}`](super::{name})."
            ))
        }
        _ => Docs::new("What the API documents that may go wrong."),
    }
}

fn error_enum(cx: &Context<'_>, id: ErrorId, error: &ErrorEnum) -> TokenStream {
    let docs = docs(cx, id).outer();
    let name = ident::pascal(&error.name);
    let holds_secret = error
        .variants
        .iter()
        .filter_map(|variant| variant.body.as_ref())
        .any(|body| cx.holds_secret(body));
    let comparison = (!holds_secret).then(|| quote!(, PartialEq));
    let variants = error
        .variants
        .iter()
        .map(|variant| declaration(cx, variant));
    let decode = error.variants.iter().map(decode);
    let code = texts::code(error);
    let message = texts::message(error);
    quote! {
        #docs
        #[derive(Debug, Clone #comparison)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        impl ::token_core::DocumentedError for #name {
            fn decode(response: &::token_core::Response) -> Option<Self> {
                match response.status.as_u16() {
                    #(#decode)*
                    _ => None,
                }
            }
            #code
            #message
        }
    }
}

fn declaration(cx: &Context<'_>, variant: &ErrorVariant) -> TokenStream {
    let text = if variant.docs.trim().is_empty() {
        variant.name.wire()
    } else {
        &variant.docs
    };
    let docs = Docs::default()
        .then_text(&format!("{}: {text}", variant.status))
        .outer();
    let name = ident::pascal(&variant.name);
    let body = variant.body.as_ref().map(|body| {
        let ty = types::of(cx, body);
        quote!((#ty))
    });
    quote!(#docs #name #body,)
}

fn decode(variant: &ErrorVariant) -> TokenStream {
    let status = Literal::u16_unsuffixed(variant.status);
    let name = ident::pascal(&variant.name);
    if let Some(body) = &variant.body {
        let json = types::read_json(body);
        quote!(#status => #json.ok().map(Self::#name),)
    } else {
        quote!(#status => Some(Self::#name),)
    }
}
