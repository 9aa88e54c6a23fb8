//! Rows 8, 9, 11 and 12: bodies that break off, that never end, and that are not what they seem.

use std::time::Duration;

use token_core::transport::{Sent, TransportErrorKind};

use crate::support::{
    calls::{CREATED, LISTED},
    play::{Play, raw, respond},
    scene::{EVERY, Kind, Scene, Settings},
    server::Server,
};
#[cfg(feature = "rustls")]
use crate::support::{
    server::Setup,
    tls::{Authority, Shows},
};

const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
const UNTIL_CLOSE: &[u8] = b"HTTP/1.1 200 OK\r\n\r\n";
const CUT_JSON: &[u8] = br#"{"data":[{"id":"i","token":"CANARY-issued"#;

#[tokio::test]
async fn row_08_a_body_that_is_shorter_than_it_says() {
    let begun = || raw(&b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"[..]).write(CUT_JSON);
    for play in [begun().close(), begun().reset()] {
        breaks_off(&play).await;
    }
}

#[tokio::test]
async fn row_08_a_chunked_body_that_breaks_off() {
    for rest in [
        &b""[..],
        b"1",
        b"29\r\n{\"data\":",
        b"1\r\n{\r\n",
        b"zz\r\n",
        b"-1\r\n",
        b"fffffffffffffffff\r\n",
        b"1\r\nab\r\n0\r\n\r\n",
    ] {
        breaks_off(&raw(CHUNKED).write(rest).close()).await;
    }
}

/// native-tls takes the end of TCP for that of TLS, so that whole JSON is all it can go by.
#[cfg(feature = "rustls")]
#[tokio::test]
async fn row_08_a_body_that_is_cut_without_a_word_of_tls() {
    let authority = Authority::new();
    for kind in EVERY {
        let play = raw(UNTIL_CLOSE).write(LISTED.as_bytes()).cut();
        let setup = Setup::plays([play]).tls(authority.server(Shows::Good));
        let scene = Scene::set(setup.start().await, Settings::trusting(&authority));
        scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Body, Sent::Yes)
            .tries(attempts(kind));
    }
}

#[tokio::test]
async fn row_08_a_safe_call_goes_on_after_a_torn_body() {
    let torn = raw(CHUNKED).write(&b"1\r\n{\r\n"[..]).close();
    let scene = Scene::of([torn, respond(200, &[], LISTED)]).await;
    scene.call(Kind::Safe).await.succeeds(200).tries(2);
}

#[tokio::test]
async fn row_09_json_that_is_cut_and_only_json_shows_it() {
    let cut = raw(UNTIL_CLOSE).write(CUT_JSON).close();
    let scene = Scene::of([cut.clone()]).await;
    scene
        .call(Kind::Safe)
        .await
        .fails(TransportErrorKind::Body, Sent::Yes)
        .tries(3);
    // Nothing of its response is read.
    scene.call(Kind::Delete).await.succeeds(200).tries(1);
    let created = &CREATED.as_bytes()[..30];
    let scene = Scene::of([raw(UNTIL_CLOSE).write(created).close()]).await;
    scene
        .call(Kind::NonIdempotent)
        .await
        .undecodable(200, created)
        .says("ends too early")
        .tries(1);
    let scene = Scene::of([cut, raw(UNTIL_CLOSE).write(LISTED.as_bytes()).close()]).await;
    scene.call(Kind::Safe).await.succeeds(200).tries(2);
}

#[tokio::test]
async fn row_11_a_body_that_says_it_is_too_large() {
    let claims = raw(&b"HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n"[..]);
    for play in [
        claims.clone().stall(),
        claims.repeat(vec![b' '; 1 << 14], Duration::ZERO),
    ] {
        is_too_large(play).await;
    }
}

#[tokio::test]
async fn row_11_a_body_without_end() {
    let chunk = [b"4000\r\n".as_slice(), &[b' '; 0x4000], b"\r\n"].concat();
    is_too_large(raw(CHUNKED).repeat(chunk, Duration::ZERO)).await;
    is_too_large(raw(UNTIL_CLOSE).repeat(vec![b' '; 1 << 14], Duration::ZERO)).await;
}

#[tokio::test]
async fn row_11_a_body_at_the_limit() {
    let at_limit = LISTED.len();
    let chunked = |body: &str| {
        raw(CHUNKED).write(
            format!(
                "1\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
                &body[..1],
                body.len() - 1,
                &body[1..]
            )
            .into_bytes(),
        )
    };
    for play in [
        respond(200, &[], LISTED),
        chunked(LISTED),
        raw(UNTIL_CLOSE).write(LISTED.as_bytes()).close(),
    ] {
        for (max_body, fits) in [(at_limit, true), (at_limit - 1, false)] {
            let server = Server::plays([play.clone()]).await;
            let scene = Scene::set(
                server,
                Settings {
                    max_body,
                    ..Settings::patient()
                },
            );
            let seen = scene.call(Kind::Safe).await;
            if fits {
                seen.succeeds(200).tries(1);
            } else {
                seen.fails(TransportErrorKind::TooLarge, Sent::Yes).tries(1);
            }
        }
    }
}

#[tokio::test]
async fn row_12_a_compressed_body_stays_as_it_is() {
    let bomb = [
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".as_slice(),
        &[0xff; 4096],
    ]
    .concat();
    for kind in [Kind::Safe, Kind::NonIdempotent] {
        let scene = Scene::of([respond(200, &[("content-encoding", "gzip")], &bomb)]).await;
        scene
            .call(kind)
            .await
            .undecodable(200, &bomb)
            .says("not JSON")
            .tries(1);
        assert_eq!(
            scene.server.received()[0].header("accept-encoding"),
            None,
            "it asks for none either"
        );
    }
    let scene = Scene::of([respond(200, &[("content-encoding", "gzip")], CREATED)]).await;
    scene.call(Kind::NonIdempotent).await.succeeds(200).tries(1);
}

async fn breaks_off(play: &Play) {
    for kind in EVERY {
        let scene = Scene::of([play.clone()]).await;
        let seen = scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Body, Sent::Yes);
        seen.says("broke off").tries(attempts(kind));
    }
}

async fn is_too_large(play: Play) {
    for kind in EVERY {
        let scene = Scene::of([play.clone()]).await;
        scene
            .call(kind)
            .await
            .fails(TransportErrorKind::TooLarge, Sent::Yes)
            .says("longer than the limit")
            .tries(1);
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(
            scene.server.open(),
            0,
            "the connection is dropped, and the rest of the body with it"
        );
    }
}

/// Returns how often a call is tried whose responses break off.
fn attempts(kind: Kind) -> usize {
    if kind == Kind::NonIdempotent { 1 } else { 3 }
}
