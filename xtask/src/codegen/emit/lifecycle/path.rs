//! The way from a mint's answer to the token and its end.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::ident;
use crate::codegen::ir::{FieldStep, TypeRef};

/// A value on its way.
enum Place {
    /// It is there: a place that can be moved out of.
    Certain(TokenStream),
    /// It may be missing: an `Option` of a value that is nobody else's.
    Perhaps(TokenStream),
}

/// Returns the token, or the error `missing` from the function.
pub(super) fn token(steps: &[FieldStep], missing: &str) -> TokenStream {
    match walk(steps, &quote!(.clone())) {
        Place::Certain(token) => token,
        Place::Perhaps(token) => {
            quote!(#token.ok_or_else(|| ::token_core::SourceError::new(#missing))?)
        }
    }
}

/// Returns an `Option` of a value that is copied.
pub(super) fn copied(steps: &[FieldStep]) -> TokenStream {
    match walk(steps, &quote!()) {
        Place::Certain(value) => quote!(Some(#value)),
        Place::Perhaps(value) => value,
    }
}

/// Returns an `Option` of a number of 64 bits.
pub(super) fn seconds(steps: &[FieldStep], ty: &TypeRef) -> TokenStream {
    match (walk(steps, &quote!()), ty) {
        (Place::Certain(value), TypeRef::Int32 | TypeRef::Uint32) => {
            quote!(Some(i64::from(#value)))
        }
        (Place::Perhaps(value), TypeRef::Int32 | TypeRef::Uint32) => quote!(#value.map(i64::from)),
        // More seconds than anybody counts are as good as no end.
        (Place::Certain(value), TypeRef::Uint64) => quote!(i64::try_from(#value).ok()),
        (Place::Perhaps(value), TypeRef::Uint64) => {
            quote!(#value.and_then(|value| i64::try_from(value).ok()))
        }
        (Place::Certain(value), _) => quote!(Some(#value)),
        (Place::Perhaps(value), _) => value,
    }
}

/// Walks to the value; behind an object that may be missing, `take` makes it one's own.
fn walk(steps: &[FieldStep], take: &TokenStream) -> Place {
    let Some((last, steps)) = steps.split_last() else {
        return Place::Certain(quote!(reply.value));
    };
    let last_field = ident::snake(&last.field);
    let mut certain = quote!(reply.value);
    let mut steps = steps.iter();
    for step in steps.by_ref() {
        let field = ident::snake(&step.field);
        let place = quote!(#certain.#field);
        if step.options > 0 {
            let first = borrowed(step, &place);
            return Place::Perhaps(behind(first, steps.as_slice(), last, take));
        }
        certain = place;
    }
    let place = quote!(#certain.#last_field);
    match last.options {
        0 => Place::Certain(place),
        1 => Place::Perhaps(place),
        _ => Place::Perhaps(quote!(#place.flatten())),
    }
}

/// Returns an `Option` of a reference to what is behind the `Option`s of a field.
fn borrowed(step: &FieldStep, place: &TokenStream) -> TokenStream {
    if step.options > 1 {
        quote!(#place.as_ref().and_then(Option::as_ref))
    } else {
        quote!(#place.as_ref())
    }
}

/// Walks on behind an `Option` of a reference.
fn behind(
    mut perhaps: TokenStream,
    steps: &[FieldStep],
    last: &FieldStep,
    take: &TokenStream,
) -> TokenStream {
    for step in steps {
        let field = ident::snake(&step.field);
        perhaps = if step.options > 0 {
            let next = borrowed(step, &quote!(value.#field));
            quote!(#perhaps.and_then(|value| #next))
        } else {
            quote!(#perhaps.map(|value| &value.#field))
        };
    }
    let field = ident::snake(&last.field);
    match last.options {
        0 => quote!(#perhaps.map(|value| value.#field #take)),
        1 => quote!(#perhaps.and_then(|value| value.#field #take)),
        _ => quote!(#perhaps.and_then(|value| value.#field #take.flatten())),
    }
}
