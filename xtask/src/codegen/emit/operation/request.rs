//! How an operation writes its request.

use proc_macro2::TokenStream;
use quote::quote;

use super::is_argument;
use crate::codegen::emit::{ident, types};
use crate::codegen::ir::{Body, Operation, Parameter, Place, TypeRef};

/// Returns the body of `fn request`.
pub(super) fn body(operation: &Operation) -> TokenStream {
    let parameters = operation.parameters.iter().map(parameter);
    let body = operation.body.as_ref().map(json);
    let statements: Vec<TokenStream> = parameters.chain(body).collect();
    if statements.is_empty() {
        return quote!(::token_core::RequestBuilder::new(Self::INFO).build(base));
    }
    quote! {
        let mut request = ::token_core::RequestBuilder::new(Self::INFO);
        #(#statements)*
        request.build(base)
    }
}

fn json(body: &Body) -> TokenStream {
    if body.required {
        let json = types::write_json(&body.ty, &quote!(&self.body));
        quote!(request.json(#json)?;)
    } else {
        let json = types::write_json(&body.ty, &quote!(body));
        quote!(if let Some(body) = &self.body { request.json(#json)?; })
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = ident::snake(&parameter.name);
    let wire = parameter.name.wire();
    if is_argument(parameter) {
        return write(parameter, &quote!(self.#name), Holds::Value);
    }
    if parameter.required {
        // It is the client's, and nobody set it there either.
        let missing = quote!(::token_core::InvalidArgument::missing(#wire));
        let value = quote!(self.#name.as_ref().ok_or_else(|| #missing)?);
        return write(parameter, &value, Holds::Reference);
    }
    let write = write(parameter, &quote!(value), Holds::Reference);
    quote!(if let Some(value) = &self.#name { #write })
}

/// What an expression holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Value,
    Reference,
}

/// Returns the statement that writes a parameter's value.
fn write(parameter: &Parameter, place: &TokenStream, holds: Holds) -> TokenStream {
    let wire = parameter.name.wire();
    let reference = match holds {
        Holds::Value => quote!(&#place),
        Holds::Reference => place.clone(),
    };
    let value = match (&parameter.ty, parameter.place) {
        (TypeRef::Secret, Place::Header) => {
            return quote!(request.secret_header(#wire, #reference)?;);
        }
        (TypeRef::Secret, Place::Path) => quote!(#place.expose()),
        (TypeRef::DateTime, _) => quote!(#place.to_rfc3339()),
        (
            TypeRef::Bool
            | TypeRef::Int32
            | TypeRef::Int64
            | TypeRef::Uint32
            | TypeRef::Uint64
            | TypeRef::Float64
            | TypeRef::Date,
            _,
        ) => place.clone(),
        (
            TypeRef::String
            | TypeRef::Number
            | TypeRef::Base64
            | TypeRef::Model(_)
            | TypeRef::Any
            | TypeRef::Array(_)
            | TypeRef::Map(_)
            | TypeRef::Nullable(_),
            _,
        ) => reference,
    };
    match parameter.place {
        Place::Path => quote!(request.path(#wire, #value)?;),
        Place::Header => quote!(request.header(#wire, #value)?;),
    }
}
