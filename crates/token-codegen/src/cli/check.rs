//! `token-codegen check`: whether the tree holds what would be generated.

use clap::Args;

use super::{Failure, names};
use crate::workspace::{self, Mode, Report, Settings};

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The crates to check; all of specs/apis.toml if none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Refuses documents that have warnings too
    #[arg(long)]
    deny_warnings: bool,
}

impl Check {
    /// Checks the crates; reports name `command` as what to run.
    ///
    /// # Errors
    ///
    /// A command line that is not valid, and a file that cannot be read.
    pub fn run(&self, command: &'static str) -> Result<Report, Failure> {
        let settings = Settings {
            mode: Mode::Check,
            deny_warnings: self.deny_warnings,
            command,
        };
        Ok(workspace::run(&names::targets(&self.names)?, settings)?)
    }
}
