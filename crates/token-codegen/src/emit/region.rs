//! `region.rs`: the places where the API lives, when there are several.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::context::Context;
use super::docs::Docs;
use super::ident;
use crate::ir::Server;
use crate::markdown::{self, code};

/// Returns whether there is a choice.
pub(super) fn is_needed(cx: &Context<'_>) -> bool {
    cx.servers.len() > 1
}

/// Returns the names of the regions for people and environment variables: `us`.
pub(super) fn names(cx: &Context<'_>) -> Vec<String> {
    let name = |server: &Server| ident::snake(&server.name).unraw().to_string();
    cx.servers.iter().map(name).collect()
}

/// Returns `region.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let docs = Docs::new("Where the API lives.");
    let (inner, outer) = (docs.inner(), docs.outer());
    let variants = cx
        .servers
        .iter()
        .enumerate()
        .map(|(index, server)| variant(index, server));
    let names = names(cx);
    let regions = cx.servers.iter().map(|server| ident::pascal(&server.name));
    let problem = format!("the region is unknown; it is one of: {}", names.join(", "));
    quote! {
        #inner

        #outer
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Region {
            #(#variants)*
        }

        impl ::std::str::FromStr for Region {
            type Err = ::token_core::Error;

            fn from_str(name: &str) -> Result<Self, ::token_core::Error> {
                match name.to_ascii_lowercase().as_str() {
                    #(#names => Ok(Self::#regions),)*
                    _ => Err(::token_core::Error::config(#problem)),
                }
            }
        }
    }
}

fn variant(index: usize, server: &Server) -> TokenStream {
    let name = match server.docs.trim() {
        "" => code(server.name.wire()),
        docs => markdown::inline(docs),
    };
    let default = if index == 0 { ", the default" } else { "" };
    let docs = Docs::new(format!("{name}: {}{default}.", code(&server.url))).outer();
    let default = (index == 0).then(|| quote!(#[default]));
    let name = ident::pascal(&server.name);
    quote!(#docs #default #name,)
}
