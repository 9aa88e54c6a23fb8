//! What an operation returns.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::{comparison, ident, lints, types};
use crate::ir::{Operation, Output, OutputEnum, OutputVariant, Payload, Status};

/// Returns the type of what an operation returns.
pub(in crate::emit) fn ty(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    match &operation.output {
        Output::Single(payload) => payload_type(cx, payload),
        Output::Choice(choice) => {
            let name = ident::pascal(&choice.name);
            quote!(crate::generated::#name)
        }
    }
}

/// Returns the type of what a response holds.
pub(in crate::emit) fn payload_type(cx: &Context<'_>, payload: &Payload) -> TokenStream {
    match payload {
        Payload::Nothing => quote!(()),
        Payload::Json(ty) => types::of(cx, ty),
        Payload::Nullable(ty) => types::field(cx, ty, false),
        Payload::AnyOrNothing => quote!(Option<::token_core::model::AnyJson>),
        Payload::Text => quote!(String),
        Payload::Bytes => quote!(::token_core::bytes::Bytes),
    }
}

/// Returns how the body of `response` is read, as a `Result`; `None` if there is none.
pub(in crate::emit) fn read(payload: &Payload) -> Option<TokenStream> {
    Some(match payload {
        Payload::Nothing => return None,
        Payload::Json(ty) => types::read_json(ty),
        Payload::Nullable(ty) => types::read_nullable(ty),
        Payload::AnyOrNothing => quote!(response.json_or_nothing()),
        Payload::Text => quote!(response.text()),
        Payload::Bytes => quote!(Ok(response.bytes())),
    })
}

/// Returns the name of the argument of `fn output`, and what it returns.
pub(super) fn decoded(operation: &Operation) -> (TokenStream, TokenStream) {
    match &operation.output {
        Output::Single(payload) => match read(payload) {
            Some(read) => (quote!(response), read),
            None => (quote!(_response), quote!(Ok(()))),
        },
        Output::Choice(choice) => {
            let name = ident::pascal(&choice.name);
            let arms = choice.variants.iter().map(|variant| {
                let pattern = pattern(variant.status);
                let variant_name = ident::pascal(&variant.name);
                let variant_name = quote!(crate::generated::#name::#variant_name);
                match (&variant.payload, read(&variant.payload)) {
                    (Payload::Bytes, _) => quote!(#pattern => Ok(#variant_name(response.bytes())),),
                    (_, Some(read)) => quote!(#pattern => #read.map(#variant_name),),
                    (_, None) => quote!(#pattern => Ok(#variant_name),),
                }
            });
            let is_total = choice
                .variants
                .iter()
                .any(|variant| !matches!(variant.status, Status::Code(_)));
            let rest = (!is_total).then(
                || quote!(_ => Err(::token_core::error::DecodeError::undocumented_status()),),
            );
            let decoded = quote! {
                match response.status.as_u16() {
                    #(#arms)*
                    #rest
                }
            };
            (quote!(response), decoded)
        }
    }
}

/// Returns the pattern of a status; those of a class come after those of single ones.
fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        // Only successes come here.
        Status::Class(_) | Status::Default => quote!(_),
    }
}

/// Returns the enum of what an operation returns, if it has one.
pub(super) fn choice(cx: &Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let Output::Choice(OutputEnum { name, variants }) = &operation.output else {
        return None;
    };
    let of = ident::pascal(&operation.name);
    let docs = Docs::new(format!("What [`{of}`] returns, by the status.")).outer();
    let payloads = || variants.iter().map(|variant| &variant.payload);
    let allowance = lints::variants(payloads());
    let comparison = comparison::of(cx, payloads().filter_map(Payload::ty));
    let name = ident::pascal(name);
    let variants = variants.iter().map(|variant| declaration(cx, variant));
    Some(quote! {
        #docs
        #allowance
        #[derive(Debug, Clone #comparison)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    })
}

fn declaration(cx: &Context<'_>, variant: &OutputVariant) -> TokenStream {
    let docs = Docs::default()
        .then_text(&status_docs(
            variant.status,
            &variant.docs,
            variant.name.wire(),
        ))
        .outer();
    let name = ident::pascal(&variant.name);
    let body = (variant.payload != Payload::Nothing).then(|| {
        let ty = payload_type(cx, &variant.payload);
        quote!((#ty))
    });
    quote!(#docs #name #body,)
}

/// Returns what a variant represents, as text of the document.
pub(in crate::emit) fn status_docs(status: Status, docs: &str, name: &str) -> String {
    let text = if docs.trim().is_empty() { name } else { docs };
    match status {
        Status::Code(status) => format!("{status}: {text}"),
        Status::Class(class) => format!("{class}xx: {text}"),
        Status::Default => format!("Any other status: {text}"),
    }
}
