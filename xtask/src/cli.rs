//! The command line: `cargo xtask …`, one file a task.

mod codegen;
mod corpus;
mod new;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};
pub use token_codegen::cli::Exit;
use token_codegen::cli::execute;

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The tasks of the workspace of the current directory"
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Generates the API crates from the documents in specs/
    Codegen(codegen::Codegen),
    /// Adds a crate for another API to the workspace
    New(new::New),
    /// Generates every document of a directory, and reports the results
    Corpus(corpus::Corpus),
}

/// Runs a command line, the program's name included.
///
/// # Errors
///
/// Output that cannot be written to `out` or `err`.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    execute(
        Cli::try_parse_from(arguments),
        |cli| match cli.task {
            Task::Codegen(codegen) => codegen.run(),
            Task::New(new) => new.run(),
            Task::Corpus(corpus) => corpus.run(),
        },
        out,
        err,
    )
}

/// Returns the root of the workspace around the current directory.
fn root() -> anyhow::Result<PathBuf> {
    token_codegen::workspace::find_root(Path::new("."))
}
