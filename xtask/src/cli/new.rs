//! `cargo xtask new`: what it takes.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use crate::codegen::{Report, targets};
use crate::scaffold;

#[derive(Debug, Args)]
pub(super) struct New {
    /// The name of the crate
    #[arg(value_name = "NAME", value_parser = targets::crate_name)]
    name: String,
    /// The document; one outside of specs/ is copied there
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
}

impl New {
    /// Adds the crate.
    pub(super) fn run(&self) -> Result<Report, Failure> {
        Ok(scaffold::add(targets::workspace(), &self.name, &self.spec)?)
    }
}
