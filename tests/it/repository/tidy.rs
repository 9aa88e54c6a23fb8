//! Rules about the files themselves, so that `cargo test` reports them before a reviewer does.

use std::{
    fs,
    path::{Path, PathBuf},
};

use token_codegen::workspace::targets;

/// A hand-written file that grows beyond this is split by subject.
const LONGEST_FILE: usize = 250;

/// Returns the names of the crates of `specs/apis.toml`.
fn generated_crates() -> Vec<String> {
    let targets = targets::of_workspace(crate::support::root()).unwrap();
    let names = targets.into_iter().map(|target| target.options.crate_name);
    names.collect()
}

/// Returns the hand-written Rust files below a directory, with their text.
pub(super) fn rust_files(directory: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && !["target", "generated"].contains(&name) {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            files.push((path, text));
        }
    }
    files.sort();
    files
}

/// Returns the files of everything that is not a test.
fn production() -> Vec<(PathBuf, String)> {
    let folders = [
        "crates/token-codegen/src",
        "crates/token-core/src",
        "crates/token-sandbox/src",
        "xtask/src",
    ];
    folders
        .iter()
        .flat_map(|folder| rust_files(&crate::support::root().join(folder)))
        .collect()
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in production()
        .into_iter()
        .chain(rust_files(&crate::support::root().join("tests")))
    {
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//!") || first.starts_with("#!["),
            "{} has no `//!` line",
            path.display()
        );
    }
}

#[test]
fn no_file_outgrows_its_subject() {
    for (path, text) in production() {
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let lines = code.lines().count();
        assert!(
            lines <= LONGEST_FILE,
            "{} has {lines} lines; split it by subject",
            path.display()
        );
    }
}

#[test]
fn only_the_runtime_names_reqwest() {
    for crate_name in generated_crates() {
        let folder = crate::support::root().join("crates").join(&crate_name);
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let sources = rust_files(&folder).into_iter().map(|(_, text)| text);
        for text in sources.chain([manifest]) {
            assert!(!text.contains("reqwest"), "{crate_name} names reqwest");
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let by_hand = ["token-codegen", "token-core", "token-sandbox"].map(str::to_owned);
    for crate_name in generated_crates().into_iter().chain(by_hand) {
        let manifest = crate::support::root()
            .join("crates")
            .join(&crate_name)
            .join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        let (_, dependencies) = text.split_once("\n[dependencies]\n").unwrap();
        let dependencies = dependencies.split("\n[").next().unwrap();
        assert!(
            dependencies.starts_with('#'),
            "{}: the first dependency has no reason",
            manifest.display()
        );
        let reasons = dependencies
            .lines()
            .filter(|line| line.starts_with('#'))
            .count();
        assert!(
            reasons * 3
                >= dependencies
                    .lines()
                    .filter(|line| line.contains('='))
                    .count(),
            "{crate_name}"
        );
    }
}

#[test]
fn the_generator_depends_on_no_other_crate() {
    let root = crate::support::root();
    let manifest = fs::read_to_string(root.join("crates/token-codegen/Cargo.toml")).unwrap();
    let crates = fs::read_dir(root.join("crates")).unwrap();
    for directory in crates.map(|entry| entry.unwrap().file_name()) {
        let dependency = format!("\n{}", directory.to_str().unwrap());
        assert!(
            !manifest.contains(&dependency),
            "token-codegen depends on {dependency}"
        );
    }
}
