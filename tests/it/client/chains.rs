//! Printed chains of errors: `{:#}` of anyhow says each cause once, whatever kind the error is of.

use std::{
    collections::BTreeSet,
    io,
    time::{Duration, Instant},
};

use squadcast_tokens::{Client, CreateUserToken, RemoveUserToken};
use token_core::{
    Error, async_trait,
    credential::{SecretFile, SecretProvider},
    error::{BoxError, ErrorKind},
    retry::RetryPolicy,
    session::{Login, SessionSettings, TokenErrorKind},
    store::{FileStore, Lease, Record, TokenStore},
    transport::ReqwestTransport,
};

use crate::support::{RawServer, json_response, list, squadcast};

/// Nothing listens here.
const NOWHERE: &str = "http://127.0.0.1:1";

/// Panics unless the printed chain says each cause once; returns it.
fn printed(error: impl std::error::Error + Send + Sync + 'static) -> String {
    let error = anyhow::Error::new(error);
    let printed = format!("{error:#}");
    let links: Vec<String> = error.chain().map(ToString::to_string).collect();
    for link in &links {
        assert_eq!(printed.matches(&**link).count(), 1, "{link}\n{printed}");
    }
    // Nor does the line of one error hold the same cause twice.
    let mut parts = BTreeSet::new();
    for part in printed.split(": ") {
        assert!(parts.insert(part), "{part}\n{printed}");
    }
    assert!(!printed.contains('\n'), "{printed}");
    printed
}

fn with_session(url: &str, settings: SessionSettings) -> Client {
    let builder = Client::builder().base_url(url).retry(RetryPolicy::none());
    let builder = builder.refresh_token("the-refresh-token");
    builder.session_settings(settings).build().unwrap()
}

/// A store that fails at once, with a cause of its own.
#[derive(Debug)]
struct Broken;

#[async_trait]
impl TokenStore for Broken {
    async fn load(&self, _login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        let cause = io::Error::other("the disk is gone");
        Err(io::Error::other(cause).into())
    }

    async fn lease(&self, _duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        Ok(None)
    }
}

/// Prints the error of a login, of the call that needed it, and of the same error as a cause.
async fn login_fails(client: &Client, kind: TokenErrorKind, says: &str) {
    let error = client.session().unwrap().token().await.unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    let text = printed(error);
    assert!(text.contains(says), "{text}");
    let error = list(client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
    let text = printed(error.into_untyped());
    assert!(text.contains(says), "{text}");
}

#[tokio::test]
async fn a_login_that_fails_is_said_once() {
    for (status, body, kind, says) in [
        (
            401,
            "",
            TokenErrorKind::CredentialsRefused,
            "getAccessToken: HTTP 401 Unauthorized",
        ),
        (503, "", TokenErrorKind::Failed, "getAccessToken: HTTP 503"),
        (
            409,
            r#"{"meta":{"status":409,"error_message":"why: that"}}"#,
            TokenErrorKind::Failed,
            "why: that",
        ),
        (200, "{}", TokenErrorKind::Failed, "expected the token"),
        (200, "<html>", TokenErrorKind::Failed, "is not JSON"),
        (302, "", TokenErrorKind::Failed, "the server redirects"),
    ] {
        let server = RawServer::start(vec![json_response(status, body)]).await;
        let client = with_session(server.url(), SessionSettings::default());
        login_fails(&client, kind, says).await;
    }
    let client = with_session(NOWHERE, SessionSettings::default());
    login_fails(&client, TokenErrorKind::Failed, "no connection").await;
}

#[tokio::test]
async fn a_store_that_fails_is_said_once() {
    let client = with_session(NOWHERE, SessionSettings::default().store(Broken));
    login_fails(&client, TokenErrorKind::Store, "the disk is gone").await;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("missing/token");
    let store = FileStore::new(&path);
    let error = store.lease(Duration::from_secs(1)).await.unwrap_err();
    let text = format!("{:#}", anyhow::Error::from_boxed(error));
    assert_eq!(text.matches("os error").count(), 1, "{text}");
    let settings = SessionSettings::default().store(store);
    let client = with_session(NOWHERE, settings);
    login_fails(&client, TokenErrorKind::Store, "missing").await;
}

#[tokio::test]
async fn a_session_that_is_closed_or_slow_is_said_once() {
    let client = with_session(NOWHERE, SessionSettings::default());
    client.session().unwrap().close().await;
    login_fails(&client, TokenErrorKind::Closed, "closed").await;
    // It accepts connections and never responds.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let settings = SessionSettings::default().refresh_timeout(Duration::from_millis(300));
    let started = Instant::now();
    let error = with_session(&url, settings)
        .session()
        .unwrap()
        .token()
        .await
        .unwrap_err();
    assert!(error.is_timeout() && started.elapsed() < Duration::from_secs(5));
    printed(error);
}

#[tokio::test]
async fn every_other_kind_of_failure_is_said_once() {
    let mut kinds = BTreeSet::new();
    let mut prints = |error: Error| {
        kinds.insert(format!("{:?}", error.kind()));
        printed(error)
    };
    let wrong_url = Client::builder().base_url("ftp://host").build();
    prints(wrong_url.unwrap_err());
    let wrong_pem = ReqwestTransport::builder().root_certificates("no certificate");
    prints(wrong_pem.build().unwrap_err());
    let missing = Client::builder()
        .refresh_token_file("/nowhere/secret")
        .build();
    prints(missing.unwrap_err());
    let client = squadcast(NOWHERE);
    let error = client.remove_user_token(RemoveUserToken::new("..")).await;
    prints(error.unwrap_err().into_untyped());
    prints(list(&client).await.unwrap_err().into_untyped());
    let client = Client::builder().base_url(NOWHERE).build().unwrap();
    prints(list(&client).await.unwrap_err().into_untyped());
    let responses = [
        json_response(409, r#"{"meta":{"status":409,"error_message":"taken"}}"#),
        json_response(418, "short"),
        json_response(302, ""),
        b"HTTP/1.1 307 X\r\nlocation: https://h.example/\r\ncontent-length: 0\r\n\r\n".to_vec(),
        json_response(201, r#"{"data":true}"#),
        b"HTTP/1.1 201 X\r\ncontent-length: 99\r\n\r\n{".to_vec(),
        b"no HTTP\r\n\r\n".to_vec(),
        Vec::new(),
    ];
    for response in responses {
        let server = RawServer::start(vec![response]).await;
        let call = squadcast(server.url()).create_user_token(CreateUserToken::new("u"));
        let error = call.retry(RetryPolicy::none()).await.unwrap_err();
        prints(error.into_untyped());
    }
    let kinds: Vec<_> = kinds.into_iter().collect();
    assert_eq!(
        kinds,
        [
            "Api",
            "Config",
            "Credential",
            "Decode",
            "InvalidArgument",
            "Transport(Body)",
            "Transport(Closed)",
            "Transport(Connect)",
            "Transport(Other)",
            "Transport(Redirect)",
        ]
    );
}

#[tokio::test]
async fn a_secret_that_cannot_be_read_is_said_once() {
    let error = SecretFile::new("/nowhere/secret").secret().await;
    let text = format!("{:#}", anyhow::Error::from_boxed(error.unwrap_err()));
    assert_eq!(text.matches("os error").count(), 1, "{text}");
}
