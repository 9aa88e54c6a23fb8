//! From the document to the plain data that a crate is made of.
//!
//! A part that cannot be lowered is reported and replaced by a placeholder, so that the rest is still looked at.

mod body;
mod errors;
mod lifecycle;
mod media;
mod models;
mod names;
mod operation;
mod parameter;
mod response;
mod schema;
mod security;
mod servers;

use std::collections::BTreeMap;

use super::diagnostic::{Sink, problem};
use super::document::Document;
use super::ir;
use super::location::Location;
use super::memo::Memo;
use super::names::{Renames, RustName, Scope};
use super::normalize::{SchemaArena, SchemaNormalizer};
use super::options::Options;
use models::Models;
use parameter::ClientParameters;
use response::Headers;
use schema::{InlineModels, LoweredType};
use servers::ServerVariables;

/// Lowers a document; what it returns is complete only when the sink holds no error.
pub fn api(document: &Document, options: &Options, sink: &mut Sink) -> ir::Api {
    let form = options.rename_form;
    let arena = SchemaArena::default();
    let mut lowering = Lowering {
        document,
        normalizer: SchemaNormalizer::new(&document.components, &arena),
        options,
        sink,
        renames: Renames::new(&options.renames, form),
        types: Scope::types(form),
        client: Scope::client(form),
        builder: Scope::builder(form),
        components: BTreeMap::new(),
        models: Models::default(),
        server_variables: ServerVariables::default(),
        inline: InlineModels::default(),
        client_parameters: ClientParameters::default(),
        headers: Headers::default(),
        ids: BTreeMap::new(),
    };
    lowering.run()
}

/// What the parts of the lowering share.
struct Lowering<'d> {
    document: &'d Document,
    normalizer: SchemaNormalizer<'d>,
    options: &'d Options,
    sink: &'d mut Sink,
    renames: Renames<'d>,
    /// The names of the crate's public types.
    types: Scope,
    /// The names of the client's methods.
    client: Scope,
    /// The names of the setters of the client's builder.
    builder: Scope,
    /// What each component schema became, so that it is lowered once.
    components: BTreeMap<&'d str, Memo<Option<LoweredType>>>,
    models: Models,
    server_variables: ServerVariables,
    /// The schemas that are being lowered where they are used.
    inline: InlineModels<'d>,
    client_parameters: ClientParameters,
    headers: Headers,
    /// The ids of operations so far, and where they are.
    ids: BTreeMap<&'d str, &'d Location>,
}

impl Lowering<'_> {
    fn run(&mut self) -> ir::Api {
        let document = self.document;
        let name = self.api_name();
        self.lifecycle_names();
        let mut credentials = self.credentials();
        let servers = self.servers();
        self.component_schemas();
        let mut operations = Vec::new();
        for item in &document.paths {
            if item.operations.is_empty() {
                self.unused_path(&item.path);
            }
            for operation in &item.operations {
                operations.extend(self.operation(item, operation, &servers, &credentials));
            }
        }
        let is_unused = document.paths.iter().all(|item| item.operations.is_empty());
        if is_unused {
            self.sink.report(&document.at, problem::no_operations());
        }
        self.break_circular_unions();
        self.box_parts();
        let (mut operations, mut errors) = self.errors(operations);
        response::accept_as_others(&mut operations);
        self.models.relax(&operations, &errors);
        models::error_texts::refresh(&self.models, &mut errors);
        errors::accept_empty_bodies(&self.models, &mut errors);
        let lifecycle = self.lifecycle(&operations, &credentials);
        self.sink.append(self.normalizer.take_problems());
        self.renames.report_unused(&document.at, self.sink);
        security::mark_required(&mut credentials, &operations);
        ir::Api {
            document: document.at.file.to_string(),
            name,
            title: self.title(),
            docs: document.info.description.clone(),
            env_prefix: self.options.env_prefix.clone(),
            servers,
            server_variables: self.finished_server_variables(),
            client_parameters: self.client_parameters.take(),
            credentials,
            models: self.models.finish(&operations, &errors),
            errors,
            operations,
            headers: self.finished_headers(),
            lifecycle,
        }
    }

    /// Returns the document's title, or the crate's name where that is empty.
    fn title(&self) -> String {
        let title = &self.document.info.title;
        let crate_name = &self.options.crate_name;
        if title.is_empty() { crate_name } else { title }.clone()
    }

    /// Names the trait of the crate's API, and keeps its name and that of its mock from everything else.
    fn api_name(&mut self) -> RustName {
        let words = &self.options.crate_name;
        let name = RustName::new(&format!("{words} api"));
        let mock = RustName::new(&format!("mock {words} api"));
        self.types.claim(mock, &self.document.at, self.sink);
        self.types.claim(name, &self.document.at, self.sink)
    }
}
