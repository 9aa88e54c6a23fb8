//! A Redis server that is reached by TLS.

use std::time::Duration;

use libtest_mimic::Trial;
use token_core::{
    Secret,
    error::BoxError,
    store::{RedisStore, TokenStore},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::harness::redis_tests;
use crate::support::{Authority, TlsServer, record, token_of};

const KEY: &str = "the-key";
const HOST: &str = "127.0.0.1";
const LONG: Duration = Duration::from_secs(24 * 3600);

fn trusting(url: &str, authority: &Authority) -> RedisStore {
    let store = RedisStore::new(url, KEY).unwrap();
    store.root_certificates(authority.pem()).unwrap()
}

/// Returns why the store cannot be used, which never quotes the password.
async fn refusal(store: &RedisStore) -> String {
    let error: BoxError = store.load(None).await.unwrap_err();
    let shown = format!("{error} {error:?} {store:?}");
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("the key `the-key` in Redis"), "{shown}");
    error.to_string()
}

async fn a_trusted_server_keeps_a_token() {
    let authority = Authority::new();
    let server = TlsServer::start(&authority, HOST, None).await;
    let store = trusting(&server.url(HOST), &authority);
    assert!(store.load(None).await.unwrap().is_none());
    let mut lease = store.lease(LONG).await.unwrap().unwrap();
    lease
        .save(&record(1, "a-token", 0, LONG), None)
        .await
        .unwrap();
    assert!(store.lease(LONG).await.unwrap().is_none());
    lease.release().await.unwrap();
    let loaded = store.load(None).await.unwrap().unwrap();
    assert_eq!(token_of(&loaded), "a-token");
    // Debian's server has TLS; so must the one that CI tests.
    let is_ci = std::env::var_os("REQUIRE_REDIS").is_some();
    assert!(
        server.is_native || !is_ci,
        "the server was built without TLS"
    );
}

async fn an_unknown_authority_is_refused() {
    let server = TlsServer::start(&Authority::new(), HOST, None).await;
    for store in [
        trusting(&server.url(HOST), &Authority::new()),
        RedisStore::new(server.url(HOST), KEY).unwrap(),
    ] {
        let error = refusal(&store).await;
        assert!(error.to_lowercase().contains("certificate"), "{error}");
    }
}

async fn a_certificate_of_another_host_is_refused() {
    let authority = Authority::new();
    let server = TlsServer::start(&authority, "redis.example", None).await;
    let error = refusal(&trusting(&server.url(HOST), &authority)).await;
    assert!(error.to_lowercase().contains("certificate"), "{error}");
}

async fn a_server_that_wants_a_certificate_gets_the_one_that_was_set() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let server = TlsServer::start(&authority, HOST, Some(&clients)).await;
    let store = trusting(&server.url(HOST), &authority);
    refusal(&store).await;
    let stranger = Authority::new().issue("client");
    let strange = store
        .clone()
        .identity(stranger.certificate, Secret::from(stranger.key));
    refusal(&strange.unwrap()).await;
    let client = clients.issue("client");
    let store = store
        .identity(client.certificate, Secret::from(client.key))
        .unwrap();
    assert!(store.load(None).await.unwrap().is_none());
}

async fn no_password_is_sent_in_the_clear_or_to_a_server_without_tls() {
    let listener = tokio::net::TcpListener::bind((HOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        let mut received = vec![0; 4096];
        let count = client.read(&mut received).await.unwrap();
        received.truncate(count);
        // This is not TLS.
        client.write_all(b"-ERR plain\r\n").await.unwrap();
        // An error says that the client has gone, as it should.
        let _ = client.read_to_end(&mut received).await;
        received
    });
    let url = format!("rediss://:canary@{HOST}:{port}/0");
    refusal(&RedisStore::new(url, KEY).unwrap()).await;
    let received = server.await.unwrap();
    assert!(!received.windows(6).any(|part| part == b"canary"));
}

async fn a_client_without_tls_gets_nowhere_and_does_not_hang() {
    let server = TlsServer::start(&Authority::new(), HOST, None).await;
    let plain = server.url(HOST).replace("rediss://", "redis://");
    let store = RedisStore::new(plain, KEY)
        .unwrap()
        .timeout(Duration::from_secs(1));
    refusal(&store).await;
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    redis_tests![
        a_trusted_server_keeps_a_token,
        an_unknown_authority_is_refused,
        a_certificate_of_another_host_is_refused,
        a_server_that_wants_a_certificate_gets_the_one_that_was_set,
        no_password_is_sent_in_the_clear_or_to_a_server_without_tls,
        a_client_without_tls_gets_nowhere_and_does_not_hang,
    ]
}
