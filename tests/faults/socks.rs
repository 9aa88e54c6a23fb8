//! Row 39: proxies that speak SOCKS, which the feature `socks` is for.

use token_core::transport::{ReqwestTransport, Sent, TransportErrorKind};

use crate::support::{
    calls::{self, LISTED},
    canary, child,
    play::respond,
    proxied::behind_url,
    scene::{EVERY, Kind, Scene, Settings, with_every_kind},
    server::{Server, Setup},
    socks::{
        Manner::{Closes, Open, Refuses, Stalls, Wants},
        Socks,
    },
    tls::{Authority, Shows},
};

/// Sets up a server with TLS behind the proxy, which gets the credentials `login`.
async fn behind(proxy: &Socks, login: &str, settings: Settings) -> Scene {
    let url = format!("socks5h://{login}{}", proxy.address);
    behind_url(&url, settings, respond(200, &[], LISTED)).await
}

#[tokio::test]
async fn row_39_a_socks_proxy_that_works() {
    for kind in EVERY {
        for (manner, login) in [
            (Open, String::new()),
            (
                Wants(canary::PROXY_USER),
                format!("{}@", canary::PROXY_USER),
            ),
        ] {
            let proxy = Socks::start(manner).await;
            let scene = behind(&proxy, &login, Settings::patient()).await;
            scene.call(kind).await.tries(1);
            let log = proxy.log();
            assert_eq!(log.targets, [scene.server.address.to_string()]);
            assert_eq!(log.logins.len(), usize::from(manner != Open));
        }
    }
}

/// The name of the server is resolved where the scheme says.
#[tokio::test]
async fn row_39_a_socks_proxy_resolves_names_or_gets_addresses() {
    for (scheme, host) in [("socks5", "127.0.0.1"), ("socks5h", "localhost")] {
        let proxy = Socks::start(Open).await;
        let server = Server::plays([respond(200, &[], LISTED)]).await;
        let transport = ReqwestTransport::builder().proxy(format!("{scheme}://{}", proxy.address));
        let scene = Scene::set(server, Settings::over(transport));
        let port = scene.server.address.port();
        let call = calls::safe(&scene.client).base_url(format!("http://localhost:{port}"));
        let seen = scene.watch(call).await;
        // `localhost` may have another address first, which the server does not listen on.
        let target = &proxy.log().targets[0];
        if scheme == "socks5h" {
            seen.succeeds(200).tries(1);
            assert_eq!(*target, format!("{host}:{port}"));
        } else {
            assert!(!target.contains("localhost"), "{target}");
        }
    }
}

#[tokio::test]
async fn row_39_a_socks_proxy_that_wants_other_credentials() {
    for kind in EVERY {
        for login in ["us:CANARY-wrong@", "us@", ""] {
            let proxy = Socks::start(Wants(canary::PROXY_USER)).await;
            let scene = behind(&proxy, login, Settings::patient()).await;
            scene
                .call(kind)
                .await
                .fails(TransportErrorKind::ProxyAuthentication, Sent::No)
                .says(&format!("the SOCKS proxy {} does not", proxy.address))
                .tries_of_which(1, 0);
            assert_eq!(proxy.log().connections, 1, "with `{login}`");
        }
    }
}

#[tokio::test]
async fn row_39_a_socks_proxy_that_refuses() {
    for manner in [Refuses(1), Refuses(2), Refuses(5), Closes] {
        for kind in EVERY {
            let proxy = Socks::start(manner).await;
            let scene = behind(&proxy, "", Settings::patient()).await;
            scene
                .call(kind)
                .await
                .fails(TransportErrorKind::Connect, Sent::No)
                .says(&format!("through the proxy {}", proxy.address))
                .tries_of_which(3, 0);
        }
    }
}

#[tokio::test]
async fn row_39_a_socks_proxy_that_stalls() {
    with_every_kind(async |kind| {
        let proxy = Socks::start(Stalls).await;
        let scene = behind(&proxy, "", Settings::hasty()).await;
        scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Timeout, Sent::No)
            .tries_of_which(3, 0);
    })
    .await;
}

#[tokio::test]
async fn row_39_a_socks_proxy_of_the_environment() {
    const NAME: &str = "socks::row_39_a_socks_proxy_of_the_environment";
    if child::role().is_some() {
        let authority = Authority::new();
        let server = Setup::plays([respond(200, &[], LISTED)])
            .tls(authority.server(Shows::Good))
            .start()
            .await;
        let transport = ReqwestTransport::builder().root_certificates(authority.pem());
        let scene = Scene::set(server, Settings::over(transport));
        scene.call(Kind::Safe).await.succeeds(200).tries(1);
        return;
    }
    for name in ["ALL_PROXY", "all_proxy", "HTTPS_PROXY"] {
        let proxy = Socks::start(Wants(canary::PROXY_USER)).await;
        let url = format!("socks5h://{}@{}", canary::PROXY_USER, proxy.address);
        child::run(NAME, "proxied", &[(name, url)]).await;
        let log = proxy.log();
        assert_eq!((log.logins.len(), log.targets.len()), (1, 1), "{name}");
    }
}
