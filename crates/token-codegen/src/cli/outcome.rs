//! How a run ends: what it prints, and its exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::workspace::Report;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything is done, or clean.
    Done = 0,
    /// A document or the tree has problems.
    Problems = 1,
    /// The command line is not valid.
    Usage = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a task ended without a report.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The command line is not valid.
    Usage(clap::Error),
    /// Any other failure.
    Other(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

/// Runs a task if its arguments could be parsed, and prints what it reports.
///
/// # Errors
///
/// Output that cannot be written to `out` or `err`.
pub fn execute<C>(
    parsed: Result<C, clap::Error>,
    task: impl FnOnce(C) -> Result<Report, Failure>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            write!(err, "{}", error.render())?;
            return Ok(Exit::Usage);
        }
        Err(help) => {
            write!(out, "{}", help.render())?;
            return Ok(Exit::Done);
        }
    };
    match task(arguments) {
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
