//! `errors.rs`: the errors that the API documents.

mod texts;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::operation::output;
use super::{comparison, ident, lints, types};
use crate::ir::groups::Part;
use crate::ir::{ErrorEnum, ErrorId, ErrorVariant, Payload, Status, TypeRef};

/// Returns `errors.rs` of a part.
pub(super) fn file(cx: &Context<'_>, part: Part) -> TokenStream {
    let docs = Docs::new("The errors that the API documents.").inner();
    let errors = cx
        .errors_of(part)
        .into_iter()
        .map(|(id, error)| error_enum(cx, id, error));
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
                "The errors that the API documents for [`{name}`](super::{name})."
            ))
        }
        _ => Docs::new("The errors that the API documents."),
    }
}

fn error_enum(cx: &Context<'_>, id: ErrorId, error: &ErrorEnum) -> TokenStream {
    let docs = docs(cx, id).outer();
    let name = ident::pascal(&error.name);
    let bodies = error.variants.iter().map(|variant| &variant.body);
    let comparison = comparison::of(cx, bodies.clone().filter_map(Payload::ty));
    let variants = error
        .variants
        .iter()
        .map(|variant| declaration(cx, variant));
    let decode = error.variants.iter().map(decode);
    let code = texts::code(error);
    let message = texts::message(error);
    let allowance = lints::variants(bodies);
    quote! {
        #docs
        #allowance
        #[derive(Debug, Clone #comparison)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        impl ::token_core::error::DocumentedError for #name {
            fn decode(response: &::token_core::transport::Response) -> Option<Self> {
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
    let docs = output::status_docs(variant.status, &variant.docs, variant.name.wire());
    let docs = Docs::default().then_text(&docs);
    let docs = match variant.body {
        Payload::Nullable(_) | Payload::AnyOrNothing => {
            docs.then("`None` if the body is empty or `null`.")
        }
        Payload::Json(TypeRef::Map(_)) => docs.then("An empty map if the body is empty."),
        Payload::Json(_) => docs.then("All its members are `None` if the body is empty."),
        Payload::Nothing | Payload::Text | Payload::Bytes => docs,
    };
    let docs = docs.outer();
    let name = ident::pascal(&variant.name);
    let body = (variant.body != Payload::Nothing).then(|| {
        let ty = output::payload_type(cx, &variant.body);
        quote!((#ty))
    });
    quote!(#docs #name #body,)
}

fn decode(variant: &ErrorVariant) -> TokenStream {
    let pattern = match variant.status {
        Status::Code(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        Status::Class(class) => {
            let (first, last) = (class * 100, class * 100 + 99);
            let (first, last) = (
                Literal::u16_unsuffixed(first),
                Literal::u16_unsuffixed(last),
            );
            quote!(status if (#first..=#last).contains(&status))
        }
        Status::Default => quote!(status if status >= 400),
    };
    let name = ident::pascal(&variant.name);
    let read = match &variant.body {
        Payload::Json(ty) => Some(types::read_error(ty, false)),
        Payload::Nullable(ty) => Some(types::read_error(ty, true)),
        body => output::read(body),
    };
    match (&variant.body, read) {
        (Payload::Bytes, _) => quote!(#pattern => Some(Self::#name(response.bytes())),),
        (_, Some(read)) => quote!(#pattern => #read.ok().map(Self::#name),),
        (_, None) => quote!(#pattern => Some(Self::#name),),
    }
}
