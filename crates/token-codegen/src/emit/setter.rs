//! Setters: functions that take a value, change one thing about it, and give it back.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::lints::{self, Receiver};
use super::types;
use crate::ir::TypeRef;

/// Returns the setter of the optional field of the same name.
pub(super) fn of_field(cx: &Context<'_>, docs: &Docs, name: &Ident, ty: &TypeRef) -> TokenStream {
    let types::Argument {
        declaration, value, ..
    } = types::argument(cx, name, ty);
    let statements = quote!(self.#name = Some(#value););
    function(docs, name, &declaration, &statements)
}

/// Returns the setter that takes these arguments and does this to `self`.
pub(super) fn function(
    docs: &Docs,
    name: &Ident,
    arguments: &TokenStream,
    statements: &TokenStream,
) -> TokenStream {
    let docs = docs.outer();
    let allowance = lints::receiver(name, Receiver::Value);
    quote! {
        #docs
        #allowance
        pub fn #name(mut self, #arguments) -> Self {
            #statements
            self
        }
    }
}
