//! `token-codegen generate`, which is `cargo xtask codegen` too.

use clap::Args;

use super::spec::Spec;
use super::{Failure, names};
use crate::workspace::{self, Mode, Report, Settings};

/// The arguments of `generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// The crates to generate; all of specs/apis.toml if none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Writes nothing, and fails if a file differs from what would be written
    #[arg(long)]
    check: bool,
    /// Writes nothing, and reports what would be written
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
    /// Refuses documents that have warnings too
    #[arg(long)]
    deny_warnings: bool,
    #[command(flatten)]
    spec: Spec,
}

impl Generate {
    /// Generates the crates; reports name `command` as what to run.
    ///
    /// # Errors
    ///
    /// A command line that is not valid, and a file that cannot be read or written.
    pub fn run(&self, command: &'static str) -> Result<Report, Failure> {
        let mode = match (self.check, self.dry_run) {
            (true, _) => Mode::Check,
            (false, true) => Mode::DryRun,
            (false, false) => Mode::Write,
        };
        let targets = match self.spec.target()? {
            Some(target) => vec![target],
            None => names::targets(&self.names)?,
        };
        let settings = Settings {
            mode,
            deny_warnings: self.deny_warnings,
            command,
        };
        Ok(workspace::run(&targets, settings)?)
    }
}
