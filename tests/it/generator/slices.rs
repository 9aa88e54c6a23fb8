//! Selections: some operations of a document, and only what they reach.

use token_codegen::{bundle::Selection, cli::Exit, ir::Api, options::Options};

use crate::support::{Folder, read, sandbox::Sandbox};

/// A document with a defect in every operation but `getUser`, and in what only they need.
const API: &str = r##"
openapi: 3.1.0
info: {title: Test, version: "1"}
security: [{gone: []}]
paths:
  /users/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
    get:
      operationId: getUser
      tags: [users, reading]
      security: [{token: []}]
      responses:
        "200": {description: The user., content: {application/json: {schema: {$ref: "#/components/schemas/User"}}}}
    put:
      operationId: putUser
      operationId: getUser
      tags: [users]
      requestBody: {$ref: "#/components/requestBodies/Missing"}
      responses: {"204": {description: Done.}}
  /broken:
    $ref: "nowhere.yaml"
  /groups:
    get:
      operationId: listGroups
      responses:
        "200": {description: All groups., content: {application/json: {schema: {$ref: "#/components/schemas/Group"}}}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
  schemas:
    User: {type: object, properties: {boss: {type: array, items: {$ref: "#/components/schemas/Person"}}}}
    Person: {type: object, properties: {name: {type: string}}}
    Group: {type: objekt, required: name}
    Unused: {type: objekt}
"##;

fn selected(operations: &[&str], tags: &[&str], paths: &[&str]) -> (Option<Api>, String) {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let selection = Selection {
        operations: list(operations),
        tags: list(tags),
        paths: list(paths),
    };
    let options = Options {
        selection,
        ..Options::default()
    };
    read(&Folder::new(&[("api.yaml", API)]), &options)
}

#[test]
fn a_selection_holds_what_its_operations_reach_and_nothing_else_matters() {
    for (operations, tags) in [(&["getUser"][..], &[][..]), (&[], &["reading"])] {
        let (api, said) = selected(operations, tags, &[]);
        assert_eq!(said, "");
        let api = api.unwrap();
        let models: Vec<_> = api.models.iter().map(|model| model.name.pascal()).collect();
        assert_eq!(models, ["User", "Person"]);
        assert_eq!(api.operations.len(), 1);
        assert_eq!(api.credentials.len(), 1);
    }
}

#[test]
fn what_a_selection_reaches_must_be_valid() {
    let (api, said) = selected(&[], &["users"], &[]);
    assert!(api.is_none());
    assert!(
        said.contains("duplicate-key") && said.contains("requestBodies/Missing"),
        "{said}"
    );
    assert!(!said.contains("objekt"), "{said}");
    let (api, said) = selected(&[], &[], &["/groups"]);
    assert!(api.is_none());
    assert!(said.contains("objekt") && said.contains("`gone`"), "{said}");
    let (_, said) = selected(&[], &[], &["/broken"]);
    assert!(said.contains("nowhere.yaml"), "{said}");
}

#[test]
fn a_selector_that_matches_nothing_is_an_error() {
    let (api, said) = selected(&["getUser", "getUsers"], &["admin"], &["/users"]);
    assert!(api.is_none());
    for missing in ["operation `getUsers`", "tag `admin`", "path `/users`"] {
        assert!(
            said.contains(&format!(
                "error[empty-selector]: the document has no {missing}"
            )),
            "{said}"
        );
    }
}

#[test]
fn a_selection_on_the_command_line_is_repeated_in_the_suggestion() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["--operation", "pong"]).exit, Exit::Problems);
    let flags = ["--operation", "ping", "--path", "/ping"];
    assert_eq!(sandbox.run(&flags).exit, Exit::Done);
    std::fs::remove_file(sandbox.path("crate/src/generated/operations/ping.rs")).unwrap();
    let check = sandbox.run(&[&flags[..], &["--check"]].concat());
    assert!(
        check.err.ends_with(" --operation ping --path /ping`\n"),
        "{}",
        check.err
    );
}
