//! rustfmt, run once for all files of a crate.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::codegen::fileset::FileSet;

/// The workspace's settings, so that the output is what `cargo fmt` wants.
const SETTINGS: &str = include_str!("../../../../rustfmt.toml");

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
    let paths = || unformatted.iter().map(|(path, _)| path);
    run(folder, paths().map(|path| path.below(folder)))?;
    let mut files = FileSet::default();
    for path in paths() {
        files.insert(path.as_str(), fs::read_to_string(path.below(folder))?)?;
    }
    Ok(files)
}

fn run(folder: &Path, files: impl Iterator<Item = PathBuf>) -> Result<()> {
    let program = std::env::var_os("RUSTFMT").unwrap_or_else(|| OsString::from("rustfmt"));
    let mut command = Command::new(&program);
    command
        .args(["--edition", "2024", "--config-path"])
        .arg(folder)
        .args(files);
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
