//! Request bodies that are no JSON, as the server gets them: forms, parts, and what is read while it is sent.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use insta::assert_snapshot;
use serde_json::json;
use staff_user_token::token_core::{
    Body, Error, ErrorKind, FilePart, InvalidArgument, Minted, Pipeline, Reply, RequestBuilder,
    RetryPolicy, SessionSettings, SourceError, Style, TokenSession, TokenSource, async_trait,
};

use crate::support::{
    RawServer, json_response,
    probe::{self, Put, Said, Upload},
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

/// Returns an answer after which a call is repeated at once.
fn busy() -> Vec<u8> {
    b"HTTP/1.1 503 X\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n".to_vec()
}

#[tokio::test]
async fn what_can_be_read_once_is_sent_once() {
    let server = RawServer::start(vec![busy(), json_response(200, "{}")]).await;
    let client = probe::client(server.url()).build().unwrap();
    let body = Body::reader(&b"once"[..]).with_length(4);
    let error = Put::call(&client, move |request| {
        request.raw("text/plain", body.clone());
        Ok(())
    })
    .await
    .unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn what_can_be_opened_again_is_repeated() {
    let server = RawServer::start(vec![busy(), json_response(200, "{}")]).await;
    let client = probe::client(server.url()).build().unwrap();
    let body = Body::reopened(|| async { Ok(&b"again"[..]) }).with_length(5);
    let reply = Put::call(&client, move |request| {
        request.raw("text/plain", body.clone());
        Ok(())
    });
    assert_eq!(reply.send().await.unwrap().attempts, 2);
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert!(
        received
            .iter()
            .all(|request| request.ends_with("\r\n\r\nagain"))
    );
}

/// Mints `token-1`, `token-2` and so on.
#[derive(Debug, Default)]
struct Numbered(AtomicUsize);

#[async_trait]
impl TokenSource for Numbered {
    async fn mint(&self) -> Result<Minted, SourceError> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(Minted::new(format!("token-{number}")))
    }
}

fn refusal() -> Vec<u8> {
    b"HTTP/1.1 401 X\r\ncontent-length: 7\r\n\r\nexpired".to_vec()
}

fn logged_in(server: &RawServer) -> Pipeline {
    let session = TokenSession::new(Numbered::default(), SessionSettings::default());
    probe::client(server.url())
        .credential("login", Arc::new(session))
        .build()
        .unwrap()
}

/// Calls with `body`, and then with another body.
async fn upload_twice(server: &RawServer, body: Body) -> [Result<Reply<String>, Error<Said>>; 2] {
    let client = logged_in(server);
    let upload = async |body: Body| {
        let write = move |request: &mut RequestBuilder| {
            request.raw("text/plain", body.clone());
            Ok(())
        };
        Upload::call(&client, write).send().await
    };
    [upload(body).await, upload(Body::from("next")).await]
}

#[tokio::test]
async fn what_can_be_read_once_is_not_sent_again_after_a_401() {
    for body in [
        Body::reader(&b"once"[..]).with_length(4),
        Body::reader(&b"once"[..]),
    ] {
        let server = RawServer::start(vec![refusal(), json_response(200, "{}")]).await;
        let [refused, next] = upload_twice(&server, body).await;
        let error = refused.unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 401),
            "{error}"
        );
        assert_eq!(error.raw_body().unwrap().as_ref(), b"expired");
        assert_eq!(error.attempts().len(), 1);
        // The refused token is not sent again.
        assert_eq!(next.unwrap().attempts, 1);
        let received = server.received();
        assert!(received[0].contains("Bearer token-1"), "{}", received[0]);
        assert!(received[1].contains("Bearer token-2"), "{}", received[1]);
    }
}

#[tokio::test]
async fn what_can_be_opened_again_is_sent_again_after_a_401() {
    let answers = vec![
        refusal(),
        json_response(200, "{}"),
        json_response(200, "{}"),
    ];
    let server = RawServer::start(answers).await;
    let again = Body::reopened(|| async { Ok(&b"again"[..]) }).with_length(5);
    let [first, next] = upload_twice(&server, again).await;
    assert_eq!((first.unwrap().attempts, next.unwrap().attempts), (2, 1));
    let received = server.received();
    assert!(received[1].contains("Bearer token-2"), "{}", received[1]);
    assert!(received[1].ends_with("\r\n\r\nagain"));
}

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
