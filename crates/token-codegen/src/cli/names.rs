//! The crates of `specs/apis.toml` that a command line names.

use std::path::Path;

use anyhow::Context;
use clap::error::ErrorKind;

use super::Failure;
use crate::workspace::find_root;
use crate::workspace::targets::{self, TABLE, Target};

/// Returns the named targets of the workspace around the current directory; all of them if none is named.
pub(super) fn targets(names: &[String]) -> Result<Vec<Target>, Failure> {
    let current = std::env::current_dir().context("cannot find out the current directory")?;
    named(&find_root(&current)?, names)
}

fn named(root: &Path, names: &[String]) -> Result<Vec<Target>, Failure> {
    let all = targets::of_workspace(root)?;
    let name = |target: &Target| target.options.crate_name.clone();
    if let Some(unknown) = names
        .iter()
        .find(|wanted| all.iter().all(|target| name(target) != **wanted))
    {
        let known = all.iter().map(name).collect::<Vec<_>>().join(", ");
        let message = format!("{TABLE} has no entry `{unknown}`; it has {known}\n");
        return Err(Failure::Usage(clap::Error::raw(
            ErrorKind::InvalidValue,
            message,
        )));
    }
    let is_wanted = |target: &Target| names.is_empty() || names.contains(&name(target));
    Ok(all.into_iter().filter(is_wanted).collect())
}
