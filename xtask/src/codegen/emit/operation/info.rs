//! `OperationInfo`: what is known of an operation before it is called.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::context::Context;
use crate::codegen::ir::{Idempotency, Method, Operation, Output};

/// Returns the value of `INFO`.
pub(super) fn info(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    let Operation {
        id,
        path,
        servers,
        secret_request,
        secret_response,
        ..
    } = operation;
    let method = method(operation.method);
    let accept = match operation.output {
        Output::Nothing => "*/*",
        Output::Json(_) | Output::AnyOrNothing => "application/json",
    };
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
        ::token_core::OperationInfo {
            id: #id,
            method: ::token_core::http::Method::#method,
            path: #path,
            accept: #accept,
            servers: &[#(#servers),*],
            security: &[#(#security),*],
            idempotency: ::token_core::Idempotency::#idempotency,
            secret_request: #secret_request,
            secret_response: #secret_response,
        }
    }
}

/// Returns the method as it goes over the wire.
pub(super) fn method_name(of: Method) -> String {
    method(of).to_string()
}

fn method(method: Method) -> TokenStream {
    match method {
        Method::Get => quote!(GET),
        Method::Put => quote!(PUT),
        Method::Post => quote!(POST),
        Method::Delete => quote!(DELETE),
        Method::Patch => quote!(PATCH),
    }
}
