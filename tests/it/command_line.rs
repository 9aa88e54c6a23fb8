//! What the command line takes, and what it says of what it does not take.

use std::{fs, path::Path};

use xtask::cli::Exit;

use crate::support::sandbox::{DOCUMENT, Sandbox, ping, run};

#[test]
fn a_wrong_command_line_is_another_failure_than_a_wrong_document() {
    for arguments in [
        &["no-such-crate"][..],
        &["--spec", "a.yaml"],
        &["--out", "there"],
        &["--check", "--dry-run"],
        &[
            "squadcast-tokens",
            "--spec",
            "a.yaml",
            "--out",
            "there",
            "--crate-name",
            "x",
        ],
        &["--spec", "a.yaml", "--out", "there", "--crate-name", "1 x"],
        &["--surprise"],
    ] {
        let run = run(arguments);
        assert_eq!(run.exit, Exit::Usage, "{arguments:?}");
        assert!(run.err.starts_with("error: "), "{}", run.err);
    }
    let unknown = run(&["no-such-crate"]);
    assert!(
        unknown.err.contains("squadcast-tokens, staff-user-token"),
        "{}",
        unknown.err
    );
    let missing = run(&[
        "--spec",
        "no-such-file.yaml",
        "--out",
        "there",
        "--crate-name",
        "x",
    ]);
    assert_eq!(missing.exit, Exit::Problems);
    assert!(missing.err.contains("no-such-file.yaml"), "{}", missing.err);
    assert_eq!(run(&["--help"]).exit, Exit::Done);
}

#[test]
fn a_name_that_no_crate_can_have_is_refused() {
    for name in [
        "self",
        "Self",
        "async",
        "gen",
        "std",
        "core",
        "alloc",
        "test",
        "proc-macro",
        "con",
        "NUL",
        "com1",
        "serde",
        "token-core",
        "token_core",
        "mockall",
    ] {
        let run = run(&["--spec", "a.yaml", "--out", "there", "--crate-name", name]);
        assert_eq!(run.exit, Exit::Usage, "{name}");
        assert!(run.err.contains(&format!("`{name}-client`")), "{}", run.err);
    }
}

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

    // The tests run in their package's folder.
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
fn a_rename_on_the_command_line_is_honoured_and_repeated_in_the_cure() {
    let sandbox = Sandbox::new();
    let rename = ["--rename", "#/paths/~1ping/get=Alive"];
    assert_eq!(sandbox.run(&rename).exit, Exit::Done);
    fs::remove_file(sandbox.path("crate/src/generated/operations/alive.rs")).unwrap();
    let check = sandbox.run(&[&rename[..], &["--check"]].concat());
    assert!(
        check
            .err
            .ends_with(" --crate-name ping --rename '#/paths/~1ping/get=Alive'`\n"),
        "{}",
        check.err
    );
    let unused = sandbox.run(&["--rename", "#/paths/~1pong/get=Alive"]);
    assert!(
        unused
            .err
            .contains("`#/paths/~1pong/get` after `--rename` renames nothing"),
        "{}",
        unused.err
    );
    assert_eq!(sandbox.run(&["--rename", "Alive"]).exit, Exit::Usage);
    let twice = sandbox.run(&[rename, rename].concat());
    assert_eq!(twice.exit, Exit::Problems);
    assert!(twice.err.contains("the same pointer"), "{}", twice.err);
}

#[test]
fn a_crate_below_a_workspace_that_does_not_list_it_is_told_so() {
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

#[test]
fn the_named_crates_are_checked_and_no_others() {
    let run = run(&["staff-user-token", "--check"]);
    assert_eq!(run.exit, Exit::Done, "{}", run.err);
    assert_eq!(run.out.lines().count(), 1);
    assert!(run.out.starts_with("staff-user-token: "), "{}", run.out);
}

#[test]
fn a_denied_warning_is_an_error() {
    let sandbox = Sandbox::new();
    let document = DOCUMENT.replace("\"title\"", "\"motto\": \"Pong\", \"title\"");
    sandbox.write("ping.json", &document);
    let denied = sandbox.run(&["--deny-warnings"]);
    assert_eq!((denied.exit, denied.out.as_str()), (Exit::Problems, ""));
    assert!(
        denied.err.starts_with("error[unknown-key]: "),
        "{}",
        denied.err
    );
    assert!(
        denied
            .err
            .ends_with("nothing was written; errors: 1, warnings: 0\n"),
        "{}",
        denied.err
    );
    assert!(!sandbox.path("crate").exists());
    let warned = sandbox.run(&[]);
    assert_eq!(warned.exit, Exit::Done);
    assert!(
        warned.err.starts_with("warning[unknown-key]: "),
        "{}",
        warned.err
    );
    assert!(sandbox.path("crate").exists());
}
