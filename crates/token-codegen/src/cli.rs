//! The command line: `token-codegen …`.
//!
//! The arguments and what is done with them are shared with `cargo xtask`, whose tasks have the same names and flags.

mod check;
mod generate;
mod names;
mod new;
mod outcome;
mod spec;

use std::ffi::OsString;
use std::io::{self, Write};

use clap::{Parser, Subcommand};

use crate::options::COMMAND;
pub use check::Check;
pub use generate::Generate;
pub use new::New;
pub use outcome::{Exit, Failure, execute};

#[derive(Debug, Parser)]
#[command(
    name = "token-codegen",
    version,
    about = "Generates API client crates on token-core from OpenAPI documents",
    after_help = "Without --spec, the crates of specs/apis.toml in the workspace of the current directory are meant."
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Generates crates: those of specs/apis.toml, or one from any document
    Generate(Generate),
    /// Reports generated files that are missing, changed or stale, and writes nothing
    Check(Check),
    /// Adds a crate for another API to the workspace
    New(New),
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
            Task::Generate(generate) => generate.run(COMMAND),
            Task::Check(check) => check.run(COMMAND),
            Task::New(new) => new.run(COMMAND),
        },
        out,
        err,
    )
}
