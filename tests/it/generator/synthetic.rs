//! Large documents, made by code: what is shared is there once, and each feature compiles on its own.

mod document;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use token_codegen::{
    fileset::FileSet,
    options::Layout,
    workspace::{self, Mode, targets::Target},
};

use crate::support::{self, check};
use document::{document, grouped};

/// Writes a document into a directory, and returns the target that makes a crate of it there.
fn target(document: &Value, folder: &Path) -> Target {
    let spec = folder.join("synthetic.json");
    fs::create_dir_all(folder).unwrap();
    fs::write(&spec, document.to_string()).unwrap();
    support::target(&spec, &folder.join("crate"), "synthetic")
}

fn generated(document: &Value) -> FileSet {
    let folder = tempfile::tempdir().unwrap();
    support::generated(&target(document, folder.path()))
}

/// Returns how often a text is in the files.
fn count(files: &FileSet, text: &str) -> usize {
    files
        .iter()
        .map(|(_, file)| file.matches(text).count())
        .sum()
}

fn lines(files: &FileSet) -> usize {
    files.iter().map(|(_, file)| file.lines().count()).sum()
}

#[test]
fn what_is_equal_is_generated_once_and_the_rest_grows_with_the_operations() {
    let tags = ["a", "b", "c", "d"];
    let (few, many) = (
        generated(&document(100, &tags)),
        generated(&document(1000, &tags)),
    );
    for files in [&few, &many] {
        assert_eq!(
            count(files, "DocumentedError for"),
            1,
            "11 equal errors of each operation are one enum"
        );
        assert_eq!(count(files, "pub struct ApiError"), 0);
        assert_eq!(count(files, "pub enum ApiError"), 1);
    }
    assert_eq!(few.len(), many.len(), "operations of one tag share files");
    let structs = count(&many, "pub struct ");
    // Of each operation itself, its thing and its response; and the client, its builder, an error's body and what is in that.
    assert_eq!(structs, 3 * 1000 + 4);
    let each = (lines(&many) - lines(&few)) / 900;
    assert!(each <= 150, "{each} lines for an operation with two models");
}

#[test]
fn small_documents_have_a_file_for_each_operation_and_one_trait() {
    let files = generated(&document(60, &["a", "b"]));
    assert!(
        files
            .get("src/generated/operations/update_thing59.rs")
            .is_some()
    );
    assert_eq!(count(&files, "pub trait "), 1);
    assert_eq!(count(&files, "cfg(feature = \"a\")"), 0);
}

#[test]
fn a_large_document_without_tags_is_not_divided() {
    let mut document = document(61, &["a"]);
    for index in 0..61 {
        document["paths"][format!("/v1/things{index}/{{id}}")]["post"]["tags"] = json!([]);
    }
    let files = generated(&document);
    assert_eq!(count(&files, "pub trait "), 1);
    assert!(files.get("src/generated/operations.rs").is_some());
}

#[test]
fn what_one_tag_alone_needs_stands_with_it() {
    let files = generated(&grouped());
    let text = |path: &str| files.get(&format!("src/generated/{path}")).unwrap();
    for (path, present, absent) in [
        (
            "models.rs",
            [
                "pub struct Shared ",
                "pub struct Inner ",
                "pub struct Meta ",
            ],
            "pub struct Thing0 ",
        ),
        (
            "pet_shop/models.rs",
            [
                "pub struct Thing0 ",
                "pub struct Thing3 ",
                "pub struct Thing66 ",
            ],
            "pub struct Shared ",
        ),
        (
            "rustls_group/errors.rs",
            ["pub enum UpdateThing2Error ", "Gone", "Conflict"],
            "pub enum ApiError ",
        ),
    ] {
        for present in present {
            assert!(text(path).contains(present), "{path} lacks {present}");
        }
        assert!(!text(path).contains(absent), "{path} has {absent}");
    }
    assert!(text("operations.rs").contains("pub struct Ping "));
    assert!(text("client_group/api.rs").contains("pub trait ClientApi"));
    let manifest = files.get("Cargo.toml").unwrap();
    assert!(
        manifest.contains("# The operations under the tag `Pet Shop`.\npet-shop = []\n"),
        "{manifest}"
    );
}

/// The directory stays where it is between runs, so that only what changed is compiled again.
#[test]
fn each_feature_compiles_on_its_own_and_so_does_none() {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("grouped");
    let target = target(&grouped(), &folder);
    let report = workspace::run(&[target], Mode::Write).unwrap();
    assert!(report.is_clean, "{}", report.problems);
    fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"crate\"]\n",
    )
    .unwrap();
    let groups = ["pet-shop", "client-group", "rustls-group"];
    for features in [
        "",
        "pet-shop",
        "client-group",
        "rustls-group",
        "mock,tracing",
    ] {
        check(&folder, features);
    }
    check(&folder, &format!("mock,{}", groups.join(",")));
}

#[test]
fn features_that_a_manual_manifest_lacks_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let mut target = target(&grouped(), folder.path());
    target.options.layout = Layout::Sources;
    fs::create_dir_all(&target.directory).unwrap();
    let manifest = target.directory.join("Cargo.toml");
    fs::write(&manifest, "[features]\nmock = []\npet-shop = []\n").unwrap();
    let targets = [target];
    for mode in [Mode::Write, Mode::Check] {
        let report = workspace::run(&targets, mode).unwrap();
        assert!(!report.is_clean);
        let told: BTreeSet<&str> = report.problems.lines().collect();
        assert!(
            told.contains("client-group = []") && told.contains("rustls-group = []"),
            "{}",
            report.problems
        );
        assert!(!told.contains("pet-shop = []"), "{}", report.problems);
    }
    fs::write(
        &manifest,
        "[features]\nmock = []\npet-shop = []\nclient-group = []\nrustls-group = []\n",
    )
    .unwrap();
    let report = workspace::run(&targets, Mode::Write).unwrap();
    assert!(report.is_clean, "{}", report.problems);
}
