//! Objects that keep the properties that the document does not name.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::{ident, types};
use crate::ir::{Field, Model, Presence, TypeRef};

/// Returns the field that holds such properties, if there is one.
pub(super) fn others(fields: &[Field]) -> Option<&Field> {
    fields
        .iter()
        .find(|field| field.presence == Presence::Others)
}

/// Returns the derives of serde, which make functions of the type itself.
pub(super) fn derives(written: bool) -> TokenStream {
    let serialize = written.then(|| quote!(::serde::Serialize,));
    quote! {
        #[derive(#serialize ::serde::Deserialize)]
        #[serde(remote = "Self")]
    }
}

/// Returns the setting of such a field for serde, which never reads it: [`codec`] does.
pub(super) fn settings(field: &Field, written: bool) -> Vec<TokenStream> {
    let mut settings = vec![quote!(flatten), quote!(skip_deserializing)];
    settings.extend(super::adapter(&field.ty, false, written));
    settings
}

/// Returns the setting of a field in which `null` is a value, so that reading distinguishes it from nothing.
pub(super) fn or_null(field: &Field, written: bool) -> TokenStream {
    let adapter = types::adapter(&field.ty, written).map_or_else(
        || quote!(::serde_with::Same),
        |adapter| quote!(Option<#adapter>),
    );
    let path =
        quote!(::serde_with::As::<::token_core::codegen::DoubleOption<#adapter>>).to_string();
    quote!(with = #path)
}

/// Returns the implementations of serde's traits for such an object.
///
/// The derives make functions of the type itself, so that reading can take what they leave.
pub(super) fn codec(model: &Model, fields: &[Field], others: &Field, written: bool) -> TokenStream {
    let name = ident::pascal(&model.name);
    let text = name.to_string();
    let known = fields
        .iter()
        .filter(|field| field.presence != Presence::Others)
        .map(|field| field.name.wire());
    let field = ident::snake(&others.name);
    let adapter = match &others.ty {
        TypeRef::Map(value) => types::adapter(value, written),
        _ => None,
    };
    let adapter = adapter.unwrap_or_else(|| quote!(::serde_with::Same));
    let serialize = written.then(|| {
        quote! {
            impl ::serde::Serialize for #name {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    Self::serialize(self, serializer)
                }
            }
        }
    });
    quote! {
        #serialize

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let object = ::token_core::codegen::OpenObject::read(deserializer, #text)?;
                let mut value = object.known(|json| Self::deserialize(json))?;
                value.#field = object.others::<_, #adapter>(&[#(#known),*])?;
                Ok(value)
            }
        }
    }
}
