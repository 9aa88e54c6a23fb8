//! `servers.rs`: what may vary in the URLs of servers, and the settings for it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::context::Context;
use super::docs::Docs;
use super::{ident, models, setter};
use crate::ir::{ServerVariable, VariablePlace};
use crate::markdown::code;

/// Returns whether a variable has a type of its own.
pub(super) fn is_needed(cx: &Context<'_>) -> bool {
    !types(cx).is_empty()
}

/// Returns the types of variables.
pub(super) fn types(cx: &Context<'_>) -> Vec<Ident> {
    let typed = typed(cx).map(|variable| ident::pascal(&variable.ty));
    typed.collect()
}

fn typed<'c>(cx: &'c Context<'_>) -> impl Iterator<Item = &'c ServerVariable> {
    let variables = cx.server_variables.iter();
    variables.filter(|variable| !variable.values.is_empty())
}

/// Returns `servers.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let docs = Docs::new("What may vary in the URLs of servers.").inner();
    let types = typed(cx).map(enumeration);
    quote!(#docs #(#types)*)
}

fn enumeration(variable: &ServerVariable) -> TokenStream {
    let shown = code(variable.name.wire());
    let docs = Docs::of(
        &variable.docs,
        format!("The variable {shown} of the servers' URLs."),
    )
    .outer();
    let ty = ident::pascal(&variable.ty);
    let variants = variable.values.iter().map(|value| {
        let wire = value.name.wire();
        let is_default = wire == variable.default;
        let end = if is_default { ", the default." } else { "." };
        let docs = Docs::new(format!("{}{end}", code(&format!("{wire:?}")))).outer();
        let default = is_default.then(|| quote!(#[default]));
        let name = ident::pascal(&value.name);
        quote!(#docs #default #name,)
    });
    let wires: Vec<&str> = variable
        .values
        .iter()
        .map(|value| value.name.wire())
        .collect();
    let values = variable
        .values
        .iter()
        .map(|value| ident::pascal(&value.name));
    let values: Vec<_> = values.collect();
    let long = models::long_list(&variable.values);
    let problem = format!(
        "the variable `{}` of the server's URL is not one of: `{}`",
        variable.name.wire(),
        wires.join("`, `")
    );
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ty {
            #(#variants)*
        }

        impl #ty {
            /// Returns the value as it is written in a URL.
            #long
            pub fn as_str(self) -> &'static str {
                match self {
                    #(Self::#values => #wires,)*
                }
            }
        }

        impl ::std::str::FromStr for #ty {
            type Err = ::token_core::Error;

            #long
            fn from_str(value: &str) -> Result<Self, ::token_core::Error> {
                match value {
                    #(#wires => Ok(Self::#values),)*
                    _ => Err(::token_core::Error::config(#problem)),
                }
            }
        }
    }
}

/// Returns what the runtime knows of a variable.
pub(super) fn info(variable: &ServerVariable) -> TokenStream {
    let name = setting(variable);
    let env = &variable.env;
    let default = &variable.default;
    let values = variable.values.iter().map(|value| value.name.wire());
    let place = match variable.place {
        VariablePlace::Scheme => quote!(Scheme),
        VariablePlace::Host => quote!(Host),
        VariablePlace::Path => quote!(Path),
    };
    quote! {
        ::token_core::codegen::ServerVariable {
            name: #name,
            variable: #env,
            default: #default,
            values: &[#(#values),*],
            place: ::token_core::codegen::VariablePlace::#place,
        }
    }
}

/// Returns the builder's setter of a variable.
pub(super) fn setter(variable: &ServerVariable) -> TokenStream {
    let name = ident::snake(&variable.name);
    let setting = setting(variable);
    let shown = code(variable.name.wire());
    let mut docs = Docs::new(format!("Sets the variable {shown} of the servers' URLs."))
        .then_text(&variable.docs);
    if !variable.default.is_empty() {
        docs = docs.then(format!("The default is {}.", code(&variable.default)));
    }
    if variable.values.is_empty() {
        docs = docs
            .then("[`build`](Self::build) refuses a value that would leave its place in the URL.");
    }
    let (ty, value) = if variable.values.is_empty() {
        (quote!(impl Into<String>), quote!(#name))
    } else {
        let ty = ident::pascal(&variable.ty);
        (quote!(crate::generated::#ty), quote!(#name.as_str()))
    };
    setter::function(
        &docs,
        &name,
        &quote!(#name: #ty),
        &quote!(self.pipeline = self.pipeline.server_variable(#setting, #value);),
    )
}

/// Returns the statement that sets a variable from the environment.
pub(super) fn from_environment(variable: &ServerVariable) -> TokenStream {
    let setter = ident::snake(&variable.name);
    let env = &variable.env;
    let get = if variable.values.is_empty() {
        quote!(get(#env))
    } else {
        let name = variable.name.snake();
        quote!(parse(#env, #name))
    };
    quote! {
        if let Some(value) = environment.#get? {
            builder = builder.#setter(value);
        }
    }
}

/// Returns the name of a variable in the URLs.
fn setting(variable: &ServerVariable) -> String {
    ident::snake(&variable.name).unraw().to_string()
}
