//! Crates that fixtures give, as programs that talk to a real socket: `tests/programs` holds one for each.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use insta::assert_snapshot;
use tokio::task::spawn_blocking;

use crate::{
    generator::accept::{target, written},
    support::{RawServer, build},
};

/// The programs and the fixtures that their crates are made from.
const PROGRAMS: [&str; 7] = [
    "empty_errors",
    "empty_subtypes",
    "explicit_nulls",
    "response_headers",
    "self_hosted",
    "spellings",
    "tags_of_any_type",
];

/// The directory of the programs, compiled.
static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    let sources = workspace.join("programs/src/bin");
    fs::create_dir_all(&sources).unwrap();
    let mut manifest = "[package]\nname = \"programs\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                        tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n"
        .to_owned();
    let mut targets = Vec::new();
    for program in PROGRAMS {
        let file = format!("{program}.rs");
        fs::copy(tests.join("programs").join(&file), sources.join(&file)).unwrap();
        let fixture = tests.join(format!("fixtures/accept/{program}.yaml"));
        targets.push(target(&fixture, &workspace.join("crates")));
        let name = program.replace('_', "-");
        writeln!(manifest, "{name} = {{ path = \"../crates/{name}\" }}").unwrap();
    }
    written(&targets);
    fs::write(workspace.join("programs/Cargo.toml"), manifest).unwrap();
    fs::write(
        workspace.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"programs\"]\n\n[profile.dev]\ndebug = false\n",
    )
    .unwrap();
    build(&workspace)
});

/// Runs a program against a server, and returns what it printed.
async fn run(program: &'static str, url: &str, environment: &[(&'static str, &str)]) -> String {
    let url = url.to_owned();
    let environment: Vec<_> = environment
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    let output = spawn_blocking(move || {
        Command::new(BUILT.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
            .arg(url)
            .envs(environment)
            .output()
            .unwrap()
    });
    let output = output.await.unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Returns a response after which the client opens another connection, as the server does.
fn response(status: u16, head: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {length}\r\n{head}\r\n{body}"
    )
    .into_bytes()
}

/// Returns the bodies that a server got.
fn bodies(server: &RawServer) -> String {
    let received = server.received();
    let bodies = received.iter().filter_map(|request| {
        let (_, body) = request.split_once("\r\n\r\n")?;
        Some(body)
    });
    bodies.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_request_says_null_or_nothing() {
    let user = r#"{"nick":null,"name":null,"age":1,"days":null,"parent":{"nick":"p","parent":null},"pet":{"lives":9,"name":null},"settings":{"theme":null,"nested":null,"extra":null,"other":null},"extra":null}"#;
    let server = RawServer::start(vec![
        response(200, "", &format!(r#"{{"name":null,"user":{user}}}"#)),
        response(400, "", r#"{"message":null}"#),
        response(204, "", ""),
        response(204, "", ""),
    ])
    .await;
    let printed = run("explicit_nulls", server.url(), &[]).await;
    assert_eq!(
        printed,
        "BadRequest(Problem { message: Some(None) }), None\n"
    );
    let bodies = bodies(&server);
    assert_eq!(bodies.lines().nth(1), Some(user));
    assert_snapshot!(bodies);
}

#[tokio::test]
async fn requests_go_where_the_variables_of_the_server_say() {
    let done = || response(204, "", "");
    let server = RawServer::start(vec![done(), done(), done(), done(), done()]).await;
    let host = server.url().trim_start_matches("http://");
    let environment = [
        ("SELF_HOSTED_SCHEME", "http"),
        ("SELF_HOSTED_HOST", host),
        ("SELF_HOSTED_PATH", "v2"),
    ];
    let printed = run("self_hosted", server.url(), &environment).await;
    let received = server.received();
    let requested: Vec<_> = received
        .iter()
        .filter_map(|request| request.lines().next())
        .collect();
    assert_snapshot!(format!("{}\n\n{printed}", requested.join("\n")));
}

#[tokio::test]
async fn headers_of_responses_and_errors_are_read_by_their_types() {
    let done = "X-Rate-Limit: 7\r\nX-Tags: a, b\r\nX-Tags: c\r\nX-Sizes: 1,2\r\nX-Token: CANARY\r\n\
                X-Cost: 123456789012345678901234567890.10\r\nX-Cached: perhaps\r\n";
    let error = "x-reset: 2026-11-22T07:08:09Z\r\nretry-after: 100\r\n";
    let server = RawServer::start(vec![response(204, done, ""), response(429, error, "")]).await;
    let printed = run("response_headers", server.url(), &[]).await;
    assert_snapshot!(printed);
}

#[tokio::test]
async fn an_error_without_a_body_is_still_its_variant() {
    let statuses = [
        400, 401, 402, 403, 404, 405, 409, 410, 411, 412, 413, 414, 415, 500,
    ];
    let mut responses: Vec<_> = statuses
        .iter()
        .map(|status| response(*status, "", ""))
        .collect();
    responses.push(response(401, "", " \r\n"));
    responses.push(response(401, "", r#"{"message":"why"}"#));
    responses.push(response(401, "", "{}"));
    responses.push(response(403, "", "<html>no</html>"));
    responses.push(response(410, "", r#""2026-11-22T07:08:09Z""#));
    let server = RawServer::start(responses).await;
    let printed = run("empty_errors", server.url(), &[]).await;
    assert_snapshot!(printed);
}

#[tokio::test]
async fn a_subtype_that_adds_nothing_is_read_as_its_variant_and_written_back() {
    let batch = r#"{"jobs":[{"kind":"Closed"},{"kind":"Bare","at":"a"},{"kind":"Described"},{"kind":"Blank"},{"kind":"Typed"},{"kind":"Nested"},{"kind":"Chained"},{"kind":"Titled"},{"kind":"Parent"},{"kind":"Child","of":"b"},{"kind":"queued"},{"kind":"Job"},{"kind":"Running","by":"c"},{"kind":"other","x":1}],"lights":[{"color":"Red"},{"color":"Green","level":1},{"color":"other"}],"limits":[{"per":"day"},{"per":"week"},{"per":"week","weekday":1}],"sides":[{"name":"a"},7],"latest":{"kind":"Running","by":"d"}}"#;
    let server = RawServer::start(vec![response(200, "", batch), response(200, "", "{}")]).await;
    let printed = run("empty_subtypes", server.url(), &[]).await;
    assert_eq!(bodies(&server).lines().nth(1), Some(batch));
    assert_snapshot!(printed);
}

#[tokio::test]
async fn values_are_read_in_every_spelling_and_errors_name_the_types() {
    let mut responses = vec![
        response(200, "", "\u{feff}a note"),
        response(400, "", "\u{feff}{\"code\": 4E2}"),
        response(200, "", "\u{feff}{\"id\": 1}"),
    ];
    for body in [
        r#"{"id":9007199254740993.0,"small":-0,"positive":3.0e7,"nullable":1E2,"ids":[1.0,20e-1],"counts":{"a":3.0}}"#,
        r#"{"level":2.0,"either":5.0,"plain":6.0,"shapes":[{"kind":"circle","radius":1.0}],"open":{"size":1e1,"other":2.0}}"#,
        r#"{"id":"CANARY"}"#,
        r#"{"id":1.5}"#,
        r#"{"id":1e400}"#,
        r#"{"small":2147483648}"#,
        r#"{"positive":-1}"#,
        r#"{"nullable":["CANARY"]}"#,
        r#"{"ids":[1,{"CANARY":1}]}"#,
        r#"{"counts":{"a":true}}"#,
        r#"{"level":"CANARY"}"#,
        r#"{"color":7}"#,
        r#"{"color":{"CANARY":7}}"#,
        r#"{"ratio":"CANARY"}"#,
        r#"{"cost":"CANARY"}"#,
        r#"{"at":"CANARY"}"#,
        r#"{"at":7}"#,
        r#"{"day":"CANARY"}"#,
        r#"{"bytes":"CANARY!"}"#,
        r#"{"bytes":null,"either":"CANARY"}"#,
        r#"{"either":{"kind":"CANARY","radius":"CANARY"}}"#,
        r#"{"shapes":[{"kind":"circle","radius":1},{"kind":"square","side":"CANARY"}]}"#,
        r#"{"shapes":["CANARY"]}"#,
        r#"{"shapes":{"CANARY":1}}"#,
        r#"{"open":{"size":"CANARY"}}"#,
        r#"{"open":{"other":["CANARY"]}}"#,
        r#"["CANARY"]"#,
    ] {
        responses.push(response(200, "", body));
    }
    let server = RawServer::start(responses).await;
    let printed = run("spellings", server.url(), &[]).await;
    assert!(!printed.contains("CANARY"), "{printed}");
    assert_snapshot!(printed);
}

#[tokio::test]
async fn a_tag_decides_whatever_its_type() {
    let batch = r#"{"messages":[{"type":1,"body":"a"},{"type":2,"body":"b"},{"type":3}],"results":[{"ok":true,"note":"a"},{"ok":false,"note":"b"},{"ok":false,"note":"c","code":1}],"doors":[{"locked":false,"name":"a"},{"locked":true}],"rules":[{"rule":"most","of":"a"},{"rule":"match","of":"b","table":"c"},{"rule":"match","of":"d","words":["e"]},{"of":"f","rule":"other"}]}"#;
    let server = RawServer::start(vec![response(200, "", batch), response(200, "", "{}")]).await;
    let printed = run("tags_of_any_type", server.url(), &[]).await;
    assert_eq!(bodies(&server).lines().nth(1), Some(batch));
    assert_snapshot!(printed);
}
