//! The tables that people write and that a new crate is added to; their comments and their order stay.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Value, value};

use crate::workspace::{membership, targets::TABLE};

/// What a new `specs/apis.toml` begins with.
const NEW_TABLE: &str = "# Which crate is generated from which document.\n";

/// The tables that a new crate is added to.
pub(super) struct Tables {
    /// `specs/apis.toml`.
    apis: File,
    /// The workspace's manifest.
    workspace: File,
    is_changed: bool,
}

struct File {
    path: PathBuf,
    shown: &'static str,
    table: DocumentMut,
}

impl File {
    fn read(root: &Path, shown: &'static str, default: Option<&str>) -> Result<Self> {
        let path = root.join(shown);
        let text = match default {
            Some(default) if !path.exists() => default.to_owned(),
            _ => fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?,
        };
        let table = text
            .parse()
            .with_context(|| format!("{shown} is not valid"))?;
        Ok(Self { path, shown, table })
    }

    fn write(&self) -> Result<()> {
        let context = || format!("cannot write {}", self.path.display());
        if let Some(directory) = self.path.parent() {
            fs::create_dir_all(directory).with_context(context)?;
        }
        fs::write(&self.path, self.table.to_string()).with_context(context)
    }
}

impl Tables {
    /// Reads the tables of the workspace at `root`, which must not know the crate yet.
    pub(super) fn read(root: &Path, name: &str) -> Result<Self> {
        let apis = File::read(root, TABLE, Some(NEW_TABLE))?;
        ensure!(
            !apis.table.contains_key(name),
            "{TABLE} has an entry `{name}` already; choose another name"
        );
        let workspace = File::read(root, "Cargo.toml", None)?;
        ensure!(
            workspace.table.contains_key("workspace"),
            "{} has no table `[workspace]`; add one with `members = [\"crates/*\"]`",
            workspace.path.display()
        );
        Ok(Self {
            apis,
            workspace,
            is_changed: false,
        })
    }

    /// Returns the workspace's manifest.
    pub(super) fn workspace(&self) -> &DocumentMut {
        &self.workspace.table
    }

    /// Returns the names of the tables that were changed.
    pub(super) fn changed(&self) -> Vec<&'static str> {
        let workspace = self.is_changed.then_some(self.workspace.shown);
        [self.apis.shown].into_iter().chain(workspace).collect()
    }

    /// Adds the crate to the tables, behind what they hold; nothing is written yet.
    pub(super) fn add(&mut self, root: &Path, name: &str, document: &str) -> Result<()> {
        // An entry of its own behind everything else moves no comment, not even one at the end.
        let entry = format!("[{name}]\ndocument = {}\n", Value::from(document));
        let text = self.apis.table.to_string();
        let text = format!("{}\n\n{entry}", text.trim_end());
        self.apis.table = text.parse().context("the new entry is not valid")?;

        let directory = format!("crates/{name}");
        let workspace = self.workspace.table.get_mut("workspace");
        let workspace = workspace
            .and_then(Item::as_table_like_mut)
            .context("`workspace` is not a table")?;
        if membership::advice(&root.join(&directory))?.is_some() {
            let members = workspace.entry("members").or_insert(value(Array::new()));
            let members = members.as_array_mut().context("`members` is not a list")?;
            members.push(directory.as_str());
            self.is_changed = true;
        }
        // A workspace that keeps its versions in one place gets this one there, too.
        if let Some(dependencies) = workspace.get_mut("dependencies") {
            let dependency = [
                ("version", Value::from("0.1.0")),
                ("path", Value::from(directory)),
                ("default-features", Value::from(false)),
            ];
            insert(dependencies, name, dependency)?;
            self.is_changed = true;
        }
        Ok(())
    }

    /// Writes the tables that were changed.
    pub(super) fn write(&self) -> Result<()> {
        if self.is_changed {
            self.workspace.write()?;
        }
        self.apis.write()
    }
}

fn insert<const N: usize>(
    table: &mut Item,
    name: &str,
    settings: [(&str, Value); N],
) -> Result<()> {
    let table = table
        .as_table_like_mut()
        .context("`dependencies` is not a table")?;
    table.insert(name, value(InlineTable::from_iter(settings)));
    Ok(())
}
