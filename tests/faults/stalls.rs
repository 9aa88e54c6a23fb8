//! Rows 6 and 7: the server takes too long, before the head or in the body.

use std::time::Duration;

use token_core::{
    retry::RetryPolicy,
    transport::{Sent, TransportErrorKind},
};

use crate::support::{
    calls::{self, LISTED},
    play::{Play, raw, respond},
    scene::{Kind, Scene, Settings, with_every_kind},
    server::Server,
};

const HALF_A_BODY: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"data\":[";

#[tokio::test]
async fn row_06_a_stall_before_the_head() {
    for play in [
        Play::default().stall(),
        raw(&b"HTTP/1.1 20"[..]).stall(),
        raw(&b"HTTP/1.1 100 Continue\r\n\r\n"[..]).stall(),
    ] {
        with_every_kind(async |kind| {
            takes_too_long(&play, kind, Sent::Maybe).await;
        })
        .await;
    }
}

#[tokio::test]
async fn row_06_a_safe_call_goes_on_after_a_stall() {
    let server = Server::plays([Play::default().stall(), respond(200, &[], LISTED)]).await;
    let scene = Scene::set(server, Settings::hasty());
    let seen = scene.call(Kind::Safe).await.succeeds(200).tries(2);
    assert!(seen.took >= Settings::hasty().attempt);
}

/// The head comes one byte at a time, so that no single read takes long.
#[tokio::test]
async fn row_06_a_head_that_drips() {
    let drip =
        raw(&b"HTTP/1.1 200 OK\r\nx-drip: "[..]).repeat(&b"a"[..], Duration::from_millis(20));
    with_every_kind(async |kind| {
        takes_too_long(&drip, kind, Sent::Maybe).await;
    })
    .await;
}

#[tokio::test]
async fn row_06_the_deadline_of_the_call_ends_the_attempt() {
    with_every_kind(async |kind| {
        let settings = Settings {
            call: Duration::from_millis(500),
            ..Settings::patient()
        };
        let scene = Scene::set(Server::plays([Play::default().stall()]).await, settings);
        let seen = scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Timeout, Sent::Maybe)
            .tries(1);
        assert!(seen.error().is_timeout() && !seen.error().is_connect());
        assert!(seen.took >= Duration::from_millis(490), "{:?}", seen.took);
    })
    .await;
}

#[tokio::test]
async fn row_06_a_call_has_timeouts_of_its_own() {
    let scene = Scene::of([Play::default().stall()]).await;
    let soon = Duration::from_millis(200);
    let attempt = calls::safe(&scene.client).attempt_timeout(soon);
    for call in [
        attempt.retry(RetryPolicy::none()),
        calls::safe(&scene.client).timeout(soon),
    ] {
        let seen = scene
            .watch(call)
            .await
            .fails(TransportErrorKind::Timeout, Sent::Maybe)
            .tries(1);
        assert!(seen.took < Duration::from_secs(2), "{:?}", seen.took);
    }
}

#[tokio::test]
async fn row_07_a_stall_in_the_body() {
    with_every_kind(async |kind| {
        takes_too_long(&raw(HALF_A_BODY).stall(), kind, Sent::Yes).await;
    })
    .await;
}

#[tokio::test]
async fn row_07_a_body_that_drips() {
    let gap = Duration::from_millis(20);
    let chunked = raw(&b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"[..])
        .repeat(&b"1\r\n \r\n"[..], gap);
    for play in [raw(HALF_A_BODY).repeat(&b" "[..], gap), chunked] {
        with_every_kind(async |kind| {
            takes_too_long(&play, kind, Sent::Yes).await;
        })
        .await;
    }
}

/// The server has begun to respond, which the attempt reports even if it is the call that runs out of time.
#[tokio::test]
async fn row_07_the_deadline_of_the_call_ends_a_body_that_drips() {
    let drip = raw(HALF_A_BODY).repeat(&b" "[..], Duration::from_millis(20));
    with_every_kind(async |kind| {
        let settings = Settings {
            call: Duration::from_millis(500),
            ..Settings::patient()
        };
        let scene = Scene::set(Server::plays([drip.clone()]).await, settings);
        scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Timeout, Sent::Yes)
            .tries(1);
    })
    .await;
}

async fn takes_too_long(play: &Play, kind: Kind, sent: Sent) {
    let scene = Scene::set(Server::plays([play.clone()]).await, Settings::hasty());
    let seen = scene
        .call(kind)
        .await
        .fails(TransportErrorKind::Timeout, sent)
        .says("in time");
    let seen = seen.tries(if kind == Kind::NonIdempotent { 1 } else { 3 });
    assert!(seen.error().is_timeout() && !seen.error().is_connect());
    for attempt in seen.error().attempts() {
        assert!(attempt.took >= Settings::hasty().attempt, "{attempt:?}");
    }
}
