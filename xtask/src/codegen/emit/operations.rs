//! `operations/mod.rs`: the list of the operations.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::context::Context;
use super::docs::Docs;
use super::ident;

/// Returns `operations/mod.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let docs = Docs::new("The operations, each a plain value.").inner();
    let modules = cx.operations.iter().map(|operation| {
        let module = ident::module(&operation.name);
        let file = ident::module(&operation.name).unraw().to_string();
        // The compiler finds a file by itself only when its name is ASCII.
        let path = (!file.is_ascii())
            .then(|| format!("{file}.rs"))
            .map(|path| quote!(#[path = #path]));
        quote!(#path mod #module;)
    });
    let exports = cx.operations.iter().map(|operation| {
        let module = ident::module(&operation.name);
        let name = ident::pascal(&operation.name);
        quote!(pub use #module::#name;)
    });
    quote!(#docs #(#modules)* #(#exports)*)
}
