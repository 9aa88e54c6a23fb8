//! Large documents, made by code: what is shared is there once, and each feature compiles on its own.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};
use xtask::codegen::{
    self, Mode,
    bundle::Selection,
    diagnostic::{Sink, render},
    fileset::FileSet,
    targets::{self, Request, Target},
};

/// The statuses that every operation documents as errors.
const STATUSES: [u16; 11] = [400, 401, 402, 403, 404, 409, 422, 500, 502, 503, 504];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Returns JSON content of a schema.
fn content(schema: &Value) -> Value {
    json!({"application/json": {"schema": schema}})
}

/// Returns answers: what a schema says, and the errors, each with a schema of its own in its place.
fn responses(output: &Value, statuses: &[u16]) -> Value {
    let mut responses = json!({"200": {"description": "OK.", "content": content(output)}});
    for status in statuses {
        responses[status.to_string()] = json!({
            "description": format!("Error {status}."),
            "content": content(&json!({
                "type": "object",
                "required": ["meta"],
                "properties": {"meta": {"$ref": "#/components/schemas/Meta"}},
            })),
        });
    }
    responses
}

fn object(description: &str) -> Value {
    json!({
        "type": "object",
        "description": description,
        "required": ["id", "name"],
        "properties": {
            "id": {"type": "string", "description": "Its id."},
            "name": {"type": "string"},
            "count": {"type": "integer", "format": "int64"},
            "made": {"type": "string", "format": "date-time"},
        },
    })
}

/// Returns a document of this many operations under these tags; each has a model of its own.
fn document(operations: usize, tags: &[&str]) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Synthetic", "version": "1", "description": "A document of many operations."},
        "servers": [{"url": "https://api.example.com"}],
        "security": [{"token": []}],
        "paths": {},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Meta": {
                    "type": "object",
                    "required": ["status"],
                    "properties": {"status": {"type": "integer"}, "error_message": {"type": "string"}},
                },
            },
        },
    });
    for index in 0..operations {
        let thing = format!("Thing{index}");
        let reference = json!({"$ref": format!("#/components/schemas/{thing}")});
        document["components"]["schemas"][&thing] = object(&format!("The thing {index}."));
        let output =
            json!({"type": "object", "required": ["data"], "properties": {"data": reference}});
        document["paths"][format!("/v1/things{index}/{{id}}")] = json!({"post": {
            "operationId": format!("updateThing{index}"),
            "tags": [tags[index % tags.len()]],
            "summary": format!("Updates the thing {index}."),
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "requestBody": {"required": true, "content": content(&reference)},
            "responses": responses(&output, &STATUSES),
        }});
    }
    document
}

/// Returns a document whose tags share some types, and have others for themselves.
fn grouped() -> Value {
    let mut document = document(69, &["Pet Shop", "client", "rustls"]);
    let schemas = &mut document["components"]["schemas"];
    schemas["Shared"] =
        json!({"type": "object", "properties": {"inner": {"$ref": "#/components/schemas/Inner"}}});
    schemas["Inner"] = object("What both reach through another.");
    schemas["Problem"] = json!({"type": "object", "properties": {"reason": {"type": "string"}}});
    let shared = json!({"$ref": "#/components/schemas/Shared"});
    for index in [0, 1] {
        let operation = &mut document["paths"][format!("/v1/things{index}/{{id}}")]["post"];
        operation["responses"]["200"]["content"] = content(&shared);
    }
    // An error that one tag alone knows.
    let problem = json!({"description": "Gone.", "content": content(&json!({"$ref": "#/components/schemas/Problem"}))});
    document["paths"]["/v1/things2/{id}"]["post"]["responses"]["410"] = problem;
    document["paths"]["/v1/ping"] = json!({"get": {
        "operationId": "ping",
        "responses": {"204": {"description": "Alive."}},
    }});
    document
}

/// Writes a document into a folder, and returns the target that makes a crate of it there.
fn target(document: &Value, folder: &Path) -> Target {
    let spec = folder.join("synthetic.json");
    fs::create_dir_all(folder).unwrap();
    fs::write(&spec, document.to_string()).unwrap();
    targets::of_document(Request {
        spec: &spec,
        out: &folder.join("crate"),
        crate_name: "synthetic",
        core_path: Some(&root().join("crates/token-core")),
        renames: &[],
        overlays: &[],
        selection: &Selection::default(),
    })
    .unwrap()
}

fn generated(document: &Value) -> FileSet {
    let folder = tempfile::tempdir().unwrap();
    let mut sink = Sink::default();
    let files = codegen::generate(&target(document, folder.path()), &mut sink).unwrap();
    assert_eq!(render(&sink.into_sorted()), "");
    files.unwrap()
}

/// Returns how often a text stands in the files.
fn count(files: &FileSet, text: &str) -> usize {
    files
        .iter()
        .map(|(_, file)| file.matches(text).count())
        .sum()
}

fn lines(files: &FileSet) -> usize {
    files.iter().map(|(_, file)| file.lines().count()).sum()
}

#[test]
fn what_is_equal_is_generated_once_and_the_rest_grows_with_the_operations() {
    let tags = ["a", "b", "c", "d"];
    let (few, many) = (
        generated(&document(100, &tags)),
        generated(&document(1000, &tags)),
    );
    for files in [&few, &many] {
        assert_eq!(
            count(files, "DocumentedError for"),
            1,
            "11 equal errors of each operation are one enum"
        );
        assert_eq!(count(files, "pub struct ApiError"), 0);
        assert_eq!(count(files, "pub enum ApiError"), 1);
    }
    assert_eq!(few.len(), many.len(), "operations of one tag share files");
    let structs = count(&many, "pub struct ");
    // Of each operation itself, its thing and its answer; and the client, its builder, an error's body and what is in that.
    assert_eq!(structs, 3 * 1000 + 4);
    let each = (lines(&many) - lines(&few)) / 900;
    assert!(each <= 150, "{each} lines for an operation with two models");
}

#[test]
fn small_documents_have_a_file_for_each_operation_and_one_trait() {
    let files = generated(&document(60, &["a", "b"]));
    assert!(
        files
            .get("src/generated/operations/update_thing59.rs")
            .is_some()
    );
    assert_eq!(count(&files, "pub trait "), 1);
    assert_eq!(count(&files, "cfg(feature = \"a\")"), 0);
}

#[test]
fn a_large_document_without_tags_is_not_divided() {
    let mut document = document(61, &["a"]);
    for index in 0..61 {
        document["paths"][format!("/v1/things{index}/{{id}}")]["post"]["tags"] = json!([]);
    }
    let files = generated(&document);
    assert_eq!(count(&files, "pub trait "), 1);
    assert!(files.get("src/generated/operations.rs").is_some());
}

#[test]
fn what_one_tag_alone_needs_stands_with_it() {
    let files = generated(&grouped());
    let text = |path: &str| files.get(&format!("src/generated/{path}")).unwrap();
    for (path, present, absent) in [
        (
            "models.rs",
            [
                "pub struct Shared ",
                "pub struct Inner ",
                "pub struct Meta ",
            ],
            "pub struct Thing0 ",
        ),
        (
            "pet_shop/models.rs",
            [
                "pub struct Thing0 ",
                "pub struct Thing3 ",
                "pub struct Thing66 ",
            ],
            "pub struct Shared ",
        ),
        (
            "rustls_group/errors.rs",
            ["pub enum UpdateThing2Error ", "Gone", "Conflict"],
            "pub enum ApiError ",
        ),
    ] {
        for present in present {
            assert!(text(path).contains(present), "{path} lacks {present}");
        }
        assert!(!text(path).contains(absent), "{path} has {absent}");
    }
    assert!(text("operations.rs").contains("pub struct Ping "));
    assert!(text("client_group/api.rs").contains("pub trait ClientApi"));
    let manifest = files.get("Cargo.toml").unwrap();
    assert!(
        manifest.contains("# The operations under the tag `Pet Shop`.\npet-shop = []\n"),
        "{manifest}"
    );
}

/// Checks a crate with some of its features, with every warning an error.
fn check(folder: &Path, features: &str) {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--quiet", "--offline", "--no-default-features", "--features", features])
        .arg("--target-dir")
        .arg(folder.join("target"))
        .current_dir(folder.join("crate"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("RUSTFLAGS", "-D warnings -W missing_docs -W missing_debug_implementations -W unreachable_pub -W unused_qualifications")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "with `{features}`:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The folder stays where it is between runs, so that only what changed is compiled again.
#[test]
fn each_feature_compiles_on_its_own_and_so_does_none() {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("grouped");
    let target = target(&grouped(), &folder);
    let report = codegen::run(&[target], Mode::Write).unwrap();
    assert!(report.is_clean, "{}", report.problems);
    fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"crate\"]\n",
    )
    .unwrap();
    // The versions that the workspace was built with are on this machine, so that no network is needed.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let groups = ["pet-shop", "client-group", "rustls-group"];
    for features in [
        "",
        "pet-shop",
        "client-group",
        "rustls-group",
        "mock,tracing",
    ] {
        check(&folder, features);
    }
    check(&folder, &format!("mock,{}", groups.join(",")));
}

#[test]
fn a_manifest_that_people_write_is_told_which_features_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let mut target = target(&grouped(), folder.path());
    target.shell = targets::Shell::ByHand;
    fs::create_dir_all(&target.folder).unwrap();
    let manifest = target.folder.join("Cargo.toml");
    fs::write(&manifest, "[features]\nmock = []\npet-shop = []\n").unwrap();
    let targets = [target];
    for mode in [Mode::Write, Mode::Check] {
        let report = codegen::run(&targets, mode).unwrap();
        assert!(!report.is_clean);
        let told: BTreeSet<&str> = report.problems.lines().collect();
        assert!(
            told.contains("client-group = []") && told.contains("rustls-group = []"),
            "{}",
            report.problems
        );
        assert!(!told.contains("pet-shop = []"), "{}", report.problems);
    }
    fs::write(
        &manifest,
        "[features]\nmock = []\npet-shop = []\nclient-group = []\nrustls-group = []\n",
    )
    .unwrap();
    let report = codegen::run(&targets, Mode::Write).unwrap();
    assert!(report.is_clean, "{}", report.problems);
}
