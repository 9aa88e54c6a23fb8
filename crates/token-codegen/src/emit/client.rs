//! `client.rs`: the client.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::lints::{self, Receiver};
use super::{api, ident, lifecycle, operation, types};
use crate::ir::Operation;
use crate::ir::groups::Part;
use crate::markdown;

/// Returns `client.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let inner = Docs::new("The client.").inner();
    let title = markdown::plain_line(&cx.title);
    let docs = Docs::new(format!("A client of {title}; cheap to clone.")).outer();
    let settings = cx.client_parameters.iter().map(|parameter| {
        let name = ident::snake(&parameter.name);
        let ty = types::field(cx, &parameter.ty, false);
        quote!(pub(super) #name: #ty,)
    });
    let allowance = (!cx.groups.list.is_empty()).then(|| {
        quote!(#[allow(dead_code, reason = "which operations read the fields depends on the features")])
    });
    let session_field = lifecycle::client::field(cx);
    let session = lifecycle::client::accessor(cx);
    let methods = methods(cx, None);
    let implementation = cx.has_api(None).then(|| implementation(cx, None));
    quote! {
        #inner

        #docs
        #allowance
        #[derive(Debug, Clone)]
        pub struct Client {
            pub(super) pipeline: ::token_core::codegen::Pipeline,
            #(#settings)*
            #session_field
        }

        impl Client {
            /// Starts a client.
            pub fn builder() -> crate::generated::ClientBuilder {
                crate::generated::ClientBuilder::default()
            }

            /// Returns a client with the settings of [`ClientBuilder::from_env`].
            ///
            /// # Errors
            ///
            /// See [`ClientBuilder::from_env`] and [`ClientBuilder::build`].
            pub fn from_env() -> Result<Self, ::token_core::Error> {
                crate::generated::ClientBuilder::from_env()?.build()
            }

            #session
            #(#methods)*
        }

        #implementation
    }
}

/// Returns `client.rs` of a group.
pub(super) fn group(cx: &Context<'_>, index: usize) -> TokenStream {
    let inner = Docs::new("What of the client sends the operations.").inner();
    let methods = methods(cx, Some(index));
    let implementation = implementation(cx, Some(index));
    quote! {
        #inner

        impl crate::generated::Client {
            #(#methods)*
        }

        #implementation
    }
}

/// Returns the methods that send the operations of a part.
fn methods(cx: &Context<'_>, part: Part) -> Vec<TokenStream> {
    let operations = cx.operations_of(part).into_iter();
    operations.map(|operation| method(cx, operation)).collect()
}

/// Returns the trait of a part for the client.
fn implementation(cx: &Context<'_>, part: Part) -> TokenStream {
    let name = ident::api_trait(cx, part);
    let methods = cx.operations_of(part).into_iter().map(|operation| {
        let signature = api::signature(cx, operation);
        let method = ident::snake(&operation.name);
        quote!(#signature { self.#method(operation).await })
    });
    quote! {
        #[::async_trait::async_trait]
        impl crate::generated::#name for crate::generated::Client {
            #(#methods)*
        }
    }
}

/// Returns the method that sends an operation, after filling in what the client was set up with.
fn method(cx: &Context<'_>, operation: &Operation) -> TokenStream {
    let route = operation::route(operation);
    let docs = Docs::default()
        .then_text(&operation.docs)
        .then(route)
        .then_deprecation(operation.deprecated)
        .outer();
    let method = ident::snake(&operation.name);
    let allowance = lints::receiver(&method, Receiver::Reference);
    let name = ident::pascal(&operation.name);
    let settings: Vec<TokenStream> = operation
        .parameters
        .iter()
        .filter_map(|parameter| Some((parameter, cx.client_parameter(parameter)?)))
        .map(|(parameter, setting)| {
            let field = ident::snake(&parameter.name);
            let setting = ident::snake(&setting.name);
            if types::is_copy(&parameter.ty) {
                quote!(operation.#field = operation.#field.or(self.#setting);)
            } else {
                quote!(operation.#field = operation.#field.or_else(|| self.#setting.clone());)
            }
        })
        .collect();
    let mutable = (!settings.is_empty()).then(|| quote!(mut));
    quote! {
        #docs
        #allowance
        pub fn #method(&self, #mutable operation: crate::generated::#name) -> ::token_core::Call<crate::generated::#name> {
            #(#settings)*
            ::token_core::Call::new(&self.pipeline, operation)
        }
    }
}
