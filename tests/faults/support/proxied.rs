//! Servers behind a proxy, and a proxy that works.

use token_core::transport::ReqwestTransport;

use super::{
    calls::LISTED,
    canary,
    play::{Play, raw, respond},
    scene::{Scene, Settings},
    server::{Server, Setup},
    tls::{Authority, Shows},
};

/// Sets up a server with TLS behind `proxy`, whose credentials are sent to it.
pub(crate) async fn behind(proxy: &Server, settings: Settings) -> Scene {
    behind_url(&proxy_url(proxy), settings, respond(200, &[], LISTED)).await
}

/// Sets up a server with TLS that plays `play`, behind the proxy at `url`.
pub(crate) async fn behind_url(url: &str, settings: Settings, play: Play) -> Scene {
    let authority = Authority::new();
    let server = Setup::plays([play])
        .tls(authority.server(Shows::Good))
        .start()
        .await;
    let transport = ReqwestTransport::builder()
        .proxy(url)
        .root_certificates(authority.pem());
    Scene::set(
        server,
        Settings {
            transport: Some(transport),
            ..settings
        },
    )
}

/// Starts a proxy that opens a tunnel to each target.
pub(crate) async fn tunnel() -> Server {
    let connected =
        |target: &str| raw(&b"HTTP/1.1 200 Connected\r\n\r\n"[..]).tunnel(target.parse().unwrap());
    Setup::decides(move |request| connected(&request.target))
        .start()
        .await
}

/// Returns the URL of a proxy, with credentials.
pub(crate) fn proxy_url(proxy: &Server) -> String {
    format!("http://{}@{}", canary::PROXY_USER, proxy.address)
}
