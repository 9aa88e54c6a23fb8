//! Rows 14, 30 and 32: calls of a client that has its token from a session.

use std::time::Duration;

use token_core::session::{SessionSettings, TokenSession};

use crate::support::{
    calls::{CREATED, LISTED, documented},
    play::{Play, respond, status},
    scene::{EVERY, Kind, Scene},
    server::Server,
    sources::Counter,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn scene(plays: impl Into<Vec<Play>>, source: &Counter) -> Scene {
    let session = TokenSession::new(source.clone(), SessionSettings::default());
    Scene::of_credential(Server::plays(plays).await, session)
}

fn bearers(scene: &Scene) -> Vec<String> {
    let received = scene.server.received();
    let bearers = received
        .iter()
        .map(|request| request.header("authorization").unwrap().to_owned());
    bearers.collect()
}

fn good(kind: Kind) -> Play {
    match kind {
        Kind::Safe => respond(200, &[], LISTED),
        Kind::NonIdempotent => respond(201, &[], CREATED),
        Kind::Delete => status(204),
    }
}

#[tokio::test]
async fn row_14_a_401_leads_to_a_new_token_and_one_replay() {
    for kind in EVERY {
        let source = Counter::of_tokens_that_live(DAY);
        let refusal = respond(401, &[], documented("expired"));
        let scene = scene([refusal, good(kind)], &source).await;
        assert!(scene.call(kind).await.tries(2).is_success());
        let bearers = bearers(&scene);
        assert_ne!(bearers[0], bearers[1]);
        assert_eq!(source.mints(), 2);
        // The new token stays.
        assert!(scene.call(kind).await.tries(1).is_success());
        assert_eq!(source.mints(), 2);
    }
}

#[tokio::test]
async fn row_14_a_403_does_not_cause_a_new_token() {
    for kind in EVERY {
        let source = Counter::of_tokens_that_live(DAY);
        let scene = scene([respond(403, &[], documented("no"))], &source).await;
        scene.call(kind).await.refused(403).tries(1);
        assert_eq!(source.mints(), 1);
    }
}

#[tokio::test]
async fn row_30_a_constant_401_stops_after_one_replay() {
    for kind in EVERY {
        let source = Counter::of_tokens_that_live(DAY);
        let scene = scene([respond(401, &[], documented("no"))], &source).await;
        scene
            .call(kind)
            .await
            .refused(401)
            .documented(true)
            .tries(2);
        assert_eq!(source.mints(), 2);
    }
}

#[tokio::test]
async fn row_32_a_token_that_ends_while_the_call_waits() {
    let source = Counter::of_tokens_that_live(Duration::from_secs(1));
    let busy = respond(503, &[("retry-after", "2")], "");
    let scene = scene([busy, good(Kind::Safe)], &source).await;
    scene.call(Kind::Safe).await.succeeds(200).tries(2);
    let bearers = bearers(&scene);
    assert_ne!(bearers[0], bearers[1]);
    assert_eq!(source.mints(), 2);
}
