//! What to generate: `specs/apis.toml`, or any document that the command line names.

mod arguments;
mod document;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::bundle::Selection;
use crate::names::RenameForm;
use crate::options::{Layout, Options};
pub use arguments::{core_path, crate_name, rename};
pub use document::{Core, Request, of_document};

/// The table of the workspace's crates, from the root of the workspace.
pub const TABLE: &str = "specs/apis.toml";

/// One crate to generate.
#[derive(Debug, Clone)]
pub struct Target {
    /// The document.
    pub document: InputFile,
    /// The overlays that are applied to it, in order.
    pub overlays: Vec<InputFile>,
    /// What the document does not say.
    pub options: Options,
    /// The crate's directory.
    pub directory: PathBuf,
    /// The crate's directory as messages name it.
    pub shown_directory: PathBuf,
    /// The arguments that generate this target, as a shell takes them.
    pub arguments: String,
}

/// A file that a crate is made from.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path as diagnostics name it.
    pub shown: String,
}

/// One entry of the table.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Entry {
    /// The document, from the table's directory.
    document: Spanned<PathBuf>,
    /// The overlay that corrects it, or several in order, from the table's directory.
    overlay: Option<Spanned<Value>>,
    /// The prefix of the environment variables, when it is not the crate's name.
    env_prefix: Option<String>,
    /// Names that people decide, by JSON pointer.
    #[serde(default)]
    rename: BTreeMap<String, String>,
    /// The operations to take, by `operationId`; all of the document when neither they nor tags nor paths are named.
    #[serde(default)]
    operations: Vec<String>,
    /// The tags whose operations to take.
    #[serde(default)]
    tags: Vec<String>,
    /// The paths whose operations to take.
    #[serde(default)]
    paths: Vec<String>,
}

/// Returns the targets of the workspace at `root`, by name.
///
/// # Errors
///
/// A table that cannot be read, or that names what is not there; the message says where and what to do.
pub fn of_workspace(root: &Path) -> Result<Vec<Target>> {
    let path = root.join(TABLE);
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let entries: BTreeMap<Spanned<String>, Entry> =
        toml::from_str(&text).with_context(|| format!("{TABLE} is wrong"))?;
    let target = |(name, entry)| entry_target(root, &text, name, entry);
    entries.into_iter().map(target).collect()
}

fn entry_target(root: &Path, table: &str, name: Spanned<String>, entry: Entry) -> Result<Target> {
    let line = |offset| {
        table
            .get(..offset)
            .unwrap_or_default()
            .lines()
            .count()
            .max(1)
    };
    let shown_directory = Path::new("crates").join(name.get_ref());
    let directory = root.join(&shown_directory);
    if !directory.join("Cargo.toml").is_file() {
        bail!(
            "{TABLE}:{}: there is no crates/{1}/Cargo.toml; write it, or correct `{1}`",
            line(name.span().end),
            name.get_ref(),
        );
    }
    let input = |key: &str, path: &Path, span: Range<usize>| {
        let shown = format!("specs/{}", path.display());
        let file = root.join("specs").join(path);
        ensure!(
            file.is_file(),
            "{TABLE}:{}: there is no {shown}; correct `{key}`",
            line(span.end),
        );
        Ok(InputFile { path: file, shown })
    };
    let document = input("document", entry.document.get_ref(), entry.document.span())?;
    let mut overlays = Vec::new();
    if let Some(overlay) = &entry.overlay {
        let wrong = || {
            format!(
                "{TABLE}:{}: `overlay` is a file, or a list of files",
                line(overlay.span().end)
            )
        };
        for path in one_or_many(overlay.get_ref()).with_context(wrong)? {
            overlays.push(input("overlay", Path::new(path), overlay.span())?);
        }
    }
    let origin = document.shown.clone();
    let name = name.into_inner();
    let env_prefix = entry.env_prefix.unwrap_or_else(|| default_prefix(&name));
    Ok(Target {
        document,
        overlays,
        arguments: name.clone(),
        options: Options {
            crate_name: name,
            origin,
            env_prefix,
            renames: entry.rename,
            rename_form: RenameForm::Table,
            selection: Selection {
                operations: entry.operations,
                tags: entry.tags,
                paths: entry.paths,
            },
            layout: Layout::Sources,
            ..Options::default()
        },
        directory,
        shown_directory,
    })
}

fn one_or_many(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::Array(values) => values.iter().map(Value::as_str).collect(),
        one => Some(vec![one.as_str()?]),
    }
}

fn default_prefix(crate_name: &str) -> String {
    crate_name.replace('-', "_").to_uppercase()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{TABLE, of_workspace};

    /// Returns what is said of a table, where there are a crate `a` and a document `a.yaml`.
    fn problem(table: &str) -> String {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("specs/a.yaml", ""),
            ("crates/a/Cargo.toml", ""),
            (TABLE, table),
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        format!("{:#}", of_workspace(root.path()).unwrap_err())
    }

    #[test]
    fn what_is_wrong_in_the_table_is_reported_with_its_line() {
        let cases = [
            (
                "# comment\n[b]\ndocument = \"a.yaml\"",
                "specs/apis.toml:2: there is no crates/b/Cargo.toml; write it, or correct `b`",
            ),
            (
                "[a]\n\ndocument = \"b.yaml\"",
                "specs/apis.toml:3: there is no specs/b.yaml; correct `document`",
            ),
            (
                "[a]\ndocument = \"a.yaml\"\noverlay = [\"a.yaml\", \"b.yaml\"]",
                "specs/apis.toml:3: there is no specs/b.yaml; correct `overlay`",
            ),
            (
                "[a]\ndocument = \"a.yaml\"\noverlay = 7",
                "specs/apis.toml:3: `overlay` is a file, or a list of files",
            ),
        ];
        for (table, said) in cases {
            assert_eq!(problem(table), said);
        }
        for (table, part) in [
            ("[a]\ndocument = \"a.yaml\"\nenv_prefix = \"A\"", "line 3"),
            (
                "[a]\ndocument = \"a.yaml\"\nenv_prefix = \"A\"",
                "`env-prefix`",
            ),
            ("[a]\n", "missing field `document`"),
            ("[a", "line 1"),
        ] {
            let said = problem(table);
            assert!(
                said.starts_with("specs/apis.toml is wrong") && said.contains(part),
                "{said}"
            );
        }
    }
}
