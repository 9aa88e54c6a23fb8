//! The manifest of a new crate: what the workspace sets is inherited, and the rest is written out.

use std::fmt::Write;

use anyhow::{Context, Result};
use toml::Table;
use toml_edit::DocumentMut;

use crate::package::DEPENDENCIES;

/// The keys that a crate inherits where the workspace sets them.
const INHERITED: [&str; 5] = [
    "version",
    "edition",
    "rust-version",
    "license",
    "repository",
];

/// Returns the manifest of the crate `name`, from the one that is generated for a crate outside of workspaces.
pub(super) fn manifest(name: &str, generated: &str, workspace: &DocumentMut) -> Result<String> {
    let parsed: Table = generated.parse().context("the generated manifest")?;
    let package = parsed
        .get("package")
        .context("`[package]` is not generated")?;
    let description = package
        .get("description")
        .context("the generated manifest has no description")?;
    let inherits = |table: &str, key: &str| {
        let table = workspace
            .get("workspace")
            .and_then(|workspace| workspace.get(table));
        table.is_some_and(|table| table.get(key).is_some())
    };
    let mut text = format!("[package]\nname = \"{name}\"\ndescription = {description}\n");
    for key in INHERITED {
        if inherits("package", key) {
            writeln!(text, "{key}.workspace = true")?;
        } else if let Some(value) = package.get(key) {
            writeln!(text, "{key} = {value}")?;
        }
    }
    write!(
        text,
        "readme = \"README.md\"\n\
         keywords = [\"api\", \"client\"]\n\
         categories = [\"api-bindings\"]\n\n\
         {}\n\
         [dependencies]\n",
        features(generated)?
    )?;
    let dependencies = parsed
        .get("dependencies")
        .context("`[dependencies]` is not generated")?;
    for (dependency, reason) in DEPENDENCIES {
        let Some(setting) = dependencies.get(dependency) else {
            continue;
        };
        writeln!(text, "# {reason}")?;
        match (inherits("dependencies", dependency), dependency) {
            (true, "mockall") => text.push_str("mockall = { workspace = true, optional = true }\n"),
            (true, _) => writeln!(text, "{dependency}.workspace = true")?,
            (false, _) => writeln!(text, "{dependency} = {setting}")?,
        }
    }
    if workspace
        .get("workspace")
        .is_some_and(|workspace| workspace.get("lints").is_some())
    {
        text.push_str("\n[lints]\nworkspace = true\n");
    }
    Ok(text)
}

/// Returns the features of a generated manifest, with the comments that say what they are.
fn features(generated: &str) -> Result<&str> {
    let section = generated
        .split_once("[features]\n")
        .and_then(|(before, _)| {
            let rest = generated.get(before.len()..)?;
            rest.split_once("\n[").map(|(features, _)| features)
        });
    section.context("`[features]` is not generated")
}
