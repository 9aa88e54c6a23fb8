//! `cargo xtask corpus`: every document of a folder has its line.

use std::fs;

use xtask::{codegen::targets, corpus};

use crate::support::sandbox::DOCUMENT;

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
    let run = || corpus::run(targets::workspace(), folder.path(), scratch.path(), false).unwrap();
    let report = run();
    assert!(report.is_clean);
    let lines: Vec<Vec<&str>> = report
        .done
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(
        (lines[1][0], *lines[1].last().unwrap()),
        ("good/ping.json", "generated")
    );
    assert_eq!(
        (lines[2][0], *lines[2].last().unwrap()),
        ("part.yml", "fragment")
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
    let nothing = corpus::run(targets::workspace(), empty.path(), scratch.path(), false);
    assert!(
        nothing
            .unwrap_err()
            .to_string()
            .starts_with("there is no document below ")
    );
}
