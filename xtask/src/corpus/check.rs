//! Compiling what was generated: one workspace, so that what all crates depend on is compiled once.

use std::env;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result};

use super::row::{End, Row};

/// How many lines of the compiler's words a row keeps.
const SAID: usize = 12;

/// The lints of the workspace that the compiler itself has; every warning counts.
const FLAGS: &str = "-D warnings -W missing_docs -W missing_debug_implementations -W unreachable_pub -W unused_qualifications";

/// Compiles every crate, and puts into its row how that went.
pub(super) fn compile(root: &Path, scratch: &Path, rows: &mut [Row]) -> Result<()> {
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";
    fs::write(scratch.join("Cargo.toml"), manifest)
        .context("cannot write the scratch workspace")?;
    // The versions that the workspace was built with are on this machine, so that no network is needed.
    fs::copy(root.join("Cargo.lock"), scratch.join("Cargo.lock"))
        .context("cannot copy Cargo.lock")?;
    let mut fine = rows.iter().filter(|row| row.end == End::Fine);
    let Some(first) = fine.next() else {
        return Ok(());
    };
    // What all crates depend on is compiled with the first one, which is then looked at again by itself.
    cargo(scratch, &first.name)?;
    let library = scratch.join("crates").join(&first.name).join("src/lib.rs");
    File::options()
        .write(true)
        .open(&library)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .with_context(|| format!("cannot touch {}", library.display()))?;
    for row in rows.iter_mut().filter(|row| row.end == End::Fine) {
        let start = Instant::now();
        let output = cargo(scratch, &row.name)?;
        row.checked_in = Some(start.elapsed());
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            row.end = End::Broken(said.lines().take(SAID).collect::<Vec<_>>().join("\n"));
        }
    }
    Ok(())
}

fn cargo(scratch: &Path, package: &str) -> Result<Output> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
        .args([
            "check",
            "--quiet",
            "--offline",
            "--no-default-features",
            "--features",
            "mock,tracing",
            "--package",
            package,
        ])
        .arg("--target-dir")
        .arg(scratch.join("target"))
        .current_dir(scratch)
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("RUSTFLAGS", FLAGS)
        .output()
        .context("cannot start cargo")
}
