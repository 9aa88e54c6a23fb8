//! Overlays: how they correct a document, and what is said of those that are wrong.

use std::collections::BTreeSet;
use std::fs;

use token_codegen::{cli::Exit, diagnostic::problem, options::Options};

use crate::support::{Folder, read, sandbox::Sandbox};

const API: &str = r#"
openapi: 3.1.0
info: {title: Test, version: "1"}
servers: [{url: "https://old.example.com"}]
paths:
  /users:
    get:
      operationId: listUsers
      tags: [users]
      deprecated: true
      responses: {"204": {description: Done.}}
    delete:
      operationId: removeUsers
      x-internal: true
      responses: {"204": {description: Done.}}
"#;

const HEAD: &str = "overlay: 1.0.0\ninfo: {title: Corrections, version: '1'}\n";

fn with(overlay: &str) -> (Option<token_codegen::ir::Api>, String) {
    read(
        &Folder::new(&[("api.yaml", API), ("overlay.yaml", overlay)]),
        &Options::default(),
    )
}

#[test]
fn actions_are_applied_in_order() {
    let overlay = format!(
        r#"{HEAD}extends: api.yaml
actions:
  - target: $.servers
    remove: true
  - target: $
    description: A list that is merged is appended to, and what was not there is put in.
    update: {{servers: [{{url: "https://new.example.com"}}], info: {{description: Corrected.}}}}
  - target: $.paths['/users'].get
    update:
      operationId: listAll
      responses:
        "204": {{description: All.}}
  - target: $.servers
    update: {{url: "https://second.example.com"}}
  - target: $.paths.*[?@['x-internal']]
    remove: true
"#
    )
    .replace(
        "  - target: $.paths.*.*[?@ == true]\n    remove: true\n",
        "",
    );
    let (api, said) = with(&overlay);
    assert_eq!(said, "");
    let api = api.unwrap();
    let servers: Vec<_> = api
        .servers
        .iter()
        .map(|server| server.url.as_str())
        .collect();
    assert_eq!(
        servers,
        ["https://new.example.com", "https://second.example.com"]
    );
    assert_eq!(api.docs, "Corrected.");
    let ids: Vec<_> = api
        .operations
        .iter()
        .map(|operation| operation.id.as_str())
        .collect();
    assert_eq!(ids, ["listAll"]);
}

#[test]
fn several_overlays_are_applied_one_after_the_other() {
    let first = format!(
        "{HEAD}actions: [{{target: $.info, update: {{title: First, description: First.}}}}]\n"
    );
    let second = format!(
        "{HEAD}actions: [{{target: '$.info[?@ == \"First\"]', remove: true}}, {{target: $.info, update: {{title: Second}}}}]\n"
    );
    let folder = Folder::new(&[
        ("api.yaml", API),
        ("overlay1.yaml", &first),
        ("overlay2.yaml", &second),
    ]);
    let (api, said) = read(&folder, &Options::default());
    assert_eq!(said, "");
    let api = api.unwrap();
    assert_eq!(
        (api.title.as_str(), api.docs.as_str()),
        ("Second", "First.")
    );
}

#[test]
fn a_mistake_in_an_overlay_is_reported_with_its_place_there() {
    let overlay = format!(
        "{HEAD}actions:\n  - target: $.paths.*.get\n    update:\n      deprecated: sometimes\n"
    );
    let (api, said) = with(&overlay);
    assert!(api.is_none());
    assert!(
        said.contains("--> overlay.yaml:6:19\n   at #/paths/~1users/get/deprecated"),
        "{said}"
    );
}

/// Overlays with one defect each, by the code of its diagnostic.
const WRONG: [(&str, &str, &str); 11] = [
    (
        "overlay-version",
        "overlay: 2.0.0\ninfo: {title: T, version: '1'}\nactions: []\n",
        "1:10",
    ),
    (
        "bad-json-path",
        "actions: [{target: 'paths', remove: true}]\n",
        "3:20",
    ),
    (
        "bad-json-path",
        "actions: [{target: '$.paths[?', remove: true}]\n",
        "3:20",
    ),
    (
        "unused-action",
        "actions: [{target: $.path, remove: true}]\n",
        "3:20",
    ),
    ("empty-action", "actions: [{target: $.paths}]\n", "3:11"),
    (
        "update-beside-remove",
        "actions: [{target: $.servers, remove: true, update: {}}]\n",
        "3:53",
    ),
    (
        "bad-update",
        "actions: [{target: $.openapi, update: {}}]\n",
        "3:20",
    ),
    (
        "bad-update",
        "actions: [{target: $.info, update: [1]}]\n",
        "3:20",
    ),
    (
        "bad-update",
        "actions: [{target: $, remove: true}]\n",
        "3:20",
    ),
    ("overlay-bomb", "", ""),
    (
        "unknown-key",
        "actions: [{target: $.servers, removed: true, remove: true}]\n",
        "3:31",
    ),
];

#[test]
fn every_defect_of_an_overlay_is_reported_at_its_place() {
    let mut told = BTreeSet::new();
    for (code, overlay, place) in WRONG {
        let overlay = match overlay {
            "" => bomb(),
            text if text.starts_with("overlay") => text.to_owned(),
            text => format!("{HEAD}{text}"),
        };
        let (api, said) = with(&overlay);
        assert!(said.contains(&format!("[{code}]: ")), "{overlay}{said}");
        assert!(
            said.contains(&format!("--> overlay.yaml:{place}")),
            "{overlay}{said}"
        );
        assert_eq!(api.is_none(), said.contains("error["), "{said}");
        told.insert(code);
    }
    let untold: Vec<_> = problem::overlay_codes()
        .into_iter()
        .filter(|code| !told.contains(code))
        .collect();
    assert_eq!(untold, Vec::<&str>::new());
}

/// Returns an overlay that doubles what it selects, again and again.
fn bomb() -> String {
    let doubling = "  - {target: $.., update: {x-a: {x-b: {x-c: 1}}}}\n";
    let doubling = doubling.replace("$..", "'$..[?@.*]'");
    format!("{HEAD}actions:\n{}", doubling.repeat(40))
}

#[test]
fn an_overlay_without_actions_or_of_the_wrong_shape_is_refused() {
    for (overlay, part) in [
        ("[]", "the overlay must be a mapping"),
        ("overlay: 1.0.0", "`actions` is missing"),
        ("overlay: 1.0.0\nactions: {}", "`actions` must be a list"),
        (
            "overlay: 1.0.0\nactions: [1]",
            "the action must be a mapping",
        ),
        (
            "overlay: 1.0.0\nactions: [{remove: true}]",
            "`target` is missing",
        ),
        (
            "overlay: 1.0.0\nactions: [{remove: 1, target: $}]",
            "`remove` must be a boolean",
        ),
        ("actions: [}", "error[syntax]"),
    ] {
        let (api, said) = with(overlay);
        assert!(api.is_none() && said.contains(part), "{overlay}: {said}");
    }
}

#[test]
fn an_overlay_on_the_command_line_is_read_and_repeated_in_the_suggestion() {
    let sandbox = Sandbox::new();
    let overlay = sandbox.path("fix.yaml");
    fs::write(
        &overlay,
        format!("{HEAD}actions: [{{target: $.paths.*.get, update: {{operationId: pong}}}}]\n"),
    )
    .unwrap();
    let flags = ["--overlay", overlay.to_str().unwrap()];
    assert_eq!(sandbox.run(&flags).exit, Exit::Done);
    let pong = sandbox.path("crate/src/generated/operations/pong.rs");
    fs::remove_file(pong).unwrap();
    let check = sandbox.run(&[&flags[..], &["--check"]].concat());
    assert!(check.err.contains(" --overlay "), "{}", check.err);
    assert_eq!(
        sandbox.run(&["--overlay", "nowhere.yaml"]).exit,
        Exit::Problems
    );
}
