//! The command line: `cargo xtask …`.

mod codegen;
mod corpus;
mod new;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use codegen::Codegen;
use corpus::Corpus;
use new::New;

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
    /// Adds a crate for another API to the workspace
    New(New),
    /// Generates every document of a folder, and tells how that went
    Corpus(Corpus),
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
    let report = match task {
        Task::Codegen(codegen) => codegen.run(),
        Task::New(new) => new.run(),
        Task::Corpus(corpus) => corpus.run(),
    };
    match report {
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
