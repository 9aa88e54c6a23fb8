//! Rows 20 and 21: what the server asks for is never undercut, and never waited for in vain.

use std::time::Duration;

use crate::support::{
    calls::{self, CREATED, LISTED, documented},
    play::{Play, respond, status},
    scene::{EVERY, Kind, Scene, Settings, with_every_kind},
    server::Server,
};

const NOW: &str = "Sun, 22 Nov 2026 07:00:00 GMT";
const SECOND: Duration = Duration::from_secs(1);

/// Headers of a response, and how long they ask to wait.
type Asks<'a> = (&'a [(&'a str, &'a str)], Duration);

#[tokio::test]
async fn row_20_a_wait_that_is_not_worth_the_name() {
    for headers in [
        &[("retry-after", "0")][..],
        &[("retry-after", "-1")],
        &[("retry-after", "")],
        &[("retry-after", "soon")],
        &[
            ("retry-after", "Sun, 22 Nov 2026 06:00:00 GMT"),
            ("date", NOW),
        ],
        &[("retry-after", "Thu, 01 Jan 1998 00:00:00 GMT")],
    ] {
        for kind in EVERY {
            is_waited_for((headers, Duration::ZERO), kind).await;
        }
    }
}

#[tokio::test]
async fn row_20_a_wait_in_seconds() {
    for asks in [
        (&[("retry-after", "1")][..], SECOND),
        (&[("retry-after", "0"), ("retry-after", "1")], SECOND),
        (&[("retry-after", "1"), ("retry-after", "0")], SECOND),
    ] {
        with_every_kind(async |kind| is_waited_for(asks, kind).await).await;
    }
    is_waited_for((&[("retry-after", "1.5")], SECOND.mul_f64(1.5)), Kind::Safe).await;
}

#[tokio::test]
async fn row_20_a_wait_until_a_date() {
    for headers in [
        [
            ("retry-after", "Sun, 22 Nov 2026 07:00:01 GMT"),
            ("date", NOW),
        ],
        // The server's clock is decades off; only the difference counts.
        [
            ("retry-after", "Thu, 01 Jan 1998 00:00:01 GMT"),
            ("date", "Thu, 01 Jan 1998 00:00:00 GMT"),
        ],
        // The two obsolete forms, which RFC 9110 asks to be read.
        [
            ("retry-after", "Sunday, 22-Nov-26 07:00:01 GMT"),
            ("date", NOW),
        ],
        [("retry-after", "Sun Nov 22 07:00:01 2026"), ("date", NOW)],
    ] {
        is_waited_for((&headers, SECOND), Kind::Delete).await;
    }
}

#[tokio::test]
async fn row_20_a_wait_that_is_too_long() {
    let far = Duration::from_secs(1_000_000_000);
    for (headers, least) in [
        (&[("retry-after", "1e9")][..], far),
        (&[("retry-after", "1e99")], Duration::MAX),
        (&[("retry-after", "61")], SECOND * 61),
        // Below the policy's limit, and beyond the call's deadline.
        (&[("retry-after", "31")], SECOND * 31),
        (
            &[
                ("retry-after", "Thu, 01 Jan 1998 00:00:00 GMT"),
                ("date", "Wed, 01 Jan 1997 00:00:00 GMT"),
            ],
            SECOND * 86_400,
        ),
    ] {
        for busy in [429, 503] {
            for kind in EVERY {
                let scene = Scene::of([respond(busy, headers, documented("slow down"))]).await;
                let seen = scene
                    .call(kind)
                    .await
                    .refused(busy)
                    .documented(busy == 503)
                    .tries(1);
                assert!(seen.took < SECOND * 2, "{:?}", seen.took);
                assert!(seen.error().is_throttled());
                assert!(
                    seen.error().retry_after() >= Some(least),
                    "{:?}",
                    seen.error().retry_after()
                );
            }
        }
    }
}

#[tokio::test]
async fn row_20_a_policy_without_a_limit_does_not_panic() {
    let policy = Settings::patient()
        .retry
        .max_retry_after(Duration::MAX)
        .max_backoff(Duration::MAX)
        .base(Duration::MAX);
    for play in [respond(429, &[("retry-after", "1e99")], ""), status(503)] {
        let scene = Scene::of([play.clone()]).await;
        assert!(
            !scene
                .watch(calls::safe(&scene.client).retry(policy))
                .await
                .tries(1)
                .is_success()
        );
    }
}

#[tokio::test]
async fn row_21_an_operation_that_was_not_let_in() {
    let scene = Scene::of([status(429), status(429), respond(201, &[], CREATED)]).await;
    scene.call(Kind::NonIdempotent).await.succeeds(201).tries(3);
    let scene = Scene::of([status(429)]).await;
    let seen = scene.call(Kind::NonIdempotent).await.refused(429).tries(3);
    assert!(seen.error().is_throttled());
    // Once it was let in, what happened is unknown again.
    let scene = Scene::of([status(429), Play::default().close()]).await;
    let lost = scene.call(Kind::NonIdempotent).await;
    lost.fails(
        token_core::transport::TransportErrorKind::Closed,
        token_core::transport::Sent::Maybe,
    )
    .tries(2);
}

async fn is_waited_for((headers, wait): Asks<'_>, kind: Kind) {
    let good = respond(200, &[], if kind == Kind::Safe { LISTED } else { CREATED });
    let server = Server::plays([respond(429, headers, ""), good]).await;
    let seen = Scene::set(server, Settings::patient())
        .call(kind)
        .await
        .succeeds(200)
        .tries(2);
    assert!(seen.took >= wait, "{headers:?}: {:?}", seen.took);
    assert!(
        seen.took < wait.mul_f64(1.1) + SECOND,
        "{headers:?}: {:?}",
        seen.took
    );
}
