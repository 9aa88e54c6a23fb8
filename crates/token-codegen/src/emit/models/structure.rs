//! Objects with named fields.

use std::iter;

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::{closed_object, open_object};
use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::{ident, lints, types};
use crate::ir::{Field, Model, Presence, Shape, TypeRef};
use crate::markdown::code;
use crate::scalar::Scalar;

pub(super) fn model(cx: &Context<'_>, model: &Model, fields: &[Field]) -> TokenStream {
    let docs = super::docs(model);
    let derives = super::derives(cx, model, is_default(fields));
    let name = ident::pascal(&model.name);
    let written = super::is_written(cx, model);
    let others = open_object::others(fields);
    let declarations = fields
        .iter()
        .map(|field| declaration(cx, field, others.map(|_| written)));
    let (serde, codec) = match others {
        Some(others) => (
            open_object::derives(written),
            open_object::codec(model, fields, others, written),
        ),
        None => (
            TokenStream::new(),
            closed_object::codec(model, fields, written),
        ),
    };
    let new = new(cx, fields);
    let constant_default = constant_default(model, fields);
    let flags = fields
        .iter()
        .filter(|field| field.ty == TypeRef::Scalar(Scalar::Bool) && field.is_required());
    let expectation = lints::structure(flags.count());
    let structure = quote! {
        #docs
        #expectation
        #[derive(#derives)]
        #serde
        #[non_exhaustive]
        pub struct #name {
            #(#declarations)*
        }

        impl #name {
            #new
        }
    };
    let items = iter::once(structure).chain(constant_default);
    items.chain([codec]).collect()
}

/// Returns the field; where serde's derives read it, it says whether they write it too.
fn declaration(cx: &Context<'_>, field: &Field, derived: Option<bool>) -> TokenStream {
    let wire = field.name.wire();
    let otherwise = match field.presence {
        Presence::Others => "The properties that the document does not name.".to_owned(),
        _ => format!("The property {}.", code(wire)),
    };
    let docs = Docs::of(&field.docs, otherwise)
        .then_nulls(field.options() > 1)
        .then_remarks(&field.remarks, field.is_required())
        .outer();
    let name = ident::snake(&field.name);
    let ty = types::property(cx, field);
    let settings = derived.map_or_else(Vec::new, |written| settings(field, written));
    let serde = (!settings.is_empty()).then(|| quote!(#[serde(#(#settings),*)]));
    quote!(#docs #serde pub #name: #ty,)
}

fn settings(field: &Field, written: bool) -> Vec<TokenStream> {
    if field.presence == Presence::Others {
        return open_object::settings(field, written);
    }
    let mut settings = Vec::new();
    let wire = field.name.wire();
    if ident::snake(&field.name).unraw() != wire {
        settings.push(quote!(rename = #wire));
    }
    if !field.is_required() {
        settings.push(quote!(default));
    }
    let is_left_out = matches!(
        field.presence,
        Presence::Optional | Presence::OptionalOrNull
    );
    if is_left_out && written {
        settings.push(quote!(skip_serializing_if = "Option::is_none"));
    }
    if field.presence == Presence::OptionalOrNull {
        settings.push(open_object::or_null(field, written));
    } else {
        settings.extend(super::adapter(&field.ty, !field.is_required(), written));
    }
    settings
}

/// Returns whether the value of no fields at all is a value of the document.
fn is_default(fields: &[Field]) -> bool {
    fields.iter().all(|field| !field.is_required())
}

/// Returns the constructor, which takes what must be there and fills in what can only have one value.
fn new(cx: &Context<'_>, fields: &[Field]) -> TokenStream {
    let docs = Docs::new("Creates the value with its required fields.").outer();
    if is_default(fields) {
        return quote!(#docs pub fn new() -> Self { Self::default() });
    }
    let arguments = fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .map(|field| types::argument(cx, &ident::snake(&field.name), &field.ty).declaration);
    let values = fields.iter().map(|field| initial(cx, field));
    let required = fields
        .iter()
        .filter(|field| field.presence == Presence::Required);
    let names: Vec<_> = required
        .map(|field| (ident::snake(&field.name), &field.ty))
        .collect();
    let expectations = lints::constructor(&names);
    quote! {
        #docs
        #expectations
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// Returns what a new value holds in a field.
fn initial(cx: &Context<'_>, field: &Field) -> TokenStream {
    let name = ident::snake(&field.name);
    match field.presence {
        Presence::Required if field.boxed => quote!(#name: Box::new(#name)),
        Presence::Required => types::argument(cx, &name, &field.ty).field,
        Presence::Null | Presence::Optional | Presence::OptionalOrNull => quote!(#name: None),
        Presence::Others => quote!(#name: ::std::collections::BTreeMap::new()),
        Presence::Constant => {
            let value = constant(cx, &field.ty);
            quote!(#name: #value)
        }
    }
}

/// Returns the one known value of an enum.
fn constant(cx: &Context<'_>, ty: &TypeRef) -> Option<TokenStream> {
    let TypeRef::Model(id) = ty else { return None };
    let model = cx.model(*id);
    let (Shape::StringEnum(values) | Shape::IntegerEnum(values)) = &model.shape else {
        return None;
    };
    let variant = ident::pascal(&values.first()?.name);
    let ty = types::of(cx, ty);
    Some(quote!(#ty::#variant))
}

/// A constructor without arguments asks for `Default`, which cannot be derived where a value is filled in.
fn constant_default(model: &Model, fields: &[Field]) -> Option<TokenStream> {
    let takes_none = fields
        .iter()
        .all(|field| field.presence != Presence::Required);
    let name = ident::pascal(&model.name);
    (takes_none && !is_default(fields)).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    })
}
