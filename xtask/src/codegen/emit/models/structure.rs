//! Objects with named fields.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use crate::codegen::emit::context::Context;
use crate::codegen::emit::docs::Docs;
use crate::codegen::emit::{ident, types};
use crate::codegen::ir::{Field, Model};
use crate::codegen::markdown::code;

/// How many arguments a function may have before clippy asks for fewer.
const MANY: usize = 7;

/// How many variables may have names of one letter before clippy asks for words.
const MANY_LETTERS: usize = 4;

pub(super) fn model(cx: &Context<'_>, model: &Model, fields: &[Field]) -> TokenStream {
    let docs = super::docs(model);
    let has_default = fields.iter().all(|field| !field.required);
    let derives = super::derives(cx, model, has_default);
    let name = ident::pascal(&model.name);
    let written = super::is_written(cx, model);
    let declarations = fields.iter().map(|field| declaration(cx, field, written));
    let new = new(cx, fields);
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#declarations)*
        }

        impl #name {
            #new
        }
    }
}

fn declaration(cx: &Context<'_>, field: &Field, written: bool) -> TokenStream {
    let wire = field.name.wire();
    let docs = Docs::of(&field.docs, format!("The property {}.", code(wire)))
        .then_remarks(&field.remarks, field.required)
        .outer();
    let name = ident::snake(&field.name);
    let ty = types::field(cx, &field.ty, field.required);
    let mut settings = Vec::new();
    if name.unraw() != wire {
        settings.push(quote!(rename = #wire));
    }
    if !field.required {
        settings.push(quote!(default));
    }
    if !field.required && written {
        settings.push(quote!(skip_serializing_if = "Option::is_none"));
    }
    settings.extend(super::adapter(&field.ty, field.required, written));
    let serde = (!settings.is_empty()).then(|| quote!(#[serde(#(#settings),*)]));
    quote!(#docs #serde pub #name: #ty,)
}

/// Returns the constructor, which takes what must be there.
fn new(cx: &Context<'_>, fields: &[Field]) -> TokenStream {
    let docs = Docs::new("Creates the value from what it must hold.").outer();
    let required = fields.iter().filter(|field| field.required);
    let arguments: Vec<_> = required
        .map(|field| types::argument(cx, &ident::snake(&field.name), &field.ty))
        .collect();
    if arguments.is_empty() {
        return quote!(#docs pub fn new() -> Self { Self::default() });
    }
    let declarations = arguments.iter().map(|argument| &argument.declaration);
    let values = fields.iter().map(|field| {
        let name = ident::snake(&field.name);
        if field.required {
            types::argument(cx, &name, &field.ty).field
        } else {
            quote!(#name: None)
        }
    });
    let expectations = expectations(fields.iter().filter(|field| field.required));
    quote! {
        #docs
        #expectations
        pub fn new(#(#declarations),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// Returns the lints that the document's fields go against, not the code.
fn expectations<'f>(required: impl Iterator<Item = &'f Field>) -> TokenStream {
    let (letters, words): (Vec<_>, Vec<_>) =
        required.partition(|field| field.name.snake().chars().count() == 1);
    let many_arguments = (letters.len() + words.len() > MANY).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "the document requires every one of them")])
    });
    let many_letters = (letters.len() > MANY_LETTERS).then(
        || quote!(#[expect(clippy::many_single_char_names, reason = "the document names them so")]),
    );
    quote!(#many_arguments #many_letters)
}
