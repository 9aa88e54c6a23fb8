//! Rows 10, 41 and 42: heads that are not HTTP, and heads that are, against the odds.

use std::time::Duration;

use token_core::{
    http::{HeaderMap, HeaderValue},
    transport::{Sent, TransportErrorKind},
};
use tokio::time::sleep;

use crate::support::{
    calls::{CREATED, LISTED},
    play::{Play, raw, respond},
    scene::{EVERY, Kind, Scene},
};

/// Another crate of the program has enabled cookies in reqwest.
#[tokio::test]
async fn row_41_a_cookie_is_not_sent_back() {
    let sets = respond(200, &[("set-cookie", "session=CANARY; path=/")], LISTED);
    let scene = Scene::of([sets]).await;
    for _ in 0..2 {
        scene.call(Kind::Safe).await.succeeds(200).tries(1);
    }
    for request in scene.server.received() {
        assert_eq!(request.header("cookie"), None);
    }
}

#[tokio::test]
async fn row_10_a_head_that_is_not_http() {
    for garbage in [
        "SSH-2.0-OpenSSH_9.6\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "\0\0\0\0\0\0\0\0",
        "CANARY\r\n\r\n",
    ] {
        is_not_a_response(&raw(garbage.as_bytes()).stall()).await;
    }
}

#[tokio::test]
async fn row_10_a_head_with_too_many_headers() {
    let headers = "x-many: CANARY\r\n".repeat(200);
    is_not_a_response(&raw(format!("HTTP/1.1 200 OK\r\n{headers}\r\n").into_bytes()).stall()).await;
}

#[tokio::test]
async fn row_10_a_header_that_is_too_long() {
    let header = "CANARY".repeat(100_000);
    is_not_a_response(
        &raw(format!("HTTP/1.1 200 OK\r\nx-long: {header}\r\n\r\n").into_bytes()).stall(),
    )
    .await;
}

#[tokio::test]
async fn row_10_a_body_of_two_lengths() {
    for lengths in [
        "content-length: 2\r\ncontent-length: 3",
        "content-length: 2, 3",
        "content-length: two",
        "content-length: -1",
    ] {
        is_not_a_response(
            &raw(format!("HTTP/1.1 200 OK\r\n{lengths}\r\n\r\n{{}}CANARY").into_bytes()).stall(),
        )
        .await;
    }
}

/// An unsolicited response must not become that of the next call.
#[tokio::test]
async fn row_10_two_responses_to_one_request() {
    let stale = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nx-stale: yes\r\n\r\n{CREATED}",
        CREATED.len()
    );
    let at_once = respond(200, &[], CREATED).write(stale.clone().into_bytes());
    let later = respond(200, &[], CREATED)
        .pause(Duration::from_millis(5))
        .write(stale.into_bytes());
    // What comes after the next request left is taken for its response by any client of HTTP/1.1.
    for (play, pause) in [(&at_once, 0), (&at_once, 50), (&later, 50)] {
        let scene = Scene::of([play.clone(), respond(201, &[], CREATED)]).await;
        scene.call(Kind::NonIdempotent).await.succeeds(200).tries(1);
        sleep(Duration::from_millis(pause)).await;
        let seen = scene.call(Kind::NonIdempotent).await;
        if seen.is_success() {
            assert!(
                !seen.success().headers.contains_key("x-stale"),
                "the response of another call: {seen:#?}"
            );
            seen.succeeds(201).tries(1);
        } else {
            seen.fails(TransportErrorKind::Closed, Sent::Maybe)
                .tries_of_which(1, 0);
        }
    }
}

#[tokio::test]
async fn row_41_headers_that_come_twice_or_are_not_text() {
    let head = b"HTTP/1.1 200 OK\r\nx-twice: a\r\nX-Twice: b\r\nx-bytes: caf\xe9\xff\r\nset-cookie: CANARY\r\nx-empty:\r\n";
    let play = |status: &str, body: &str| {
        let head = [
            head.as_slice(),
            format!("content-length: {}\r\n\r\n{body}", body.len()).as_bytes(),
        ]
        .concat();
        raw(head
            .strip_prefix(b"HTTP/1.1 200")
            .map(|rest| [b"HTTP/1.1 ", status.as_bytes(), rest].concat())
            .unwrap())
    };
    let is_kept = |headers: &HeaderMap| {
        let twice: Vec<_> = headers
            .get_all("x-twice")
            .iter()
            .map(HeaderValue::as_bytes)
            .collect();
        assert_eq!(twice, [b"a", b"b"]);
        assert_eq!(headers["x-bytes"].as_bytes(), b"caf\xe9\xff");
        assert_eq!(headers["x-empty"].as_bytes(), b"");
    };
    let scene = Scene::of([play("200", LISTED)]).await;
    is_kept(
        &scene
            .call(Kind::Safe)
            .await
            .succeeds(200)
            .tries(1)
            .success()
            .headers,
    );
    for kind in EVERY {
        let scene = Scene::of([play("403", "")]).await;
        is_kept(
            scene
                .call(kind)
                .await
                .refused(403)
                .tries(1)
                .error()
                .headers()
                .unwrap(),
        );
    }
}

#[tokio::test]
async fn row_42_heads_before_the_head() {
    for early in [
        "HTTP/1.1 103 Early Hints\r\nlink: </CANARY>\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n",
    ] {
        for kind in EVERY {
            let body = if kind == Kind::Safe { LISTED } else { CREATED };
            let whole = format!(
                "{early}HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            let scene = Scene::of([raw(whole.into_bytes())]).await;
            scene.call(kind).await.succeeds(200).tries(1);
            scene.call(kind).await.succeeds(200).tries(1);
            assert_eq!(scene.server.connections(), 1);
        }
    }
}

/// The server may have acted, and would respond like this again: one request, whatever the operation.
async fn is_not_a_response(play: &Play) {
    for kind in EVERY {
        let scene = Scene::of([play.clone()]).await;
        let seen = scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Other, Sent::Maybe);
        let seen = seen.says("the exchange failed").tries(1);
        assert!(!seen.error().is_connect() && !seen.error().is_timeout());
    }
}
