//! Row 3: the connection is not trusted, which no retry fixes.
//!
//! With the system's library instead of rustls, which the whole suite may be run with:
//! `cargo test -p workspace-tests --test faults --no-default-features --features native-tls`.

use token_core::transport::{ReqwestTransport, Sent, TransportErrorKind};

use crate::support::{
    calls::{self, LISTED},
    play::respond,
    scene::{EVERY, Kind, Scene, Settings},
    server::{Door, Server, Setup},
    tls::{Authority, Shows},
};

/// What the message is to say, for a person to know where to look.
const CURE: &str = "check the host name, the clock, and the certificates";

#[tokio::test]
async fn row_03_a_certificate_of_an_unknown_authority() {
    let authority = Authority::new();
    for kind in EVERY {
        let server = serve(&authority, Shows::Good).await;
        refuses_to_talk(
            &Scene::set(server, Settings::trusting(&Authority::new())),
            kind,
        )
        .await;
    }
}

#[tokio::test]
async fn row_03_a_certificate_that_has_expired() {
    let authority = Authority::new();
    for kind in EVERY {
        let server = serve(&authority, Shows::Expired).await;
        refuses_to_talk(&Scene::set(server, Settings::trusting(&authority)), kind).await;
    }
}

#[tokio::test]
async fn row_03_a_certificate_of_another_host() {
    let authority = Authority::new();
    for kind in EVERY {
        let server = serve(&authority, Shows::AnotherHost).await;
        refuses_to_talk(&Scene::set(server, Settings::trusting(&authority)), kind).await;
    }
}

#[tokio::test]
async fn row_03_a_server_that_speaks_no_tls() {
    let authority = Authority::new();
    let plain = Door::Answer(b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\nplain HTTP");
    for kind in EVERY {
        let setup = Setup::plays([respond(200, &[], LISTED)])
            .tls(authority.server(Shows::Good))
            .door(plain);
        refuses_to_talk(
            &Scene::set(setup.start().await, Settings::trusting(&authority)),
            kind,
        )
        .await;
    }
}

#[tokio::test]
async fn row_03_a_trusted_server_is_talked_to() {
    let authority = Authority::new();
    let scene = Scene::set(
        serve(&authority, Shows::Good).await,
        Settings::trusting(&authority),
    );
    scene.call(Kind::Safe).await.succeeds(200).tries(1);
    scene.call(Kind::Delete).await.succeeds(200).tries(1);
    assert_eq!(scene.server.connections(), 1);
}

/// With TLS 1.3, the refusal comes after the handshake, and may come after the request was sent.
#[tokio::test]
async fn row_03_a_server_that_wants_a_certificate_of_the_client() {
    let authority = Authority::new();
    for kind in EVERY {
        let scene = Scene::set(
            for_identified_clients(&authority).await,
            Settings::trusting(&authority),
        );
        // native-tls has no type for a refusal that comes after the handshake.
        let fault = if cfg!(feature = "rustls") {
            TransportErrorKind::Tls
        } else {
            TransportErrorKind::Other
        };
        scene
            .call(kind)
            .await
            .fails(fault, Sent::Maybe)
            .tries_of_which(1, 0);
    }
}

#[tokio::test]
async fn row_03_a_client_with_the_certificate_that_is_wanted() {
    let authority = Authority::new();
    let identity = authority.identity();
    let transport = ReqwestTransport::builder()
        .no_proxy()
        .root_certificates(authority.pem())
        .client_identity(identity.certificate, identity.key);
    let server = for_identified_clients(&authority).await;
    let scene = Scene::set(server, Settings::over(transport));
    scene.call(Kind::Safe).await.succeeds(200).tries(1);
}

#[tokio::test]
async fn row_03_a_host_name_that_tls_cannot_check() {
    let authority = Authority::new();
    let scene = Scene::set(
        serve(&authority, Shows::Good).await,
        Settings::trusting(&authority),
    );
    let nobody = format!("https://{}.invalid", "a".repeat(64));
    let call = calls::non_idempotent(&scene.client).base_url(nobody);
    let seen = scene.watch(call).await;
    if cfg!(feature = "rustls") {
        seen.fails(TransportErrorKind::Tls, Sent::No)
            .says(CURE)
            .tries_of_which(1, 0);
    } else {
        seen.fails(TransportErrorKind::Dns, Sent::No)
            .tries_of_which(3, 0);
    }
}

/// Another crate of the program has enabled HTTP/2 in reqwest, which is none of this client's concern.
#[cfg(not(feature = "http2"))]
#[tokio::test]
async fn row_40_http_2_is_not_spoken_without_the_feature() {
    let authority = Authority::new();
    let mut config = (*authority.server(Shows::Good)).clone();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let setup = Setup::plays([respond(200, &[], LISTED)]).tls(std::sync::Arc::new(config));
    let scene = Scene::set(setup.start().await, Settings::trusting(&authority));
    scene.call(Kind::Safe).await.succeeds(200).tries(1);
}

async fn refuses_to_talk(scene: &Scene, kind: Kind) {
    let seen = scene
        .call(kind)
        .await
        .fails(TransportErrorKind::Tls, Sent::No)
        .says(CURE)
        .tries_of_which(1, 0);
    assert!(seen.error().is_connect());
    assert_eq!(scene.server.connections(), 1);
}

async fn serve(authority: &Authority, shows: Shows) -> Server {
    Setup::plays([respond(200, &[], LISTED)])
        .tls(authority.server(shows))
        .start()
        .await
}

async fn for_identified_clients(authority: &Authority) -> Server {
    Setup::plays([respond(200, &[], LISTED)])
        .tls(authority.server_for_identified_clients())
        .start()
        .await
}
