//! `mod.rs`: the modules, and what of them is public.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::{group, ident, region, servers};
use crate::markdown;

/// Returns `mod.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let title = markdown::plain_line(&cx.title);
    let docs = Docs::new(format!(
        "{title}: the client, the operations, the models and the errors."
    ))
    .inner();
    let has_region = region::is_needed(cx);
    let (modules, exports) = group::inside(cx, None);
    let (group_modules, group_exports) = group::all(cx);
    let region_module = has_region.then(|| {
        quote!(
            mod region;
        )
    });
    let (servers_module, servers) = servers::is_needed(cx)
        .then(|| {
            let types = servers::types(cx);
            (
                quote!(
                    mod servers;
                ),
                quote!(pub use servers::{#(#types),*};),
            )
        })
        .unzip();
    let (headers_module, headers) = cx
        .headers
        .as_ref()
        .map(|headers| {
            let name = ident::pascal(&headers.name);
            (
                quote!(
                    mod headers;
                ),
                quote!(pub use headers::#name;),
            )
        })
        .unzip();
    let session_module = cx.lifecycle.as_ref().map(|_| {
        quote!(
            mod session;
        )
    });
    let session = cx.lifecycle.as_ref().map(|_| {
        quote!(
            pub use session::{LifecycleSource, Session};
        )
    });
    let region = has_region.then(|| {
        quote!(
            pub use region::Region;
        )
    });
    quote! {
        #docs

        mod builder;
        mod client;
        #modules
        #headers_module
        #region_module
        #servers_module
        #session_module
        #group_modules

        pub use builder::ClientBuilder;
        pub use client::Client;
        #exports
        #headers
        #region
        #servers
        #session
        #group_exports
    }
}
