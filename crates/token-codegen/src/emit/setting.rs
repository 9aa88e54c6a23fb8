//! The settings of the builder, as the runtime checks and names them.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use crate::ir::{ClientParameter, LoginInput, Parameter, Place, TypeRef};
use crate::names::RustName;
use crate::scalar::Scalar;

/// Returns the description of a parameter of the client.
pub(super) fn client_parameter(cx: &Context<'_>, setting: &ClientParameter) -> TokenStream {
    let place = place(
        cx.operations
            .iter()
            .flat_map(|operation| &operation.parameters),
        |parameter| parameter.client && parameter.name.wire() == setting.name.wire(),
    );
    info(&setting.name, &setting.env, &place)
}

/// Returns the description of a part of the login.
pub(super) fn login(cx: &Context<'_>, input: &LoginInput) -> TokenStream {
    let mint = cx
        .lifecycle
        .as_ref()
        .map(|lifecycle| cx.operation(lifecycle.mint.operation));
    let parameters = mint.iter().flat_map(|operation| &operation.parameters);
    let place = place(parameters, |parameter| {
        !parameter.client && parameter.name == input.argument
    });
    info(&input.setter, &input.env, &place)
}

fn place<'a>(
    parameters: impl Iterator<Item = &'a Parameter>,
    is_meant: impl Fn(&Parameter) -> bool,
) -> TokenStream {
    let mut parameters = parameters;
    let parameter = parameters.find(|parameter| is_meant(parameter));
    match parameter.map(|parameter| (parameter.place, &parameter.ty)) {
        Some((Place::Header, TypeRef::Scalar(Scalar::Secret))) => quote!(SecretHeader),
        Some((Place::Header, _)) => quote!(Header),
        Some((Place::Path, _)) => quote!(Path),
        Some((Place::Query | Place::Cookie | Place::Part, _)) | None => quote!(Elsewhere),
    }
}

fn info(setter: &RustName, variable: &str, place: &TokenStream) -> TokenStream {
    let setter = setter.snake();
    quote!(::token_core::codegen::SettingInfo::new(#setter, #variable, ::token_core::codegen::ValuePlace::#place))
}
