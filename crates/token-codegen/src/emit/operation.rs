//! `operations/….rs`: one operation as a plain value.

pub(super) mod arguments;
mod info;
pub(super) mod output;
mod request;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::context::Context;
use super::docs::Docs;
use super::{comparison, ident, lints, setter, types};
use crate::ir::{Operation, Parameter, TypeRef};
use crate::markdown::code;
use crate::scalar::Scalar;
use arguments::Arguments;

/// Returns the file of one operation.
pub(super) fn file(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    let title = Docs::new(format!("The operation {}.", code(&operation.id))).inner();
    let items = items(cx, operation);
    quote!(#title #items)
}

/// Returns what there is of one operation.
pub(super) fn items(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    let structure = structure(cx, operation);
    let functions = functions(cx, operation);
    let implementation = implementation(cx, operation);
    let choice = output::choice(cx, operation);
    // `quote!` would copy them, token by token.
    let items = [structure, functions, implementation].into_iter();
    items.chain(choice).collect()
}

/// Returns the summary of an operation for those who know where it came from: `POST /v3/refresh-token`.
pub(super) fn route(operation: &Operation) -> String {
    code(&format!("{} {}", operation.method.name(), operation.path))
}

/// Returns the errors that an operation documents.
pub(super) fn error(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    if let Some(id) = operation.errors {
        let name = ident::pascal(&cx.error(id).name);
        quote!(crate::generated::#name)
    } else {
        quote!(::std::convert::Infallible)
    }
}

fn structure(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    let route = route(operation);
    let place = code(&operation.pointer.to_string());
    let docs = Docs::default()
        .then_text(&operation.docs)
        .then(format!("{route},\n{place} of the document."))
        .then_headers(
            &operation.headers,
            cx.headers.as_ref().map(|headers| &headers.name),
        )
        .then_deprecation(operation.deprecated)
        .outer();
    let name = ident::pascal(&operation.name);
    let body = operation.body.iter().map(|body| &body.ty);
    let needs = operation.parameters.iter().map(is_argument);
    let needs = needs.chain(operation.body.iter().map(|body| body.required));
    let types = operation
        .parameters
        .iter()
        .map(|parameter| &parameter.ty)
        .chain(body);
    let bools = types
        .clone()
        .zip(needs)
        .filter(|(ty, needed)| *needed && **ty == TypeRef::Scalar(Scalar::Bool));
    let expectation = lints::structure(bools.count());
    let comparison = comparison::of(cx, types);
    let default = Arguments::of(cx, operation)
        .are_none()
        .then(|| quote!(, Default));
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| field(cx, parameter));
    let body = operation.body.as_ref().map(|body| {
        let docs = Docs::of(&body.docs, "The request body.").outer();
        let ty = types::field(cx, &body.ty, body.required);
        quote!(#docs pub body: #ty,)
    });
    quote! {
        #docs
        #expectation
        #[derive(Debug, Clone #default #comparison)]
        #[non_exhaustive]
        pub struct #name {
            #(#parameters)*
            #body
        }
    }
}

fn field(cx: &Context<'_>, parameter: &Parameter) -> TokenStream {
    let mut docs = Docs::of(
        &parameter.docs,
        format!("The parameter {}.", code(parameter.name.wire())),
    );
    if parameter.client {
        docs = docs.then("When it is `None`, the client's is taken.");
    }
    let docs = docs
        .then_remarks(&parameter.remarks, parameter.required)
        .outer();
    let name = ident::snake(&parameter.name);
    let ty = types::field(cx, &parameter.ty, is_argument(parameter));
    quote!(#docs pub #name: #ty,)
}

/// Returns whether an operation cannot be created without a parameter.
fn is_argument(parameter: &Parameter) -> bool {
    parameter.required && !parameter.client
}

/// Returns the constructor and the setters.
fn functions(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    let name = ident::pascal(&operation.name);
    let new = Arguments::of(cx, operation).constructor(cx, operation);
    let optional = operation
        .parameters
        .iter()
        .filter(|parameter| !is_argument(parameter));
    let setters = optional.map(|parameter| {
        let docs = Docs::new(format!(
            "Sets the parameter {}.",
            code(parameter.name.wire())
        ))
        .then_text(&parameter.docs)
        .then_remarks(&parameter.remarks, parameter.required);
        setter::of_field(cx, &docs, &ident::snake(&parameter.name), &parameter.ty)
    });
    let body = operation
        .body
        .as_ref()
        .filter(|body| !body.required)
        .map(|body| {
            let docs = Docs::new("Sets the request body.").then_text(&body.docs);
            setter::of_field(cx, &docs, &format_ident!("body"), &body.ty)
        });
    quote! {
        impl #name {
            #new
            #(#setters)*
            #body
        }
    }
}

fn implementation(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    let name = ident::pascal(&operation.name);
    let output = output::ty(cx, operation);
    let error = error(cx, operation);
    let info = info::info(cx, operation);
    let (request, allowance) = request::body(cx, operation);
    let (response, decoded) = output::decoded(operation);
    quote! {
        impl ::token_core::operation::Operation for #name {
            type Output = #output;
            type Error = #error;

            const INFO: &'static ::token_core::operation::OperationInfo = &#info;

            #allowance
            fn request(&self, base: &::token_core::url::Url) -> Result<::token_core::transport::Request, ::token_core::error::InvalidArgument> {
                #request
            }

            fn output(#response: &::token_core::transport::Response) -> Result<Self::Output, ::token_core::error::DecodeError> {
                #decoded
            }
        }
    }
}
