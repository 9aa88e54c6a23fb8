//! The operations of an API: `operations/mod.rs` with a file for each, or `operations.rs` with many of them.

use std::iter;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::context::Context;
use super::docs::Docs;
use super::{ident, operation};
use crate::ir::groups::Part;
use crate::ir::{Operation, Output};

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
        let names = exports(operation);
        quote!(pub use #module::{#(#names),*};)
    });
    quote!(#docs #(#modules)* #(#exports)*)
}

/// Returns `operations.rs`, which holds all operations of a part of a large API.
pub(super) fn whole(cx: &Context<'_>, part: Part) -> TokenStream {
    let docs = Docs::new("The operations, each a plain value.").inner();
    let operations = cx.operations_of(part);
    let operations = operations.into_iter().map(|it| operation::items(cx, it));
    iter::once(docs).chain(operations).collect()
}

/// Returns the names of the types of an operation.
pub(super) fn exports(operation: &Operation) -> Vec<Ident> {
    let mut names = vec![ident::pascal(&operation.name)];
    if let Output::Choice(choice) = &operation.output {
        names.push(ident::pascal(&choice.name));
    }
    names
}
