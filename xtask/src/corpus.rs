//! `cargo xtask corpus`: what becomes of every document of a directory.
//!
//! A tool for maintainers: it reports which documents are refused and why, and whether what was generated compiles.

mod check;
mod row;
mod table;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use token_codegen::workspace::Report;

use row::Row;

/// Generates every document below `directory` into the scratch workspace, with the runtime of the workspace at `root`, and
/// compiles it there if `check` says so.
///
/// # Errors
///
/// A directory that cannot be read or holds no document, and what cannot be written or started.
pub fn run(root: &Path, directory: &Path, scratch: &Path, check: bool) -> Result<Report> {
    let mut documents = Vec::new();
    collect(directory, &mut documents)?;
    ensure!(
        !documents.is_empty(),
        "there is no document below {}",
        directory.display()
    );
    documents.sort();
    let crates = scratch.join("crates");
    if crates.exists() {
        fs::remove_dir_all(&crates)
            .with_context(|| format!("cannot empty {}", crates.display()))?;
    }
    let mut rows = Vec::new();
    for document in &documents {
        let shown = document.strip_prefix(directory).unwrap_or(document);
        rows.push(row::generate(root, document, shown, &crates)?);
    }
    if check {
        check::compile(root, scratch, &mut rows)?;
    }
    Ok(Report {
        done: table::render(&rows, check),
        problems: String::new(),
        is_clean: rows.iter().all(Row::is_fine),
    })
}

/// Adds the files below a directory that may be documents.
fn collect(directory: &Path, documents: &mut Vec<PathBuf>) -> Result<()> {
    let context = || format!("cannot read {}", directory.display());
    for entry in fs::read_dir(directory).with_context(context)? {
        let path = entry.with_context(context)?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() {
            collect(&path, documents)?;
        } else if matches!(ending, Some("json" | "yaml" | "yml")) {
            documents.push(path);
        }
    }
    Ok(())
}

/// Returns the usual scratch workspace: in the target directory of the workspace at `root`.
pub fn scratch(root: &Path) -> PathBuf {
    let own = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = own.unwrap_or_else(|| root.join("target"));
    target.join("corpus")
}
