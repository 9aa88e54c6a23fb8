//! When a call is repeated: scripts played through the real stack, on a paused clock.

mod budget;
mod deadlines;
mod deletes;

use std::{sync::Arc, time::Duration};

use squadcast_tokens::{
    Client, CreateUserToken, ListUserTokens,
    token_core::{
        http::{HeaderValue, StatusCode, header::RETRY_AFTER},
        retry::RetryPolicy,
        testing::ScriptedTransport,
        transport::{Sent, TransportErrorKind},
    },
};
use tokio::time::Instant;

use crate::support::list;

const TOKENS: &str = r#"{"data":[]}"#;

const CREATED: &str = r#"{"data":{"id":"i","organization_id":"o","user_id":"u","token":"t","last_refresh":"","rate_limit":1,"deleted":false}}"#;

fn client(script: ScriptedTransport) -> (Client, Arc<ScriptedTransport>) {
    let script = Arc::new(script);
    let client = Client::builder()
        .access_token("at")
        .transport(Arc::clone(&script))
        .build()
        .unwrap();
    (client, script)
}

fn unavailable() -> ScriptedTransport {
    ScriptedTransport::new().status(StatusCode::SERVICE_UNAVAILABLE)
}

/// Adds to the last response of a script how many seconds to wait.
fn asking(script: ScriptedTransport, seconds: u32) -> ScriptedTransport {
    script.header(RETRY_AFTER, HeaderValue::from(seconds))
}

#[tokio::test(start_paused = true)]
async fn a_safe_operation_is_repeated_until_it_succeeds() {
    let (client, script) = client(unavailable().times(2).json(StatusCode::OK, TOKENS));
    let started = Instant::now();
    let reply = client
        .list_user_tokens(ListUserTokens::new())
        .send()
        .await
        .unwrap();
    assert_eq!(reply.attempts, 3);
    assert_eq!(script.remaining(), 0);
    assert!(
        started.elapsed() <= Duration::from_millis(100 + 200),
        "{:?}",
        started.elapsed()
    );
    let numbers: Vec<_> = script
        .requests()
        .iter()
        .map(|request| request.attempt)
        .collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_is_not_idempotent_is_repeated_only_when_it_did_nothing() {
    let created = |script: ScriptedTransport| client(script.json(StatusCode::CREATED, CREATED));
    for (script, repeated) in [
        (unavailable(), false),
        (
            ScriptedTransport::new().status(StatusCode::INTERNAL_SERVER_ERROR),
            false,
        ),
        (
            ScriptedTransport::new().fault(TransportErrorKind::Closed, Sent::Maybe),
            false,
        ),
        (
            ScriptedTransport::new().fault(TransportErrorKind::Timeout, Sent::Maybe),
            false,
        ),
        (
            ScriptedTransport::new().fault(TransportErrorKind::Body, Sent::Yes),
            false,
        ),
        (
            ScriptedTransport::new().fault(TransportErrorKind::Tls, Sent::No),
            false,
        ),
        (
            ScriptedTransport::new().fault(TransportErrorKind::Connect, Sent::No),
            true,
        ),
        (
            ScriptedTransport::new().fault(TransportErrorKind::Dns, Sent::No),
            true,
        ),
        (
            ScriptedTransport::new().fault(TransportErrorKind::Timeout, Sent::No),
            true,
        ),
        (
            ScriptedTransport::new().status(StatusCode::TOO_MANY_REQUESTS),
            true,
        ),
        (asking(unavailable(), 1), true),
    ] {
        let (client, script) = created(script);
        let result = client.create_user_token(CreateUserToken::new("u")).await;
        assert_eq!(result.is_ok(), repeated, "{result:?}");
        assert_eq!(
            script.requests().len(),
            if repeated { 2 } else { 1 },
            "{result:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_is_never_undercut() {
    let (client, _) = client(asking(unavailable(), 7).json(StatusCode::OK, TOKENS));
    let started = Instant::now();
    list(&client).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(7));
    assert!(started.elapsed() < Duration::from_secs(8));
}

#[tokio::test(start_paused = true)]
async fn the_policy_of_one_call_is_its_own() {
    let (client, script) = client(unavailable().times(2).json(StatusCode::OK, TOKENS));
    client
        .list_user_tokens(ListUserTokens::new())
        .retry(RetryPolicy::none())
        .await
        .unwrap_err();
    assert_eq!(script.requests().len(), 1);
    list(&client).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_error_lists_every_attempt() {
    let script = ScriptedTransport::new()
        .fault(TransportErrorKind::Connect, Sent::No)
        .fault(TransportErrorKind::Closed, Sent::Maybe)
        .status(StatusCode::BAD_GATEWAY);
    let (client, _) = client(script);
    let error = list(&client).await.unwrap_err();
    let seen: Vec<_> = error
        .attempts()
        .iter()
        .map(|attempt| (attempt.status.map(|status| status.as_u16()), attempt.fault))
        .collect();
    assert_eq!(
        seen,
        [
            (None, Some(TransportErrorKind::Connect)),
            (None, Some(TransportErrorKind::Closed)),
            (Some(502), None)
        ]
    );
    assert_eq!(error.sent(), Sent::Yes);
    assert_eq!(
        error.to_string(),
        "listUserTokens: HTTP 502 Bad Gateway (3 attempts)"
    );
}
