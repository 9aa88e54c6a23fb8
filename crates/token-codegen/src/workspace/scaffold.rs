//! Another crate in a workspace: from the document to code that compiles.
//!
//! The document is generated in memory first, so that a wrong one leaves the tree as it was.

mod manifest;
mod skeleton;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::targets::{self, Core};
use super::{Mode, Report, Settings, run};
use crate::bundle::Selection;
use crate::diagnostic::{self, Sink};
use crate::fileset::FileSet;

/// What a new crate is made of.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The crate's name.
    pub name: &'a str,
    /// The document.
    pub spec: &'a Path,
    /// Where token-core is; `None` for that of the workspace.
    pub core: Option<&'a Core>,
    /// The command that generates, as reports name it.
    pub command: &'static str,
}

/// Adds a crate to the workspace at `root`, which gets a `specs/apis.toml` if it has none.
///
/// # Errors
///
/// A crate, an entry or a document that exists already, a document that cannot be read, a workspace without token-core
/// where the request does not say where it is, and what cannot be written.
pub fn add(root: &Path, request: Request<'_>) -> Result<Report> {
    let name = request.name;
    let directory = root.join("crates").join(name);
    ensure!(
        !directory.exists(),
        "{} exists already; choose another name",
        directory.display()
    );
    let mut tables = tables::Tables::read(root, name)?;
    let document = Document::of(root, name, request.spec)?;
    let mut sink = Sink::default();
    let Some(files) = preview(&directory, request, &mut sink)? else {
        let problems = diagnostic::render(&sink.into_sorted());
        return Ok(Report {
            problems: format!("{problems}\nnothing was written\n"),
            ..Report::default()
        });
    };
    let inherited = tables.workspace().clone();
    tables.add(root, name, &document.entry)?;
    document.copy()?;
    skeleton::write(
        &directory,
        &skeleton::Request {
            name,
            document: &document.entry,
            command: request.command,
            workspace: &inherited,
        },
        &files,
    )?;
    tables.write()?;
    let targets = targets::of_workspace(root)?;
    let is_new = |target: &targets::Target| target.options.crate_name == name;
    let target: Vec<_> = targets.into_iter().filter(is_new).collect();
    let settings = Settings {
        command: request.command,
        ..Mode::Write.into()
    };
    let mut report = run(&target, settings)?;
    report.done = format!(
        "{}wrote crates/{name}, and added it to {}\n",
        report.done,
        tables.changed().join(", ")
    );
    Ok(report)
}

/// Returns all files that the document gives, in memory.
fn preview(directory: &Path, request: Request<'_>, sink: &mut Sink) -> Result<Option<FileSet>> {
    let target = targets::of_document(targets::Request {
        spec: request.spec,
        out: directory,
        crate_name: request.name,
        core: request.core,
        overlays: &[],
        renames: &[],
        selection: &Selection::default(),
    })?;
    super::generate(&target, request.command, sink)
}

/// Where the document is, and where it goes.
struct Document {
    from: PathBuf,
    to: PathBuf,
    /// Its path from `specs/`, with `/` between its parts.
    entry: String,
}

impl Document {
    /// A document below `specs/` stays where it is, and any other one is copied there under the crate's name.
    fn of(root: &Path, name: &str, spec: &Path) -> Result<Self> {
        let from =
            fs::canonicalize(spec).with_context(|| format!("cannot read {}", spec.display()))?;
        let specs = root.join("specs");
        if let Ok(specs) = fs::canonicalize(&specs)
            && let Ok(inside) = from.strip_prefix(&specs)
        {
            let entry = inside.to_string_lossy().replace('\\', "/");
            return Ok(Self {
                to: from.clone(),
                from,
                entry,
            });
        }
        let extension = from.extension().unwrap_or("yaml".as_ref());
        let entry = format!("{name}.{}", extension.to_string_lossy());
        let to = specs.join(&entry);
        if to.exists() {
            bail!(
                "{} exists already; pass it as --spec, or remove it",
                to.display()
            );
        }
        Ok(Self { from, to, entry })
    }

    fn copy(&self) -> Result<()> {
        if self.from != self.to {
            let context = || format!("cannot write {}", self.to.display());
            let directory = self.to.parent().unwrap_or(&self.to);
            fs::create_dir_all(directory).with_context(context)?;
            fs::copy(&self.from, &self.to).with_context(context)?;
        }
        Ok(())
    }
}
