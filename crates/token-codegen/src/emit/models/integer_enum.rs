//! Integers of a known set, open to values that come later.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::docs::Docs;
use crate::emit::ident;
use crate::ir::{EnumValue, Model};
use crate::markdown::code;

pub(super) fn model(model: &Model, values: &[EnumValue]) -> TokenStream {
    let docs = super::docs(model);
    let name = ident::pascal(&model.name);
    let variants: Vec<_> = values
        .iter()
        .map(|value| ident::pascal(&value.name))
        .collect();
    let comments = values.iter().map(|value| {
        let wire = value.name.wire();
        Docs::new(format!("The value {}.", code(wire))).outer()
    });
    let wires: Vec<_> = values.iter().map(integer).collect();
    let long = super::long_list(values);
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(from = "i64", into = "i64")]
        #[non_exhaustive]
        pub enum #name {
            #(#comments #variants,)*
            /// A value that the document does not know.
            Unknown(i64),
        }

        impl From<i64> for #name {
            #long
            fn from(value: i64) -> Self {
                match value {
                    #(#wires => Self::#variants,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl From<#name> for i64 {
            #long
            fn from(value: #name) -> Self {
                match value {
                    #(#name::#variants => #wires,)*
                    #name::Unknown(value) => value,
                }
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                i64::from(*self).fmt(f)
            }
        }
    }
}

/// Returns the value; the lowering makes such enums of integers only.
fn integer(value: &EnumValue) -> Literal {
    Literal::i64_unsuffixed(value.name.wire().parse().unwrap_or_default())
}
