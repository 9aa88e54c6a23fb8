//! `cargo xtask corpus`: every document of a directory has its line.

use std::{fs, path::Path};

use xtask::corpus;

use crate::support::{sandbox::DOCUMENT, scratch};

#[test]
fn every_document_has_a_line_and_every_failure_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("good/ping.json", DOCUMENT);
    write("good/notes.txt", "no document");
    write("part.yml", "type: object\n");
    let scratch = tempfile::tempdir().unwrap();
    let run = || corpus::run(crate::support::root(), folder.path(), scratch.path(), false).unwrap();
    let report = run();
    assert!(report.is_clean);
    assert_eq!(
        ends(&report.done),
        [("good/ping.json", "generated"), ("part.yml", "fragment")]
    );
    assert!(
        scratch
            .path()
            .join("crates/corpus-good-ping-json/src/generated/mod.rs")
            .is_file()
    );

    write("bad.yaml", "openapi: 3.1.0\ninfo: {title: T}\npaths: {}\n");
    write("worse.yaml", "openapi: [\n");
    let report = run();
    assert!(!report.is_clean);
    assert!(
        report
            .done
            .contains("documents: 4, fine: 1, refused: 2, broken: 0, fragments: 1\n"),
        "{}",
        report.done
    );
    assert!(
        report.done.contains("\nbad.yaml\nerror[no-operations]: "),
        "{}",
        report.done
    );
    assert!(
        report.done.contains("\nworse.yaml\nerror[syntax]: "),
        "{}",
        report.done
    );

    let empty = tempfile::tempdir().unwrap();
    let nothing = corpus::run(crate::support::root(), empty.path(), scratch.path(), false);
    assert!(
        nothing
            .unwrap_err()
            .to_string()
            .starts_with("there is no document below ")
    );
}

/// The crate of a sound document breaks where the runtime is not what it was generated for.
#[test]
fn with_check_every_crate_is_compiled() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ping.json"), DOCUMENT).unwrap();
    fs::write(
        folder.path().join("bad.yaml"),
        "openapi: 3.1.0\npaths: {}\n",
    )
    .unwrap();
    let report = corpus::run(crate::support::root(), folder.path(), &scratch(), true).unwrap();
    assert!(!report.is_clean);
    assert_eq!(
        ends(&report.done),
        [("bad.yaml", "REFUSED"), ("ping.json", "compiles")]
    );
    assert!(
        report
            .done
            .contains("documents: 2, fine: 1, refused: 1, broken: 0, fragments: 0\n"),
        "{}",
        report.done
    );

    let stranger = tempfile::tempdir().unwrap();
    workspace_with_another_runtime(stranger.path());
    let report = corpus::run(stranger.path(), folder.path(), &scratch(), true).unwrap();
    assert!(!report.is_clean);
    assert_eq!(
        ends(&report.done),
        [("bad.yaml", "REFUSED"), ("ping.json", "BROKEN")]
    );
    let (_, said) = report.done.split_once("\nping.json\n").unwrap();
    assert!(
        said.starts_with("error") && said.contains("token_core"),
        "{said}"
    );
}

/// Returns the document and the result of each line of the table.
fn ends(table: &str) -> Vec<(&str, &str)> {
    let lines = table.lines().skip(1);
    let rows = lines.take_while(|line| !line.starts_with("documents: "));
    let ends = rows.map(|row| {
        (
            row.split_once("  ").unwrap().0,
            row.rsplit_once("  ").unwrap().1,
        )
    });
    ends.collect()
}

/// Makes a workspace whose runtime has the features that crates ask for, and nothing else.
fn workspace_with_another_runtime(root: &Path) {
    let core = root.join("crates/token-core");
    fs::create_dir_all(core.join("src")).unwrap();
    let manifest = "[package]\nname = \"token-core\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
        [features]\nhttp2 = []\nmetrics = []\nmock = []\nnative-tls = []\nrustls = []\nseal = []\nsocks = []\ntracing = []\n";
    fs::write(core.join("Cargo.toml"), manifest).unwrap();
    fs::write(core.join("src/lib.rs"), "//! Another runtime.\n").unwrap();
    fs::copy(
        crate::support::root().join("Cargo.lock"),
        root.join("Cargo.lock"),
    )
    .unwrap();
}
