//! Compiling crates that a test has made.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Checks all crates of a workspace without TLS, which is the runtime's affair, and with a warning being an error.
///
/// All tests share one target folder, in which the runtime is compiled once and stays between runs.
pub(crate) fn check(workspace: &Path) {
    let features = ["--no-default-features", "--features", "mock,tracing"];
    let flags = "-D warnings -W missing_docs -W missing_debug_implementations -W unreachable_pub -W unused_qualifications";
    cargo(workspace, "check", &features, flags);
}

/// Builds all programs of a workspace, TLS included, and returns the folder that they are in.
pub(crate) fn build(workspace: &Path) -> PathBuf {
    cargo(workspace, "build", &[], "-D warnings");
    target().join("debug")
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("accept/target")
}

fn cargo(workspace: &Path, command: &str, arguments: &[&str], flags: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    // The versions that the workspace was built with are on this machine, so that no network is needed.
    fs::copy(root.join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([command, "--quiet", "--offline", "--workspace"])
        .args(arguments)
        .arg("--target-dir")
        .arg(target())
        .current_dir(workspace)
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("RUSTFLAGS", flags)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
