//! Crates that a test makes of documents, and compiles.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use token_codegen::{
    bundle::Selection,
    diagnostic::{Sink, render},
    fileset::FileSet,
    workspace::{
        self,
        targets::{self, Core, Request, Target},
    },
};

/// Returns the root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Returns the target that makes a crate of a document, with the runtime of this workspace.
pub(crate) fn target(document: &Path, out: &Path, crate_name: &str) -> Target {
    targets::of_document(Request {
        spec: document,
        out,
        crate_name,
        core: Some(&Core::Path(root().join("crates/token-core"))),
        overlays: &[],
        renames: &[],
        selection: &Selection::default(),
    })
    .unwrap()
}

/// Returns the files of a crate, of whose document there is nothing to say.
pub(crate) fn generated(target: &Target) -> FileSet {
    let mut sink = Sink::default();
    let files = workspace::generate(target, "cargo xtask codegen", &mut sink).unwrap();
    assert_eq!(render(&sink.into_sorted()), "");
    files.unwrap()
}

/// Checks all crates of a workspace with these features, and with a warning being an error.
///
/// TLS is left out, because it is left to the runtime.
pub(crate) fn check(workspace: &Path, features: &str) {
    let mut check = cargo("check", workspace, &scratch().join("target"));
    check
        .args(["--workspace", "--no-default-features", "--features", features])
        .env("RUSTFLAGS", "-D warnings -W missing_docs -W missing_debug_implementations -W unreachable_pub -W unused_qualifications");
    succeeds(&mut check);
}

/// Builds all programs of a workspace, TLS included, and returns the directory that they are in.
pub(crate) fn build(workspace: &Path) -> PathBuf {
    let target = scratch().join("target");
    let mut build = cargo("build", workspace, &target);
    succeeds(build.arg("--workspace").env("RUSTFLAGS", "-D warnings"));
    target.join("debug")
}

fn succeeds(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Returns the scratch directory of `cargo xtask corpus`, which stays between runs.
///
/// All tests that check crates share its `target`, in which what all crates depend on is compiled once.
pub(crate) fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus")
}

/// Returns a command of cargo in a workspace that a test has made.
pub(crate) fn cargo(command: &str, workspace: &Path, target: &Path) -> Command {
    // The versions that the workspace was built with are on this machine, so that no network is needed.
    let lock = root().join("Cargo.lock");
    fs::copy(lock, workspace.join("Cargo.lock")).unwrap();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(cargo);
    cargo
        .args([command, "--quiet", "--offline", "--target-dir"])
        .arg(target)
        .current_dir(workspace)
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}
