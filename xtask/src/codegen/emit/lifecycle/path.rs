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
        if step.optional {
            let first = quote!(#certain.#field.as_ref());
            return Place::Perhaps(behind(first, steps.as_slice(), last, take));
        }
        certain = quote!(#certain.#field);
    }
    if last.optional {
        Place::Perhaps(quote!(#certain.#last_field))
    } else {
        Place::Certain(quote!(#certain.#last_field))
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
        perhaps = if step.optional {
            quote!(#perhaps.and_then(|value| value.#field.as_ref()))
        } else {
            quote!(#perhaps.map(|value| &value.#field))
        };
    }
    let field = ident::snake(&last.field);
    if last.optional {
        quote!(#perhaps.and_then(|value| value.#field #take))
    } else {
        quote!(#perhaps.map(|value| value.#field #take))
    }
}
