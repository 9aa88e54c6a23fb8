//! Row 36: a DELETE that finds nothing left, after an attempt whose response was lost.

use token_core::transport::{Sent, TransportErrorKind};

use crate::support::{
    calls::documented,
    play::{Play, raw, respond, status},
    scene::{Kind, Scene, Settings},
    server::Server,
};

#[tokio::test]
async fn row_36_a_delete_whose_first_response_was_lost() {
    let torn = raw(&b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"[..]).close();
    for lost in [
        Play::default().close(),
        Play::default().reset(),
        Play::default().stall(),
        torn,
        status(500),
        status(502),
    ] {
        for gone in [
            respond(404, &[], documented("no such token")),
            respond(404, &[], "<html>"),
            status(410),
        ] {
            let server = Server::plays([lost.clone(), gone]).await;
            let seen = Scene::set(server, Settings::hasty())
                .call(Kind::Delete)
                .await
                .tries(2);
            assert!(seen.success().already_gone, "{seen:#?}");
        }
    }
}

#[tokio::test]
async fn row_36_a_delete_that_finds_nothing_at_first() {
    let scene = Scene::of([respond(404, &[], documented("no such token"))]).await;
    scene
        .call(Kind::Delete)
        .await
        .refused(404)
        .documented(true)
        .tries(1);
    let scene = Scene::of([status(204)]).await;
    assert!(
        !scene
            .call(Kind::Delete)
            .await
            .succeeds(204)
            .tries(1)
            .success()
            .already_gone
    );
}

#[tokio::test]
async fn row_36_a_delete_that_was_not_let_in_at_first() {
    let scene = Scene::of([status(429), status(404)]).await;
    scene.call(Kind::Delete).await.refused(404).tries(2);
    let scene = Scene::of([status(408), status(404)]).await;
    scene.call(Kind::Delete).await.refused(404).tries(2);
}

#[tokio::test]
async fn row_36_other_operations_that_find_nothing() {
    let scene = Scene::of([Play::default().close(), status(404)]).await;
    scene.call(Kind::Safe).await.refused(404).tries(2);
    let scene = Scene::of([Play::default().close(), status(404)]).await;
    scene
        .call(Kind::NonIdempotent)
        .await
        .fails(TransportErrorKind::Closed, Sent::Maybe)
        .tries(1);
}
