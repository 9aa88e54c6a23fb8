//! `token-codegen new`: another crate in the workspace of the current directory.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::Failure;
use super::spec::CoreArguments;
use crate::workspace::{Report, find_root, scaffold, targets};

/// The arguments of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// The name of the crate
    #[arg(value_name = "NAME", value_parser = targets::crate_name)]
    name: String,
    /// The document; one outside of specs/ is copied there
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    #[command(flatten)]
    core: CoreArguments,
}

impl New {
    /// Adds the crate to the workspace of the current directory; reports name `command` as what to run.
    ///
    /// # Errors
    ///
    /// See [`scaffold::add`].
    pub fn run(&self, command: &'static str) -> Result<Report, Failure> {
        let current = std::env::current_dir().context("cannot find out the current directory")?;
        self.run_in(&find_root(&current)?, command)
    }

    /// Adds the crate to the workspace at `root`.
    ///
    /// # Errors
    ///
    /// See [`scaffold::add`].
    pub fn run_in(&self, root: &Path, command: &'static str) -> Result<Report, Failure> {
        let core = self.core.source();
        let request = scaffold::Request {
            name: &self.name,
            spec: &self.spec,
            core: core.as_ref(),
            command,
        };
        Ok(scaffold::add(root, request)?)
    }

    /// Returns the name of the crate.
    pub fn name(&self) -> &str {
        &self.name
    }
}
