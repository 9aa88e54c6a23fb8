//! `mod.rs`: the modules, and what of them is public.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::{ident, operations, region};
use crate::codegen::markdown;

/// Returns `mod.rs`.
pub(super) fn file(cx: &Context<'_>) -> TokenStream {
    let title = markdown::plain_line(&cx.title);
    let docs = Docs::new(format!(
        "{title}: the client, the operations, the models and the errors."
    ))
    .inner();
    let has_region = region::is_needed(cx);
    let api_trait = ident::api_trait(cx);
    let api_mock = ident::api_mock(cx);
    let errors: Vec<_> = cx
        .errors
        .iter()
        .map(|error| ident::pascal(&error.name))
        .collect();
    let models: Vec<_> = cx
        .models
        .iter()
        .map(|model| ident::pascal(&model.name))
        .collect();
    let operations: Vec<_> = cx.operations.iter().flat_map(operations::exports).collect();

    let errors_module = (!errors.is_empty()).then(|| {
        quote!(
            mod errors;
        )
    });
    let models_module = (!models.is_empty()).then(|| {
        quote!(
            mod models;
        )
    });
    let region_module = has_region.then(|| {
        quote!(
            mod region;
        )
    });
    let session_module = cx.lifecycle.as_ref().map(|_| {
        quote!(
            mod session;
        )
    });
    let session = cx.lifecycle.as_ref().map(|_| {
        quote!(
            pub use session::{LifecycleSource, Session};
        )
    });
    let errors = (!errors.is_empty()).then(|| quote!(pub use errors::{#(#errors),*};));
    let models = (!models.is_empty()).then(|| quote!(pub use models::{#(#models),*};));
    let operations =
        (!operations.is_empty()).then(|| quote!(pub use operations::{#(#operations),*};));
    let region = has_region.then(|| {
        quote!(
            pub use region::Region;
        )
    });
    quote! {
        #docs

        mod api;
        mod builder;
        mod client;
        #errors_module
        #models_module
        mod operations;
        #region_module
        #session_module

        #[cfg(feature = "mock")]
        pub use api::#api_mock;
        pub use api::#api_trait;
        pub use builder::ClientBuilder;
        pub use client::Client;
        #errors
        #models
        #operations
        #region
        #session
    }
}
