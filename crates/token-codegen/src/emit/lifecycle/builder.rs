//! What a client is set up with to have a session.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::{ident, setter, setting, types};
use crate::ir::{ClientParameter, Credential, Lifecycle, LoginInput, Operation};
use crate::markdown::code;

/// What the setter of a credential does to a login that was set before.
pub(in crate::emit) struct Replaced {
    pub(in crate::emit) docs: String,
    pub(in crate::emit) statements: TokenStream,
}

/// Returns the fields of the builder.
pub(in crate::emit) fn declarations(cx: &Context<'_>) -> Option<TokenStream> {
    let _ = cx.lifecycle.as_ref()?;
    let inputs = cx.login().iter().map(|input| ident::snake(&input.setter));
    Some(quote! {
        #(#inputs: ::token_core::codegen::LoginInput,)*
        session_settings: ::token_core::session::SessionSettings,
    })
}

/// Returns their defaults.
pub(in crate::emit) fn defaults(cx: &Context<'_>) -> Option<TokenStream> {
    let _ = cx.lifecycle.as_ref()?;
    let inputs = cx.login().iter().map(|input| {
        let name = ident::snake(&input.setter);
        let info = setting::login(cx, input);
        quote!(#name: ::token_core::codegen::LoginInput::new(#info),)
    });
    Some(quote!(#(#inputs)* session_settings: ::token_core::session::SessionSettings::default(),))
}

/// Returns the setters.
pub(in crate::emit) fn setters(cx: &Context<'_>) -> Option<TokenStream> {
    let _ = cx.lifecycle.as_ref()?;
    let inputs = cx.login().iter().map(|input| login(cx, input));
    Some(quote! {
        #(#inputs)*

        /// Sets how the session behaves; it has no effect on a client without one.
        pub fn session_settings(mut self, settings: ::token_core::session::SessionSettings) -> Self {
            self.session_settings = settings;
            self
        }
    })
}

fn login(cx: &Context<'_>, input: &LoginInput) -> TokenStream {
    let shown = code(input.argument.wire());
    let login = "with which the client's [`session`](super::Client::session) logs in";
    let mut rules = Vec::new();
    if cx.login().len() > 1 {
        rules.push("A login needs all of its parts.".to_owned());
    }
    if let Some(credential) = cx.supplied() {
        let other = credential.name.snake().trim_start_matches("r#");
        rules.push(format!(
            "The session then takes the place of [`{other}`](Self::{other}); the last setting wins."
        ));
    }
    let with_rules = |docs: Docs| rules.iter().fold(docs, Docs::then);
    let field = ident::snake(&input.setter);
    let docs = Docs::new(format!("Sets {shown}, {login}.")).then_text(&input.docs);
    let types::Argument {
        declaration, value, ..
    } = types::argument(cx, &field, &input.ty);
    let own = setter::function(
        &with_rules(docs),
        &field,
        &declaration,
        &quote!(self.#field.set(#value);),
    );
    let docs = Docs::new(format!("Sets the file that holds {shown}, {login}.")).then(
        "It is read again for each login; see [`SecretFile`](token_core::credential::SecretFile).",
    );
    let file = setter::function(
        &with_rules(docs),
        &ident::snake(&input.file),
        &quote!(path: impl Into<::std::path::PathBuf>),
        &quote!(self.#field.set_file(path);),
    );
    let docs = Docs::new(format!("Sets what returns {shown}, {login}."))
        .then("It is called for each login; see [`SecretProvider`](token_core::credential::SecretProvider).");
    let provider = setter::function(
        &with_rules(docs),
        &ident::snake(&input.provider),
        &quote!(provider: impl ::token_core::credential::SecretProvider),
        &quote!(self.#field.set_provider(provider);),
    );
    quote!(#own #file #provider)
}

/// Returns how a setter of the credential that a session supplies takes the login back.
pub(in crate::emit) fn replaced_login(
    cx: &Context<'_>,
    credential: &Credential,
) -> Option<Replaced> {
    let supplied = cx.supplied()?;
    if supplied.name != credential.name {
        return None;
    }
    let fields = cx.login().iter().map(|input| ident::snake(&input.setter));
    let links: Vec<String> = cx
        .login()
        .iter()
        .map(|input| {
            let setter = input.setter.snake().trim_start_matches("r#");
            format!("[`{setter}`](Self::{setter})")
        })
        .collect();
    Some(Replaced {
        docs: format!(
            "It takes the place of {} and of the session; the last setting wins.",
            links.join(", ")
        ),
        statements: quote!(#(self.#fields.clear();)*),
    })
}

/// Returns the body of `build`, given the client without a session.
pub(in crate::emit) fn build(
    cx: &Context<'_>,
    lifecycle: &Lifecycle,
    client: &TokenStream,
) -> TokenStream {
    let inputs = cx.login().iter().map(|input| ident::snake(&input.setter));
    let calls: Vec<&Operation> = lifecycle
        .operations()
        .into_iter()
        .map(|id| cx.operation(id))
        .collect();
    let needed: Vec<TokenStream> = cx
        .client_parameters
        .iter()
        .filter(|setting| setting.default.is_none() && is_needed(&calls, setting))
        .map(|setting| {
            let name = ident::snake(&setting.name);
            let info = setting::client_parameter(cx, setting);
            quote!(#info.require_for_login(self.#name.is_some())?;)
        })
        .collect();
    let calls = calls
        .iter()
        .filter(|operation| !operation.security.is_empty());
    let calls = calls.map(|operation| {
        let name = ident::pascal(&operation.name);
        quote! {
            client.pipeline.require_for_login(<crate::generated::#name as ::token_core::operation::Operation>::INFO)?;
        }
    });
    quote! {
        let login = [#(self.#inputs),*];
        let has_login = ::token_core::codegen::LoginInput::check(&login)?;
        if has_login {
            self.session_settings.check()?;
            #(#needed)*
        }
        let client = #client;
        if !has_login {
            return Ok(client);
        }
        #(#calls)*
        Ok(crate::generated::session::start(client, login, self.session_settings))
    }
}

/// Returns whether one of the operations cannot be called without the setting.
fn is_needed(operations: &[&Operation], setting: &ClientParameter) -> bool {
    operations
        .iter()
        .flat_map(|operation| &operation.parameters)
        .any(|parameter| {
            parameter.client && parameter.required && parameter.name.wire() == setting.name.wire()
        })
}
