//! `headers.rs`: the headers of responses, read by their types.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::lints::{self, Receiver};
use super::{ident, types};
use crate::ir::{ResponseHeader, ResponseHeaders, TypeRef};
use crate::markdown::code;
use crate::scalar::Scalar;

/// Returns `headers.rs`.
pub(super) fn file(cx: &Context<'_>, headers: &ResponseHeaders) -> TokenStream {
    let inner = Docs::new("The headers of responses.").inner();
    let docs = Docs::new(
        "The documented headers of responses; a reply and an error hold these and all others by their names.",
    )
    .then("A header that did not come is `None`.")
    .outer();
    let name = ident::pascal(&headers.name);
    let functions = headers.headers.iter().map(|header| function(cx, header));
    quote! {
        #inner

        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a>(::token_core::codegen::HeaderReader<'a>);

        impl<'a> #name<'a> {
            /// Reads the headers of a reply or an error.
            pub fn of(headers: &'a ::token_core::http::HeaderMap) -> Self {
                Self(::token_core::codegen::HeaderReader::new(headers))
            }

            #(#functions)*
        }
    }
}

fn function(cx: &Context<'_>, header: &ResponseHeader) -> TokenStream {
    let wire = header.name.wire();
    let docs = Docs::of(&header.docs, format!("Returns the header {}.", code(wire)))
        .then_remarks(&header.remarks, false)
        .then("# Errors")
        .then("A value that is not of its type; the error names the header.")
        .outer();
    let name = ident::snake(&header.name);
    let allowance = lints::receiver(&name, Receiver::Reference);
    let ty = types::of(cx, &header.ty);
    let (item, read) = match &header.ty {
        TypeRef::Array(item) if is_text(item) => (&**item, quote!(texts)),
        TypeRef::Array(item) => (&**item, quote!(jsons)),
        item if is_text(item) => (item, quote!(text)),
        item => (item, quote!(json)),
    };
    let adapter = types::adapter(item, false).unwrap_or_else(|| quote!(::serde_with::Same));
    quote! {
        #docs
        #allowance
        pub fn #name(&self) -> Result<Option<#ty>, ::token_core::error::DecodeError> {
            self.0.#read::<_, #adapter>(#wire)
        }
    }
}

/// Returns whether a header holds a value as it is, and not as JSON writes it.
fn is_text(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => !scalar.is_primitive() && *scalar != Scalar::Number,
        TypeRef::Any
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_)
        | TypeRef::Model(_)
        | TypeRef::File
        | TypeRef::Body => true,
    }
}
