//! Whom a session logs in as.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::context::Context;
use crate::emit::ident;
use crate::ir::{ClientParameter, LoginInput, LoginRole, Mint, TypeRef};
use crate::scalar::Scalar;

/// Returns `fn login` of the source.
pub(super) fn function(cx: &Context<'_>, mint: &Mint) -> TokenStream {
    let operation = cx.operation(mint.operation);
    let name = ident::pascal(&operation.name);
    let seal = mint.seal.and_then(|id| cx.credentials.get(id.0));
    let seal = if let Some(name) = seal.map(|credential| credential.name.wire()) {
        quote!(Some(#name))
    } else {
        quote!(None)
    };
    let inputs = cx.login().iter().map(local);
    let parts = cx.login().iter().map(part);
    let parameters: Vec<TokenStream> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.client)
        .filter_map(|parameter| {
            let wire = parameter.name.wire();
            let mut settings = cx.client_parameters.iter();
            settings.find(|setting| setting.name.wire() == wire)
        })
        .filter_map(parameter)
        .collect();
    let mutable = (!parameters.is_empty()).then(|| quote!(mut));
    quote! {
        async fn login(&self) -> Result<Option<::token_core::session::Login>, ::token_core::session::SourceError> {
            let [#(#inputs),*] = &self.login;
            let info = <crate::generated::#name as ::token_core::operation::Operation>::INFO;
            let #mutable login = self.client.pipeline.login(info, #seal).await?;
            #(#parameters)*
            Ok(Some(login #(#parts)*))
        }
    }
}

/// Returns the statement for a parameter of the client, where its value has a text.
fn parameter(setting: &ClientParameter) -> Option<TokenStream> {
    let (wire, name) = (setting.name.wire(), ident::snake(&setting.name));
    let part = match setting.ty {
        TypeRef::Scalar(Scalar::String) => quote!(part(#wire, value)),
        TypeRef::Scalar(Scalar::Secret) => quote!(key(#wire, value.clone())),
        TypeRef::Scalar(
            Scalar::Int32 | Scalar::Int64 | Scalar::Uint32 | Scalar::Uint64 | Scalar::Bool,
        ) => {
            quote!(part(#wire, value.to_string()))
        }
        _ => return None,
    };
    Some(quote! {
        if let Some(value) = &self.client.#name {
            login = login.#part;
        }
    })
}

/// Returns the call that adds an input, which is read for it.
fn part(input: &LoginInput) -> TokenStream {
    let (wire, name) = (input.argument.wire(), local(input));
    match input.role {
        LoginRole::Public => quote!(.part(#wire, #name.read().await?.expose())),
        LoginRole::Key => quote!(.key(#wire, #name.read().await?)),
        LoginRole::SealKey => quote!(.seal_key(#wire, #name.read().await?)),
        LoginRole::Password => quote!(.password(#wire, #name.read().await?)),
    }
}

/// Returns the variable of an input, whose name is none of the function's own.
fn local(input: &LoginInput) -> Ident {
    format_ident!("{}_input", ident::snake(&input.setter))
}
