//! A login from environment variables.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::ident;
use crate::emit::secret_file::secret_file;
use crate::ir::{Credential, LoginInput, TypeRef};
use crate::scalar::Scalar;

/// Returns the statements of `from_environment`; they come after those of the credentials, so that a login wins.
pub(in crate::emit) fn statements(cx: &Context<'_>) -> TokenStream {
    let statements = cx.login().iter().map(statement);
    quote!(#(#statements)*)
}

fn statement(input: &LoginInput) -> TokenStream {
    let variable = &input.env;
    let setter = ident::snake(&input.setter);
    let read = if input.ty == TypeRef::Scalar(Scalar::Secret) {
        quote!(secret)
    } else {
        quote!(get)
    };
    let file = secret_file(variable, &input.file_env, &input.file);
    quote! {
        #file else if let Some(value) = environment.#read(#variable)? {
            builder = builder.#setter(value);
        }
    }
}

/// Returns what the table of variables says of the credential that a session supplies.
pub(in crate::emit) fn remark(cx: &Context<'_>, credential: &Credential) -> Option<String> {
    let supplied = cx.supplied()?;
    (supplied.name == credential.name).then(|| {
        let variables: Vec<String> = cx
            .login()
            .iter()
            .map(|input| format!("`{}`", input.env))
            .collect();
        format!(", ignored if {} is set", variables.join(" or "))
    })
}
