//! Strings of a known set, open to values that come later.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use crate::emit::docs::Docs;
use crate::emit::ident;
use crate::ir::{EnumValue, Model};
use crate::markdown::code;

pub(super) fn model(model: &Model, values: &[EnumValue]) -> TokenStream {
    let docs = super::docs(model);
    let name = ident::pascal(&model.name);
    let variants = values.iter().map(variant);
    let conversions = conversions(model, values);
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that the document does not know.
            #[serde(untagged)]
            Unknown(String),
        }

        #conversions
    }
}

fn variant(value: &EnumValue) -> TokenStream {
    let wire = value.name.wire();
    let docs = Docs::new(format!("The value {}.", code(&format!("{wire:?}")))).outer();
    let name = ident::pascal(&value.name);
    let rename = (name.unraw() != wire).then(|| quote!(#[serde(rename = #wire)]));
    quote!(#docs #rename #name,)
}

fn conversions(model: &Model, values: &[EnumValue]) -> TokenStream {
    let name = ident::pascal(&model.name);
    let wires: Vec<&str> = values.iter().map(|value| value.name.wire()).collect();
    let variants: Vec<_> = values
        .iter()
        .map(|value| ident::pascal(&value.name))
        .collect();
    let long = super::long_list(values);
    quote! {
        impl #name {
            /// Returns the value as it travels.
            #long
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl From<&str> for #name {
            #long
            fn from(value: &str) -> Self {
                match value {
                    #(#wires => Self::#variants,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}
