//! `cargo xtask corpus`: a maintainer's view of many documents at once.

use std::path::PathBuf;

use clap::Args;
use token_codegen::cli::Failure;
use token_codegen::workspace::Report;

use crate::corpus;

#[derive(Debug, Args)]
pub(super) struct Corpus {
    /// The directory; every .json, .yaml and .yml below it is generated
    #[arg(value_name = "DIR")]
    directory: PathBuf,
    /// Compiles the generated crates, too
    #[arg(long)]
    check: bool,
}

impl Corpus {
    /// Generates the documents.
    pub(super) fn run(&self) -> Result<Report, Failure> {
        let root = super::root()?;
        let scratch = corpus::scratch(&root);
        Ok(corpus::run(&root, &self.directory, &scratch, self.check)?)
    }
}
