//! Providers of secrets, and passwords that are corrected while the program runs.

use std::fs;

use squadcast_tokens::token_core::{
    Secret, async_trait,
    credential::{SecretProvider, SharedSecret},
    error::BoxError,
    session::TokenErrorKind,
};

use super::{DAY, mindbody, minted, pass, refused, replace};
use crate::support::RawServer;

/// A provider that cannot reach what it asks.
#[derive(Debug)]
struct Unreachable;

#[async_trait]
impl SecretProvider for Unreachable {
    async fn secret(&self) -> Result<Secret, BoxError> {
        Err("the vault is sealed".into())
    }
}

#[tokio::test]
async fn a_provider_that_fails_says_why() {
    let server = RawServer::start(vec![]).await;
    let client = squadcast_tokens::Client::builder()
        .base_url(server.url())
        .refresh_token_provider(Unreachable)
        .build()
        .unwrap();
    let error = client.session().unwrap().token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Failed);
    let text = error.to_string();
    assert!(
        text.contains("`.refresh_token_provider(…)`: the vault is sealed"),
        "{text}"
    );
}

#[tokio::test]
async fn a_shared_secret_is_replaced_while_the_client_runs() {
    let server = RawServer::start(vec![minted(), minted()]).await;
    let secret = SharedSecret::new("first");
    let client = squadcast_tokens::Client::builder()
        .base_url(server.url())
        .refresh_token_provider(secret.clone())
        .build()
        .unwrap();
    let session = client.session().unwrap();
    session.token().await.unwrap();
    secret.set("second");
    pass(DAY).await;
    session.token().await.unwrap();
    for (request, secret) in server.received().iter().zip(["first", "second"]) {
        assert!(
            request.contains(&format!("x-refresh-token: {secret}\r\n")),
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_corrected_password_is_sent_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("password");
    let shared = SharedSecret::new("wrong");
    for is_file in [true, false] {
        fs::write(&path, "wrong\n").unwrap();
        let server = RawServer::start(vec![refused(), refused(), minted()]).await;
        let builder = mindbody(server.url()).username("ada");
        let builder = if is_file {
            builder.password_file(&path)
        } else {
            builder.password_provider(shared.clone())
        };
        let client = builder.build().unwrap();
        let session = client.session().unwrap();
        for password in ["wrong", "wrong again"] {
            replace(&path, &format!("{password}\n"));
            shared.set(password);
            // What was refused is not sent a second time.
            for _ in 0..3 {
                let error = session.token().await.unwrap_err();
                assert_eq!(error.kind(), TokenErrorKind::CredentialsRefused, "{error}");
            }
        }
        assert_eq!(server.received().len(), 2);
        replace(&path, "right\n");
        shared.set("right");
        session.token().await.unwrap();
        let received = server.received();
        assert_eq!(received.len(), 3);
        assert!(
            received[2].contains(r#""Password":"right""#),
            "{received:?}"
        );
    }
}
