//! `tests/Cargo.toml`: the tests that span the workspace depend on every API crate.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use toml_edit::{Array, DocumentMut, InlineTable, Value, value};

/// The manifest of the tests.
pub(crate) struct TestsManifest {
    path: PathBuf,
    manifest: DocumentMut,
}

impl TestsManifest {
    /// Reads the manifest; `None` if the workspace has none.
    pub(crate) fn read(root: &Path) -> Result<Option<Self>> {
        let path = root.join("tests/Cargo.toml");
        if !path.is_file() {
            return Ok(None);
        }
        let context = || format!("cannot read {}", path.display());
        let text = fs::read_to_string(&path).with_context(context)?;
        let manifest = text.parse().with_context(context)?;
        Ok(Some(Self { path, manifest }))
    }

    /// Adds a dependency on the crate, with the features that the tests need.
    pub(crate) fn add(mut self, name: &str) -> Result<()> {
        let dependencies = self.manifest.get_mut("dev-dependencies");
        let dependencies = dependencies.and_then(|table| table.as_table_like_mut());
        let dependencies = dependencies.context("tests/Cargo.toml has no `[dev-dependencies]`")?;
        let dependency = InlineTable::from_iter([
            ("workspace", Value::from(true)),
            (
                "features",
                Value::from(Array::from_iter(["mock", "tracing"])),
            ),
        ]);
        dependencies.insert(name, value(dependency));
        fs::write(&self.path, self.manifest.to_string())
            .with_context(|| format!("cannot write {}", self.path.display()))
    }
}
