//! Objects that hold the properties of the document and no others.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::emit::{ident, types};
use crate::ir::{Field, Model, Presence};

/// Returns the implementations of serde's traits, by the macro of the runtime.
///
/// serde's derives would take most of the time that a large crate takes to compile.
pub(super) fn codec(model: &Model, fields: &[Field], written: bool) -> TokenStream {
    let name = ident::pascal(&model.name);
    let model = if written {
        quote!(written(#name))
    } else {
        quote!(read(#name))
    };
    let members = fields.iter().map(|field| member(field, written));
    quote!(::token_core::codegen::object!(#model #(, #members)*);)
}

fn member(field: &Field, written: bool) -> TokenStream {
    let presence = match field.presence {
        Presence::Required | Presence::Constant => quote!(required),
        Presence::Null => quote!(nullable),
        Presence::Optional | Presence::Others => quote!(optional),
        Presence::OptionalOrNull => quote!(optional_or_null),
    };
    let name = ident::snake(&field.name);
    let wire = field.name.wire();
    let adapter = types::adapter(&field.ty, written).map(|adapter| {
        let adapter = as_expression(adapter);
        quote!(, #adapter)
    });
    quote!(#presence(#name, #wire #adapter))
}

/// Returns a type so that it reads as an expression too, which rustfmt asks of the arguments of a macro.
fn as_expression(ty: TokenStream) -> TokenStream {
    match syn::parse2(ty.clone()) {
        Ok(syn::TypePath {
            qself: None,
            mut path,
            ..
        }) => {
            for segment in &mut path.segments {
                if let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                    arguments.colon2_token = Some(<syn::Token![::]>::default());
                }
            }
            path.into_token_stream()
        }
        _ => ty,
    }
}
