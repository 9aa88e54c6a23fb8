//! `api.rs`: the operations as a trait.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::lints::{self, Receiver};
use super::{ident, operation};
use crate::ir::Operation;
use crate::ir::groups::Part;
use crate::markdown::{self, code};

/// Returns `api.rs` of a part.
pub(super) fn file(cx: &Context<'_>, part: Part) -> TokenStream {
    let inner = Docs::new("The API as a trait, to be mocked or wrapped.").inner();
    let title = markdown::plain_line(&cx.title);
    let name = ident::api_trait(cx, part);
    let mock = ident::api_mock(cx, part);
    let docs = match cx.group(part) {
        None => Docs::new(format!("The operations of {title}.")).then_text(&cx.docs),
        Some(group) => Docs::new(format!(
            "The operations of {title} under the tag {}.",
            code(&group.tag)
        )),
    };
    let client = if part.is_some() {
        "super::super::Client"
    } else {
        "super::Client"
    };
    let docs = docs
        .then(format!(
            "[`Client`]({client}) sends them; with the feature `mock`, `{mock}` replaces it."
        ))
        .outer();
    let methods = cx.operations_of(part).into_iter().map(|operation| {
        let docs = docs_of(operation).outer();
        let signature = signature(cx, operation);
        let allowance = lints::receiver(&ident::snake(&operation.name), Receiver::Reference);
        quote!(#docs #allowance #signature;)
    });
    quote! {
        #inner
        #![cfg_attr(
            feature = "mock",
            allow(clippy::struct_field_names, reason = "the mock's fields are named after the operations")
        )]

        #docs
        #[cfg_attr(feature = "mock", mockall::automock)]
        #[::async_trait::async_trait]
        pub trait #name: Send + Sync {
            #(#methods)*
        }
    }
}

/// Returns the signature of an operation's method in the trait.
pub(super) fn signature(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    let method = ident::snake(&operation.name);
    let name = ident::pascal(&operation.name);
    let output = operation::output::ty(cx, operation);
    let error = operation::error(cx, operation);
    quote! {
        async fn #method(&self, operation: crate::generated::#name) -> Result<#output, ::token_core::Error<#error>>
    }
}

fn docs_of(operation: &Operation) -> Docs {
    let docs = Docs::of(&operation.docs, operation::route(operation));
    docs.then_deprecation(operation.deprecated)
        .then("# Errors")
        .then("See [`ErrorKind`](token_core::error::ErrorKind).")
}
