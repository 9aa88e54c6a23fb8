//! The files that people own: manifest, README and `lib.rs`, from what the generator makes of the document.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml::Table;

use crate::codegen::fileset::FileSet;
use crate::codegen::package::DEPENDENCIES;

const LIB: &str = "\
#![doc = include_str!(\"../README.md\")]

mod generated;

pub use generated::*;
/// The runtime, whose types stand in this crate's interface.
pub use token_core;
";

/// Writes the files into the folder of a new crate.
pub(super) fn write(folder: &Path, name: &str, document: &str, preview: &FileSet) -> Result<()> {
    let preview_of = |path| {
        preview
            .get(path)
            .with_context(|| format!("nothing gives {path}"))
    };
    let files = [
        ("Cargo.toml", manifest(name, preview_of("Cargo.toml")?)?),
        (
            "README.md",
            readme(name, document, preview_of("README.md")?),
        ),
        ("src/lib.rs", library(preview_of("src/lib.rs")?)),
    ];
    fs::create_dir_all(folder.join("src"))?;
    for (path, text) in files {
        let path = folder.join(path);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Returns `lib.rs`, with the limit of recursion that the generated one has.
fn library(preview: &str) -> String {
    let mut lines = preview.lines();
    let limit = lines.find(|line| line.starts_with("#![recursion_limit"));
    match (limit, LIB.split_once('\n')) {
        (Some(limit), Some((docs, rest))) => format!("{docs}\n{limit}\n{rest}"),
        _ => LIB.to_owned(),
    }
}

/// Returns the manifest of a member of the workspace that depends on what the generated one does.
fn manifest(name: &str, preview: &str) -> Result<String> {
    let generated: Table = preview.parse().context("the manifest is wrong")?;
    let description = generated
        .get("package")
        .and_then(|package| package.get("description"));
    let description = description.context("the generated manifest has no description")?;
    let dependencies = generated
        .get("dependencies")
        .and_then(|table| table.as_table());
    let dependencies = dependencies.context("the generated manifest has no dependencies")?;
    let mut text = format!(
        "[package]\n\
         name = \"{name}\"\n\
         description = {description}\n\
         version.workspace = true\n\
         edition.workspace = true\n\
         rust-version.workspace = true\n\
         license.workspace = true\n\
         repository.workspace = true\n\
         readme = \"README.md\"\n\
         keywords = [\"api\", \"client\"]\n\
         categories = [\"api-bindings\"]\n\n\
         {}\n\
         [dependencies]\n",
        features(preview)?
    );
    for (dependency, reason) in DEPENDENCIES {
        if dependencies.contains_key(dependency) {
            let setting = match dependency {
                "mockall" => "mockall = { workspace = true, optional = true }".to_owned(),
                other => format!("{other}.workspace = true"),
            };
            writeln!(text, "# {reason}\n{setting}")?;
        }
    }
    text.push_str("\n[lints]\nworkspace = true\n");
    Ok(text)
}

/// Returns the features of the generated manifest with their comments: a large document has one for each tag.
fn features(preview: &str) -> Result<&str> {
    let section = preview.split_once("[features]\n").and_then(|(before, _)| {
        let rest = preview.get(before.len()..)?;
        rest.split_once("\n[").map(|(features, _)| features)
    });
    section.context("the generated manifest has no features")
}

/// Returns the README without the line that says that it is generated.
fn readme(name: &str, document: &str, generated: &str) -> String {
    let (_, own) = generated.split_once('\n').unwrap_or_default();
    format!(
        "{own}\n\
         ## Where it comes from\n\n\
         Everything under `src/generated/` is made from `specs/{document}` by `cargo xtask codegen {name}`.\n"
    )
}
