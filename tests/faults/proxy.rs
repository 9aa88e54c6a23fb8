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
        answer(504, &[], ""),
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
        answer(
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
            let server = Server::plays([answer(200, &[], LISTED)]).await;
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
        let refusal = answer(407, &[], "CANARY");
        let scene = Scene::of([refusal.clone()]).await;
        scene.call(kind).await.refused(407).tries(1);
        // Here it comes through the proxy's tunnel.
        let proxy = tunnel().await;
        let scene = behind_with(&proxy, Settings::patient(), refusal).await;
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
fn row_39_a_proxy_that_is_no_url() {
    for url in ["http://us:CANARY@[", "://CANARY", " "] {
        let builder = ReqwestTransport::builder().proxy(url);
        canary::assert_absent("the builder", &format!("{builder:?}"));
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{url}");
        assert!(error.to_string().contains("`.proxy(…)`"), "{error}");
        canary::assert_absent("the error", &format!("{error} {error:?} {error:#?}"));
    }
}

/// Without an error, requests would bypass the proxy in silence.
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

#[tokio::test]
async fn row_39_a_variable_that_is_no_proxy() {
    const NAME: &str = "proxy::row_39_a_variable_that_is_no_proxy";
    if let Some(name) = child::role() {
        return is_refused(&name);
    }
    for name in [
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
        "HTTP_PROXY",
        "http_proxy",
    ] {
        child::run(NAME, name, &[(name, "::::".to_owned())]).await;
    }
    for value in [
        "http://us:CANARY@[",
        "http://us:CANARY@127.0.0.1:99999",
        "http://us:CANARY@127.0.0.1:1 ",
        "http://us:CANARY@127.0.0.1:1\n",
        "http://",
        " ",
        "ftp://us:CANARY@127.0.0.1:21",
        "socks://us:CANARY@127.0.0.1:1080",
    ] {
        for name in ["HTTPS_PROXY", "all_proxy"] {
            child::run(NAME, name, &[(name, value.to_owned())]).await;
        }
    }
}

/// Asserts that no client is built, and that the error says which variable is why.
fn is_refused(name: &str) {
    let client = squadcast_tokens::Client::builder().access_token(canary::ACCESS_TOKEN);
    for error in [
        ReqwestTransport::builder().build().unwrap_err(),
        client.build().unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Config);
        let line = error.to_string();
        assert!(line.contains(&format!("unset `{name}`")), "{line}");
        canary::assert_absent("the error", &format!("{error} {error:?} {error:#?}"));
    }
    let elsewhere = ReqwestTransport::builder().no_proxy();
    elsewhere.build().unwrap();
}

/// What another program's proxy is good for is not this client's concern.
#[tokio::test]
async fn row_39_a_variable_that_is_not_used() {
    const NAME: &str = "proxy::row_39_a_variable_that_is_not_used";
    if child::role().is_some() {
        ReqwestTransport::builder().build().unwrap();
        return;
    }
    let proxy = "http://us:CANARY@127.0.0.1:1";
    for variables in [
        vec![
            ("HTTPS_PROXY", proxy),
            ("ALL_PROXY", "socks://127.0.0.1:1/"),
        ],
        vec![("HTTPS_PROXY", proxy), ("https_proxy", "::::")],
        vec![("HTTP_PROXY", "ftp://127.0.0.1:21")],
        vec![("HTTPS_PROXY", ""), ("ALL_PROXY", "")],
        vec![("NO_PROXY", "::::"), ("all_proxy", "127.0.0.1:1")],
    ] {
        let variables: Vec<_> = variables
            .into_iter()
            .map(|(name, value)| (name, value.to_owned()))
            .collect();
        child::run(NAME, "built", &variables).await;
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
    behind_with(proxy, settings, answer(200, &[], LISTED)).await
}

async fn behind_with(proxy: &Server, settings: Settings, play: Play) -> Scene {
    let authority = Authority::new();
    let server = Setup::plays([play])
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
