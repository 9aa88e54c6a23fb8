//! `cargo xtask codegen`: from OpenAPI documents to crates.
//!
//! Every stage has its module, and data flows one way:
//! [`source`] → [`overlay`] → [`bundle`] → [`keys`] → [`document`] → [`resolve`] → [`lower`] → [`ir`] → [`emit`] → [`format`](mod@format) → [`sync`].
//! Files are read before the first stage and written after the last one.

pub mod bundle;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod fileset;
pub mod folder;
pub mod format;
pub mod ir;
pub mod keys;
pub mod location;
pub mod lower;
pub mod markdown;
pub mod membership;
pub mod names;
pub mod overlay;
pub mod package;
pub mod pointer;
pub mod read;
pub mod report;
pub mod resolve;
pub mod shell;
pub mod source;
pub mod sync;
pub mod targets;

use anyhow::Result;

use diagnostic::Sink;
use fileset::FileSet;
use folder::Folder;
pub use report::Report;
use source::Source;
use sync::Drift;
use targets::{InputFile, Shell, Target};

/// What to do with what was generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write it.
    Write,
    /// Tell whether the tree holds it.
    Check,
    /// Tell what would be written.
    DryRun,
}

/// How to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// What to do with what was generated.
    pub mode: Mode,
    /// Whether a warning counts as an error.
    pub deny_warnings: bool,
}

impl From<Mode> for Settings {
    fn from(mode: Mode) -> Self {
        Self {
            mode,
            deny_warnings: false,
        }
    }
}

/// A crate that was generated, and how the tree differs from it.
struct Generated<'t> {
    target: &'t Target,
    files: FileSet,
    drifts: Vec<Drift>,
}

/// Generates the targets, all of them or none.
///
/// # Errors
///
/// What is neither the fault of a document nor of the tree: a file that cannot be read or written, no rustfmt.
pub fn run(targets: &[Target], settings: impl Into<Settings>) -> Result<Report> {
    let Settings {
        mode,
        deny_warnings,
    } = settings.into();
    let mut sink = Sink::default();
    let mut crates = Vec::new();
    for target in targets {
        if let Some(files) = generate(target, &mut sink)? {
            let drifts = sync::audit(&target.folder, &files)?;
            crates.push(Generated {
                target,
                files,
                drifts,
            });
        }
    }
    if deny_warnings {
        sink.deny_warnings();
    }
    let has_errors = sink.has_errors();
    let diagnostics = sink.into_sorted();
    if has_errors {
        return Ok(report::of_documents(&diagnostics));
    }
    let mut report = report::of_crates(&diagnostics, &crates, mode);
    if mode == Mode::Write && report.is_clean {
        for Generated {
            target,
            files,
            drifts,
        } in &crates
        {
            sync::mend(&target.folder, files, drifts)?;
            if let Shell::Generated { .. } = target.shell {
                let advice = membership::advice(&target.folder)?;
                report.done.extend(advice);
            }
        }
    }
    Ok(report)
}

/// Returns the files of one crate; nothing when the document has errors, which are in the sink.
///
/// # Errors
///
/// A document that cannot be read, and no rustfmt.
pub fn generate(target: &Target, sink: &mut Sink) -> Result<Option<FileSet>> {
    let read_one = |file: &InputFile| -> Result<Source> {
        Ok(Source::new(file.shown.as_str(), folder::read(&file.path)?))
    };
    let document = read_one(&target.document)?;
    let overlays = target
        .overlays
        .iter()
        .map(read_one)
        .collect::<Result<Vec<_>>>()?;
    let input = read::Input {
        document: &document,
        overlays: &overlays,
        files: &Folder::of(&target.document.path),
    };
    let Some(mut api) = read::input(&input, &target.options, sink) else {
        return Ok(None);
    };
    api.document.clone_from(&target.origin);
    let mut files = emit::api(&api);
    if let Shell::Generated { .. } = target.shell {
        files.push(package::root(&api));
    }
    let mut formatted = format::rust(&files, &api.document)?;
    if let Shell::Generated { core_path } = &target.shell {
        package::add(
            &api,
            &target.options.crate_name,
            core_path.as_deref(),
            &mut formatted,
        )?;
    }
    Ok(Some(formatted.files))
}
