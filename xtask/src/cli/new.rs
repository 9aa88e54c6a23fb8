//! `cargo xtask new`: `token-codegen new`, and an entry in the manifest of the tests, which cover every crate.

use clap::Args;
use token_codegen::cli::{self, Failure};
use token_codegen::workspace::Report;

use super::codegen::COMMAND;
use crate::tests_manifest::TestsManifest;

#[derive(Debug, Args)]
pub(super) struct New {
    #[command(flatten)]
    new: cli::New,
}

impl New {
    /// Adds the crate.
    pub(super) fn run(&self) -> Result<Report, Failure> {
        let root = super::root()?;
        let tests = TestsManifest::read(&root)?;
        let mut report = self.new.run_in(&root, COMMAND)?;
        if report.is_clean
            && let Some(tests) = tests
        {
            tests.add(self.new.name())?;
            report.done.push_str("added it to tests/Cargo.toml\n");
        }
        Ok(report)
    }
}
