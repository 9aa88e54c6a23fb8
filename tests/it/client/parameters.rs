//! Parameters and credentials in every place, as the server gets them.

use insta::assert_snapshot;
use serde_json::json;
use staff_user_token::token_core::{
    Secret,
    codegen::{PipelineBuilder, RequestBuilder, Style},
    error::{ErrorKind, InvalidArgument},
    retry::RetryPolicy,
};

use crate::support::{
    RawServer, json_response,
    probe::{self, Get},
};

/// Sends what `write` writes, and returns the request line and the headers that matter.
async fn sent(
    set_up: impl FnOnce(PipelineBuilder) -> PipelineBuilder,
    write: impl Fn(&mut RequestBuilder) -> Result<(), InvalidArgument> + Send + Sync + 'static,
) -> String {
    let server = RawServer::start(vec![json_response(200, "{}")]).await;
    let client = set_up(probe::client(server.url())).build().unwrap();
    Get::call(&client, write).await.unwrap();
    let [request] = &server.received()[..] else {
        panic!("not one request")
    };
    let unimportant = ["accept", "user-agent", "host"];
    let lines = request.lines().filter(|line| {
        let name = line.split(':').next().unwrap_or_default();
        !line.is_empty() && !unimportant.contains(&name)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn every_place_has_its_way_of_writing() {
    let request = sent(
        |client| client,
        |request| {
            request.path_as("id", ["a/b", "c d"], Style::MATRIX.exploded())?;
            request.query("q", "x & é")?;
            request.query("none", None::<i32>)?;
            request.query("limit", Some(20))?;
            request.query_as("ids", [1, 2], Style::FORM.joined())?;
            request.query_as("words", ["a", "b"], Style::SPACE)?;
            request.query_as("sizes", ["a", "b"], Style::PIPE)?;
            request.query_as("range", json!({"from": 1, "to": null}), Style::DEEP)?;
            request.query_as("filter", json!({"a": [true]}), Style::JSON)?;
            request.query_as("url", "https://a/b?c=d&e#f", Style::FORM.reserved())?;
            request.header("X-Ids", [1, 2])?;
            request.header_as("X-Range", json!({"from": 1}), Style::SIMPLE.exploded())?;
            request.header("X-None", None::<String>)?;
            request.cookie_as("theme", "dark; x", Style::FORM)?;
            request.cookie_as("ids", [1, 2], Style::FORM)
        },
    )
    .await;
    assert_snapshot!(request, @"
    GET /items/;id=a%2Fb;id=c%20d?fixed=1&q=x%20%26%20%C3%A9&limit=20&ids=1,2&words=a%20b&sizes=a%7Cb&range%5Bfrom%5D=1&filter=%7B%22a%22%3A%5Btrue%5D%7D&url=https://a/b?c=d%26e%23f HTTP/1.1
    x-ids: 1,2
    x-range: from=1
    cookie: theme=dark%3B%20x; ids=1; ids=2
    ");
}

#[tokio::test]
async fn a_user_name_and_a_password() {
    let request = sent(
        |client| client.basic("login", "ada", &"pä:ss".into()),
        |request| request.path("id", 1),
    )
    .await;
    assert_snapshot!(request, @"
    GET /items/1?fixed=1 HTTP/1.1
    authorization: Basic YWRhOnDDpDpzcw==
    ");
}

#[tokio::test]
async fn keys_in_the_query_and_in_a_cookie() {
    let request = sent(
        |client| client.secret("query", "k&y").secret("cookie", "s;d"),
        |request| {
            request.path("id", 1)?;
            request.query("q", "x")?;
            request.cookie_as("theme", "dark", Style::FORM)
        },
    )
    .await;
    assert_snapshot!(request, @"
    GET /items/1?fixed=1&q=x&api%20key=k%26y HTTP/1.1
    cookie: theme=dark; SESSION=s%3Bd
    ");
}

#[tokio::test]
async fn a_user_name_with_a_colon_is_refused_with_the_client() {
    let client = probe::client("http://127.0.0.1:1").basic("login", "a:b", &"CANARY".into());
    let error = client.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(!format!("{error} {error:?}").contains("CANARY"));
}

#[tokio::test]
async fn secrets_in_the_query_are_printed_nowhere() {
    let said = "no key CANARY-1, CANARY%2F2, CANARY/2, CANARY-3 or CANARY-4";
    let answer = format!(
        "HTTP/1.1 401 X\r\ncontent-length: {}\r\n\r\n{said}",
        said.len()
    );
    let server = RawServer::start(vec![answer.into_bytes()]).await;
    let client = probe::client(server.url())
        .secret("query", "CANARY-1")
        .secret("cookie", "CANARY-4")
        .build()
        .unwrap();
    let error = Get::call(&client, |request| {
        request.path_as(
            "id",
            Secret::from("CANARY-3").expose(),
            Style::SIMPLE.secret(),
        )?;
        request.query_as("key", "CANARY/2", Style::FORM.secret())
    })
    .await
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "get: HTTP 401 Unauthorized: no key [redacted], [redacted], [redacted], [redacted] or [redacted]"
    );
    // The port is closed by now.
    let url = server.url().to_owned();
    drop(server);
    let client = probe::client(&url)
        .secret("query", "CANARY-1")
        .secret("cookie", "CANARY-4");
    let client = client.retry(RetryPolicy::none()).build().unwrap();
    let error = Get::call(&client, |request| request.path("id", 1))
        .await
        .unwrap_err();
    let source = std::error::Error::source(&error).map(|cause| format!("{cause} {cause:?}"));
    assert!(!format!("{error} {error:?} {client:?} {source:?}").contains("CANARY"));
}
