//! Row 39: proxies of the environment.

use token_core::{error::ErrorKind, transport::ReqwestTransport};

use crate::support::{
    calls::LISTED,
    canary, child,
    play::respond,
    proxied::{proxy_url, tunnel},
    scene::{Kind, Scene, Settings},
    server::{Server, Setup},
    tls::{Authority, Shows},
};

#[tokio::test]
async fn row_39_a_variable_that_is_not_a_proxy() {
    const NAME: &str = "proxy_environment::row_39_a_variable_that_is_not_a_proxy";
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
    const NAME: &str = "proxy_environment::row_39_a_variable_that_is_not_used";
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
    const NAME: &str = "proxy_environment::row_39_a_proxy_of_the_environment";
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
    const NAME: &str = "proxy_environment::row_39_a_loopback_server_is_never_behind_a_proxy";
    if child::role().is_some() {
        let server = Server::plays([respond(200, &[], LISTED)]).await;
        let scene = Scene::set(server, Settings::over(ReqwestTransport::builder()));
        scene.call(Kind::Safe).await.succeeds(200).tries(1);
        return;
    }
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let proxy = Server::plays([respond(200, &[], LISTED)]).await;
        child::run(NAME, "direct", &[(name, proxy_url(&proxy))]).await;
        assert_eq!(proxy.connections(), 0, "{name}");
    }
}

/// Calls a server with the proxy that the environment names.
async fn in_a_child(proxied: bool) {
    let authority = Authority::new();
    let server = Setup::plays([respond(200, &[], LISTED)])
        .tls(authority.server(Shows::Good))
        .start()
        .await;
    let transport = ReqwestTransport::builder().root_certificates(authority.pem());
    let scene = Scene::set(server, Settings::over(transport));
    scene.call(Kind::Safe).await.succeeds(200).tries(1);
    assert_eq!(scene.server.connections(), 1, "proxied: {proxied}");
}
