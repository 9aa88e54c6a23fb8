//! Rows 24 and 25: a call ends by its deadline, and when its caller drops it.

use std::time::Duration;

use token_core::{
    retry::RetryBudget,
    transport::{Sent, TransportErrorKind},
};
use tokio::time::{sleep, timeout};

use crate::support::{
    calls::{self, LISTED},
    play::{Play, respond, status},
    scene::{Kind, Scene, Settings, send, with_every_kind},
    server::Server,
};

#[tokio::test]
async fn row_24_a_wait_beyond_the_deadline() {
    // The wait is random, and shorter than the deadline once in millions.
    let age = Duration::from_secs(1_000_000_000);
    let retry = Settings::patient()
        .retry
        .base(age)
        .throttled_base(age)
        .max_backoff(age);
    for play in [status(503), status(429), Play::default().close()] {
        with_every_kind(async |kind| {
            let server = Server::plays([play.clone()]).await;
            let settings = Settings {
                retry,
                call: Duration::from_secs(3),
                ..Settings::patient()
            };
            let scene = Scene::set(server, settings.clone());
            let seen = scene.call(kind).await.tries(1);
            assert!(seen.took < Duration::from_secs(3), "{:?}", seen.took);
            assert!(!seen.is_success());
            assert_eq!(
                settings.budget.available(),
                RetryBudget::CAPACITY,
                "no retry was made"
            );
        })
        .await;
    }
}

#[tokio::test]
async fn row_24_a_deadline_over_all_attempts() {
    // Long enough for a busy machine to tell a deadline from three attempts that nothing cuts short.
    let settings = Settings {
        attempt: Duration::from_millis(1500),
        call: Duration::from_millis(3500),
        ..Settings::hasty()
    };
    let scene = Scene::set(Server::plays([Play::default().stall()]).await, settings);
    let seen = scene
        .call(Kind::Safe)
        .await
        .fails(TransportErrorKind::Timeout, Sent::Maybe)
        .tries(3);
    assert!(
        seen.took < Duration::from_millis(4300),
        "1.5 + 1.5 + 0.5 s became {:?}",
        seen.took
    );
}

#[tokio::test]
async fn row_24_times_without_an_end() {
    let endless = Settings {
        attempt: Duration::MAX,
        call: Duration::MAX,
        ..Settings::patient()
    };
    let scene = Scene::set(Server::plays([respond(200, &[], LISTED)]).await, endless);
    scene.call(Kind::Safe).await.succeeds(200).tries(1);
    let scene = Scene::of([respond(200, &[], LISTED)]).await;
    let call = calls::safe(&scene.client)
        .timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX);
    scene.watch(call).await.succeeds(200).tries(1);
}

#[tokio::test]
async fn row_24_no_time_at_all() {
    let scene = Scene::of([respond(200, &[], LISTED)]).await;
    for call in [
        calls::safe(&scene.client).timeout(Duration::ZERO),
        calls::safe(&scene.client).attempt_timeout(Duration::ZERO),
    ] {
        // A millisecond is the least that the clock knows, and enough for a response.
        let seen = scene.watch(call).await;
        assert!(seen.is_success() || seen.error().is_timeout(), "{seen:#?}");
    }
}

#[tokio::test]
async fn row_25_a_caller_that_leaves_in_an_attempt() {
    with_every_kind(async |kind| {
        let settings = Settings::patient();
        let scene = Scene::set(
            Server::plays([Play::default().stall()]).await,
            settings.clone(),
        );
        leaves(&scene, kind).await;
        assert_eq!((scene.server.requests(), scene.server.open()), (1, 0));
        assert_eq!(settings.budget.available(), RetryBudget::CAPACITY);
    })
    .await;
}

#[tokio::test]
async fn row_25_a_caller_that_leaves_in_a_retry() {
    with_every_kind(async |kind| {
        let settings = Settings::patient();
        let scene = Scene::set(
            Server::plays([status(429), Play::default().stall()]).await,
            settings.clone(),
        );
        leaves(&scene, kind).await;
        assert_eq!((scene.server.requests(), scene.server.open()), (2, 0));
        assert_eq!(
            settings.budget.available(),
            RetryBudget::CAPACITY,
            "the permit is returned"
        );
    })
    .await;
}

#[tokio::test]
async fn row_25_a_caller_that_leaves_in_a_wait() {
    with_every_kind(async |kind| {
        let settings = Settings::patient();
        let server = Server::plays([respond(429, &[("retry-after", "1")], "")]).await;
        let scene = Scene::set(server, settings.clone());
        leaves(&scene, kind).await;
        sleep(Duration::from_millis(1200)).await;
        assert_eq!(scene.server.requests(), 1);
        assert_eq!(
            settings.budget.available(),
            RetryBudget::CAPACITY,
            "the permit is returned"
        );
    })
    .await;
}

/// Makes a call, and drops it before it ends.
async fn leaves(scene: &Scene, kind: Kind) {
    let soon = Duration::from_millis(300);
    let left = match kind {
        Kind::Safe => timeout(soon, send(calls::safe(&scene.client))).await,
        Kind::NonIdempotent => timeout(soon, send(calls::non_idempotent(&scene.client))).await,
        Kind::Delete => timeout(soon, send(calls::delete(&scene.client, "t1"))).await,
    };
    assert!(left.is_err(), "the call ended by itself: {left:?}");
    sleep(Duration::from_millis(100)).await;
}
