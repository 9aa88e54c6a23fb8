//! `builder.rs`: how a client is set up.

mod setters;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::{environment, ident, lifecycle, servers, setting, types};
use crate::ir::{ClientParameter, Credential, CredentialKind, TypeRef};
use crate::scalar::Scalar;

/// Returns `builder.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let inner = Docs::new("How a client is set up.").inner();
    let info = info(cx);
    let structure = structure(cx);
    let environment = environment::functions(cx);
    let setters = setters::functions(cx);
    let build = build(cx);
    quote! {
        #inner

        #info
        #structure

        impl ClientBuilder {
            #environment
            #setters

            #build
        }

        ::token_core::codegen::client_settings!(ClientBuilder, pipeline.settings);
    }
}

/// Returns the function that makes the client.
fn build(cx: &Context<'_>) -> TokenStream {
    let mut docs = Docs::new("Returns the client.")
        .then("# Errors")
        .then("A setting with which no call could succeed: see [what `build()` refuses](token_core::settings#what-build-refuses).");
    if !cx.client_parameters.is_empty() {
        docs = docs.then("A parameter that no request can carry.");
    }
    docs = match cx.login().len() {
        0 => docs,
        1 => docs.then("A login that no request can carry or that cannot be read, or a login without a setting that it needs."),
        _ => docs.then("A login of which a part is missing, cannot be read, or cannot be carried by a request, or that lacks another setting."),
    };
    let docs = docs.outer();
    let settings = cx
        .client_parameters
        .iter()
        .map(|parameter| ident::snake(&parameter.name));
    let session = cx.lifecycle.as_ref().map(|_| quote!(session: None,));
    let client = quote!(crate::generated::Client {
        pipeline: self.pipeline.build()?,
        #(#settings: self.#settings,)*
        #session
    });
    let checks = cx.client_parameters.iter().filter_map(|parameter| {
        let name = ident::snake(&parameter.name);
        let info = setting::client_parameter(cx, parameter);
        match parameter.ty {
            TypeRef::Scalar(Scalar::String) => Some(quote!(#info.check(self.#name.as_deref())?;)),
            TypeRef::Scalar(Scalar::Secret) => {
                Some(quote!(#info.check_secret(self.#name.as_ref())?;))
            }
            _ => None,
        }
    });
    let body = if let Some(lifecycle) = &cx.lifecycle {
        lifecycle::builder::build(cx, lifecycle, &client)
    } else {
        quote!(Ok(#client))
    };
    quote! {
        #docs
        pub fn build(self) -> Result<crate::generated::Client, ::token_core::Error> {
            #(#checks)*
            #body
        }
    }
}

/// Returns the static that describes the API to the runtime.
fn info(cx: &Context<'_>) -> TokenStream {
    let servers = cx.servers.iter().map(|server| &server.url);
    let variables = cx.server_variables.iter().map(servers::info);
    let credentials = cx.credentials.iter().map(|each| credential(cx, each));
    let base_url_variable = environment::base_url_variable(cx);
    quote! {
        static API: ::token_core::codegen::ApiInfo = ::token_core::codegen::ApiInfo {
            crate_name: env!("CARGO_PKG_NAME"),
            crate_version: env!("CARGO_PKG_VERSION"),
            servers: &[#(#servers),*],
            variables: &[#(#variables),*],
            credentials: &[#(#credentials),*],
            base_url_variable: #base_url_variable,
        };
    }
}

fn credential(cx: &Context<'_>, credential: &Credential) -> TokenStream {
    let name = credential.name.wire();
    let setter = credential.name.snake();
    let supplied = cx
        .supplied()
        .filter(|supplied| supplied.name == credential.name);
    let login = supplied.map_or(&[][..], |_| cx.login()).iter();
    let login = login.map(|input| setting::login(cx, input));
    let variable = &credential.env;
    let kind = match &credential.kind {
        CredentialKind::Bearer => quote!(Bearer),
        CredentialKind::Basic => quote!(Basic),
        CredentialKind::Header(header) => quote!(Header(#header)),
        CredentialKind::Query(name) => quote!(Query(#name)),
        CredentialKind::Cookie(name) => quote!(Cookie(#name)),
    };
    quote! {
        ::token_core::codegen::CredentialInfo {
            name: #name,
            setter: #setter,
            variable: #variable,
            kind: ::token_core::codegen::CredentialKind::#kind,
            login: &[#(#login),*],
        }
    }
}

fn structure(cx: &Context<'_>) -> TokenStream {
    let declarations = cx.client_parameters.iter().map(|parameter| {
        let name = ident::snake(&parameter.name);
        let ty = types::field(cx, &parameter.ty, false);
        quote!(#name: #ty,)
    });
    let defaults = cx.client_parameters.iter().map(|parameter| {
        let name = ident::snake(&parameter.name);
        let value = default(cx, parameter);
        quote!(#name: #value,)
    });
    let login_declarations = lifecycle::builder::declarations(cx);
    let login_defaults = lifecycle::builder::defaults(cx);
    quote! {
        /// Settings of a [`Client`](super::Client).
        #[derive(Debug)]
        pub struct ClientBuilder {
            pipeline: ::token_core::codegen::PipelineBuilder,
            #(#declarations)*
            #login_declarations
        }

        impl Default for ClientBuilder {
            fn default() -> Self {
                Self {
                    pipeline: ::token_core::codegen::Pipeline::builder(&API),
                    #(#defaults)*
                    #login_defaults
                }
            }
        }
    }
}

/// Returns the value that the document gives to a parameter of the client.
fn default(cx: &Context<'_>, parameter: &ClientParameter) -> TokenStream {
    let Some(text) = parameter.default.as_deref() else {
        return quote!(None);
    };
    match &parameter.ty {
        TypeRef::Scalar(Scalar::String) => quote!(Some(#text.to_owned())),
        TypeRef::Scalar(Scalar::DateTime | Scalar::Date | Scalar::Number) => {
            quote!(#text.parse().ok())
        }
        TypeRef::Scalar(Scalar::Float64) => {
            // A whole number needs its fraction written out: `5.0`.
            let value = text.parse::<f64>().unwrap_or_default();
            let literal = format!("{value:?}").parse::<TokenStream>();
            let literal = literal.unwrap_or_default();
            quote!(Some(#literal))
        }
        TypeRef::Scalar(
            Scalar::Bool | Scalar::Int32 | Scalar::Int64 | Scalar::Uint32 | Scalar::Uint64,
        ) => {
            // The lowering let only literals of the type through.
            let literal = text.parse::<TokenStream>().unwrap_or_default();
            quote!(Some(#literal))
        }
        TypeRef::Scalar(Scalar::Secret | Scalar::Base64)
        | TypeRef::Model(_)
        | TypeRef::Any
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_)
        | TypeRef::File
        | TypeRef::Body => {
            let ty = types::of(cx, &parameter.ty);
            quote!(Some(#ty::from(#text)))
        }
    }
}
