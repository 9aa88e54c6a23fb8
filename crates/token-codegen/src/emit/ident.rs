//! Names as identifiers.

use proc_macro2::{Ident, Span};
use quote::format_ident;

use super::context::Context;
use crate::ir::groups::Part;
use crate::names::RustName;

/// Returns the identifier of a field, variable or function.
pub(super) fn snake(name: &RustName) -> Ident {
    of(name.snake())
}

/// Returns the identifier of a type or variant.
pub(super) fn pascal(name: &RustName) -> Ident {
    of(name.pascal())
}

/// Returns the name of the trait of a part.
pub(super) fn api_trait(cx: &Context<'_>, part: Part) -> Ident {
    pascal(cx.group(part).map_or(&cx.name, |group| &group.api))
}

/// Returns the name of the mock of a part.
pub(super) fn api_mock(cx: &Context<'_>, part: Part) -> Ident {
    format_ident!("Mock{}", api_trait(cx, part))
}

/// Returns the module of an operation.
pub(super) fn module(name: &RustName) -> Ident {
    // The file `mod.rs` is taken, and scripts without case would name the module as its type.
    if name.snake() == "r#mod" || name.snake() == name.pascal() {
        format_ident!("{}_", name.snake().trim_start_matches("r#"))
    } else {
        of(name.snake())
    }
}

/// Returns the identifier for a name that [`RustName`] made.
fn of(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
