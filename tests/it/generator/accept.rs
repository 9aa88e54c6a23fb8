//! Documents that can be generated, one feature a file: no diagnostic, the expected code, and it compiles.
//!
//! The first line of a fixture may name the files of `src/generated/` that its snapshot shows: those that its feature is about.

use std::{
    fs,
    path::{Path, PathBuf},
};

use token_codegen::{
    fileset::FileSet,
    workspace::{self, Mode, targets::Target},
};

use crate::support::{self, check, generated};

/// Returns the target that makes a crate from a fixture below `folder`.
pub(crate) fn target(fixture: &Path, folder: &Path) -> Target {
    let name = fixture
        .file_stem()
        .unwrap()
        .to_str()
        .unwrap()
        .replace('_', "-");
    support::target(fixture, &folder.join(&name), &name)
}

/// Returns what the snapshot of a fixture shows: the files that its first line names, or else all of them.
fn shown(document: &str, files: &FileSet) -> String {
    let wanted = document
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("# files: "));
    let wanted: Option<Vec<&str>> = wanted.map(|files| files.split(' ').collect());
    let mut shown = String::new();
    let mut count = 0;
    for (path, text) in files.iter() {
        let Some(path) = path.as_str().strip_prefix("src/generated/") else {
            continue;
        };
        if wanted.as_ref().is_none_or(|wanted| wanted.contains(&path)) {
            shown.extend(["=== ", path, "\n", text, "\n"]);
            count += 1;
        }
    }
    assert_eq!(
        count,
        wanted.map_or(count, |wanted| wanted.len()),
        "a file that the first line names is not there"
    );
    shown
}

#[test]
fn every_accepted_document_gives_the_expected_code() {
    insta::glob!("../../fixtures/accept", "*.{json,yaml}", |fixture| {
        let files = generated(&target(fixture, Path::new("unused")));
        let code = shown(&fs::read_to_string(fixture).unwrap(), &files);
        insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!(code) });
    });
}

/// Generates all fixtures as members of one workspace and checks it, without TLS, which is left to the runtime.
///
/// The workspace stays where it is between runs, so that only what changed is compiled again.
#[test]
fn every_accepted_document_gives_a_crate_that_compiles() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accept");
    let folder = workspace.join("crates");
    let targets: Vec<Target> = fixtures()
        .iter()
        .map(|fixture| target(fixture, &folder))
        .collect();
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if targets.iter().all(|target| target.directory != path) {
            fs::remove_dir_all(path).unwrap();
        }
    }
    written(&targets);
    fs::write(
        workspace.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n",
    )
    .unwrap();
    check(&workspace, "mock,tracing");
}

/// Writes the crates.
pub(crate) fn written(targets: &[Target]) {
    let report = workspace::run(targets, Mode::Write).unwrap();
    assert!(report.is_clean, "{}", report.problems);
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/accept");
    let mut fixtures: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    fixtures.sort();
    fixtures
}
