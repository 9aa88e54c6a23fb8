//! Parts of an API as modules: `mod.rs` of a group, and what each part has in its place.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::context::Context;
use super::docs::Docs;
use super::{ident, operations};
use crate::ir::groups::Part;
use crate::markdown::code;

/// Returns `mod.rs` of a group.
pub(super) fn file(cx: &Context<'_>, index: usize) -> TokenStream {
    let part = Some(index);
    let tag = cx.group(part).map(|group| code(&group.tag));
    let docs = Docs::new(format!(
        "The operations under the tag {}, and what they alone need.",
        tag.unwrap_or_default()
    ))
    .inner();
    let (modules, exports) = inside(cx, part);
    quote! {
        #docs

        #modules
        mod client;

        #exports
    }
}

/// Returns the modules of all groups, and what they give to the crate.
pub(super) fn all(cx: &Context<'_>) -> (TokenStream, TokenStream) {
    let (mut modules, mut exports) = (TokenStream::new(), TokenStream::new());
    for group in &cx.groups.list {
        let module = ident::module(&group.name);
        let directory = ident::snake(&group.name).unraw().to_string();
        let feature = group.feature();
        // The compiler finds a file by itself only when its name is ASCII.
        let path = (!directory.is_ascii())
            .then(|| format!("{directory}/mod.rs"))
            .map(|path| quote!(#[path = #path]));
        modules.extend(quote! {
            #[cfg(feature = #feature)]
            #path
            mod #module;
        });
        exports.extend(quote! {
            #[cfg(feature = #feature)]
            pub use #module::*;
        });
    }
    (modules, exports)
}

/// Returns the modules that a part has in its place, and what they give to the crate.
pub(super) fn inside(cx: &Context<'_>, part: Part) -> (TokenStream, TokenStream) {
    let (mut modules, mut exports) = (TokenStream::new(), TokenStream::new());
    if cx.has_api(part) {
        let (api_trait, api_mock) = (ident::api_trait(cx, part), ident::api_mock(cx, part));
        let operations = cx.operations_of(part);
        let names = operations.into_iter().flat_map(operations::exports);
        let names = names_of(cx, &names.collect::<Vec<_>>());
        modules.extend(quote! {
            mod api;
            mod operations;
        });
        exports.extend(quote! {
            #[cfg(feature = "mock")]
            pub use api::#api_mock;
            pub use api::#api_trait;
            pub use operations::#names;
        });
    }
    let errors = cx.errors_of(part);
    if !errors.is_empty() {
        let names = errors.iter().map(|(_, error)| ident::pascal(&error.name));
        let names = names_of(cx, &names.collect::<Vec<_>>());
        modules.extend(quote!(
            mod errors;
        ));
        exports.extend(quote!(pub use errors::#names;));
    }
    let models = cx.models_of(part);
    if !models.is_empty() {
        let names = models.iter().map(|model| ident::pascal(&model.name));
        let names = names_of(cx, &names.collect::<Vec<_>>());
        modules.extend(quote!(
            mod models;
        ));
        exports.extend(quote!(pub use models::#names;));
    }
    (modules, exports)
}

/// Returns the names of a module's types; a large API exports what there is.
fn names_of(cx: &Context<'_>, names: &[Ident]) -> TokenStream {
    if cx.is_large {
        quote!(*)
    } else {
        quote!({#(#names),*})
    }
}
