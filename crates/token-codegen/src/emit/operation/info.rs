//! `OperationInfo`: what is known of an operation before it is called.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::context::Context;
use crate::ir::{Idempotency, Operation};
use crate::method::Method;

/// Returns the value of `INFO`.
pub(super) fn info(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    let Operation {
        id,
        path,
        accept,
        servers,
        secret_request,
        secret_response,
        ..
    } = operation;
    let method = method(operation.method);
    let security = operation.security.iter().map(|alternative| {
        let names = alternative.iter().filter_map(|id| cx.credentials.get(id.0));
        let names = names.map(|credential| credential.name.wire());
        quote!(&[#(#names),*])
    });
    let idempotency = match operation.idempotency {
        Idempotency::Safe => quote!(Safe),
        Idempotency::Idempotent => quote!(Idempotent),
        Idempotency::NonIdempotent => quote!(NonIdempotent),
    };
    quote! {
        ::token_core::operation::OperationInfo {
            id: #id,
            method: #method,
            path: #path,
            accept: #accept,
            servers: &[#(#servers),*],
            security: &[#(#security),*],
            idempotency: ::token_core::operation::Idempotency::#idempotency,
            secret_request: #secret_request,
            secret_response: #secret_response,
        }
    }
}

fn method(method: Method) -> TokenStream {
    let name = format_ident!("{}", method.name());
    quote!(::token_core::http::Method::#name)
}
