//! The arguments that describe a crate which is in no table: `--spec`, `--out` and their kin.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use crate::bundle::Selection;
use crate::workspace::targets::{self, Core, Target};

/// The arguments that describe a crate from any document.
#[derive(Debug, Args)]
pub(super) struct Spec {
    /// Generates a complete crate from this document instead
    #[arg(id = "spec", long = "spec", value_name = "FILE", requires_all = ["out", "crate_name"], conflicts_with = "names")]
    document: Option<PathBuf>,
    /// The directory of that crate; inside a workspace, it has to be listed in `members` or `exclude` there
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// The name of that crate
    #[arg(long, value_name = "N", requires = "spec", value_parser = targets::crate_name)]
    crate_name: Option<String>,
    #[command(flatten)]
    core: CoreArguments,
    /// Applies this OpenAPI Overlay to the document first; may be repeated
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Vec<PathBuf>,
    /// Gives the part at a JSON pointer a Rust name of its own; may be repeated
    #[arg(long, value_name = "POINTER=NAME", requires = "spec", value_parser = targets::rename)]
    rename: Vec<(String, String)>,
    /// Takes the operation with this id, and only what it needs; may be repeated
    #[arg(long, value_name = "ID", requires = "spec")]
    operation: Vec<String>,
    /// Takes the operations with this tag, and only what they need; may be repeated
    #[arg(long, value_name = "TAG", requires = "spec")]
    tag: Vec<String>,
    /// Takes the operations of this path, and only what they need; may be repeated
    #[arg(long, value_name = "PATH", requires = "spec")]
    path: Vec<String>,
}

/// Where a generated crate takes token-core from.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(super) struct CoreArguments {
    /// The directory of token-core; by default, that of the workspace around the crate
    #[arg(id = "core_path", long = "core-path", value_name = "PATH", requires = "spec", value_parser = targets::core_path)]
    path: Option<PathBuf>,
    /// The git repository of token-core
    #[arg(
        id = "core_git",
        long = "core-git",
        value_name = "URL",
        requires = "spec"
    )]
    git: Option<String>,
    /// The version of token-core in the registry
    #[arg(
        id = "core_version",
        long = "core-version",
        value_name = "VERSION",
        requires = "spec"
    )]
    version: Option<String>,
}

impl CoreArguments {
    /// Returns where token-core is; `None` if the command line does not say it.
    pub(super) fn source(&self) -> Option<Core> {
        let path = self.path.clone().map(Core::Path);
        let git = self.git.clone().map(Core::Git);
        let version = self.version.clone().map(Core::Version);
        path.or(git).or(version)
    }
}

impl Spec {
    /// Returns the target that the arguments describe; `None` if there is no `--spec`.
    pub(super) fn target(&self) -> Result<Option<Target>, Failure> {
        // The three are given together, or none of them is.
        let (Some(spec), Some(out), Some(name)) = (&self.document, &self.out, &self.crate_name)
        else {
            return Ok(None);
        };
        let target = targets::of_document(targets::Request {
            spec,
            out,
            crate_name: name,
            core: self.core.source().as_ref(),
            overlays: &self.overlay,
            renames: &self.rename,
            selection: &Selection {
                operations: self.operation.clone(),
                tags: self.tag.clone(),
                paths: self.path.clone(),
            },
        })?;
        Ok(Some(target))
    }
}
