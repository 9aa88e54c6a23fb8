//! From the plain data to tokens: total, and one function for each file.
//!
//! Everything is named by its full path; [`format`](mod@super::format) gathers the imports.

mod api;
mod builder;
mod client;
mod comparison;
mod context;
mod docs;
mod environment;
mod errors;
mod group;
mod headers;
mod ident;
mod lifecycle;
mod lints;
mod models;
mod operation;
mod operations;
mod region;
mod root;
mod secret_file;
mod servers;
mod setter;
mod setting;
mod types;

use std::fmt;
use std::sync::Arc;

use proc_macro2::TokenStream;
use syn::ext::IdentExt;

use super::ir::Api;
use super::ir::groups::Part;
use context::Context;

/// A file that is written when it is asked for, by the thread that asks: tokens cannot go from thread to thread.
pub struct File<'a> {
    /// Its path from the crate's directory.
    pub path: String,
    write: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

impl<'a> File<'a> {
    /// Returns a file that `write` writes.
    pub fn new(path: String, write: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        let write = Box::new(write);
        Self { path, write }
    }

    /// Returns what the file holds.
    pub fn tokens(&self) -> TokenStream {
        (self.write)()
    }
}

impl fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// Returns the files of a crate below `src/generated/`.
pub fn api(api: &Api) -> Vec<File<'_>> {
    let mut files = Files {
        cx: Arc::new(Context::new(api)),
        list: Vec::new(),
    };
    files.add("mod", root::file);
    files.add("builder", builder::file);
    files.add("client", client::file);
    if let Some(declared) = &api.lifecycle {
        files.add("session", |cx| lifecycle::file(cx, declared));
    }
    if region::is_needed(&files.cx) {
        files.add("region", region::file);
    }
    if servers::is_needed(&files.cx) {
        files.add("servers", servers::file);
    }
    if let Some(known) = &api.headers {
        files.add("headers", |cx| headers::file(cx, known));
    }
    files.part("", None);
    for index in 0..files.cx.groups.list.len() {
        files.group(index);
    }
    files.list
}

/// The files so far.
struct Files<'a> {
    cx: Arc<Context<'a>>,
    list: Vec<File<'a>>,
}

impl<'a> Files<'a> {
    fn add(
        &mut self,
        module: &str,
        write: impl Fn(&Context<'a>) -> TokenStream + Send + Sync + 'a,
    ) {
        let path = format!("src/generated/{module}.rs");
        let cx = Arc::clone(&self.cx);
        self.list.push(File::new(path, move || write(&cx)));
    }

    /// Adds the files of a group.
    fn group(&mut self, index: usize) {
        let cx = Arc::clone(&self.cx);
        let Some(group) = cx.groups.list.get(index) else {
            return;
        };
        let directory = format!("{}/", ident::snake(&group.name).unraw());
        self.add(&format!("{directory}mod"), move |cx| group::file(cx, index));
        self.add(&format!("{directory}client"), move |cx| {
            client::group(cx, index)
        });
        self.part(&directory, Some(index));
    }

    /// Adds the files that each part has: what can be called, and the types for it.
    fn part(&mut self, directory: &str, part: Part) {
        let cx = Arc::clone(&self.cx);
        if cx.has_api(part) {
            self.add(&format!("{directory}api"), move |cx| api::file(cx, part));
            if cx.is_large {
                self.add(&format!("{directory}operations"), move |cx| {
                    operations::whole(cx, part)
                });
            } else {
                self.operations();
            }
        }
        if !cx.errors_of(part).is_empty() {
            self.add(&format!("{directory}errors"), move |cx| {
                errors::file(cx, part)
            });
        }
        if !cx.models_of(part).is_empty() {
            self.add(&format!("{directory}models"), move |cx| {
                models::file(cx, part)
            });
        }
    }

    /// Adds a file for each operation, and their list.
    fn operations(&mut self) {
        self.add("operations/mod", operations::file);
        let api: &'a Api = self.cx.api();
        for operation in &api.operations {
            let module = ident::module(&operation.name).unraw();
            self.add(&format!("operations/{module}"), move |cx| {
                operation::file(cx, operation)
            });
        }
    }
}
