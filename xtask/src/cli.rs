//! The command line: `cargo xtask codegen …`.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::codegen::bundle::Selection;
use crate::codegen::{self, Mode, Settings, targets};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything is done, or clean.
    Done = 0,
    /// A document or the tree has problems.
    Problems = 1,
    /// The command line is wrong.
    Usage = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The workspace's tasks"
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Makes the API crates from the documents in specs/
    Codegen(Codegen),
}

#[derive(Debug, Args)]
struct Codegen {
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

/// Runs a command line, the program's name included.
///
/// # Errors
///
/// What cannot be written to `out` or `err`.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let task = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli.task,
        Err(error) if error.use_stderr() => {
            write!(err, "{}", error.render())?;
            return Ok(Exit::Usage);
        }
        Err(help) => {
            write!(out, "{}", help.render())?;
            return Ok(Exit::Done);
        }
    };
    let Task::Codegen(codegen) = task;
    match codegen.run() {
        Ok(report) => {
            write!(out, "{}", report.done)?;
            write!(err, "{}", report.problems)?;
            Ok(if report.is_clean {
                Exit::Done
            } else {
                Exit::Problems
            })
        }
        Err(Failure::Usage(error)) => {
            write!(err, "{}", error.render())?;
            Ok(Exit::Usage)
        }
        Err(Failure::Other(error)) => {
            writeln!(err, "error: {error:#}")?;
            Ok(Exit::Problems)
        }
    }
}

/// Why a run came to no report.
enum Failure {
    Usage(clap::Error),
    Other(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl Codegen {
    fn run(&self) -> Result<codegen::Report, Failure> {
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
