//! Row 39: proxies that fail, proxies that work, and what of theirs is a secret.

use token_core::{ErrorKind, ReqwestTransport, Sent, TransportErrorKind};

use crate::support::{
    calls::LISTED,
    canary, child,
    play::{Play, answer, raw, status},
    scene::{EVERY, Kind, Scene, Settings, with_every_kind},
    server::{Server, Setup},
    tls::{Authority, Shows},
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
        answer(
            407,
            &[("proxy-authenticate", "Basic realm=CANARY")],
            "CANARY",
        ),
        answer(502, &[], "CANARY"),
        answer(403, &[], "CANARY"),
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
                .tries_of_which(3, 0);
            assert_eq!((proxy.requests(), scene.server.connections()), (3, 0));
            is_asked_for(&proxy, &scene);
        }
    }
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
fn row_39_a_proxy_that_is_no_url() {
    for url in ["http://us:CANARY@[", "://CANARY", " "] {
        let builder = ReqwestTransport::builder().proxy(url);
        canary::assert_absent("the builder", &format!("{builder:?}"));
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{url}");
        canary::assert_absent("the error", &format!("{error} {error:?} {error:#?}"));
    }
}

#[tokio::test]
async fn row_39_a_proxy_of_the_environment() {
    const NAME: &str = "proxy::row_39_a_proxy_of_the_environment";
    if let Some(role) = child::role() {
        return in_a_child(role == "proxied").await;
    }
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let proxy = tunnel().await;
        child::run(NAME, "proxied", &[(name, proxy_url(&proxy))]).await;
        assert_eq!(proxy.requests(), 1, "{name}");
        assert_eq!(proxy.received()[0].method, "CONNECT");
    }
    for exception in ["127.0.0.1", "127.0.0.0/8", "api.example,127.0.0.1"] {
        let proxy = tunnel().await;
        let variables = [
            ("HTTPS_PROXY", proxy_url(&proxy)),
            ("NO_PROXY", exception.to_owned()),
        ];
        child::run(NAME, "direct", &variables).await;
        assert_eq!(proxy.connections(), 0, "{exception}");
    }
}

/// Plain HTTP is for loopback alone; through a proxy, the credential would leave the machine in the clear.
#[tokio::test]
async fn row_39_a_loopback_server_is_never_behind_a_proxy() {
    const NAME: &str = "proxy::row_39_a_loopback_server_is_never_behind_a_proxy";
    if child::role().is_some() {
        let server = Server::plays([answer(200, &[], LISTED)]).await;
        let scene = Scene::set(server, Settings::over(ReqwestTransport::builder()));
        scene.call(Kind::Safe).await.succeeds(200).tries(1);
        return;
    }
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let proxy = Server::plays([answer(200, &[], LISTED)]).await;
        child::run(NAME, "direct", &[(name, proxy_url(&proxy))]).await;
        assert_eq!(proxy.connections(), 0, "{name}");
    }
}

/// Calls a server with the proxy that the environment names.
async fn in_a_child(proxied: bool) {
    let authority = Authority::new();
    let server = Setup::plays([answer(200, &[], LISTED)])
        .tls(authority.server(Shows::Good))
        .start()
        .await;
    let transport = ReqwestTransport::builder().root_certificates(authority.pem());
    let scene = Scene::set(server, Settings::over(transport));
    scene.call(Kind::Safe).await.succeeds(200).tries(1);
    assert_eq!(scene.server.connections(), 1, "proxied: {proxied}");
}

/// Sets up a server behind `proxy`, with credentials for it.
async fn behind(proxy: &Server, settings: Settings) -> Scene {
    let authority = Authority::new();
    let server = Setup::plays([answer(200, &[], LISTED)])
        .tls(authority.server(Shows::Good))
        .start()
        .await;
    let transport = ReqwestTransport::builder()
        .proxy(proxy_url(proxy))
        .root_certificates(authority.pem());
    Scene::set(
        server,
        Settings {
            transport: Some(transport),
            ..settings
        },
    )
}

/// Starts a proxy that connects to where it is asked to.
async fn tunnel() -> Server {
    let connected =
        |target: &str| raw(&b"HTTP/1.1 200 Connected\r\n\r\n"[..]).tunnel(target.parse().unwrap());
    Setup::decides(move |request| connected(&request.target))
        .start()
        .await
}

fn proxy_url(proxy: &Server) -> String {
    format!("http://{}@{}", canary::PROXY_USER, proxy.address)
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
