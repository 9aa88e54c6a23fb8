//! From the document to the plain data that a crate is made of.
//!
//! A part that cannot be lowered is reported and replaced by a placeholder, so that the rest is still looked at.

mod body;
mod client_parameter;
mod errors;
mod form;
mod models;
mod operation;
mod parameter;
mod path;
mod reach;
mod recursion;
mod response;
mod schema;
mod security;
mod servers;
mod shape;
mod status;
mod texts;

use std::collections::BTreeMap;

use super::diagnostic::{Sink, problem};
use super::document::Document;
use super::ir;
use super::location::Location;
use super::names::{Renames, RustName, Scope};
use super::read::Options;
use client_parameter::ClientParameters;
use models::Models;

/// Lowers a document; what it returns is complete only when the sink holds no error.
pub fn api(document: &Document, options: &Options, sink: &mut Sink) -> ir::Api {
    let mut lowering = Lowering {
        document,
        options,
        sink,
        renames: Renames::new(&options.renames),
        types: Scope::types(),
        client: Scope::client(),
        models: Models::default(),
        client_parameters: ClientParameters::default(),
        ids: BTreeMap::new(),
        depth: 0,
    };
    lowering.run()
}

/// What the parts of the lowering share.
struct Lowering<'d> {
    document: &'d Document,
    options: &'d Options,
    sink: &'d mut Sink,
    renames: Renames<'d>,
    /// The names of the crate's public types.
    types: Scope,
    /// The names of the client's methods and its builder's setters.
    client: Scope,
    models: Models<'d>,
    client_parameters: ClientParameters,
    /// The ids of operations so far, and where they stand.
    ids: BTreeMap<&'d str, &'d Location>,
    /// How many schemas the one at hand stands in.
    depth: usize,
}

impl Lowering<'_> {
    fn run(&mut self) -> ir::Api {
        let document = self.document;
        let name = self.api_name();
        let servers = self.servers();
        let mut credentials = self.credentials();
        self.component_schemas();
        let mut operations = Vec::new();
        for item in &document.paths {
            for operation in &item.operations {
                operations.push(self.operation(item, operation, &servers, &credentials));
            }
        }
        if operations.is_empty() {
            self.sink.report(&document.at, problem::no_operations());
        }
        self.check_recursion();
        let (operations, errors) = self.errors(operations);
        self.renames.report_unused(&document.at, self.sink);
        security::mark_required(&mut credentials, &operations);
        ir::Api {
            document: document.at.file.to_string(),
            name,
            title: document.info.title.clone(),
            docs: document.info.description.clone(),
            env_prefix: self.options.env_prefix.clone(),
            servers,
            client_parameters: self.client_parameters.take(),
            credentials,
            models: self.models.finish(&operations, &errors),
            errors,
            operations,
        }
    }

    /// Names the crate's API, and keeps the names of its trait and its mock from everything else.
    fn api_name(&mut self) -> RustName {
        let name = RustName::new(&self.options.crate_name);
        for trait_name in [
            format!("{}Api", name.pascal()),
            format!("Mock{}Api", name.pascal()),
        ] {
            self.types
                .claim(RustName::new(&trait_name), &self.document.at, self.sink);
        }
        name
    }
}
