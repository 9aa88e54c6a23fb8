//! Row 39: proxies that fail, proxies that work, and their secrets.

use token_core::{
    error::ErrorKind,
    transport::{ReqwestTransport, Sent, TransportErrorKind},
};

use crate::support::{
    calls::LISTED,
    canary,
    play::{Play, raw, respond, status},
    proxied::{behind, behind_url, proxy_url, tunnel},
    scene::{EVERY, Kind, Scene, Settings, with_every_kind},
    server::Server,
};

#[tokio::test]
async fn row_39_a_proxy_that_is_not_there() {
    for kind in EVERY {
        let proxy = Server::plays([status(200)]).await;
        let scene = behind(&proxy, Settings::patient()).await;
        proxy.stop();
        tokio::task::yield_now().await;
        scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Connect, Sent::No)
            .tries_of_which(3, 0);
        assert_eq!(scene.server.connections(), 0);
    }
}

#[tokio::test]
async fn row_39_a_proxy_that_refuses() {
    for play in [
        respond(504, &[], ""),
        respond(502, &[], "CANARY"),
        respond(403, &[], "CANARY"),
        raw(&b"CANARY"[..]).close(),
        Play::default().close(),
        Play::default().reset(),
    ] {
        for kind in EVERY {
            let proxy = Server::plays([play.clone()]).await;
            let scene = behind(&proxy, Settings::patient()).await;
            scene
                .call(kind)
                .await
                .fails(TransportErrorKind::Connect, Sent::No)
                .says(&format!("through the proxy {}", proxy.address))
                .tries_of_which(3, 0);
            assert_eq!((proxy.requests(), scene.server.connections()), (3, 0));
            is_asked_for(&proxy, &scene);
        }
    }
}

/// Returns what a proxy says that wants credentials.
fn unauthenticated() -> [Play; 2] {
    [
        respond(
            407,
            &[("proxy-authenticate", "Basic realm=CANARY")],
            "CANARY",
        ),
        raw(&b"HTTP/1.1 407\r\n\r\n"[..]).close(),
    ]
}

/// Its password is sent once: proxies lock accounts, too.
#[tokio::test]
async fn row_39_a_proxy_that_wants_other_credentials() {
    for play in unauthenticated() {
        for kind in EVERY {
            let proxy = Server::plays([play.clone()]).await;
            let scene = behind(&proxy, Settings::patient()).await;
            is_unauthenticated(&proxy, &scene, kind).await;
            is_asked_for(&proxy, &scene);
        }
    }
}

#[tokio::test]
async fn row_39_a_proxy_that_wants_other_credentials_for_plain_http() {
    for play in unauthenticated() {
        for kind in EVERY {
            let proxy = Server::plays([play.clone()]).await;
            let server = Server::plays([respond(200, &[], LISTED)]).await;
            let transport = ReqwestTransport::builder().proxy(proxy_url(&proxy));
            let scene = Scene::set(server, Settings::over(transport));
            is_unauthenticated(&proxy, &scene, kind).await;
        }
    }
}

/// A 407 of the server itself is one of its statuses.
#[tokio::test]
async fn row_39_a_server_that_responds_like_a_proxy() {
    for kind in EVERY {
        let refusal = respond(407, &[], "CANARY");
        let scene = Scene::of([refusal.clone()]).await;
        scene.call(kind).await.refused(407).tries(1);
        // Here it comes through the proxy's tunnel.
        let proxy = tunnel().await;
        let scene = behind_url(&proxy_url(&proxy), Settings::patient(), refusal).await;
        scene.call(kind).await.refused(407).tries(1);
    }
}

async fn is_unauthenticated(proxy: &Server, scene: &Scene, kind: Kind) {
    let line = format!(
        "the proxy {} responds with 407 Proxy Authentication Required",
        proxy.address
    );
    scene
        .call(kind)
        .await
        .fails(TransportErrorKind::ProxyAuthentication, Sent::No)
        .says(&line)
        .tries_of_which(1, 0);
    assert_eq!((proxy.requests(), scene.server.connections()), (1, 0));
}

#[tokio::test]
async fn row_39_a_proxy_that_stalls() {
    with_every_kind(async |kind| {
        let proxy = Server::plays([Play::default().stall()]).await;
        let scene = behind(&proxy, Settings::hasty()).await;
        scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Timeout, Sent::No)
            .tries_of_which(3, 0);
    })
    .await;
}

#[tokio::test]
async fn row_39_a_proxy_that_works() {
    for kind in EVERY {
        let proxy = tunnel().await;
        let scene = behind(&proxy, Settings::patient()).await;
        scene.call(kind).await.tries(1);
        is_asked_for(&proxy, &scene);
    }
}

#[test]
fn row_39_a_proxy_that_is_not_a_url() {
    for url in ["http://us:CANARY@[", "://CANARY", " "] {
        let builder = ReqwestTransport::builder().proxy(url);
        canary::assert_absent("the builder", &format!("{builder:?}"));
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{url}");
        assert!(error.to_string().contains("`.proxy(…)`"), "{error}");
        canary::assert_absent("the error", &format!("{error} {error:?} {error:#?}"));
    }
}

/// Without an error, requests would bypass the proxy without an error.
#[test]
fn row_39_a_proxy_of_a_scheme_that_is_not_supported() {
    for scheme in ["ftp", "ws", "socks", "socks6"] {
        let url = format!("{scheme}://us:CANARY@127.0.0.1:1080");
        let error = ReqwestTransport::builder().proxy(url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{scheme}");
        let line = error.to_string();
        assert!(line.contains("`.proxy(…)` has a scheme"), "{line}");
        canary::assert_absent("the error", &format!("{error} {error:?} {error:#?}"));
    }
}

#[cfg(not(feature = "socks"))]
#[test]
fn row_39_a_socks_proxy_without_the_feature() {
    for scheme in ["socks5", "socks5h"] {
        let url = format!("{scheme}://us:CANARY@127.0.0.1:1080");
        let error = ReqwestTransport::builder().proxy(url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{scheme}");
        assert!(error.to_string().contains("the feature `socks`"), "{error}");
        canary::assert_absent("the error", &format!("{error} {error:?} {error:#?}"));
    }
}

/// Asserts that `proxy` was asked for the scene's server, and was shown its own credentials and no others.
fn is_asked_for(proxy: &Server, scene: &Scene) {
    for request in proxy.received() {
        assert_eq!(
            (request.method.as_str(), request.target.clone()),
            ("CONNECT", scene.server.address.to_string())
        );
        let credentials = request.header("proxy-authorization").unwrap_or_default();
        assert!(
            credentials.contains("Q0FOQVJZ"),
            "the proxy's credentials in Base64: {credentials}"
        );
        assert_eq!(request.header("authorization"), None);
        assert_eq!(request.header("x-partner-key"), None);
    }
}
