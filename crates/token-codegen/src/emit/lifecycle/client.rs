//! The session of a client.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::ident;
use crate::markdown::code;

/// Returns the field of the client.
pub(in crate::emit) fn field(cx: &Context<'_>) -> Option<TokenStream> {
    let _ = cx.lifecycle.as_ref()?;
    Some(quote!(pub(super) session: Option<crate::generated::Session>,))
}

/// Returns the function of the client.
pub(in crate::emit) fn accessor(cx: &Context<'_>) -> Option<TokenStream> {
    let _ = cx.lifecycle.as_ref()?;
    let setters: Vec<String> = cx
        .login()
        .iter()
        .map(|input| {
            let setter = ident::snake(&input.setter).to_string();
            let setter = setter.trim_start_matches("r#");
            format!("[`{setter}`](crate::ClientBuilder::{setter})")
        })
        .collect();
    let use_of_it = match cx.supplied() {
        Some(credential) => format!(
            "It supplies the credential {} of this client's own calls; pass a clone of it to other clients, or use it to obtain the token elsewhere.",
            code(credential.name.wire())
        ),
        None => "No call of this client needs its token; a clone of it goes into the clients that do, or hands the token to other code.".to_owned(),
    };
    let docs = Docs::new(format!(
        "Returns the session, where the client was set up with {}.",
        setters.join(" and ")
    ))
    .then(use_of_it)
    .outer();
    Some(quote! {
        #docs
        pub fn session(&self) -> Option<&crate::generated::Session> {
            self.session.as_ref()
        }
    })
}

/// Returns the function that gives a client its session.
pub(super) fn start(cx: &Context<'_>) -> TokenStream {
    let count = Literal::usize_unsuffixed(cx.login().len());
    let supply = cx.supplied().map(|credential| {
        let name = credential.name.wire();
        quote! {
            let credential = ::std::sync::Arc::new(session.clone());
            client.pipeline = client.pipeline.with_credential(#name, credential);
        }
    });
    quote! {
        /// Returns `client` with a session that shares all else with it.
        pub(super) fn start(
            mut client: crate::generated::Client,
            login: [::token_core::codegen::LoginInput; #count],
            settings: ::token_core::session::SessionSettings,
        ) -> crate::generated::Client {
            let source = LifecycleSource {
                client: crate::generated::Client {
                    pipeline: client.pipeline.for_refresh(&settings),
                    ..client.clone()
                },
                login,
            };
            let session = Session::new(source, settings);
            #supply
            client.session = Some(session);
            client
        }
    }
}
