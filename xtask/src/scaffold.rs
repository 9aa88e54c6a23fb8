//! `cargo xtask new`: another crate in the workspace, from the document to code that compiles.
//!
//! The document is generated in memory first, so that a wrong one leaves the tree as it was.

mod shell;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::codegen::diagnostic::{self, Sink};
use crate::codegen::fileset::FileSet;
use crate::codegen::{self, Mode, Report, bundle, targets};

/// Adds the crate `name`, made from the document, to the workspace at `root`.
///
/// # Errors
///
/// A crate, an entry or a document that is there already, a document that cannot be read, and what cannot be written.
pub fn add(root: &Path, name: &str, spec: &Path) -> Result<Report> {
    let folder = root.join("crates").join(name);
    ensure!(
        !folder.exists(),
        "{} is there already; choose another name",
        folder.display()
    );
    let mut table = tables::Tables::read(root, name)?;
    let document = Document::of(root, name, spec)?;
    let mut sink = Sink::default();
    let Some(files) = preview(&folder, name, spec, &mut sink)? else {
        let problems = diagnostic::render(&sink.into_sorted());
        return Ok(Report {
            problems: format!("{problems}\nnothing was written\n"),
            ..Report::default()
        });
    };
    document.copy()?;
    shell::write(&folder, name, &document.entry, &files)?;
    table.add(root, name, &document.entry)?;
    let targets = targets::of_workspace(root)?;
    let is_new = |target: &targets::Target| target.options.crate_name == name;
    let target: Vec<_> = targets.into_iter().filter(is_new).collect();
    let mut report = codegen::run(&target, Mode::Write)?;
    report.done = format!(
        "{}wrote crates/{name}, and added it to {}\n",
        report.done,
        table.changed().join(", ")
    );
    Ok(report)
}

/// Returns all files that the document gives, in memory.
fn preview(folder: &Path, name: &str, spec: &Path, sink: &mut Sink) -> Result<Option<FileSet>> {
    let target = targets::of_document(targets::Request {
        spec,
        out: folder,
        crate_name: name,
        core_path: None,
        overlays: &[],
        renames: &[],
        selection: &bundle::Selection::default(),
    })?;
    codegen::generate(&target, sink)
}

/// Where the document is, and where it goes.
struct Document {
    from: PathBuf,
    to: PathBuf,
    /// Its path from the folder of the documents, with `/` between its parts.
    entry: String,
}

impl Document {
    /// A document below `specs/` stays where it is, and any other one is copied there under the crate's name.
    fn of(root: &Path, name: &str, spec: &Path) -> Result<Self> {
        let from =
            fs::canonicalize(spec).with_context(|| format!("cannot read {}", spec.display()))?;
        let specs = fs::canonicalize(root.join("specs")).context("cannot read specs/")?;
        if let Ok(inside) = from.strip_prefix(&specs) {
            let entry = inside.to_string_lossy().replace('\\', "/");
            return Ok(Self {
                to: from.clone(),
                from,
                entry,
            });
        }
        let ending = from.extension().unwrap_or("yaml".as_ref());
        let entry = format!("{name}.{}", ending.to_string_lossy());
        let to = specs.join(&entry);
        if to.exists() {
            bail!(
                "{} is there already; name it as the document, or remove it",
                to.display()
            );
        }
        Ok(Self { from, to, entry })
    }

    fn copy(&self) -> Result<()> {
        if self.from != self.to {
            let context = || format!("cannot write {}", self.to.display());
            fs::copy(&self.from, &self.to).with_context(context)?;
        }
        Ok(())
    }
}
