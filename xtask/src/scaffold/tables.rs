//! The tables that people write: which crates there are, and which versions they have.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Value, value};

use crate::codegen::{membership, targets};

/// The tables that a new crate is added to.
pub(super) struct Tables {
    /// `specs/apis.toml`.
    apis: File,
    /// The workspace's manifest.
    workspace: File,
    /// The manifest of the tests, if there are some.
    tests: Option<File>,
}

struct File {
    path: PathBuf,
    shown: &'static str,
    table: DocumentMut,
}

impl File {
    fn read(root: &Path, shown: &'static str) -> Result<Self> {
        let path = root.join(shown);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
        let table = text.parse().with_context(|| format!("{shown} is wrong"))?;
        Ok(Self { path, shown, table })
    }

    fn write(&self) -> Result<()> {
        let context = || format!("cannot write {}", self.shown);
        fs::write(&self.path, self.table.to_string()).with_context(context)
    }
}

impl Tables {
    /// Reads the tables, in none of which the crate may be yet.
    pub(super) fn read(root: &Path, name: &str) -> Result<Self> {
        let apis = File::read(root, targets::TABLE)?;
        ensure!(
            !apis.table.contains_key(name),
            "{} has an entry `{name}` already; choose another name",
            targets::TABLE
        );
        let tests = root.join("tests/Cargo.toml").is_file();
        let tests = tests.then(|| File::read(root, "tests/Cargo.toml"));
        Ok(Self {
            apis,
            workspace: File::read(root, "Cargo.toml")?,
            tests: tests.transpose()?,
        })
    }

    /// Returns the names of the tables.
    pub(super) fn changed(&self) -> Vec<&'static str> {
        let tests = self.tests.iter().map(|tests| tests.shown);
        [self.apis.shown, self.workspace.shown]
            .into_iter()
            .chain(tests)
            .collect()
    }

    /// Adds the crate to all of them, behind what is there.
    pub(super) fn add(&mut self, root: &Path, name: &str, document: &str) -> Result<()> {
        // An entry of its own behind everything else moves no comment, not even one at the end.
        let entry = format!("[{name}]\ndocument = {}\n", Value::from(document));
        let text = self.apis.table.to_string();
        let text = format!("{}\n\n{entry}", text.trim_end());
        self.apis.table = text.parse().context("the new entry is wrong")?;
        self.apis.write()?;

        let folder = format!("crates/{name}");
        if membership::advice(&root.join(&folder))?.is_some() {
            let members = item(&mut self.workspace.table, &["workspace", "members"])?;
            let members = members.as_array_mut().context("`members` is no list")?;
            members.push(folder.as_str());
        }
        let dependencies = item(&mut self.workspace.table, &["workspace", "dependencies"])?;
        let dependency = [
            ("version", Value::from("0.1.0")),
            ("path", Value::from(folder)),
            ("default-features", Value::from(false)),
        ];
        set(dependencies, name, dependency)?;
        self.workspace.write()?;

        if let Some(tests) = &mut self.tests {
            let dependencies = item(&mut tests.table, &["dev-dependencies"])?;
            let features = Array::from_iter(["mock", "tracing"]);
            let dependency = [
                ("workspace", Value::from(true)),
                ("features", Value::from(features)),
            ];
            set(dependencies, name, dependency)?;
            tests.write()?;
        }
        Ok(())
    }
}

fn item<'t>(table: &'t mut DocumentMut, path: &[&str]) -> Result<&'t mut Item> {
    let found = path
        .iter()
        .try_fold(table.as_item_mut(), |item, key| item.get_mut(key));
    found.with_context(|| format!("there is no `{}`", path.join(".")))
}

fn set<const N: usize>(table: &mut Item, name: &str, settings: [(&str, Value); N]) -> Result<()> {
    let table = table.as_table_like_mut().context("it is no table")?;
    table.insert(name, value(InlineTable::from_iter(settings)));
    Ok(())
}
