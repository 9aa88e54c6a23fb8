//! When a call is repeated: scripts played through the real stack, on a paused clock.

use std::{sync::Arc, time::Duration};

use squadcast_tokens::{
    ApiError, Client, ClientBuilder, CreateUserToken, ListUserTokens, RemoveUserToken,
    token_core::{
        Environment, ErrorKind, Request, ReqwestTransport, Response, RetryBudget, RetryPolicy,
        ScriptedTransport, Sent, Transport, TransportError, TransportErrorKind, async_trait,
        http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    },
};
use tokio::time::Instant;

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
    client
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap();
    assert!(started.elapsed() >= Duration::from_secs(7));
    assert!(started.elapsed() < Duration::from_secs(8));
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_that_is_too_long_ends_the_call_at_once() {
    // Beyond the policy's limit, and beyond the call's deadline.
    for seconds in [61, 50] {
        let (client, script) = client(asking(unavailable(), seconds));
        let started = Instant::now();
        let error = client
            .list_user_tokens(ListUserTokens::new())
            .await
            .unwrap_err();
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
async fn the_policy_of_one_call_is_its_own() {
    let (client, script) = client(unavailable().times(2).json(StatusCode::OK, TOKENS));
    client
        .list_user_tokens(ListUserTokens::new())
        .retry(RetryPolicy::none())
        .await
        .unwrap_err();
    assert_eq!(script.requests().len(), 1);
    client
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_error_tells_every_attempt() {
    let script = ScriptedTransport::new()
        .fault(TransportErrorKind::Connect, Sent::No)
        .fault(TransportErrorKind::Closed, Sent::Maybe)
        .status(StatusCode::BAD_GATEWAY);
    let (client, _) = client(script);
    let error = client
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap_err();
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

#[tokio::test(start_paused = true)]
async fn a_delete_that_finds_nothing_after_a_lost_answer_succeeds() {
    for first in [
        ScriptedTransport::new().fault(TransportErrorKind::Closed, Sent::Maybe),
        ScriptedTransport::new().status(StatusCode::BAD_GATEWAY),
    ] {
        let (client, _) = client(first.status(StatusCode::NOT_FOUND));
        let reply = client
            .remove_user_token(RemoveUserToken::new("t1"))
            .send()
            .await
            .unwrap();
        assert!(reply.already_gone);
        assert_eq!((reply.status, reply.attempts), (StatusCode::NOT_FOUND, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn a_delete_that_was_refused_and_then_finds_nothing_fails() {
    let missing = r#"{"meta":{"status":404,"error_message":"no such token"}}"#;
    for first in [
        ScriptedTransport::new().status(StatusCode::TOO_MANY_REQUESTS),
        ScriptedTransport::new().fault(TransportErrorKind::Connect, Sent::No),
        // Who says when to come back has done nothing.
        asking(unavailable(), 1),
    ] {
        let (client, _) = client(first.json(StatusCode::NOT_FOUND, missing));
        let error = client
            .remove_user_token(RemoveUserToken::new("t1"))
            .await
            .unwrap_err();
        assert!(
            matches!(error.documented(), Some(ApiError::NotFound(_))),
            "{error}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_spent_budget_refuses_retries_and_says_so() {
    let budget = Arc::new(RetryBudget::default());
    let script = Arc::new(unavailable().times(1000));
    let client = Client::builder()
        .access_token("at")
        .transport(Arc::clone(&script))
        .retry_budget(Arc::clone(&budget))
        .build()
        .unwrap();
    let mut last = None;
    for _ in 0..100 {
        last = client.list_user_tokens(ListUserTokens::new()).await.err();
    }
    let error = last.unwrap();
    assert_eq!(error.kind(), ErrorKind::BudgetExhausted);
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert!(
        error.to_string().contains("the retry budget is spent"),
        "{error}"
    );
    assert_eq!(script.requests().len(), 100 + 500 / 14);
    assert!(budget.available() < 14);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_gives_its_budget_back() {
    let budget = Arc::new(RetryBudget::default());
    let client = Client::builder()
        .access_token("at")
        .transport(unavailable())
        .retry_budget(Arc::clone(&budget))
        .retry(RetryPolicy::default().base(Duration::from_secs(3600)))
        .build()
        .unwrap();
    let call = client
        .list_user_tokens(ListUserTokens::new())
        .timeout(Duration::from_secs(7200));
    let waited = tokio::time::timeout(Duration::from_millis(1), call.send()).await;
    assert!(waited.is_err(), "the call ended by itself: {waited:?}");
    assert_eq!(budget.available(), RetryBudget::CAPACITY);
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
async fn a_transport_that_never_answers_is_cut_off_in_every_attempt() {
    let client = Client::builder()
        .access_token("at")
        .transport(Endless)
        .build()
        .unwrap();
    let error = client
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap_err();
    assert!(error.is_timeout());
    assert!(!error.is_connect());
    let took: Vec<_> = error
        .attempts()
        .iter()
        .map(|attempt| attempt.took.as_secs())
        .collect();
    assert_eq!(took, [15, 15, 14]);
}

#[tokio::test]
async fn the_last_credential_that_was_set_holds() {
    let script = Arc::new(ScriptedTransport::new().json(StatusCode::OK, TOKENS));
    let environment = [("SQUADCAST_ACCESS_TOKEN", "old")];
    let client = ClientBuilder::from_environment(Environment::of(&environment))
        .unwrap()
        .access_token("new")
        .transport(Arc::clone(&script))
        .build()
        .unwrap();
    client
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap();
    assert_eq!(script.requests()[0].headers["authorization"], "Bearer new");
}

#[test]
fn as_many_exchanges_as_one_likes_are_no_limit() {
    ReqwestTransport::builder()
        .max_concurrent(usize::MAX)
        .build()
        .unwrap();
}
