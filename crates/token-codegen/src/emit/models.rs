//! `models.rs`: the data that requests and responses carry.

mod closed_object;
mod integer_enum;
mod open_object;
mod string_enum;
mod structure;
mod union;

use std::iter;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::{comparison, types};
use crate::ir::groups::Part;
use crate::ir::{EnumValue, Model, Sent, Shape, TypeRef};
use crate::markdown::code;

/// Returns `models.rs` of a part.
pub(super) fn file(cx: &Context<'_>, part: Part) -> TokenStream {
    let docs = Docs::new("The data that requests and responses carry.").inner();
    let models = cx
        .models_of(part)
        .into_iter()
        .map(|model| match &model.shape {
            Shape::Struct(fields) => structure::model(cx, model, fields),
            Shape::StringEnum(values) => string_enum::model(model, values),
            Shape::IntegerEnum(values) => integer_enum::model(model, values),
            Shape::Union(union) => union::model(cx, model, union),
        });
    iter::once(docs).chain(models).collect()
}

fn docs(model: &Model) -> TokenStream {
    let place = code(&model.pointer.to_string());
    Docs::of(&model.docs, format!("{place} of the document."))
        .then_deprecation(model.deprecated)
        .outer()
}

/// Returns whether a model can be written as JSON: one that only comes and holds a secret cannot, so that it never
/// leaks.
fn is_written(cx: &Context<'_>, model: &Model) -> bool {
    model.sent != Sent::Never || !cx.shape_holds_secret(&model.shape)
}

/// Returns the derives that a model's content allows, those of serde aside; a secret cannot be compared.
fn derives(cx: &Context<'_>, model: &Model, has_default: bool) -> TokenStream {
    let default = has_default.then(|| quote!(, Default));
    let comparison = comparison::of(cx, model.shape.types());
    quote!(Debug, Clone #default #comparison)
}

/// Returns the setting of serde that names the adapter of a field, if it needs one.
fn adapter(ty: &TypeRef, is_option: bool, written: bool) -> Option<TokenStream> {
    let adapter = types::adapter(ty, written)?;
    let adapter = if is_option {
        quote!(Option<#adapter>)
    } else {
        adapter
    };
    let path = quote!(::serde_with::As::<#adapter>).to_string();
    Some(quote!(with = #path))
}

/// How many values an enum may have before the functions that list them may become too long for clippy.
const MANY_VALUES: usize = 40;

/// Returns the allowance for a function that lists the values of an enum.
///
/// No `expect`: how many lines a value takes is up to rustfmt.
pub(super) fn long_list(values: &[EnumValue]) -> Option<TokenStream> {
    (values.len() > MANY_VALUES).then(
        || quote!(#[allow(clippy::too_many_lines, reason = "the document knows as many values")]),
    )
}
