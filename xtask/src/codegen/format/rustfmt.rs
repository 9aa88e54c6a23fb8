//! rustfmt, run once for all files of a crate.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::codegen::fileset::FileSet;

/// The workspace's settings, so that the output is what `cargo fmt` wants.
const SETTINGS: &str = include_str!("../../../../rustfmt.toml");

/// The files that lead to all others: rustfmt follows the modules from there.
const ROOTS: [&str; 2] = ["src/lib.rs", "src/generated/mod.rs"];

/// Returns the files as rustfmt leaves them.
pub(super) fn format(unformatted: &FileSet) -> Result<FileSet> {
    let folder = tempfile::tempdir().context("no temporary folder for rustfmt")?;
    let folder = folder.path();
    fs::write(folder.join("rustfmt.toml"), SETTINGS)?;
    for (path, text) in unformatted.iter() {
        let file = path.below(folder);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(&file, text)?;
    }
    let root = ROOTS
        .into_iter()
        .find(|root| unformatted.get(root).is_some());
    let root = root.context("no file that holds the others as modules")?;
    run(folder, &folder.join(root))?;
    let mut files = FileSet::default();
    for (path, _) in unformatted.iter() {
        files.insert(path.as_str(), fs::read_to_string(path.below(folder))?)?;
    }
    Ok(files)
}

fn run(folder: &Path, root: &Path) -> Result<()> {
    let program = std::env::var_os("RUSTFMT").unwrap_or_else(|| OsString::from("rustfmt"));
    let mut command = Command::new(&program);
    command
        .args(["--edition", "2024", "--config-path"])
        .arg(folder)
        .arg(root);
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!(
                "`{}` is not installed; run `rustup component add rustfmt`",
                program.display()
            )
        }
        Err(error) => {
            return Err(error).with_context(|| format!("`{}` does not start", program.display()));
        }
    };
    let problems = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "rustfmt failed:\n{problems}");
    Ok(())
}
