//! Features that the generated files ask for, and a manifest that people write may lack.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use toml::{Table, Value};

use crate::fileset::FileSet;
use crate::package;

/// The file that says which modules need a feature.
const ROOT: &str = "src/generated/mod.rs";

/// How a module that needs a feature says so.
const ASKS: &str = "#[cfg(feature = \"";

/// Returns the lines that the manifest lacks: without them, code would never be compiled, without a notice.
///
/// # Errors
///
/// A manifest that is not valid TOML.
pub(super) fn missing(files: &FileSet, manifest: &str) -> Result<Vec<String>> {
    let manifest: Table = manifest.parse().context("the manifest is not valid TOML")?;
    let features = manifest.get("features").and_then(Value::as_table);
    let has = |feature: &str| features.is_some_and(|features| features.contains_key(feature));
    let asked = files.get(ROOT).unwrap_or_default().lines();
    let asked: BTreeSet<&str> = asked
        .filter_map(|line| line.strip_prefix(ASKS)?.split('"').next())
        .collect();
    let missing = asked.into_iter().filter(|feature| !has(feature));
    Ok(missing.map(package::declaration).collect())
}
