//! `session.rs`: where a session gets its tokens from.

pub(super) mod builder;
pub(super) mod client;
pub(super) mod environment;
mod login;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::ident;
use super::operation::arguments::Arguments;
use crate::ir::{End, Lifecycle, LoginInput, Mint, OperationId, Renewal, TokenCall, TypeRef};
use crate::scalar::Scalar;

/// Returns `session.rs`.
pub(super) fn file(cx: &Context<'_>, lifecycle: &Lifecycle) -> TokenStream {
    let inner = Docs::new(
        "Sessions: a token that is always valid, by the lifecycle that the document declares.",
    )
    .inner();
    let story = story(cx, lifecycle);
    let session = Docs::new(
        "Keeps a token of this API valid; see [`TokenSession`](token_core::session::TokenSession).",
    )
    .then(&story)
    .outer();
    let source = Docs::new("Where a [`Session`] gets its tokens from.")
        .then(&story)
        .outer();
    let inputs = Literal::usize_unsuffixed(cx.login().len());
    let pointers = pointers(cx, &lifecycle.mint);
    let mint = mint(cx, &lifecycle.mint);
    let login = login::function(cx, &lifecycle.mint);
    let renewal = lifecycle.renew.as_ref().map(|renew| renewal(cx, renew));
    let revocation = lifecycle
        .revoke
        .as_ref()
        .map(|revoke| revocation(cx, revoke));
    let start = client::start(cx);
    quote! {
        #inner

        #session
        pub type Session = ::token_core::session::TokenSession<crate::generated::LifecycleSource>;

        #source
        #[derive(Debug)]
        pub struct LifecycleSource {
            /// It has no session, and its calls fit into a refresh.
            client: crate::generated::Client,
            login: [::token_core::codegen::LoginInput; #inputs],
        }

        #pointers

        #start

        #[::async_trait::async_trait]
        impl ::token_core::session::TokenSource for LifecycleSource {
            fn name(&self) -> &'static str {
                env!("CARGO_PKG_NAME")
            }

            #login
            #mint
            #renewal
            #revocation
        }
    }
}

/// Returns which operations a session calls, for people.
fn story(cx: &Context<'_>, lifecycle: &Lifecycle) -> String {
    let method = |operation| method(cx, operation);
    let mut story = vec![format!(
        "It mints with {}.",
        method(lifecycle.mint.operation)
    )];
    if let Some(life) = lifecycle.mint.life {
        story.push(format!(
            "A new token is used for at most {}.",
            words(life.as_secs())
        ));
    }
    if let Some(Renewal {
        call,
        limit,
        extends,
    }) = &lifecycle.renew
    {
        let times = if *limit == 1 {
            "once".to_owned()
        } else {
            format!("{limit} times")
        };
        story.push(format!(
            "It renews with {}, at most {times} for one token, of which each adds {} to the token's life.",
            method(call.operation),
            words(extends.as_secs()),
        ));
    }
    if let Some(revoke) = &lifecycle.revoke {
        story.push(format!("It revokes with {}.", method(revoke.operation)));
    }
    story.join("\n")
}

/// Returns a link to the method of an operation.
fn method(cx: &Context<'_>, operation: OperationId) -> String {
    let method = ident::snake(&cx.operation(operation).name).to_string();
    let method = method.trim_start_matches("r#");
    format!("[`{method}`](crate::Client::{method})")
}

/// Returns a duration in the largest unit that needs no fraction.
fn words(seconds: u64) -> String {
    for (unit, length) in [("h", 3600), ("min", 60)] {
        if seconds.is_multiple_of(length) {
            return format!("{} {unit}", seconds / length);
        }
    }
    format!("{seconds} s")
}

/// Returns the constant that says where the response to the mint holds what.
fn pointers(cx: &Context<'_>, mint: &Mint) -> TokenStream {
    let docs = Docs::new(format!(
        "Where the response of {} holds the token and its times.",
        method(cx, mint.operation)
    ))
    .outer();
    let token = &mint.token;
    let end = match &mint.end {
        End::Unknown => None,
        End::At(pointer) => Some(quote!(.expires(#pointer))),
        End::After(pointer) => Some(quote!(.expires_in(#pointer))),
    };
    let issued = mint.issued.iter().map(|pointer| quote!(.issued(#pointer)));
    let life = mint.life.iter().map(|life| {
        let seconds = digits(life.as_secs());
        quote!(.life(::std::time::Duration::from_secs(#seconds)))
    });
    quote! {
        #docs
        const POINTERS: ::token_core::session::TokenPointers =
            ::token_core::session::TokenPointers::new(#token) #end #(#issued)* #(#life)*;
    }
}

fn mint(cx: &Context<'_>, mint: &Mint) -> TokenStream {
    let operation = cx.operation(mint.operation);
    let method = ident::snake(&operation.name);
    let inputs = cx.login().iter().map(|input| ident::snake(&input.setter));
    let login = Arguments::of(cx, operation).call(cx, operation, |argument| {
        let mut inputs = cx.login().iter();
        let input = inputs.find(|input| input.argument.snake() == argument);
        input.map_or_else(TokenStream::new, sent)
    });
    quote! {
        async fn mint(&self) -> Result<::token_core::session::Minted, ::token_core::session::SourceError> {
            let [#(#inputs),*] = &self.login;
            let login = #login;
            self.client.#method(login).mint(&POINTERS).await
        }
    }
}

/// Returns what a login sends of an input.
fn sent(input: &LoginInput) -> TokenStream {
    let name = ident::snake(&input.setter);
    if input.ty == TypeRef::Scalar(Scalar::Secret) {
        quote!(#name.take().await?)
    } else {
        quote!(#name.take().await?.expose())
    }
}

fn renewal(cx: &Context<'_>, renewal: &Renewal) -> TokenStream {
    let limit = Literal::u32_unsuffixed(renewal.limit);
    let seconds = digits(renewal.extends.as_secs());
    let call = token_call(cx, &renewal.call);
    quote! {
        fn renewal(&self) -> Option<::token_core::session::Renewal> {
            Some(::token_core::session::Renewal::new(#limit, ::std::time::Duration::from_secs(#seconds)))
        }

        async fn renew(&self, token: &::token_core::Secret) -> Result<(), ::token_core::session::SourceError> {
            Ok(#call.acknowledge().await?)
        }
    }
}

fn revocation(cx: &Context<'_>, revoke: &TokenCall) -> TokenStream {
    let call = token_call(cx, revoke);
    quote! {
        fn can_revoke(&self) -> bool {
            true
        }

        async fn revoke(&self, token: &::token_core::Secret) -> Result<(), ::token_core::session::SourceError> {
            Ok(#call.acknowledge().await?)
        }
    }
}

/// Returns the call of an operation that takes the token.
fn token_call(cx: &Context<'_>, call: &TokenCall) -> TokenStream {
    let operation = cx.operation(call.operation);
    let method = ident::snake(&operation.name);
    let mut value = Arguments::of(cx, operation).call(cx, operation, |_| quote!(token.clone()));
    if !call.required {
        let setter = ident::snake(&call.argument);
        value = quote!(#value.#setter(token.clone()));
    }
    quote!(self.client.#method(#value))
}

/// Returns a number with its digits in groups of three.
fn digits(number: u64) -> TokenStream {
    let text = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in text.chars().enumerate() {
        if index > 0 && (text.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped.parse().unwrap_or_default()
}
