//! `OperationInfo`: what is known of an operation before it is called.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::context::Context;
use crate::ir::{Idempotency, Method, Operation};

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
        let names = alternative
            .iter()
            .filter_map(|index| cx.credentials.get(*index));
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

/// Returns the method as it goes over the wire.
pub(super) fn method_name(of: Method) -> &'static str {
    match of {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Patch => "PATCH",
        Method::Head => "HEAD",
        Method::Options => "OPTIONS",
        Method::Trace => "TRACE",
        Method::Query => "QUERY",
    }
}

fn method(method: Method) -> TokenStream {
    let name = format_ident!("{}", method_name(method));
    quote!(::token_core::http::Method::#name)
}
