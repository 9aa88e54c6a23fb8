//! The time that a call has: no wait and no attempt outlasts it.

use std::time::Duration;

use squadcast_tokens::{
    Client, CreateUserToken, ListUserTokens,
    token_core::{
        async_trait,
        error::ErrorKind,
        http::StatusCode,
        retry::RetryPolicy,
        testing::ScriptedTransport,
        transport::{Request, Response, Transport, TransportError},
    },
};
use tokio::time::Instant;

use super::{asking, client, unavailable};
use crate::support::list;

#[tokio::test(start_paused = true)]
async fn a_retry_after_that_is_too_long_ends_the_call_at_once() {
    // Beyond the policy's limit, and beyond the call's deadline.
    for seconds in [61, 50] {
        let (client, script) = client(asking(unavailable(), seconds));
        let started = Instant::now();
        let error = list(&client).await.unwrap_err();
        assert_eq!(
            error.retry_after(),
            Some(Duration::from_secs(seconds.into()))
        );
        assert!(error.is_throttled());
        assert_eq!(started.elapsed(), Duration::ZERO);
        assert_eq!(script.requests().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn no_wait_reaches_the_deadline() {
    let policy = RetryPolicy::default()
        .base(Duration::from_secs(3600))
        .max_backoff(Duration::from_secs(3600));
    let (client, script) = client(unavailable().times(3));
    let started = Instant::now();
    let call = client
        .list_user_tokens(ListUserTokens::new())
        .retry(policy)
        .timeout(Duration::from_millis(1));
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(started.elapsed() <= Duration::from_millis(1));
    assert_eq!(error.attempts().len(), script.requests().len());
}

#[tokio::test(start_paused = true)]
async fn no_attempt_starts_that_the_deadline_would_cut_short() {
    let (client, script) = client(asking(
        ScriptedTransport::new().status(StatusCode::TOO_MANY_REQUESTS),
        2,
    ));
    let call = client
        .create_user_token(CreateUserToken::new("u"))
        .timeout(Duration::from_millis(2050));
    let error = call.await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(script.requests().len(), 1);
}

/// A transport that keeps to no timeout.
struct Endless;

#[async_trait]
impl Transport for Endless {
    async fn send(&self, _request: Request) -> Result<Response, TransportError> {
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn a_transport_that_never_responds_is_cut_off_in_every_attempt() {
    let client = Client::builder()
        .access_token("at")
        .transport(Endless)
        .build()
        .unwrap();
    let error = list(&client).await.unwrap_err();
    assert!(error.is_timeout());
    assert!(!error.is_connect());
    let took: Vec<_> = error
        .attempts()
        .iter()
        .map(|attempt| attempt.took.as_secs())
        .collect();
    assert_eq!(took, [15, 15, 14]);
}
