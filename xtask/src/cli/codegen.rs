//! `cargo xtask codegen`: `token-codegen generate` under the name that this workspace uses.

use clap::Args;
use token_codegen::cli::{Failure, Generate};
use token_codegen::workspace::Report;

/// The command, as reports name it.
pub(super) const COMMAND: &str = "cargo xtask codegen";

#[derive(Debug, Args)]
pub(super) struct Codegen {
    #[command(flatten)]
    generate: Generate,
}

impl Codegen {
    /// Generates the crates.
    pub(super) fn run(&self) -> Result<Report, Failure> {
        self.generate.run(COMMAND)
    }
}
