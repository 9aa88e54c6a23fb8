//! Row 13: a redirect is never followed, because it would carry secrets to wherever it leads.

use token_core::transport::{Sent, TransportErrorKind};

use crate::support::{
    calls::LISTED,
    play::{raw, respond},
    scene::{EVERY, Kind, Scene},
    server::Server,
};

#[tokio::test]
async fn row_13_a_redirect_to_another_host() {
    for status in [301, 302, 303, 307, 308] {
        for kind in EVERY {
            let other = Server::plays([respond(200, &[], LISTED)]).await;
            let target = format!("{}/CANARY?token=CANARY#CANARY", other.url());
            is_not_followed(
                status,
                &target,
                kind,
                &format!("redirects to {},", other.url()),
            )
            .await;
            assert_eq!(other.connections(), 0);
        }
    }
}

#[tokio::test]
async fn row_13_a_redirect_to_a_host_without_a_scheme() {
    for kind in EVERY {
        let other = Server::plays([respond(200, &[], LISTED)]).await;
        let target = format!("//{}/CANARY", other.address);
        is_not_followed(
            302,
            &target,
            kind,
            &format!("redirects to //{},", other.address),
        )
        .await;
        assert_eq!(other.connections(), 0);
    }
}

#[tokio::test]
async fn row_13_a_redirect_to_the_same_host() {
    for target in ["/login?next=CANARY", "login", "?CANARY", ""] {
        for kind in EVERY {
            is_not_followed(302, target, kind, "redirects to the same host,").await;
        }
    }
}

#[tokio::test]
async fn row_13_a_redirect_to_an_invalid_location() {
    for (target, says) in [
        (
            "https://us:CANARY@api.example/CANARY",
            "redirects to https://api.example,",
        ),
        ("http://api.example/", "redirects to http://api.example,"),
        ("data:text/html,CANARY", "the server redirects,"),
        ("http://[CANARY", "the server redirects,"),
        ("\u{feff}CANARY", "the server redirects,"),
    ] {
        is_not_followed(307, target, Kind::NonIdempotent, says).await;
    }
}

/// None of these says where to go, so that "redirects" would mislead the reader.
#[tokio::test]
async fn row_13_a_status_below_400_that_is_neither_a_success_nor_a_redirect() {
    let bare: &[(&str, &str)] = &[];
    let located = &[("location", "/CANARY")];
    for (status, headers) in [
        (300, bare),
        (304, bare),
        (305, bare),
        (306, bare),
        (399, bare),
        // A list of choices, and what a copy that is still good would say.
        (300, located),
        (304, located),
    ] {
        for kind in EVERY {
            let scene = Scene::of([respond(status, headers, "")]).await;
            is_not_a_redirect(&scene, kind, status).await;
        }
    }
}

#[tokio::test]
async fn row_13_an_unrequested_change_of_protocol() {
    for kind in EVERY {
        let switch = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: CANARY\r\n\r\nCANARY";
        let scene = Scene::of([raw(switch)]).await;
        is_not_a_redirect(&scene, kind, 101).await;
    }
}

#[tokio::test]
async fn row_13_a_redirect_that_says_not_where_to() {
    for status in [301, 302, 303, 307, 308] {
        let scene = Scene::of([respond(status, &[], "")]).await;
        let seen = scene.call(Kind::NonIdempotent).await;
        seen.fails(TransportErrorKind::Redirect, Sent::Yes)
            .says("the server redirects, which is not followed")
            .tries(1);
    }
    is_not_followed(
        305,
        "/CANARY",
        Kind::NonIdempotent,
        "redirects to the same host,",
    )
    .await;
}

async fn is_not_a_redirect(scene: &Scene, kind: Kind, status: u16) {
    let seen = scene.call(kind).await.refused(status).documented(false);
    let line = seen.tries(1).says(&format!("HTTP {status}"));
    let line = line.error().to_string();
    assert!(!line.contains("redirect"), "{line}");
}

async fn is_not_followed(status: u16, target: &str, kind: Kind, says: &str) {
    let body = "<a href='CANARY'>moved</a>";
    let scene = Scene::of([respond(status, &[("location", target)], body)]).await;
    let seen = scene
        .call(kind)
        .await
        .fails(TransportErrorKind::Redirect, Sent::Yes);
    let seen = seen.says(says).raw(body.as_bytes()).tries(1);
    assert_eq!(
        seen.error().status().map(|status| status.as_u16()),
        Some(status)
    );
    assert_eq!(scene.server.connections(), 1);
}
