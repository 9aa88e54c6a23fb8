//! What can be compared: everything but secrets.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use crate::ir::TypeRef;

/// Returns the derive of `PartialEq`, after a comma, for what holds values of these types; `None` if one holds a
/// secret.
pub(super) fn of<'t>(
    cx: &Context<'_>,
    types: impl IntoIterator<Item = &'t TypeRef>,
) -> Option<TokenStream> {
    let mut types = types.into_iter();
    (!types.any(|ty| cx.holds_secret(ty))).then(|| quote!(, PartialEq))
}
