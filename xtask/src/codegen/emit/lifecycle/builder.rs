//! What a client is set up with to have a session.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::context::Context;
use crate::codegen::emit::docs::Docs;
use crate::codegen::emit::operation::arguments::Arguments;
use crate::codegen::emit::{ident, setter, types};
use crate::codegen::ir::{Credential, Lifecycle, LoginInput, TypeRef};
use crate::codegen::markdown::code;

/// What the setter of a credential does to a login that was set before.
pub(in crate::codegen::emit) struct Replaced {
    pub(in crate::codegen::emit) docs: String,
    pub(in crate::codegen::emit) statements: TokenStream,
}

/// Returns the fields of the builder.
pub(in crate::codegen::emit) fn declarations(cx: &Context<'_>) -> Option<TokenStream> {
    let _ = cx.lifecycle.as_ref()?;
    let inputs = cx.login().iter().map(|input| {
        let name = ident::snake(&input.setter);
        let ty = types::field(cx, &input.ty, false);
        quote!(#name: #ty,)
    });
    Some(quote!(#(#inputs)* session_settings: ::token_core::SessionSettings,))
}

/// Returns their defaults.
pub(in crate::codegen::emit) fn defaults(cx: &Context<'_>) -> Option<TokenStream> {
    let _ = cx.lifecycle.as_ref()?;
    let inputs = cx.login().iter().map(|input| ident::snake(&input.setter));
    Some(quote!(#(#inputs: None,)* session_settings: ::token_core::SessionSettings::default(),))
}

/// Returns the setters.
pub(in crate::codegen::emit) fn setters(cx: &Context<'_>) -> Option<TokenStream> {
    let _ = cx.lifecycle.as_ref()?;
    let inputs = cx.login().iter().map(|input| login(cx, input));
    Some(quote! {
        #(#inputs)*

        /// Sets how the session behaves; it has no effect on a client without one.
        pub fn session_settings(mut self, settings: ::token_core::SessionSettings) -> Self {
            self.session_settings = settings;
            self
        }
    })
}

fn login(cx: &Context<'_>, input: &LoginInput) -> TokenStream {
    let shown = code(input.argument.wire());
    let mut docs = Docs::new(format!(
        "Sets {shown}, with which the client's [`session`](super::Client::session) logs in."
    ))
    .then_text(&input.docs);
    if cx.login().len() > 1 {
        docs = docs.then("A login needs all of its parts.");
    }
    if let Some(credential) = cx.supplied() {
        let other = credential.name.snake().trim_start_matches("r#");
        docs = docs.then(format!(
            "The session then takes the place of [`{other}`](Self::{other}); what is set last holds."
        ));
    }
    setter::of_field(cx, &docs, &ident::snake(&input.setter), &input.ty)
}

/// Returns how a setter of the credential that a session supplies takes the login back.
pub(in crate::codegen::emit) fn replaced_login(
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
            "It takes the place of {} and of the session; what is set last holds.",
            links.join(", ")
        ),
        statements: quote!(#(self.#fields = None;)*),
    })
}

/// Returns the body of `build`, given the client without a session.
pub(in crate::codegen::emit) fn build(
    cx: &Context<'_>,
    lifecycle: &Lifecycle,
    client: &TokenStream,
) -> TokenStream {
    let operation = cx.operation(lifecycle.mint.operation);
    let login = cx.login();
    let names: Vec<_> = login
        .iter()
        .map(|input| ident::snake(&input.setter))
        .collect();
    let mint = Arguments::of(cx, operation).call(cx, operation, |argument| {
        let input = login
            .iter()
            .find(|input| input.argument.snake() == argument);
        let name = input.map(|input| ident::snake(&input.setter));
        quote!(#name)
    });
    let missing = (0..login.len()).filter(|_| login.len() > 1).map(|at| {
        let patterns =
            (0..login.len()).map(|other| if other == at { quote!(None) } else { quote!(_) });
        let problem = incomplete(login, at);
        quote!((#(#patterns),*) => Err(::token_core::Error::config(#problem)),)
    });
    let given = tuple(names.iter().map(|name| quote!(self.#name)));
    let all = tuple(names.iter().map(|name| quote!(Some(#name))));
    let nothing = tuple(names.iter().map(|_| quote!(None)));
    let checks = login.iter().map(check);
    quote! {
        #(#checks)*
        let without_session = #client;
        match #given {
            #all => Ok(crate::generated::session::start(without_session, #mint, self.session_settings)),
            #nothing => Ok(without_session),
            #(#missing)*
        }
    }
}

/// Returns the statement that refuses an empty part: accounts are locked for logins that cannot succeed.
fn check(input: &LoginInput) -> TokenStream {
    let name = ident::snake(&input.setter);
    let text = if input.ty == TypeRef::Secret {
        quote!(self.#name.as_ref().map(::token_core::Secret::expose))
    } else {
        quote!(self.#name.as_deref())
    };
    let setter = input.setter.snake().trim_start_matches("r#");
    let problem = format!("`.{setter}(…)` is empty; leave it out for a client without a session");
    quote! {
        if #text == Some("") {
            return Err(::token_core::Error::config(#problem));
        }
    }
}

/// Returns a tuple, or the one part as it is.
fn tuple(parts: impl ExactSizeIterator<Item = TokenStream>) -> TokenStream {
    if parts.len() == 1 {
        quote!(#(#parts)*)
    } else {
        quote!((#(#parts),*))
    }
}

/// Returns what to say when one part of the login is missing.
fn incomplete(login: &[LoginInput], at: usize) -> String {
    let Some(input) = login.get(at) else {
        return String::new();
    };
    let setter = input.setter.snake().trim_start_matches("r#");
    let variable = &input.env;
    format!("the login is not complete; set `.{setter}(…)` too, or {variable} for `from_env()`")
}
