//! `cargo xtask corpus`: what it takes.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use crate::codegen::{Report, targets};
use crate::corpus;

#[derive(Debug, Args)]
pub(super) struct Corpus {
    /// The folder; every .json, .yaml and .yml below it is looked at
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Compiles what was generated, too
    #[arg(long)]
    check: bool,
}

impl Corpus {
    /// Generates the documents.
    pub(super) fn run(&self) -> Result<Report, Failure> {
        let root = targets::workspace();
        let scratch = corpus::scratch(root);
        Ok(corpus::run(root, &self.folder, &scratch, self.check)?)
    }
}
