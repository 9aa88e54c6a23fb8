//! How an operation writes its request.

use proc_macro2::TokenStream;
use quote::quote;

use super::is_argument;
use crate::emit::context::Context;
use crate::emit::{ident, lints, types};
use crate::ir::{Body, BodyFormat, Operation, Parameter, Place, Style, StyleForm, TypeRef};
use crate::scalar::Scalar;

/// Returns the body of `fn request`, and the lint that it may go against.
pub(super) fn body(cx: &Context<'_>, operation: &Operation) -> (TokenStream, Option<TokenStream>) {
    let multipart = multipart(operation);
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| written(cx, parameter));
    let body = operation.body.as_ref().map(whole);
    let statements: Vec<TokenStream> = multipart
        .into_iter()
        .chain(parameters)
        .chain(body)
        .collect();
    if statements.is_empty() {
        let request = quote!(::token_core::codegen::RequestBuilder::new(Self::INFO).build(base));
        return (request, None);
    }
    let request = quote! {
        let mut request = ::token_core::codegen::RequestBuilder::new(Self::INFO);
        #(#statements)*
        request.build(base)
    };
    (request, lints::length(statements.len()))
}

/// Returns the statement that starts a body of several parts, where its parts do not start it by themselves.
fn multipart(operation: &Operation) -> Option<TokenStream> {
    let media_type = operation.multipart.as_ref()?;
    let of_body = |parameter: &&Parameter| parameter.place == Place::Part;
    let mut parts = operation.parameters.iter().filter(of_body);
    let is_needed = media_type != "multipart/form-data" || parts.any(|part| part.required);
    is_needed.then(|| quote!(request.multipart(#media_type);))
}

fn whole(body: &Body) -> TokenStream {
    let place = if body.required {
        quote!(&self.body)
    } else {
        quote!(body)
    };
    let json = types::write_json(&body.ty, &place);
    let write = match &body.format {
        BodyFormat::Json(media_type) if media_type == "application/json" => {
            quote!(request.json(#json)?;)
        }
        BodyFormat::Json(media_type) => quote!(request.json_as(#media_type, #json)?;),
        BodyFormat::Form(styles) => {
            let styles = styles.iter().map(|(name, style)| {
                let style = self::style(*style, false);
                quote!((#name, #style))
            });
            quote!(request.form(#json, &[#(#styles),*])?;)
        }
        BodyFormat::Parts(media_type) => quote! {
            request.multipart(#media_type);
            request.parts(#json)?;
        },
        BodyFormat::Raw(media_type) => {
            let value = if body.required {
                quote!(self.body)
            } else {
                quote!(body)
            };
            quote!(request.raw(#media_type, #value.clone());)
        }
    };
    if body.required {
        write
    } else {
        quote!(if let Some(body) = &self.body { #write })
    }
}

fn written(cx: &Context<'_>, parameter: &Parameter) -> TokenStream {
    let name = ident::snake(&parameter.name);
    let wire = parameter.name.wire();
    let write = |place: TokenStream, holds| write(cx, parameter, &place, holds);
    if is_argument(parameter) {
        return write(quote!(self.#name), Holds::Value);
    }
    if parameter.required {
        // It is the client's, and it was not set there either.
        let missing = quote!(::token_core::error::InvalidArgument::missing(#wire));
        return write(
            quote!(self.#name.as_ref().ok_or_else(|| #missing)?),
            Holds::Reference,
        );
    }
    let is_header = parameter.place == Place::Header;
    let is_file = is_file(&parameter.ty);
    if is_file || is_header && parameter.ty == TypeRef::Scalar(Scalar::Secret) {
        let write = write(quote!(value), Holds::Reference);
        return quote!(if let Some(value) = &self.#name { #write });
    }
    // What is `None` is left out by the runtime.
    write(quote!(self.#name), Holds::Option)
}

fn is_file(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Array(item) => is_file(item),
        other => *other == TypeRef::File,
    }
}

/// What an expression holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Value,
    Option,
    Reference,
}

/// Returns the statement that writes a parameter's value.
fn write(
    cx: &Context<'_>,
    parameter: &Parameter,
    place: &TokenStream,
    holds: Holds,
) -> TokenStream {
    let wire = parameter.name.wire();
    let reference = match holds {
        Holds::Value | Holds::Option => quote!(&#place),
        Holds::Reference => place.clone(),
    };
    if let (TypeRef::Scalar(Scalar::Secret), Place::Header) = (&parameter.ty, parameter.place) {
        return quote!(request.secret_header(#wire, #reference)?;);
    }
    let is_option = holds == Holds::Option;
    let value = if parameter.ty == TypeRef::Scalar(Scalar::Secret) && is_option {
        quote!(#place.as_ref().map(::token_core::Secret::expose))
    } else if parameter.ty == TypeRef::Scalar(Scalar::Secret) {
        quote!(#place.expose())
    } else if let Some(written) = types::written(&parameter.ty, is_option, &reference) {
        written
    } else if types::is_copy(&parameter.ty) {
        place.clone()
    } else {
        reference.clone()
    };
    let usual = usual(parameter.place);
    let is_secret = cx.holds_secret(&parameter.ty);
    let is_usual = parameter.style == usual && !is_secret;
    let style = style(parameter.style, is_secret);
    match parameter.place {
        Place::Part if parameter.style == usual || is_file(&parameter.ty) => {
            part(parameter, &value, &reference)
        }
        Place::Part => quote!(request.part_styled(#wire, #value, #style)?;),
        Place::Path if is_usual => quote!(request.path(#wire, #value)?;),
        Place::Query if is_usual => quote!(request.query(#wire, #value)?;),
        Place::Header if is_usual => quote!(request.header(#wire, #value)?;),
        Place::Path => quote!(request.path_as(#wire, #value, #style)?;),
        Place::Query => quote!(request.query_as(#wire, #value, #style)?;),
        Place::Header => quote!(request.header_as(#wire, #value, #style)?;),
        Place::Cookie => quote!(request.cookie_as(#wire, #value, #style)?;),
    }
}

/// Returns the statement that writes a part of the body.
fn part(parameter: &Parameter, value: &TokenStream, reference: &TokenStream) -> TokenStream {
    let wire = parameter.name.wire();
    let media_type = parameter.media_type.as_ref();
    let file_type = media_type.map_or_else(|| quote!(None), |media_type| quote!(#media_type));
    match (&parameter.ty, media_type) {
        (TypeRef::File, _) => quote!(request.file(#wire, #reference, #file_type)?;),
        (TypeRef::Array(item), _) if **item == TypeRef::File => quote! {
            for file in #reference {
                request.file(#wire, file, #file_type)?;
            }
        },
        (_, None) => quote!(request.part(#wire, #value)?;),
        (_, Some(media_type)) => quote!(request.part_as(#wire, #value, #media_type)?;),
    }
}

/// Returns the style that a place has by itself.
fn usual(place: Place) -> Style {
    let (form, explode) = match place {
        Place::Path | Place::Header => (StyleForm::Simple, false),
        Place::Query | Place::Cookie | Place::Part => (StyleForm::Pairs, true),
    };
    Style {
        form,
        explode,
        reserved: false,
    }
}

fn style(style: Style, is_secret: bool) -> TokenStream {
    let (name, explodes) = match style.form {
        StyleForm::Simple => (quote!(SIMPLE), false),
        StyleForm::Label => (quote!(LABEL), false),
        StyleForm::Matrix => (quote!(MATRIX), false),
        StyleForm::Pairs => (quote!(FORM), true),
        StyleForm::Space => (quote!(SPACE), false),
        StyleForm::Pipe => (quote!(PIPE), false),
        StyleForm::Deep => (quote!(DEEP), true),
        StyleForm::Json => (quote!(JSON), false),
    };
    let explode = match (explodes, style.explode) {
        (false, true) => quote!(.exploded()),
        (true, false) => quote!(.joined()),
        _ => quote!(),
    };
    let reserved = style.reserved.then(|| quote!(.reserved()));
    let secret = is_secret.then(|| quote!(.secret()));
    quote!(::token_core::codegen::Style::#name #explode #reserved #secret)
}
