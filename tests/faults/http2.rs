//! Row 40: what HTTP/2 says about requests that were not processed, and what it leaves open.

use token_core::transport::{Sent, TransportErrorKind};

use crate::support::{
    calls::{self, CREATED, LISTED},
    http2::{
        Act::{self, Close, GoAway, Head, Raw, Reset, Respond, RespondOn},
        Arrival, CANCEL, ENHANCE_YOUR_CALM, HTTP_1_1_REQUIRED, INTERNAL_ERROR, Last, NO_ERROR,
        PROTOCOL_ERROR, REFUSED_STREAM, Server,
    },
    scene::{EVERY, Kind, Scene, Settings, send},
    tls::Authority,
};

/// Sets up a server that plays `plays`, and a patient client that trusts it.
async fn stage(plays: impl Into<Vec<Vec<Act>>>) -> Scene<Server> {
    stage_with(Settings::patient(), plays).await
}

async fn stage_with(settings: Settings, plays: impl Into<Vec<Vec<Act>>>) -> Scene<Server> {
    let authority = Authority::new();
    let server = Server::plays(&authority, plays.into()).await;
    let settings = Settings {
        transport: Settings::trusting(&authority).transport,
        ..settings
    };
    let url = server.url();
    Scene::at(&url, server, settings)
}

fn good(kind: Kind) -> Act {
    match kind {
        Kind::Safe => Respond(200, LISTED),
        Kind::NonIdempotent => Respond(201, CREATED),
        Kind::Delete => Respond(204, ""),
    }
}

/// Returns how often a call is tried whose requests may have been processed.
fn attempts(kind: Kind) -> usize {
    if kind == Kind::NonIdempotent { 1 } else { 3 }
}

#[tokio::test]
async fn row_40_calls_share_one_connection() {
    let plays = EVERY.map(|kind| vec![good(kind)]);
    let stage = stage(plays).await;
    for kind in EVERY {
        assert!(stage.call(kind).await.tries(1).is_success());
    }
    let arrival = |stream| Arrival {
        connection: 0,
        stream,
        disclaimed: false,
    };
    assert_eq!(stage.server.arrivals(), [1, 3, 5].map(arrival));
}

#[tokio::test]
async fn row_40_a_refused_stream_is_repeated() {
    for kind in EVERY {
        let stage = stage([vec![Reset(REFUSED_STREAM)], vec![good(kind)]]).await;
        let seen = stage.call(kind).await.tries_of_which(2, 1);
        assert!(seen.is_success());
    }
}

#[tokio::test]
async fn row_40_a_stream_that_is_always_refused() {
    for kind in EVERY {
        let stage = stage([vec![Reset(REFUSED_STREAM)]]).await;
        stage
            .call(kind)
            .await
            .fails(TransportErrorKind::Closed, Sent::No)
            .tries_of_which(3, 0);
        assert_eq!(stage.server.arrivals().len(), 3);
    }
}

/// A reset of any other kind may come from halfway through the work.
#[tokio::test]
async fn row_40_a_stream_that_is_reset() {
    for code in [
        NO_ERROR,
        PROTOCOL_ERROR,
        INTERNAL_ERROR,
        CANCEL,
        ENHANCE_YOUR_CALM,
        HTTP_1_1_REQUIRED,
        0xdead,
    ] {
        for kind in EVERY {
            let stage = stage([vec![Reset(code)]]).await;
            stage
                .call(kind)
                .await
                .fails(TransportErrorKind::Closed, Sent::Maybe)
                .tries(attempts(kind));
        }
    }
}

#[tokio::test]
async fn row_40_a_goaway_that_leaves_the_request_out_is_repeated() {
    for code in [NO_ERROR, ENHANCE_YOUR_CALM, INTERNAL_ERROR] {
        for kind in EVERY {
            for end in [vec![], vec![Close]] {
                let leaves = [vec![GoAway(Last::Below, code)], end].concat();
                let stage = stage([leaves, vec![good(kind)]]).await;
                let seen = stage.call(kind).await.tries_of_which(2, 1);
                assert!(seen.is_success());
                let connections = stage.server.arrivals().into_iter().map(|it| it.connection);
                assert_eq!(connections.collect::<Vec<_>>(), [0, 1]);
            }
        }
    }
}

/// The server has promised nothing about it, so that only what may be repeated is.
#[tokio::test]
async fn row_40_a_goaway_that_takes_the_request_in_and_no_response() {
    for code in [NO_ERROR, INTERNAL_ERROR] {
        for kind in EVERY {
            let stage = stage([vec![GoAway(Last::This, code), Close]]).await;
            stage
                .call(kind)
                .await
                .fails(TransportErrorKind::Closed, Sent::Maybe)
                .tries(attempts(kind));
        }
    }
}

#[tokio::test]
async fn row_40_a_goaway_before_or_after_the_response() {
    for kind in EVERY {
        let goaway = GoAway(Last::This, NO_ERROR);
        for acts in [
            vec![goaway.clone(), good(kind)],
            vec![good(kind), goaway.clone()],
            vec![good(kind), goaway, Close],
        ] {
            let stage = stage([acts]).await;
            let seen = stage.call(kind).await.tries(1);
            assert!(seen.is_success());
            // The next one finds the connection going away.
            let seen = stage.call(kind).await;
            assert!(seen.is_success() && seen.requests() == 1, "{seen:?}");
        }
    }
}

#[tokio::test]
async fn row_40_a_goaway_that_parts_two_requests() {
    let part = vec![
        GoAway(Last::Stream(3), NO_ERROR),
        RespondOn(3, 201, CREATED),
    ];
    // A first call, so that there is a connection which both share.
    let stage = stage([
        vec![Respond(201, CREATED)],
        vec![],
        part,
        vec![Respond(201, CREATED)],
    ])
    .await;
    assert!(stage.call(Kind::NonIdempotent).await.is_success());
    let (first, second) = tokio::join!(
        send(calls::non_idempotent(&stage.client)),
        send(calls::non_idempotent(&stage.client))
    );
    let attempts = [first, second].map(|outcome| outcome.unwrap().attempts);
    let arrivals = stage.server.arrivals();
    assert_eq!(stage.server.processed(), 3, "{arrivals:?}");
    assert_eq!((arrivals.len(), attempts.iter().sum::<usize>()), (4, 3));
}

#[tokio::test]
async fn row_40_a_connection_that_ends_without_a_goaway() {
    for kind in EVERY {
        let stage = stage([vec![Close]]).await;
        stage
            .call(kind)
            .await
            .fails(TransportErrorKind::Closed, Sent::Maybe)
            .tries(attempts(kind));
    }
}

#[tokio::test]
async fn row_40_a_body_that_is_reset() {
    for code in [REFUSED_STREAM, INTERNAL_ERROR, NO_ERROR, CANCEL] {
        for kind in [Kind::Safe, Kind::NonIdempotent] {
            let stage = stage([vec![Head(200), Reset(code)]]).await;
            let seen = stage.call(kind).await;
            let seen = seen.fails(TransportErrorKind::Body, Sent::Yes);
            assert_eq!(seen.attempts(), attempts(kind));
        }
    }
}

#[tokio::test]
async fn row_40_a_server_that_breaks_the_protocol() {
    for kind in EVERY {
        // A frame that is longer than any may be.
        let stage = stage([vec![Raw(b"\xff\xff\xff\0\0\0\0\0\x01CANARY")]]).await;
        stage
            .call(kind)
            .await
            .fails(TransportErrorKind::Other, Sent::Maybe)
            .tries(1);
    }
}

#[tokio::test]
async fn row_40_a_stream_that_stalls() {
    let stage = stage_with(Settings::hasty(), [vec![]]).await;
    let seen = stage.call(Kind::NonIdempotent).await;
    seen.fails(TransportErrorKind::Timeout, Sent::Maybe)
        .tries(1);
}

#[tokio::test]
async fn row_40_statuses_mean_what_they_mean_over_http_1() {
    for (status, attempts) in [(401, 1), (404, 1), (503, 1), (429, 3)] {
        let stage = stage([vec![Respond(status, "{}")]]).await;
        let seen = stage.call(Kind::NonIdempotent).await;
        seen.refused(status).tries(attempts);
    }
}
