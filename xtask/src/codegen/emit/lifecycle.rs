//! `session.rs`: where a session gets its tokens from.

pub(super) mod builder;
pub(super) mod client;
pub(super) mod environment;
mod path;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::ident;
use super::operation::arguments::Arguments;
use crate::codegen::ir::{
    Life, Lifecycle, LoginInput, Mint, Operation, Renewal, TokenCall, TypeRef,
};

/// Returns `session.rs`.
pub(super) fn file(cx: &Context<'_>, lifecycle: &Lifecycle) -> TokenStream {
    let inner = Docs::new(
        "Sessions: a token that is always valid, by the lifecycle that the document declares.",
    )
    .inner();
    let story = story(cx, lifecycle);
    let session = Docs::new(
        "Keeps a token of this API valid; see [`TokenSession`](token_core::TokenSession).",
    )
    .then(&story)
    .outer();
    let source = Docs::new("Where a [`Session`] gets its tokens from.")
        .then(&story)
        .outer();
    let inputs = Literal::usize_unsuffixed(cx.login().len());
    let mint = mint(cx, &lifecycle.mint);
    let renewal = lifecycle.renew.as_ref().map(|renew| renewal(cx, renew));
    let revocation = lifecycle
        .revoke
        .as_ref()
        .map(|revoke| revocation(cx, revoke));
    let start = client::start(cx);
    quote! {
        #inner

        #session
        pub type Session = ::token_core::TokenSession<crate::generated::LifecycleSource>;

        #source
        #[derive(Debug)]
        pub struct LifecycleSource {
            /// It has no session, and its calls fit into a refresh.
            client: crate::generated::Client,
            login: [::token_core::LoginInput; #inputs],
        }

        #start

        #[::async_trait::async_trait]
        impl ::token_core::TokenSource for LifecycleSource {
            fn name(&self) -> &'static str {
                env!("CARGO_PKG_NAME")
            }

            #mint
            #renewal
            #revocation
        }
    }
}

/// Returns which operations a session calls, for people.
fn story(cx: &Context<'_>, lifecycle: &Lifecycle) -> String {
    let method = |index: usize| {
        let method = ident::snake(&cx.operation(index).name).to_string();
        let method = method.trim_start_matches("r#");
        format!("[`{method}`](crate::Client::{method})")
    };
    let mut story = vec![format!(
        "It mints with {}.",
        method(lifecycle.mint.operation)
    )];
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

/// Returns a duration in the largest unit that needs no fraction.
fn words(seconds: u64) -> String {
    for (unit, length) in [("h", 3600), ("min", 60)] {
        if seconds.is_multiple_of(length) {
            return format!("{} {unit}", seconds / length);
        }
    }
    format!("{seconds} s")
}

fn mint(cx: &Context<'_>, mint: &Mint) -> TokenStream {
    let operation = cx.operation(mint.operation);
    let method = ident::snake(&operation.name);
    let token = path::token(&mint.token, &missing(operation, &mint.pointer));
    let life = match &mint.life {
        Life::Unknown => quote!(Ok(::token_core::Minted::new(token))),
        Life::Until(steps) => {
            let expires = path::copied(steps);
            quote!(::token_core::Minted::new(token).expires(#expires, &reply.headers))
        }
        Life::UntilUnix(steps, ty) => {
            let expires = path::seconds(steps, ty);
            quote!(::token_core::Minted::new(token).expires_at_unix(#expires, &reply.headers))
        }
        Life::Seconds(steps, ty) => {
            let seconds = path::seconds(steps, ty);
            quote!(::token_core::Minted::new(token).expires_in(#seconds))
        }
    };
    let inputs = cx.login().iter().map(|input| ident::snake(&input.setter));
    let login = Arguments::of(cx, operation).call(cx, operation, |argument| {
        let mut inputs = cx.login().iter();
        let input = inputs.find(|input| input.argument.snake() == argument);
        input.map_or_else(TokenStream::new, sent)
    });
    quote! {
        async fn mint(&self) -> Result<::token_core::Minted, ::token_core::SourceError> {
            let [#(#inputs),*] = &self.login;
            let login = #login;
            let reply = self.client.#method(login).send().await?;
            let token = #token;
            #life
        }
    }
}

/// Returns what a login sends of an input.
fn sent(input: &LoginInput) -> TokenStream {
    let name = ident::snake(&input.setter);
    if input.ty == TypeRef::Secret {
        quote!(#name.take().await?)
    } else {
        quote!(#name.take().await?.expose())
    }
}

fn missing(operation: &Operation, pointer: &str) -> String {
    format!("{}: the answer holds no token at `{pointer}`", operation.id)
}

fn renewal(cx: &Context<'_>, renewal: &Renewal) -> TokenStream {
    let limit = Literal::u32_unsuffixed(renewal.limit);
    let seconds = digits(renewal.extends.as_secs());
    let call = token_call(cx, &renewal.call);
    quote! {
        fn renewal(&self) -> Option<::token_core::Renewal> {
            Some(::token_core::Renewal::new(#limit, ::std::time::Duration::from_secs(#seconds)))
        }

        async fn renew(&self, token: &::token_core::Secret) -> Result<(), ::token_core::SourceError> {
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

        async fn revoke(&self, token: &::token_core::Secret) -> Result<(), ::token_core::SourceError> {
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
