//! Values of one of several JSON types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::context::Context;
use crate::codegen::emit::docs::Docs;
use crate::codegen::emit::{ident, types};
use crate::codegen::ir::{Model, UnionVariant};
use crate::codegen::markdown::code;

pub(super) fn model(cx: &Context<'_>, model: &Model, variants: &[UnionVariant]) -> TokenStream {
    let docs = super::docs(model);
    let derives = super::derives(cx, model, false);
    let name = ident::pascal(&model.name);
    let written = super::is_written(cx, model);
    let variants = variants.iter().map(|variant| {
        let docs = Docs::new(format!(
            "A value of the type {}.",
            code(variant.name.wire())
        ))
        .outer();
        let name = ident::pascal(&variant.name);
        let ty = types::of(cx, &variant.ty);
        let serde =
            super::adapter(&variant.ty, true, written).map(|adapter| quote!(#[serde(#adapter)]));
        quote!(#docs #name(#serde #ty),)
    });
    quote! {
        #docs
        #[derive(#derives)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}
