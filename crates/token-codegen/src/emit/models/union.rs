//! Values that match one of several schemas.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::{ident, types};
use crate::ir::{JsonKind, Model, Shape, TypeRef, Union, UnionVariant, VariantMatcher};
use crate::markdown::code;
use crate::scalar::Scalar;

pub(super) fn model(cx: &Context<'_>, model: &Model, union: &Union) -> TokenStream {
    let docs = super::docs(model);
    let derives = super::derives(cx, model, false);
    let name = ident::pascal(&model.name);
    let written = super::is_written(cx, model);
    let serialize = written.then(|| quote!(, ::serde::Serialize));
    let is_simple =
        union.tag.is_none() && union.variants.iter().all(|variant| is_simple(cx, variant));
    let deserialize = is_simple.then(|| quote!(, ::serde::Deserialize));
    let untagged = (written || is_simple).then(|| quote!(#[serde(untagged)]));
    let variants = union
        .variants
        .iter()
        .map(|variant| declaration(cx, variant, written));
    let unknown = union.tag.as_ref().map(|tag| {
        let tag = code(tag);
        let docs = Docs::new(format!("An object whose {tag} the document does not know.")).outer();
        quote!(#docs Unknown(::token_core::model::AnyJson),)
    });
    let read = (!is_simple).then(|| read(model, union, written));
    quote! {
        #docs
        #[derive(#derives #serialize #deserialize)]
        #untagged
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
        }

        #read
    }
}

fn declaration(cx: &Context<'_>, variant: &UnionVariant, written: bool) -> TokenStream {
    let words = code(variant.name.wire());
    let docs = match variant.matcher.tags.as_slice() {
        [] => Docs::new(format!("A value of the type {words}.")),
        [tag] => Docs::new(format!("An object of the tag {}.", code(tag))),
        tags => {
            let tags: Vec<_> = tags.iter().map(|tag| code(tag)).collect();
            Docs::new(format!("An object of one of the tags {}.", tags.join(", ")))
        }
    };
    let docs = docs.outer();
    let name = ident::pascal(&variant.name);
    let mut ty = types::of(cx, &variant.ty);
    if variant.boxed {
        ty = quote!(Box<#ty>);
    }
    let adapter = super::adapter(&variant.ty, false, written).filter(|_| written);
    let serde = adapter.map(|adapter| quote!(#[serde(#adapter)]));
    quote!(#docs #name(#serde #ty),)
}

/// Returns whether serde's own way reads the variant without loss: a text, a flag, or a binary64 number.
///
/// It reads no integer that is written `1.0`, which the runtime does.
fn is_simple(cx: &Context<'_>, variant: &UnionVariant) -> bool {
    match &variant.ty {
        TypeRef::Scalar(scalar) => {
            matches!(scalar, Scalar::Bool | Scalar::Float64 | Scalar::String)
        }
        TypeRef::Model(id) => match cx.model(*id).shape {
            Shape::StringEnum(_) => true,
            Shape::IntegerEnum(_) | Shape::Struct(_) | Shape::Union(_) => false,
        },
        TypeRef::Any
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_)
        | TypeRef::File
        | TypeRef::Body => false,
    }
}

/// Returns the implementation that finds the variant of a value; how it does so is in the runtime.
fn read(model: &Model, union: &Union, written: bool) -> TokenStream {
    let name = ident::pascal(&model.name);
    let text = name.to_string();
    let variants = &union.variants;
    // Names of members are looked at only where they decide.
    let is_object = |matcher: &VariantMatcher| {
        matcher.kinds.is_empty() || matcher.kinds.contains(&JsonKind::Object)
    };
    let objects = variants
        .iter()
        .filter(|variant| is_object(&variant.matcher));
    let by_members = objects.count() > 1 && (union.tag.is_none() || !is_read_by_tag(variants));
    let branches = variants.iter().map(|variant| branch(variant, by_members));
    let tag = union.tag.as_ref().map(|tag| quote!(.tagged(#tag)));
    let unknown = union
        .tag
        .iter()
        .map(|_| quote!(json.read().map(Self::Unknown)));
    let mut arms: Vec<TokenStream> = variants
        .iter()
        .map(|variant| {
            let name = ident::pascal(&variant.name);
            let read = types::adapter(&variant.ty, written).map_or_else(
                || quote!(read()),
                |adapter| quote!(read_as::<_, #adapter>()),
            );
            quote!(json.#read.map(Self::#name))
        })
        .chain(unknown)
        .collect();
    let last = arms.pop();
    let numbers = (0..arms.len()).map(Literal::usize_unsuffixed);
    quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const BRANCHES: &[::token_core::codegen::VariantMatcher] = &[#(#branches),*];
                ::token_core::codegen::OneOf::new(#text, BRANCHES)#tag.read(deserializer, |branch, json| match branch {
                    #(#numbers => #arms,)*
                    _ => #last,
                })
            }
        }
    }
}

/// Returns whether the tag alone decides: every object has one, and none is that of two branches.
fn is_read_by_tag(variants: &[UnionVariant]) -> bool {
    let mut seen = BTreeSet::new();
    variants.iter().all(|UnionVariant { matcher, .. }| {
        !matcher.may_lack_tag && matcher.tags.iter().all(|tag| seen.insert(tag))
    })
}

fn branch(variant: &UnionVariant, by_members: bool) -> TokenStream {
    let name = variant.name.pascal();
    let VariantMatcher {
        kinds,
        tags,
        may_lack_tag,
        required,
        known,
    } = &variant.matcher;
    let kinds: Vec<_> = kinds.iter().copied().map(kind).collect();
    let kinds = (!kinds.is_empty()).then(|| quote!(.kinds(&[#(#kinds),*])));
    let tags = (!tags.is_empty()).then(|| quote!(.tags(&[#(#tags),*])));
    let may_lack_tag = may_lack_tag.then(|| quote!(.may_lack_tag()));
    let required =
        (by_members && !required.is_empty()).then(|| quote!(.required(&[#(#required),*])));
    let known = known
        .as_ref()
        .filter(|_| by_members)
        .map(|known| quote!(.known(&[#(#known),*])));
    quote!(::token_core::codegen::VariantMatcher::new(#name) #kinds #tags #may_lack_tag #required #known)
}

fn kind(kind: JsonKind) -> TokenStream {
    match kind {
        JsonKind::String => quote!(::token_core::codegen::JsonKind::String),
        JsonKind::Number => quote!(::token_core::codegen::JsonKind::Number),
        JsonKind::Boolean => quote!(::token_core::codegen::JsonKind::Boolean),
        JsonKind::Array => quote!(::token_core::codegen::JsonKind::Array),
        JsonKind::Object => quote!(::token_core::codegen::JsonKind::Object),
    }
}
