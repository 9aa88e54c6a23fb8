//! What the document does not say about its crate.

use std::collections::BTreeMap;

use crate::bundle::Selection;
use crate::names::RenameForm;

/// The command that generates, if nothing else is said.
pub const COMMAND: &str = "token-codegen generate";

/// What the document does not say about its crate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The crate's name: `squadcast-tokens`.
    pub crate_name: String,
    /// The command that generates, as the first line of each file names it; `token-codegen generate` if empty.
    pub command: String,
    /// The document's path as the generated files name it, which is the same on every machine.
    pub origin: String,
    /// Prefix of the environment variables, without the trailing underscore: `SQUADCAST`.
    pub env_prefix: String,
    /// Names that people decide, by JSON pointer: `"#/components/schemas/X" = "Y"`.
    pub renames: BTreeMap<String, String>,
    /// Where people write these.
    pub rename_form: RenameForm,
    /// Which operations to generate; all of them if none is selected.
    pub selection: Selection,
    /// Which files to generate.
    pub layout: Layout,
}

impl Options {
    /// Returns the command that the first line of each file names.
    pub(crate) fn command(&self) -> &str {
        if self.command.is_empty() {
            COMMAND
        } else {
            &self.command
        }
    }
}

/// Which files to generate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Layout {
    /// `src/generated/` alone: `Cargo.toml`, `README.md` and `src/lib.rs` are written by people.
    #[default]
    Sources,
    /// A complete crate, whose manifest takes token-core from this source.
    Package(CoreSource),
}

/// Where the manifest of a generated crate takes token-core from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoreSource {
    /// A directory, from the directory of the crate.
    Path(String),
    /// A git repository.
    Git(String),
    /// A version from the registry: `0.1`.
    Version(String),
}
