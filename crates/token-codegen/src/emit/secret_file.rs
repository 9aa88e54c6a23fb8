//! Environment variables that name the file of a secret.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::names::RustName;

/// Returns the statement, without its end, that sets the file of a variable.
pub(super) fn secret_file(variable: &str, file_variable: &str, setter: &RustName) -> TokenStream {
    let setter = ident::snake(setter);
    quote! {
        if let Some(path) = environment.file(#file_variable, #variable)? {
            builder = builder.#setter(path);
        }
    }
}
