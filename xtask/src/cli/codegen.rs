//! `cargo xtask codegen`: what it takes.

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory};

use super::{Cli, Failure};
use crate::codegen::bundle::Selection;
use crate::codegen::{self, Mode, Settings, targets};

#[derive(Debug, Args)]
pub(super) struct Codegen {
    /// The crates to make; all that specs/apis.toml knows when none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Writes nothing, and fails where a file differs from what would be written
    #[arg(long)]
    check: bool,
    /// Writes nothing, and tells what would be written
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
    /// Refuses documents that have warnings too
    #[arg(long)]
    deny_warnings: bool,
    /// Makes a complete crate from this document instead
    #[arg(long, value_name = "FILE", requires_all = ["out", "crate_name"], conflicts_with = "names")]
    spec: Option<PathBuf>,
    /// The folder of that crate; below a workspace, it has to be listed in `members` or `exclude` there
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// The name of that crate
    #[arg(long, value_name = "N", requires = "spec", value_parser = targets::crate_name)]
    crate_name: Option<String>,
    /// Where token-core is; without it, that crate depends on a version of it
    #[arg(long, value_name = "PATH", requires = "spec", value_parser = targets::core_path)]
    core_path: Option<PathBuf>,
    /// Corrects the document by this OpenAPI Overlay first; may be repeated
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

impl Codegen {
    /// Generates the crates.
    pub(super) fn run(&self) -> Result<codegen::Report, Failure> {
        let mode = match (self.check, self.dry_run) {
            (true, _) => Mode::Check,
            (false, true) => Mode::DryRun,
            (false, false) => Mode::Write,
        };
        // The three come together or not at all.
        let targets = match (&self.spec, &self.out, &self.crate_name) {
            (Some(spec), Some(out), Some(name)) => {
                vec![targets::of_document(targets::Request {
                    spec,
                    out,
                    crate_name: name,
                    core_path: self.core_path.as_deref(),
                    overlays: &self.overlay,
                    renames: &self.rename,
                    selection: &self.selection(),
                })?]
            }
            _ => named(targets::of_workspace(targets::workspace())?, &self.names)?,
        };
        let settings = Settings {
            mode,
            deny_warnings: self.deny_warnings,
        };
        Ok(codegen::run(&targets, settings)?)
    }
}

impl Codegen {
    fn selection(&self) -> Selection {
        Selection {
            operations: self.operation.clone(),
            tags: self.tag.clone(),
            paths: self.path.clone(),
        }
    }
}

/// Returns the targets that are named; all when none is.
fn named(all: Vec<targets::Target>, names: &[String]) -> Result<Vec<targets::Target>, Failure> {
    let name = |target: &targets::Target| target.options.crate_name.clone();
    if let Some(unknown) = names
        .iter()
        .find(|wanted| all.iter().all(|target| name(target) != **wanted))
    {
        let known = all.iter().map(name).collect::<Vec<_>>().join(", ");
        let message = format!("{} knows no `{unknown}`; it knows {known}", targets::TABLE);
        return Err(Failure::Usage(
            Cli::command().error(ErrorKind::InvalidValue, message),
        ));
    }
    let is_wanted = |target: &targets::Target| names.is_empty() || names.contains(&name(target));
    Ok(all.into_iter().filter(is_wanted).collect())
}
