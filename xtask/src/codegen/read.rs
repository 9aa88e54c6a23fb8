//! The front half of the generator: from the bytes of a document to [`ir::Api`].

use std::collections::BTreeMap;

use super::diagnostic::Sink;
use super::names::RenameForm;
use super::source::Source;
use super::{document, ir, keys, lower, resolve, source};

/// What the document does not say about its crate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The crate's name: `squadcast-tokens`.
    pub crate_name: String,
    /// Prefix of the environment variables, without the trailing underscore: `SQUADCAST`.
    pub env_prefix: String,
    /// Names that people decide, by JSON pointer: `"#/components/schemas/X" = "Y"`.
    pub renames: BTreeMap<String, String>,
    /// Where people write these.
    pub rename_form: RenameForm,
}

/// Reads a document; returns nothing when it has errors, which are in the sink.
///
/// Only a document that is no tree, or of another version, ends the run early.
/// After that every stage sees the whole document, so that one run reports all that is wrong.
pub fn api(source: &Source, options: &Options, sink: &mut Sink) -> Option<ir::Api> {
    let errors_before = sink.error_count();
    let root = source::parse(source, sink)?;
    let version = document::version(&root, sink)?;
    keys::check(&root, version, sink);
    resolve::check(&root, version, sink);
    resolve::report_unused(&root, sink);
    let document = document::read(&root, version, sink);
    let api = lower::api(&document, options, sink);
    (sink.error_count() == errors_before).then_some(api)
}
