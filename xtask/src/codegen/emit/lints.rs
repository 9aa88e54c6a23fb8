//! Lints that the document's names go against, not the code.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

/// How a function takes what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Receiver {
    /// `&self`.
    Reference,
    /// `self`.
    Value,
}

/// Returns the allowance for a function whose name promises another receiver to clippy: `from_template(&self)`.
///
/// No `expect`: whether clippy minds depends on whether the crate makes the function public.
pub(super) fn receiver(name: &Ident, receiver: Receiver) -> Option<TokenStream> {
    let name = name.unraw().to_string();
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    let misleads = match receiver {
        Receiver::Reference => {
            begins(&["from_", "into_"]) || begins(&["to_"]) && name.ends_with("_mut")
        }
        Receiver::Value => begins(&["as_", "from_", "is_", "to_"]),
    };
    misleads.then(
        || quote!(#[allow(clippy::wrong_self_convention, reason = "the document names it so")]),
    )
}
