//! Types: as fields hold them, as functions take them, and as serde reads and writes them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::Context;
use super::ident;
use crate::ir::{Field, TypeRef};
use crate::scalar::Scalar;

/// Returns the type of a value that is there.
pub(super) fn of(cx: &Context<'_>, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Scalar(Scalar::Bool) => quote!(bool),
        TypeRef::Scalar(Scalar::Int32) => quote!(i32),
        TypeRef::Scalar(Scalar::Int64) => quote!(i64),
        TypeRef::Scalar(Scalar::Uint32) => quote!(u32),
        TypeRef::Scalar(Scalar::Uint64) => quote!(u64),
        TypeRef::Scalar(Scalar::Float64) => quote!(f64),
        TypeRef::Scalar(Scalar::Number) => quote!(::token_core::model::Number),
        TypeRef::Scalar(Scalar::String) => quote!(String),
        TypeRef::Scalar(Scalar::Secret) => quote!(::token_core::Secret),
        TypeRef::Scalar(Scalar::DateTime) => quote!(::token_core::model::DateTime),
        TypeRef::Scalar(Scalar::Date) => quote!(::token_core::model::Date),
        TypeRef::Scalar(Scalar::Base64) => quote!(::token_core::model::Base64),
        TypeRef::Any => quote!(::token_core::model::AnyJson),
        TypeRef::Map(value) => {
            let value = of(cx, value);
            quote!(::std::collections::BTreeMap<String, #value>)
        }
        TypeRef::Nullable(value) => {
            let value = of(cx, value);
            quote!(Option<#value>)
        }
        TypeRef::Array(item) => {
            let item = of(cx, item);
            quote!(Vec<#item>)
        }
        TypeRef::Model(id) => {
            let name = ident::pascal(&cx.model(*id).name);
            quote!(crate::generated::#name)
        }
        TypeRef::File => quote!(::token_core::model::FilePart),
        TypeRef::Body => quote!(::token_core::transport::Body),
    }
}

/// Returns the type of a field that may lack its value.
pub(super) fn field(cx: &Context<'_>, ty: &TypeRef, required: bool) -> TokenStream {
    let ty = of(cx, ty);
    if required { ty } else { quote!(Option<#ty>) }
}

/// Returns the type of a model's field.
pub(super) fn property(cx: &Context<'_>, field: &Field) -> TokenStream {
    let mut ty = of(cx, &field.ty);
    if field.boxed {
        ty = quote!(Box<#ty>);
    }
    (0..field.options()).fold(ty, |ty, _| quote!(Option<#ty>))
}

/// An argument of a function.
pub(super) struct Argument {
    /// How the function declares it: `id: impl Into<String>`.
    pub(super) declaration: TokenStream,
    /// Its value: `id.into()`.
    pub(super) value: TokenStream,
    /// The field of its name in a struct expression: `id: id.into()`.
    pub(super) field: TokenStream,
}

/// Returns the argument that is easiest to call with: texts and JSON are taken from whatever becomes them.
pub(super) fn argument(cx: &Context<'_>, name: &Ident, ty: &TypeRef) -> Argument {
    let is_converted = matches!(
        ty,
        TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Number | Scalar::Base64)
            | TypeRef::Any
            | TypeRef::File
            | TypeRef::Body
    );
    let ty = of(cx, ty);
    if is_converted {
        Argument {
            declaration: quote!(#name: impl Into<#ty>),
            value: quote!(#name.into()),
            field: quote!(#name: #name.into()),
        }
    } else {
        Argument {
            declaration: quote!(#name: #ty),
            value: quote!(#name),
            field: quote!(#name),
        }
    }
}

/// Returns whether a value is copied rather than moved.
pub(super) fn is_copy(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => {
            scalar.is_primitive() || matches!(scalar, Scalar::DateTime | Scalar::Date)
        }
        TypeRef::Nullable(inner) => is_copy(inner),
        TypeRef::Any
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Model(_)
        | TypeRef::File
        | TypeRef::Body => false,
    }
}

/// Returns the `serde_with` adapter for types whose own serde is missing or too strict.
///
/// A secret has no `Serialize`, so that it is written only where a request has to carry it.
pub(super) fn adapter(ty: &TypeRef, written: bool) -> Option<TokenStream> {
    match ty {
        TypeRef::Scalar(Scalar::Secret) => {
            written.then(|| quote!(::token_core::codegen::ExposeSecret))
        }
        TypeRef::Scalar(Scalar::DateTime) => Some(quote!(::token_core::codegen::LenientDateTime)),
        TypeRef::Scalar(Scalar::Date) => Some(quote!(::token_core::codegen::LenientDate)),
        TypeRef::Array(item) => {
            let item = adapter(item, written)?;
            Some(quote!(Vec<#item>))
        }
        TypeRef::Map(value) => {
            let value = adapter(value, written)?;
            Some(quote!(::std::collections::BTreeMap<::serde_with::Same, #value>))
        }
        TypeRef::Nullable(value) => {
            let value = adapter(value, written)?;
            Some(quote!(Option<#value>))
        }
        TypeRef::Scalar(
            Scalar::Bool
            | Scalar::Int32
            | Scalar::Int64
            | Scalar::Uint32
            | Scalar::Uint64
            | Scalar::Float64
            | Scalar::Number
            | Scalar::Base64
            | Scalar::String,
        )
        | TypeRef::Any
        | TypeRef::Model(_)
        | TypeRef::File
        | TypeRef::Body => None,
    }
}

/// Returns how the JSON body of `response` is read, as a `Result`.
pub(super) fn read_json(ty: &TypeRef) -> TokenStream {
    if let Some(adapter) = adapter(ty, false) {
        let wrap = quote!(::serde_with::de::DeserializeAsWrap);
        quote!(response.json::<#wrap<_, #adapter>>().map(#wrap::into_inner))
    } else {
        quote!(response.json())
    }
}

/// Returns how the JSON body of `response` is read where it may be `null`, as a `Result`.
pub(super) fn read_nullable(ty: &TypeRef) -> TokenStream {
    if let Some(adapter) = adapter(ty, false) {
        let wrap = quote!(::serde_with::de::DeserializeAsWrap);
        quote!(response.json::<#wrap<_, Option<#adapter>>>().map(#wrap::into_inner))
    } else {
        quote!(response.json())
    }
}

/// Returns how the JSON body of `response`, an error, is read, as a `Result`.
///
/// An empty body is read as `null` where the type is an `Option`, and otherwise as an object without members.
pub(super) fn read_error(ty: &TypeRef, is_option: bool) -> TokenStream {
    let empty = if is_option { "null" } else { "{}" };
    let Some(adapter) = adapter(ty, false) else {
        return quote!(response.json_or(#empty));
    };
    let adapter = if is_option {
        quote!(Option<#adapter>)
    } else {
        adapter
    };
    let wrap = quote!(::serde_with::de::DeserializeAsWrap);
    quote!(response.json_or::<#wrap<_, #adapter>>(#empty).map(#wrap::into_inner))
}

/// Returns what writes `value`, which is a reference, by serde; `None` if it writes itself.
pub(super) fn written(ty: &TypeRef, is_option: bool, value: &TokenStream) -> Option<TokenStream> {
    let adapter = adapter(ty, true)?;
    let adapter = if is_option {
        quote!(Option<#adapter>)
    } else {
        adapter
    };
    Some(quote!(::serde_with::ser::SerializeAsWrap::<_, #adapter>::new(#value)))
}

/// Returns what `request.json(…)` is given for `body`, which is a reference.
pub(super) fn write_json(ty: &TypeRef, body: &TokenStream) -> TokenStream {
    match written(ty, false, body) {
        Some(written) => quote!(&#written),
        None => body.clone(),
    }
}
