//! Request bodies other than JSON, as the server receives them: forms, parts, and streams.

mod replays;

use std::io;

use insta::assert_snapshot;
use serde_json::json;
use staff_user_token::token_core::{
    codegen::{RequestBuilder, Style},
    error::{ErrorKind, InvalidArgument},
    model::FilePart,
    retry::RetryPolicy,
    transport::Body,
};

use crate::support::{
    RawServer, json_response,
    probe::{self, Put},
};

/// Sends what `write` writes, and returns the bytes that arrive, with what differs from run to run masked.
async fn sent(
    write: impl Fn(&mut RequestBuilder) -> Result<(), InvalidArgument> + Send + Sync + 'static,
) -> String {
    let server = RawServer::start(vec![json_response(200, "{}")]).await;
    let client = probe::client(server.url()).build().unwrap();
    Put::call(&client, write).await.unwrap();
    let [request] = &server.received()[..] else {
        panic!("not one request")
    };
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let host = server.url().trim_start_matches("http://");
    let lines = head.lines().filter(|line| {
        let name = line.split(':').next().unwrap_or_default();
        ["content-type", "content-length", "transfer-encoding"].contains(&name)
    });
    let head: Vec<_> = lines.collect();
    let text = format!("{}\n\n{body}", head.join("\n")).replace(host, "[authority]");
    let boundary = text
        .split_once("boundary=")
        .map(|(_, rest)| rest.lines().next().unwrap());
    let text = boundary.map_or(text.clone(), |boundary| {
        text.replace(boundary, "[boundary]")
    });
    text.replace("\r\n", "\n")
}

#[tokio::test]
async fn a_form_has_a_style_for_each_member() {
    let form = sent(|request| {
        let body = json!({
            "a": "x y&é",
            "b": ["1", "2"],
            "c": ["1", "2"],
            "d": {"k": "v"},
            "e": {"k": ["v"]},
            "f": null,
            "g": 1.5,
            "h": "a/b&c=d",
        });
        let styles = [
            ("c", Style::FORM.joined()),
            ("e", Style::DEEP),
            ("h", Style::FORM.reserved()),
        ];
        request.form(&body, &styles)
    })
    .await;
    assert_snapshot!(form, @"
    content-type: application/x-www-form-urlencoded
    content-length: 90

    a=x+y%26%C3%A9&b=1&b=2&c=1,2&d=%7B%22k%22%3A%22v%22%7D&e%5Bk%5D%5B0%5D=v&g=1.5&h=a/b%26c=d
    ");
}

#[tokio::test]
async fn parts_are_text_json_and_files() {
    let parts = sent(|request| {
        request.multipart("multipart/form-data");
        request.part("id", 7)?;
        request.part("tags", ["a", "b"])?;
        request.part("settings", json!({"public": true}))?;
        request.part_styled("link", json!({"create": true}), Style::DEEP)?;
        request.part_as("quoted", "text", "application/json")?;
        request.part("left out", None::<String>)?;
        request.file("file", &FilePart::from("a,b"), "text/csv")?;
        let named = FilePart::new("PNG")
            .name("a \"b\"\r\n.png")
            .media_type("image/png");
        request.file("picture", &named, None)
    })
    .await;
    assert_snapshot!(parts, @r#"
    content-type: multipart/form-data; boundary=[boundary]
    content-length: 929

    --[boundary]
    Content-Disposition: form-data; name="id"

    7
    --[boundary]
    Content-Disposition: form-data; name="tags"

    a
    --[boundary]
    Content-Disposition: form-data; name="tags"

    b
    --[boundary]
    Content-Disposition: form-data; name="settings"
    Content-Type: application/json

    {"public":true}
    --[boundary]
    Content-Disposition: form-data; name="link[create]"

    true
    --[boundary]
    Content-Disposition: form-data; name="quoted"
    Content-Type: application/json

    "text"
    --[boundary]
    Content-Disposition: form-data; name="file"; filename="file"
    Content-Type: text/csv

    a,b
    --[boundary]
    Content-Disposition: form-data; name="picture"; filename="a %22b%22%0D%0A.png"
    Content-Type: image/png

    PNG
    --[boundary]--
    "#);
}

#[tokio::test]
async fn a_file_of_known_length_goes_out_with_it() {
    let parts = sent(|request| {
        let file = Body::reopened(|| async { Ok(&b"0123456789"[..]) }).with_length(10);
        request.file("file", &file.into(), None)
    })
    .await;
    assert_snapshot!(parts, @r#"
    content-type: multipart/form-data; boundary=[boundary]
    content-length: 190

    --[boundary]
    Content-Disposition: form-data; name="file"; filename="file"
    Content-Type: application/octet-stream

    0123456789
    --[boundary]--
    "#);
}

#[tokio::test]
async fn a_file_of_unknown_length_goes_out_in_chunks() {
    let body = sent(|request| {
        let body = Body::reader(&b"0123456789"[..]);
        request.raw("application/octet-stream", body);
        Ok(())
    })
    .await;
    assert_snapshot!(body, @"
    content-type: application/octet-stream
    transfer-encoding: chunked

    A
    0123456789
    0
    ");
}

#[tokio::test]
async fn text_goes_out_as_it_is() {
    let body = sent(|request| {
        request.raw("application/xml", "<a>é</a>");
        Ok(())
    })
    .await;
    assert_snapshot!(body, @"
    content-type: application/xml
    content-length: 9

    <a>é</a>
    ");
}

/// Returns a response after which a call is repeated at once.
#[tokio::test]
async fn a_file_that_cannot_be_read_fails_the_call() {
    let server = RawServer::start(vec![json_response(200, "{}")]).await;
    let client = probe::client(server.url()).build().unwrap();
    let body = Body::reopened(|| async { Err::<&[u8], _>(io::Error::other("no such file")) });
    let error = Put::call(&client, move |request| {
        request.raw("text/plain", body.clone());
        Ok(())
    })
    .retry(RetryPolicy::none())
    .await
    .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn secrets_of_a_form_are_masked_in_what_the_server_says() {
    let quoted = b"HTTP/1.1 400 X\r\ncontent-length: 17\r\n\r\nhunter2 is wrong!".to_vec();
    let server = RawServer::start(vec![quoted]).await;
    let client = probe::client(server.url()).build().unwrap();
    let error = Put::call(&client, |request| {
        request.form(&json!({"password": "hunter2"}), &[])
    })
    .await
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "put: HTTP 400 Bad Request: [redacted] is wrong!"
    );
}
