//! The builder's setters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::{ident, lifecycle, region, servers, setter};
use crate::ir::{ClientParameter, Credential, CredentialKind};
use crate::markdown::code;

pub(super) fn functions(cx: &Context<'_>) -> TokenStream {
    let credentials = cx.credentials.iter().map(|each| credential(cx, each));
    let login = lifecycle::builder::setters(cx);
    let parameters = cx
        .client_parameters
        .iter()
        .map(|parameter| client_parameter(cx, parameter));
    let region = region::is_needed(cx).then(region);
    let variables = cx.server_variables.iter().map(servers::setter);
    quote! {
        #(#credentials)*
        #login
        #(#parameters)*
        #region
        #(#variables)*
    }
}

fn credential(cx: &Context<'_>, credential: &Credential) -> TokenStream {
    let wire = credential.name.wire();
    let shown = code(wire);
    let (what, arguments, call) = match credential.kind {
        CredentialKind::Basic => (
            "user name and the password",
            quote!(username: impl AsRef<str>, password: impl Into<::token_core::Secret>),
            quote!(basic(#wire, username.as_ref(), &password.into())),
        ),
        CredentialKind::Bearer
        | CredentialKind::Header(_)
        | CredentialKind::Query(_)
        | CredentialKind::Cookie(_) => (
            "secret",
            quote!(secret: impl Into<::token_core::Secret>),
            quote!(secret(#wire, secret)),
        ),
    };
    let mut docs = Docs::new(format!("Sets the {what} of the credential {shown}."))
        .then_text(&credential.docs);
    let mut other_docs = Docs::new(format!(
        "Sets what supplies the credential {shown}, in place of a fixed secret."
    ));
    let held = match credential.kind {
        CredentialKind::Basic => " as `username:password`",
        _ => "",
    };
    let mut file_docs = Docs::new(format!(
        "Sets the file that holds the secret of the credential {shown}{held}."
    ))
    .then(
        "It is read again for each attempt of a call; see [`SecretFile`](token_core::credential::SecretFile).",
    );
    let mut provider_docs = Docs::new(format!(
        "Sets what returns the secret of the credential {shown}{held}."
    ))
    .then("It is called for each attempt of a call; see [`SecretProvider`](token_core::credential::SecretProvider).");
    let rule = lifecycle::builder::replaced_login(cx, credential);
    if let Some(rule) = &rule {
        docs = docs.then(&rule.docs);
        other_docs = other_docs.then(&rule.docs);
        file_docs = file_docs.then(&rule.docs);
        provider_docs = provider_docs.then(&rule.docs);
    }
    let forget = rule.map(|rule| rule.statements);
    let own = setter::function(
        &docs,
        &ident::snake(&credential.name),
        &arguments,
        &quote!(#forget self.pipeline = self.pipeline.#call;),
    );
    let other = setter::function(
        &other_docs,
        &ident::snake(&credential.supplier),
        &quote!(credential: impl ::token_core::credential::Credential),
        &quote! {
            #forget
            self.pipeline = self.pipeline.credential(#wire, ::std::sync::Arc::new(credential));
        },
    );
    let file = setter::function(
        &file_docs,
        &ident::snake(&credential.file),
        &quote!(path: impl Into<::std::path::PathBuf>),
        &quote!(#forget self.pipeline = self.pipeline.secret_file(#wire, path);),
    );
    let provider = setter::function(
        &provider_docs,
        &ident::snake(&credential.provider),
        &quote!(provider: impl ::token_core::credential::SecretProvider),
        &quote!(#forget self.pipeline = self.pipeline.secret_provider(#wire, provider);),
    );
    quote!(#own #file #provider #other)
}

fn client_parameter(cx: &Context<'_>, parameter: &ClientParameter) -> TokenStream {
    let shown = code(parameter.name.wire());
    let mut docs = Docs::new(format!(
        "Sets the parameter {shown} of every operation that does not set its own."
    ))
    .then_text(&parameter.docs);
    if let Some(default) = &parameter.default {
        docs = docs.then(format!("The default is {}.", code(default)));
    }
    docs = docs.then_deprecation(parameter.deprecated);
    setter::of_field(cx, &docs, &ident::snake(&parameter.name), &parameter.ty)
}

fn region() -> TokenStream {
    quote! {
        /// Sets the region, which selects the server of the API and of operations with servers of their own.
        pub fn region(mut self, region: crate::generated::Region) -> Self {
            self.pipeline = self.pipeline.server(region as usize);
            self
        }
    }
}
