//! Which workspace a command works in, and whether it holds token-core.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::targets::TABLE;

/// The crate that generated crates depend on.
const CORE: &str = "token-core";

/// Returns the root of the workspace around `start`: the nearest directory upwards that holds `specs/apis.toml`, or
/// else a manifest with a table `[workspace]`.
///
/// # Errors
///
/// A directory that is in no workspace, and a manifest that cannot be read.
pub fn find(start: &Path) -> Result<PathBuf> {
    let start = std::path::absolute(start)?;
    let mut ancestors = start.ancestors();
    if let Some(root) = ancestors.find(|above| above.join(TABLE).is_file()) {
        return Ok(root.to_owned());
    }
    for above in start.ancestors() {
        if workspace_table(above)?.is_some() {
            return Ok(above.to_owned());
        }
    }
    anyhow::bail!(
        "{} is in no workspace: there is neither {TABLE} nor a Cargo.toml with `[workspace]` in it or above it; \
         create one, or generate a crate by --spec and --out",
        start.display()
    )
}

/// How a workspace refers to token-core.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoreCrate {
    /// A directory of the workspace.
    Member(PathBuf),
    /// An entry of `[workspace.dependencies]`.
    Dependency,
}

/// Returns how the workspace around a crate's directory refers to token-core; `None` if it does not, or if there is no
/// workspace.
///
/// # Errors
///
/// A manifest that cannot be read.
pub fn core_crate(directory: &Path) -> Result<Option<CoreCrate>> {
    let directory = std::path::absolute(directory)?;
    for above in directory.ancestors() {
        let Some(workspace) = workspace_table(above)? else {
            continue;
        };
        let member = above.join("crates").join(CORE);
        let dependency = workspace
            .get("dependencies")
            .and_then(|table| table.get(CORE));
        let path = dependency
            .and_then(|dependency| dependency.get("path"))
            .and_then(Value::as_str)
            .map(|path| above.join(path));
        return Ok(match (path, dependency) {
            (Some(path), _) => Some(CoreCrate::Member(path)),
            (None, Some(_)) => Some(CoreCrate::Dependency),
            (None, None) if member.join("Cargo.toml").is_file() => Some(CoreCrate::Member(member)),
            (None, None) => None,
        });
    }
    Ok(None)
}

/// Returns the table `[workspace]` of the manifest in `directory`, if both exist.
fn workspace_table(directory: &Path) -> Result<Option<Value>> {
    let manifest = directory.join("Cargo.toml");
    if !manifest.is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(&manifest)
        .with_context(|| format!("cannot read {}", manifest.display()))?;
    // Cargo reports what is wrong with a manifest that is not valid TOML.
    let table = text.parse::<Table>().unwrap_or_default();
    Ok(table.get("workspace").cloned())
}
