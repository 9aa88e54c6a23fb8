//! The shell around a crate that is made by `--spec`: its manifest, its README, and the workspace that it is in.

use std::{fs, path::Path};

use token_codegen::cli::Exit;

use crate::support::sandbox::{DOCUMENT, Sandbox, ping, run};

/// Returns the line of a crate's manifest that says where token-core is.
fn core_path(sandbox: &Sandbox) -> String {
    let manifest = fs::read_to_string(sandbox.path("crate/Cargo.toml")).unwrap();
    let line = manifest
        .lines()
        .find(|line| line.starts_with("token-core = "));
    line.unwrap().to_owned()
}

#[test]
fn the_path_of_the_runtime_is_checked_and_portable() {
    let sandbox = Sandbox::new();
    let nowhere = sandbox.run(&["--core-path", "nope"]);
    assert_eq!(nowhere.exit, Exit::Usage);
    assert!(
        nowhere.err.contains("there is no nope/Cargo.toml"),
        "{}",
        nowhere.err
    );

    // The tests run in their package's directory.
    let core = "../crates/token-core";
    assert_eq!(sandbox.run(&["--core-path", core]).exit, Exit::Done);
    let real = fs::canonicalize(core).unwrap();
    let line = core_path(&sandbox);
    let (_, path) = line.split_once("path = \"").unwrap();
    let path = Path::new(path.split('"').next().unwrap());
    assert!(path.is_relative(), "{line}");
    assert_eq!(
        fs::canonicalize(sandbox.path("crate").join(path)).unwrap(),
        real,
        "{line}"
    );

    let absolute = real.to_str().unwrap();
    assert_eq!(sandbox.run(&["--core-path", absolute]).exit, Exit::Done);
    assert!(core_path(&sandbox).contains(&format!("path = \"{absolute}\"")));
}

#[test]
fn a_crate_below_a_workspace_that_does_not_list_it_gets_advice() {
    let sandbox = Sandbox::new();
    for (workspace, is_told) in [
        ("members = [\"other\"]", true),
        ("members = [\"cr*\"]", false),
        ("exclude = [\"crate\"]", false),
    ] {
        sandbox.write("Cargo.toml", &format!("[workspace]\n{workspace}\n"));
        let run = sandbox.run(&[]);
        assert_eq!(run.exit, Exit::Done);
        assert_eq!(
            run.out.contains("add \"crate\" to its `members`"),
            is_told,
            "{}",
            run.out
        );
    }
}

#[test]
fn a_title_is_one_plain_line() {
    for (title, manifest, readme) in [
        ("", "A client of ping", "A client of ping."),
        (
            "Two\\nlines",
            "A client of Two lines",
            "A client of Two lines.",
        ),
        (
            "The <b>bold</b> *API*",
            "A client of The <b>bold</b> *API*",
            "A client of The `<b>bold</b>` \\*API\\*.",
        ),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write(
            "ping.json",
            &DOCUMENT.replace("\"Ping\"", &format!("\"{title}\"")),
        );
        assert_eq!(sandbox.run(&[]).exit, Exit::Done);
        let text = |path| fs::read_to_string(sandbox.path(path)).unwrap();
        let line = format!("description = \"{manifest}\"");
        assert!(
            text("crate/Cargo.toml").lines().any(|found| found == line),
            "{}",
            text("crate/Cargo.toml")
        );
        assert!(
            text("crate/README.md").lines().any(|found| found == readme),
            "{}",
            text("crate/README.md")
        );
        assert!(text("crate/src/lib.rs").contains("clippy::must_use_candidate"));
    }
}

#[test]
fn the_name_of_the_document_neither_ends_a_comment_nor_an_argument() {
    let sandbox = Sandbox::new();
    let spec = sandbox.path("a\nb 'c'-->.json");
    fs::write(&spec, DOCUMENT).unwrap();
    let out = sandbox.path("crate");
    let arguments = ping(&spec, &out);
    assert_eq!(run(&arguments).exit, Exit::Done);
    let text = |path| fs::read_to_string(sandbox.path(path)).unwrap();
    assert!(
        text("crate/src/lib.rs")
            .lines()
            .next()
            .unwrap()
            .ends_with(r" from a\nb 'c'-->.json. Do not edit.")
    );
    assert_eq!(
        text("crate/README.md")
            .lines()
            .next()
            .unwrap()
            .matches("-->")
            .count(),
        1
    );
    fs::remove_file(sandbox.path("crate/README.md")).unwrap();
    let check = run(&[&arguments[..], &["--check"]].concat());
    assert!(
        check.err.contains(r"b '\''c'\''-->.json' --out "),
        "{}",
        check.err
    );
}
