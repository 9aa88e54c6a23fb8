//! What the generator says about documents that it refuses or corrects: one defect in each file.
//!
//! A file is named after the code of its diagnostic; a variant of the same defect has more words behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use token_codegen::diagnostic::{self, Diagnostic, Severity, Sink, problem};
use token_codegen::ir::Api;
use token_codegen::names::RenameForm;
use token_codegen::options::Options;
use token_codegen::read;
use token_codegen::source::Source;

/// The directory, from this file.
const FIXTURES: &str = "../../fixtures/reject";

fn read(name: &str, bytes: &[u8], renames: &[(&str, &str)]) -> (Option<Api>, Vec<Diagnostic>) {
    let renames = renames
        .iter()
        .map(|(pointer, name)| ((*pointer).to_owned(), (*name).to_owned()));
    let options = Options {
        crate_name: "test-api".to_owned(),
        env_prefix: "TEST".to_owned(),
        renames: renames.collect::<BTreeMap<_, _>>(),
        rename_form: RenameForm::Table,
        ..Options::default()
    };
    let mut sink = Sink::default();
    let api = read::api(&Source::new(name, bytes), &options, &mut sink);
    (api, sink.into_sorted())
}

fn fixture(path: &Path) -> (Option<Api>, Vec<Diagnostic>) {
    let name = path.file_name().unwrap().to_str().unwrap();
    read(name, &fs::read(path).unwrap(), &[])
}

#[test]
fn diagnostics() {
    insta::glob!(FIXTURES, "*.yaml", |path| {
        let (api, diagnostics) = fixture(path);
        let is_refused = diagnostics
            .iter()
            .any(|found| found.problem.severity == Severity::Error);
        assert_eq!(api.is_none(), is_refused, "{}", path.display());
        insta::assert_snapshot!(diagnostic::render(&diagnostics));
    });
}

#[test]
fn every_defect_has_a_file_of_its_own() {
    let mut shown = BTreeSet::new();
    insta::glob!(FIXTURES, "*.yaml", |path| {
        let stem = path
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .replace('_', "-");
        let (_, diagnostics) = fixture(path);
        assert!(!diagnostics.is_empty(), "{} is fine", path.display());
        for found in diagnostics.iter().filter(|_| stem != "many-at-once") {
            let code = found.problem.code;
            assert!(stem.starts_with(code), "{} shows {code}", path.display());
            shown.insert(code);
        }
    });
    let without_file: BTreeSet<_> = problem::codes()
        .into_iter()
        .filter(|code| !shown.contains(code))
        .collect();
    // They take a table of renames, a selection, or a document too large for a fixture, so they have tests instead.
    let elsewhere = [
        "empty-selector",
        "rename-clash",
        "too-large",
        "unused-rename",
    ];
    assert_eq!(without_file, BTreeSet::from(elsewhere));
}

const TWO_USERS: &str = r##"
openapi: 3.1.0
info: {title: Test, version: "1"}
paths:
  /users:
    get:
      operationId: list.users
      responses:
        "200":
          description: All users.
          content:
            application/json:
              schema:
                type: object
                properties:
                  users: {type: array, items: {$ref: "#/components/schemas/user"}}
                  guests: {type: array, items: {$ref: "#/components/schemas/User"}}
components:
  schemas:
    user: {type: object, properties: {name: {type: string}}}
    User: {type: object, properties: {name: {type: string}}}
"##;

#[test]
fn a_rename_resolves_a_clash() {
    let (api, diagnostics) = read("users.yaml", TWO_USERS.as_bytes(), &[]);
    let models = api.unwrap().models;
    let names: Vec<_> = models.iter().map(|model| model.name.pascal()).collect();
    assert_eq!(names, ["User", "User2", "ListUsersResponse"]);
    insta::assert_snapshot!(diagnostic::render(&diagnostics));

    let renames = [
        ("#/components/schemas/User", "guest"),
        ("#/paths/~1users/get", "Everyone"),
    ];
    let (api, diagnostics) = read("users.yaml", TWO_USERS.as_bytes(), &renames);
    assert_eq!(diagnostics, []);
    let api = api.unwrap();
    let models: Vec<_> = api.models.iter().map(|model| model.name.pascal()).collect();
    assert_eq!(models, ["User", "Guest", "EveryoneResponse"]);
    assert_eq!(api.operations[0].name.snake(), "everyone");
    assert_eq!(api.operations[0].id, "list.users");
}

#[test]
fn a_rename_to_a_name_that_is_taken_is_refused() {
    let renames = [("#/components/schemas/User", "user")];
    let (api, diagnostics) = read("users.yaml", TWO_USERS.as_bytes(), &renames);
    assert!(api.is_none());
    insta::assert_snapshot!(diagnostic::render(&diagnostics));
}

#[test]
fn a_rename_that_names_nothing_is_reported() {
    let renames = [
        ("#/components/schemas/User", "Guest"),
        ("#/components/schemas/Gone", "Here"),
    ];
    let (api, diagnostics) = read("users.yaml", TWO_USERS.as_bytes(), &renames);
    assert!(api.is_none());
    insta::assert_snapshot!(diagnostic::render(&diagnostics));
}

#[test]
fn a_clash_is_reported_with_the_fix_for_the_form_in_use() {
    let options = Options {
        crate_name: "test-api".to_owned(),
        rename_form: RenameForm::Flag,
        ..Options::default()
    };
    let mut sink = Sink::default();
    read::api(&Source::new("users.yaml", TWO_USERS), &options, &mut sink);
    let [clash] = sink.into_sorted().try_into().unwrap();
    assert_eq!(
        clash.problem.help,
        "give one of the two a name of its own, as in `--rename '#/components/schemas/User=AnotherName'`"
    );
}
