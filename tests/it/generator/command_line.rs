//! What the command line takes, and what it says of what it does not take.

use std::fs;

use token_codegen::cli::Exit;

use crate::support::sandbox::{DOCUMENT, Sandbox, run};

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

#[test]
fn a_rename_on_the_command_line_is_honoured_and_repeated_in_the_suggestion() {
    let sandbox = Sandbox::new();
    let rename = ["--rename", "#/paths/~1ping/get=Alive"];
    assert_eq!(sandbox.run(&rename).exit, Exit::Done);
    fs::remove_file(sandbox.path("crate/src/generated/operations/alive.rs")).unwrap();
    let check = sandbox.run(&[&rename[..], &["--check"]].concat());
    assert!(
        check.err.ends_with(
            " --crate-name ping --core-version 0.1.0 --rename '#/paths/~1ping/get=Alive'`\n"
        ),
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
