//! From the plain data to tokens: total, and one function for each file.
//!
//! Everything is named by its full path; [`format`](mod@super::format) gathers the imports.

mod api;
mod builder;
mod client;
mod context;
mod docs;
mod environment;
mod errors;
mod ident;
mod lifecycle;
mod lints;
mod models;
mod operation;
mod operations;
mod region;
mod root;
mod types;

use proc_macro2::TokenStream;
use syn::ext::IdentExt;

use super::ir::Api;
use context::Context;

/// A file that is not formatted yet.
#[derive(Debug)]
pub struct File {
    /// Its path from the crate's folder.
    pub path: String,
    /// What it holds.
    pub tokens: TokenStream,
}

/// Returns the files of a crate below `src/generated/`.
pub fn api(api: &Api) -> Vec<File> {
    let context = Context::new(api);
    let cx = &context;
    let mut files = vec![
        file("mod", root::file(cx)),
        file("api", api::file(cx)),
        file("builder", builder::file(cx)),
        file("client", client::file(cx)),
        file("operations/mod", operations::file(cx)),
    ];
    if let Some(declared) = &cx.lifecycle {
        files.push(file("session", lifecycle::file(cx, declared)));
    }
    if region::is_needed(cx) {
        files.push(file("region", region::file(cx)));
    }
    if !cx.errors.is_empty() {
        files.push(file("errors", errors::file(cx)));
    }
    if !cx.models.is_empty() {
        files.push(file("models", models::file(cx)));
    }
    for operation in &cx.operations {
        let module = ident::module(&operation.name).unraw();
        files.push(file(
            &format!("operations/{module}"),
            operation::file(cx, operation),
        ));
    }
    files
}

fn file(module: &str, tokens: TokenStream) -> File {
    let path = format!("src/generated/{module}.rs");
    File { path, tokens }
}
