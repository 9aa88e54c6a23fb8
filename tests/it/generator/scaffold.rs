//! `cargo xtask new`: a crate that compiles at once, in tables whose comments stay.

use std::{fs, path::Path};

use tempfile::TempDir;
use token_codegen::workspace::{Report, scaffold};

use crate::support::{check, sandbox::DOCUMENT};

const TABLE: &str = "# Which crate comes from which document.\n";

/// Returns a small workspace, which lists its members one by one.
fn workspace() -> TempDir {
    let root = crate::support::root();
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let core = format!("path = \"{}\"", root.join("crates/token-core").display());
    let manifest = manifest
        .replace(
            "members = [\"crates/*\", \"examples/*\", \"tests\", \"xtask\"]",
            "members = [] # one by one",
        )
        .replace(
            "default-members = [\"crates/*\", \"tests\", \"xtask\"]\n",
            "",
        )
        .replace("path = \"crates/token-core\"", &core);
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("specs")).unwrap();
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.path().join("specs/apis.toml"), TABLE).unwrap();
    fs::write(folder.path().join("ping.json"), DOCUMENT).unwrap();
    folder
}

/// Adds a crate as `cargo xtask new` does.
fn add(
    root: &Path,
    name: &str,
    spec: &str,
) -> Result<Report, impl std::fmt::Display + std::fmt::Debug> {
    let request = scaffold::Request {
        name,
        spec: &root.join(spec),
        core: None,
        command: "cargo xtask codegen",
    };
    scaffold::add(root, request)
}

#[test]
fn a_new_crate_compiles_at_once_and_is_in_every_table() {
    let folder = workspace();
    let root = folder.path();
    let report = add(root, "ping-api", "ping.json").unwrap();
    assert!(report.is_clean, "{}", report.problems);
    assert!(
        report
            .done
            .ends_with("wrote crates/ping-api, and added it to specs/apis.toml, Cargo.toml\n"),
        "{}",
        report.done
    );
    let text = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    assert_eq!(text("specs/ping-api.json"), DOCUMENT);
    assert_eq!(
        text("specs/apis.toml"),
        format!("{TABLE}\n[ping-api]\ndocument = \"ping-api.json\"\n")
    );
    let manifest = text("Cargo.toml");
    assert!(
        manifest.contains("members = [\"crates/ping-api\"] # one by one"),
        "{manifest}"
    );
    assert!(manifest.contains("ping-api = { version = \"0.1.0\", path = \"crates/ping-api\", default-features = false }"), "{manifest}");
    assert!(!text("crates/ping-api/README.md").contains("Do not edit"));
    check(root, "mock,tracing");

    let again = add(root, "ping-api", "ping.json").unwrap_err();
    assert!(again.to_string().contains("exists already"), "{again}");
}

#[test]
fn nothing_is_overwritten_and_a_wrong_document_changes_nothing() {
    let folder = workspace();
    let root = folder.path();
    fs::write(root.join("wrong.yaml"), "openapi: 3.1.0\npaths: {}\n").unwrap();
    let report = add(root, "wrong", "wrong.yaml").unwrap();
    assert!(
        !report.is_clean && report.problems.contains("no-operations"),
        "{}",
        report.problems
    );
    assert!(!root.join("crates").exists() && !root.join("specs/wrong.yaml").exists());

    fs::write(root.join("specs/ping.json"), "mine").unwrap();
    let taken = add(root, "ping", "ping.json").unwrap_err();
    assert!(
        taken.to_string().contains("specs/ping.json exists already"),
        "{taken}"
    );
    assert_eq!(
        fs::read_to_string(root.join("specs/ping.json")).unwrap(),
        "mine"
    );

    fs::write(
        root.join("specs/apis.toml"),
        format!("{TABLE}[ping]\ndocument = \"x.json\"\n"),
    )
    .unwrap();
    let taken = add(root, "ping", "ping.json").unwrap_err();
    assert!(
        taken
            .to_string()
            .contains("specs/apis.toml has an entry `ping` already"),
        "{taken}"
    );
    assert!(add(root, "pong", "pong.json").is_err());
}
