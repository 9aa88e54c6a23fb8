//! The edge of the generator: documents are read, rustfmt runs, and files are compared and written.

pub mod directory;
mod membership;
pub mod report;
mod root;
mod rustfmt;
pub mod scaffold;
pub mod sync;
pub mod targets;

use anyhow::Result;

use crate::diagnostic::Sink;
use crate::fileset::FileSet;
use crate::options::{COMMAND, Layout, Options};
use crate::read::Input;
use crate::source::Source;
use directory::Directory;
pub use report::Report;
pub use root::{CoreCrate, core_crate, find as find_root};
use sync::Drift;
use targets::{InputFile, Target};

/// What to do with what was generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write it.
    Write,
    /// Report whether the tree holds it.
    Check,
    /// Report what would be written.
    DryRun,
}

/// How to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// What to do with what was generated.
    pub mode: Mode,
    /// Whether a warning counts as an error.
    pub deny_warnings: bool,
    /// The command that generates, as reports and files name it; in reports, the arguments of a target follow.
    pub command: &'static str,
}

impl From<Mode> for Settings {
    fn from(mode: Mode) -> Self {
        Self {
            mode,
            deny_warnings: false,
            command: COMMAND,
        }
    }
}

/// A crate that was generated, and how the tree differs from it.
struct Audited<'t> {
    target: &'t Target,
    files: FileSet,
    drifts: Vec<Drift>,
}

/// Generates the targets, all of them or none.
///
/// # Errors
///
/// Failures that are caused by neither a document nor the tree: a file that cannot be read or written, or no rustfmt.
pub fn run(targets: &[Target], settings: impl Into<Settings>) -> Result<Report> {
    let settings = settings.into();
    let mut sink = Sink::default();
    let mut crates = Vec::new();
    for target in targets {
        if let Some(files) = generate(target, settings.command, &mut sink)? {
            let drifts = sync::audit(&target.directory, &files)?;
            crates.push(Audited {
                target,
                files,
                drifts,
            });
        }
    }
    if settings.deny_warnings {
        sink.deny_warnings();
    }
    let has_errors = sink.has_errors();
    let diagnostics = sink.into_sorted();
    if has_errors {
        return Ok(report::of_documents(&diagnostics));
    }
    let mut report = report::of_crates(&diagnostics, &crates, settings);
    if settings.mode == Mode::Write && report.is_clean {
        for Audited {
            target,
            files,
            drifts,
        } in &crates
        {
            sync::apply(&target.directory, files, drifts)?;
            if let Layout::Package(_) = target.options.layout {
                let advice = membership::advice(&target.directory)?;
                report.done.extend(advice);
            }
        }
    }
    Ok(report)
}

/// Returns the files of one crate, which name `command` in their first lines; `None` if the document has errors, which
/// are in the sink.
///
/// # Errors
///
/// A document that cannot be read, and a rustfmt that cannot be run.
pub fn generate(target: &Target, command: &str, sink: &mut Sink) -> Result<Option<FileSet>> {
    let read_one = |file: &InputFile| -> Result<Source> {
        Ok(Source::new(
            file.shown.as_str(),
            directory::read(&file.path)?,
        ))
    };
    let document = read_one(&target.document)?;
    let overlays = target
        .overlays
        .iter()
        .map(read_one)
        .collect::<Result<Vec<_>>>()?;
    let input = Input {
        document: &document,
        overlays: &overlays,
        files: &Directory::of(&target.document.path),
    };
    let options = Options {
        command: command.to_owned(),
        ..target.options.clone()
    };
    let files = crate::generate::files(&input, &options, sink)?;
    files.map(|files| rustfmt::format(&files)).transpose()
}
