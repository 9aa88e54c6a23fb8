//! The files that people own: manifest, README and `lib.rs`, from what the generator makes of the document.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml_edit::DocumentMut;

use super::manifest::manifest;
use crate::fileset::FileSet;

const LIB: &str = "\
#![doc = include_str!(\"../README.md\")]

mod generated;

pub use generated::*;
#[cfg(feature = \"mock\")]
pub use token_core::testing;
pub use token_core::{
    Call, Error, Secret, credential, error, model, operation, retry, session, settings, store,
    transport,
};
/// The runtime: what is re-exported above, and the crates whose types are part of the interface.
pub use token_core;
";

/// What the files say.
pub(super) struct Request<'a> {
    /// The crate's name.
    pub(super) name: &'a str,
    /// The document's path below `specs/`.
    pub(super) document: &'a str,
    /// The command that generates.
    pub(super) command: &'a str,
    /// The workspace's manifest.
    pub(super) workspace: &'a DocumentMut,
}

/// Writes the files into the directory of a new crate.
pub(super) fn write(directory: &Path, request: &Request<'_>, preview: &FileSet) -> Result<()> {
    let preview_of = |path| {
        preview
            .get(path)
            .with_context(|| format!("{path} is not generated"))
    };
    let files = [
        (
            "Cargo.toml",
            manifest(request.name, preview_of("Cargo.toml")?, request.workspace)?,
        ),
        ("README.md", readme(request, preview_of("README.md")?)),
        ("src/lib.rs", library(preview_of("src/lib.rs")?)),
    ];
    fs::create_dir_all(directory.join("src"))?;
    for (path, text) in files {
        let path = directory.join(path);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Returns the root of the crate, with the limit that deeply nested models need.
fn library(preview: &str) -> String {
    let mut lines = preview.lines();
    let limit = lines.find(|line| line.starts_with("#![recursion_limit"));
    match (limit, LIB.split_once('\n')) {
        (Some(limit), Some((docs, rest))) => format!("{docs}\n{limit}\n{rest}"),
        _ => LIB.to_owned(),
    }
}

/// Returns the generated README without the line that says whose it is, and where the code comes from.
fn readme(request: &Request<'_>, generated: &str) -> String {
    let (_, own) = generated.split_once('\n').unwrap_or_default();
    let Request {
        name,
        document,
        command,
        ..
    } = request;
    format!(
        "{own}\n\
         ## Where it comes from\n\n\
         Everything under `src/generated/` is generated from `specs/{document}` by `{command} {name}`.\n"
    )
}
