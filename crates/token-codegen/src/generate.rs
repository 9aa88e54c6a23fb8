//! From a document to the files of a crate, in memory.

use std::fmt;

use crate::diagnostic::{self, Diagnostic, Severity, Sink};
use crate::emit;
use crate::fileset::FileSet;
use crate::format;
use crate::options::{Layout, Options};
use crate::package;
use crate::read::{self, Input};

/// The files of a crate, and what the document should be corrected for.
#[derive(Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The files by their path from the crate's directory; Rust as prettyplease prints it.
    pub files: FileSet,
    /// The warnings, in the order of the document.
    pub warnings: Vec<Diagnostic>,
}

/// Why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The document has errors; its warnings are listed too.
    Document(Vec<Diagnostic>),
    /// The generator is wrong: its output is not valid Rust.
    Defect(anyhow::Error),
}

/// Generates the files of a crate.
///
/// The output depends on the input and the options alone.
///
/// # Errors
///
/// [`Failure::Document`] lists everything that is wrong with the document, not the first problem only.
pub fn generate(input: &Input<'_>, options: &Options) -> Result<Generated, Failure> {
    let mut sink = Sink::default();
    let files = files(input, options, &mut sink).map_err(Failure::Defect)?;
    let diagnostics = sink.into_sorted();
    match files {
        Some(files) => Ok(Generated {
            files,
            warnings: diagnostics,
        }),
        None => Err(Failure::Document(diagnostics)),
    }
}

/// Generates the files of a crate; `None` if the document has errors, which are in the sink.
pub(crate) fn files(
    input: &Input<'_>,
    options: &Options,
    sink: &mut Sink,
) -> anyhow::Result<Option<FileSet>> {
    let Some(mut api) = read::input(input, options, sink) else {
        return Ok(None);
    };
    api.document.clone_from(&options.origin);
    let mut files = emit::api(&api);
    if let Layout::Package(_) = options.layout {
        files.push(package::root(&api));
    }
    let mut printed = format::rust(&files, options.command(), &api.document)?;
    if let Layout::Package(core) = &options.layout {
        package::add(&api, &options.crate_name, core, &mut printed)?;
    }
    Ok(Some(printed.files))
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(diagnostics) => {
                let is_error = |found: &&Diagnostic| found.problem.severity == Severity::Error;
                let errors = diagnostics.iter().filter(is_error).count();
                write!(
                    f,
                    "the document has {errors} errors\n{}",
                    diagnostic::render(diagnostics)
                )
            }
            Self::Defect(_) => f.write_str(
                "the generated code is not valid Rust; this is a defect of the generator",
            ),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Document(_) => None,
            Self::Defect(error) => Some(&**error),
        }
    }
}
