//! Rows 4 and 5: the connection ends before a response; what the server made of the request is unknown.

use std::time::Duration;

use token_core::transport::{Sent, TransportErrorKind};
use tokio::time::sleep;

use crate::support::{
    calls::{CREATED, LISTED},
    play::{Play, raw, respond},
    scene::{EVERY, Kind, Scene, Settings},
    server::{Server, Setup},
    tls::{Authority, Shows},
};

const HALF_A_HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-le";

#[tokio::test]
async fn row_04_a_connection_that_ends_before_the_head() {
    closes_without_a_response(&Play::default().close()).await;
}

#[tokio::test]
async fn row_04_a_connection_that_ends_in_the_head() {
    closes_without_a_response(&raw(HALF_A_HEAD).close()).await;
}

#[tokio::test]
async fn row_04_a_connection_that_is_reset_after_the_request() {
    closes_without_a_response(&Play::default().reset()).await;
    closes_without_a_response(&raw(HALF_A_HEAD).reset()).await;
}

#[tokio::test]
async fn row_04_a_connection_that_is_cut_without_a_word_of_tls() {
    for play in [
        Play::default().cut(),
        raw(HALF_A_HEAD).cut(),
        Play::default().close(),
        Play::default().reset(),
    ] {
        let authority = Authority::new();
        for kind in EVERY {
            let setup = Setup::plays([play.clone()]).tls(authority.server(Shows::Good));
            let scene = Scene::set(setup.start().await, Settings::trusting(&authority));
            let seen = scene
                .call(kind)
                .await
                .fails(TransportErrorKind::Closed, Sent::Maybe);
            seen.tries(attempts(kind));
        }
    }
}

#[tokio::test]
async fn row_04_a_safe_call_goes_on_after_a_closed_connection() {
    let scene = Scene::of([
        Play::default().close(),
        Play::default().reset(),
        respond(200, &[], LISTED),
    ])
    .await;
    scene.call(Kind::Safe).await.succeeds(200).tries(3);
    let ids: Vec<_> = scene
        .server
        .received()
        .iter()
        .map(|request| request.header("authorization").is_some())
        .collect();
    assert_eq!(ids, [true; 3], "every attempt has the credential");
}

#[tokio::test]
async fn row_05_an_idle_connection_that_the_server_closed() {
    for farewell in [
        &b""[..],
        b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    ] {
        for kind in EVERY {
            let setup = Setup::plays([respond(200, &[], CREATED)])
                .idle(Duration::from_millis(50), farewell);
            let scene = Scene::set(setup.start().await, Settings::patient());
            scene.call(Kind::Delete).await.succeeds(200).tries(1);
            sleep(Duration::from_millis(150)).await;
            let seen = scene.call(kind).await;
            if kind == Kind::Safe {
                seen.undecodable(200, CREATED.as_bytes()).tries(1);
            } else {
                seen.succeeds(200).tries(1);
            }
            assert_eq!(scene.server.connections(), 2);
        }
    }
}

/// The client sends just when the server closes, again and again.
#[tokio::test]
async fn row_05_a_connection_that_closes_while_the_request_leaves() {
    let idle = Duration::from_millis(5);
    let setup = Setup::plays([respond(201, &[], CREATED)]).idle(idle, b"");
    let scene = Scene::set(setup.start().await, Settings::patient());
    let mut closed = 0;
    for round in 0..400_u32 {
        sleep(Duration::from_micros(4000 + u64::from(round % 40) * 50)).await;
        let seen = scene.call(Kind::NonIdempotent).await;
        if seen.is_success() {
            assert_eq!(seen.requests(), 1, "{seen:#?}");
        } else {
            closed += 1;
            let seen = seen.fails(TransportErrorKind::Closed, Sent::Maybe);
            assert_eq!(seen.requests(), 0, "{seen:#?}");
        }
    }
    assert!(closed < 400, "no call ever succeeded");
    assert!(
        scene.server.connections() > 1,
        "no connection was ever closed"
    );
}

async fn closes_without_a_response(play: &Play) {
    for kind in EVERY {
        let scene = Scene::set(Server::plays([play.clone()]).await, Settings::patient());
        let seen = scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Closed, Sent::Maybe);
        let seen = seen.says("closed the connection").tries(attempts(kind));
        assert!(!seen.error().is_connect() && !seen.error().is_timeout());
    }
}

/// Returns how often a call is tried whose responses are lost.
fn attempts(kind: Kind) -> usize {
    if kind == Kind::NonIdempotent { 1 } else { 3 }
}
