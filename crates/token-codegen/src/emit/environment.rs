//! `from_env()`: settings from environment variables.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::secret_file::secret_file;
use super::{ident, lifecycle, region, servers};
use crate::ir::{ClientParameter, Credential, CredentialKind, TypeRef};
use crate::scalar::Scalar;

/// Returns the functions of the builder that read the environment.
pub(super) fn functions(cx: &Context<'_>) -> TokenStream {
    let docs = Docs::new("Creates a builder with the settings of environment variables; an empty variable counts as not set.")
        .then(table(cx))
        .then("# Errors")
        .then(problems(cx))
        .outer();
    let credentials = cx.credentials.iter().map(credential);
    let login = lifecycle::environment::statements(cx);
    let parameters = cx.client_parameters.iter().map(parameter);
    let region = region_variable(cx).map(|variable| {
        quote! {
            if let Some(region) = environment.parse(#variable, "region")? {
                builder = builder.region(region);
            }
        }
    });
    let variables = cx.server_variables.iter().map(servers::from_environment);
    let base_url = base_url_variable(cx);
    quote! {
        #docs
        pub fn from_env() -> Result<Self, ::token_core::Error> {
            Self::from_environment(::token_core::settings::Environment::process())
        }

        /// Starts with the settings of `environment` in place of the process's; see [`from_env`](Self::from_env).
        ///
        /// # Errors
        ///
        /// See [`from_env`](Self::from_env).
        pub fn from_environment(environment: ::token_core::settings::Environment<'_>) -> Result<Self, ::token_core::Error> {
            let mut builder = Self::default();
            #(#credentials)*
            #login
            #(#parameters)*
            #region
            #(#variables)*
            if let Some(url) = environment.get(#base_url)? {
                builder = builder.base_url(url);
            }
            Ok(builder)
        }
    }
}

pub(super) fn base_url_variable(cx: &Context<'_>) -> String {
    format!("{}_BASE_URL", cx.env_prefix)
}

fn region_variable(cx: &Context<'_>) -> Option<String> {
    region::is_needed(cx).then(|| format!("{}_REGION", cx.env_prefix))
}

/// Returns the table of the variables, as Markdown.
fn table(cx: &Context<'_>) -> String {
    let mut rows = vec!["| variable | setting |".to_owned(), "|---|---|".to_owned()];
    let mut row = |variable: &str, setter: &str, remark: &str| {
        // Links know no raw identifiers.
        let setter = setter.trim_start_matches("r#");
        rows.push(format!(
            "| `{variable}` | [`{setter}`](Self::{setter}){remark} |"
        ));
    };
    let in_place = ": the path of a file that holds the value";
    for credential in &cx.credentials {
        let form = match credential.kind {
            CredentialKind::Basic => ": `username:password`",
            CredentialKind::Bearer
            | CredentialKind::Header(_)
            | CredentialKind::Query(_)
            | CredentialKind::Cookie(_) => "",
        };
        let need = if credential.required {
            ", required"
        } else {
            ""
        };
        let remark = lifecycle::environment::remark(cx, credential)
            .unwrap_or_else(|| format!("{form}{need}"));
        row(&credential.env, credential.name.snake(), &remark);
        row(&credential.file_env, credential.file.snake(), in_place);
    }
    for input in cx.login() {
        row(&input.env, input.setter.snake(), ", for a session");
        row(&input.file_env, input.file.snake(), in_place);
    }
    for parameter in &cx.client_parameters {
        row(&parameter.env, parameter.name.snake(), "");
    }
    if let Some(variable) = region_variable(cx) {
        row(
            &variable,
            "region",
            &format!(": `{}`", region::names(cx).join("`, `")),
        );
    }
    for variable in &cx.server_variables {
        row(&variable.env, variable.name.snake(), "");
    }
    row(&base_url_variable(cx), "base_url", "");
    rows.join("\n")
}

fn problems(cx: &Context<'_>) -> String {
    let mut problems = vec!["A variable that is not UTF-8"];
    if !cx.credentials.is_empty() || !cx.login().is_empty() {
        problems.push("one that is set together with its `_FILE`");
    }
    if cx
        .client_parameters
        .iter()
        .any(|parameter| kind(&parameter.ty).is_some())
    {
        problems.push("one that is not of its type");
    }
    if region::is_needed(cx) {
        problems.push("an unknown region");
    }
    if servers::is_needed(cx) {
        problems.push("a value that a server's URL does not have");
    }
    if cx.credentials.iter().any(|credential| credential.required) {
        problems.push("a required one that is not set");
    }
    format!("{}.", problems.join(", or "))
}

fn credential(credential: &Credential) -> TokenStream {
    let variable = &credential.env;
    let setter = ident::snake(&credential.name);
    let wire = credential.name.wire();
    let set = |secret: TokenStream| match credential.kind {
        // The setter takes the two parts of what the variable holds as one.
        CredentialKind::Basic => {
            quote!(builder.pipeline = builder.pipeline.secret(#wire, #secret);)
        }
        CredentialKind::Bearer
        | CredentialKind::Header(_)
        | CredentialKind::Query(_)
        | CredentialKind::Cookie(_) => quote!(builder = builder.#setter(#secret);),
    };
    let file = secret_file(variable, &credential.file_env, &credential.file);
    if credential.required {
        let set = set(quote!(environment.require_secret(#variable)?));
        return quote!(#file else { #set });
    }
    let set = set(quote!(secret));
    quote! {
        #file else if let Some(secret) = environment.secret(#variable)? {
            #set
        }
    }
}

fn parameter(parameter: &ClientParameter) -> TokenStream {
    let variable = &parameter.env;
    let setter = ident::snake(&parameter.name);
    let value = match kind(&parameter.ty) {
        Some(kind) => {
            let problem = format!("the environment variable {variable} is not {kind}");
            quote!(value.parse().map_err(|_| ::token_core::Error::config(#problem))?)
        }
        None if matches!(
            parameter.ty,
            TypeRef::Scalar(Scalar::String | Scalar::Secret)
        ) =>
        {
            quote!(value)
        }
        None => quote!(value.as_str().into()),
    };
    quote! {
        if let Some(value) = environment.get(#variable)? {
            builder = builder.#setter(#value);
        }
    }
}

/// Returns what a variable's text is parsed as, if it is.
fn kind(ty: &TypeRef) -> Option<&'static str> {
    match ty {
        TypeRef::Scalar(Scalar::Bool) => Some("`true` or `false`"),
        TypeRef::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::Uint32 | Scalar::Uint64) => {
            Some("an integer")
        }
        TypeRef::Scalar(Scalar::Float64 | Scalar::Number) => Some("a number"),
        TypeRef::Scalar(Scalar::Date) => Some("a date of RFC 3339"),
        TypeRef::Scalar(Scalar::DateTime) => Some("a date and time of RFC 3339"),
        TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Base64)
        | TypeRef::Any
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_)
        | TypeRef::Model(_)
        | TypeRef::File
        | TypeRef::Body => None,
    }
}
