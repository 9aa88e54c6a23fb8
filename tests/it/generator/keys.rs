//! The key table: what it calls unsupported is reported, what it says is read occurs in a document of ours.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};
use token_codegen::diagnostic::{Diagnostic, Sink};
use token_codegen::keys::{self, Kind, Row, Rule};
use token_codegen::options::Options;
use token_codegen::read;
use token_codegen::source::{self, Source};
use token_codegen::version::{self, Version};

const VERSIONS: [(Version, &str); 2] = [(Version::V30, "3.0.3"), (Version::V31, "3.1.0")];

/// Returns a document that holds an object of every kind with an unsupported key.
fn document(version: &str) -> Value {
    json!({
        "openapi": version,
        "info": {"title": "Test", "version": "1"},
        "paths": {"/users/{id}": {"get": {
            "operationId": "getUser",
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "responses": {"200": {
                "description": "The user.",
                "content": {"application/json": {"schema": {"type": "object", "properties": {}}}},
            }},
        }}},
    })
}

/// Returns where [`document`] holds an object of a kind.
fn place(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "",
        Kind::PathItem => "/paths/~1users~1{id}",
        Kind::Operation => "/paths/~1users~1{id}/get",
        Kind::Parameter => "/paths/~1users~1{id}/get/parameters/0",
        Kind::Response => "/paths/~1users~1{id}/get/responses/200",
        Kind::Schema => "/paths/~1users~1{id}/get/responses/200/content/application~1json/schema",
        other => panic!("{other:?} has its first unsupported key: say where it stands"),
    }
}

fn read(document: &Value) -> Vec<Diagnostic> {
    let mut sink = Sink::default();
    let source = Source::new("test.json", document.to_string());
    read::api(&source, &Options::default(), &mut sink);
    sink.into_sorted()
}

fn rows() -> impl Iterator<Item = (Kind, &'static Row)> {
    Kind::ALL
        .into_iter()
        .flat_map(|kind| kind.rows().iter().map(move |row| (kind, row)))
}

#[test]
fn every_unsupported_key_is_reported_at_its_place() {
    for (version, name) in VERSIONS {
        assert_eq!(read(&document(name)), []);
        for (kind, row) in rows() {
            let Rule::Unsupported { why, help } = row.rule else {
                continue;
            };
            if row.only.is_some_and(|only| only != version) {
                continue;
            }
            let mut document = document(name);
            let object = document.pointer_mut(place(kind)).unwrap();
            // `false` is as much of a value as any other.
            object[row.key] = json!(false);
            let diagnostics = read(&document);
            let pointer = format!("#{}/{}", place(kind), row.key);
            let told = diagnostics
                .iter()
                .find(|found| found.at.pointer.to_string() == pointer);
            let told = &told
                .unwrap_or_else(|| panic!("{kind:?} {}: {diagnostics:?}", row.key))
                .problem;
            assert_eq!(told.code, "unsupported-key");
            assert!(told.message.contains(why) && told.help == help, "{told:?}");
        }
    }
}

#[test]
fn a_key_of_the_other_version_is_unknown() {
    for (version, name) in VERSIONS {
        for (kind, row) in rows().filter(|(_, row)| row.only.is_some_and(|only| only != version)) {
            if kind == Kind::Reference || row.key == "$ref" {
                continue;
            }
            assert_eq!(
                kind.row(row.key, version),
                None,
                "{name} {kind:?} {}",
                row.key
            );
        }
    }
    let mut document = document("3.0.3");
    document["webhooks"] = json!({});
    let [unknown] = read(&document).try_into().unwrap();
    assert_eq!(unknown.problem.code, "unknown-key");
    assert_eq!(
        unknown.problem.help,
        "OpenAPI 3.1 has this key; remove it, or change the document's version"
    );
}

#[test]
fn every_key_that_is_read_occurs_in_a_document_of_ours() {
    let mut seen = BTreeSet::new();
    for folder in ["../specs", "fixtures/accept", "fixtures/reject"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                let source = Source::new("test.yaml", fs::read(&path).unwrap());
                seen.extend(keys_of(&source));
            }
        }
    }
    let unseen: Vec<_> = rows()
        .filter(|(kind, row)| row.rule == Rule::Read && !seen.contains(&(*kind, row.key)))
        .map(|(kind, row)| (kind, row.key))
        .collect();
    assert_eq!(unseen, []);
}

fn keys_of(source: &Source) -> BTreeSet<(Kind, &'static str)> {
    let mut seen = BTreeSet::new();
    let mut sink = Sink::default();
    if let Some(root) = source::parse(source, &mut sink)
        && let Some(version) = version::of(&root, &mut sink)
    {
        keys::walk(&root, version, &mut |found| {
            if let Some(row) = found.row {
                let is_of_reference = Kind::Reference.row(row.key, version) == Some(row);
                seen.insert((
                    if is_of_reference {
                        Kind::Reference
                    } else {
                        found.kind
                    },
                    row.key,
                ));
            }
        });
    }
    seen
}
