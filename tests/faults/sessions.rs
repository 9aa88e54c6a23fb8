//! Rows 26 to 28, 30 and 33: sessions over HTTP, against the sandbox.

use std::time::Duration;

use token_core::{
    chrono::TimeDelta,
    session::{SessionSettings, Token, TokenError, TokenErrorKind, TokenSession},
};
use token_sandbox::{Operation, Sandbox, StatusCode};
use tokio::{
    task::JoinSet,
    time::{advance, pause, resume, timeout},
};

use crate::support::{calls, scene::Settings, sources::Exchange};

const CALLERS: usize = 10_000;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn session(sandbox: &Sandbox) -> TokenSession<Exchange> {
    TokenSession::new(Exchange::at(sandbox), SessionSettings::default())
}

/// Asks for the token from many tasks; those that take longer than `limit` leave.
async fn ask(
    session: &TokenSession<Exchange>,
    callers: usize,
    limit: Duration,
) -> Vec<Option<Result<Token, TokenError>>> {
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        let session = session.clone();
        tasks.spawn(async move { timeout(limit, session.token()).await.ok() });
    }
    tasks.join_all().await
}

#[tokio::test]
async fn row_26_ten_thousand_callers_of_a_cold_session_and_one_mint() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox);
    let tokens = ask(&session, CALLERS, Duration::MAX).await;
    let first = session.token().await.unwrap();
    assert_eq!(tokens.len(), CALLERS);
    for token in tokens {
        assert_eq!(token.unwrap().unwrap().expose(), first.expose());
    }
    assert_eq!(sandbox.received().len(), 1);
}

#[tokio::test]
async fn row_26_ten_thousand_callers_and_one_mint_that_fails() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail_next(usize::MAX, StatusCode::SERVICE_UNAVAILABLE);
    // All of them wait for the one response.
    sandbox.delay_next_of(Operation::GetAccessToken, 1, Duration::from_millis(500));
    let session = session(&sandbox);
    for outcome in ask(&session, CALLERS, Duration::MAX).await {
        let error = outcome.unwrap().unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Failed);
        assert!(error.to_string().contains("HTTP 503"), "{error}");
    }
    assert_eq!(sandbox.received().len(), 1);
    // Which passes by itself.
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(session.token().await.is_err());
    assert_eq!(sandbox.received().len(), 2);
}

#[tokio::test]
async fn row_26_a_mint_that_hangs() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.delay_next_of(Operation::GetAccessToken, 1, DAY);
    let settings = SessionSettings::default().refresh_timeout(Duration::from_millis(300));
    let session = TokenSession::new(Exchange::at(&sandbox), settings);
    let outcomes = timeout(Duration::from_secs(20), ask(&session, 50, Duration::MAX)).await;
    for outcome in outcomes.unwrap() {
        assert_eq!(
            outcome.unwrap().unwrap_err().kind(),
            TokenErrorKind::Timeout
        );
    }
    assert_eq!(sandbox.received().len(), 1);
}

#[tokio::test]
async fn row_27_callers_that_leave_before_the_mint_is_done() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.delay_next_of(Operation::GetAccessToken, 1, Duration::from_millis(20));
    let session = session(&sandbox);
    let _left = ask(&session, CALLERS, Duration::from_millis(10)).await;
    let first = session.token().await.unwrap();
    assert_eq!(session.token().await.unwrap().expose(), first.expose());
    assert_eq!(sandbox.received().len(), 1);
}

/// Moves the session's clock.
async fn pass(time: Duration) {
    pause();
    advance(time).await;
    resume();
}

/// Waits until no refresh is under way.
async fn landed(session: &TokenSession<Exchange>) {
    while session.snapshot().is_refreshing {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn row_28_a_refresh_ahead_that_fails() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox);
    let first = session.token().await.unwrap();
    sandbox.fail_next(1, StatusCode::BAD_GATEWAY);
    pass(Duration::from_secs(48 * 60 * 60 - 200)).await;
    for _ in 0..10 {
        assert_eq!(session.token().await.unwrap().expose(), first.expose());
        landed(&session).await;
    }
    assert_eq!(sandbox.received().len(), 2);
    pass(Duration::from_secs(1)).await;
    session.token().await.unwrap();
    landed(&session).await;
    assert_ne!(session.token().await.unwrap().expose(), first.expose());
    assert_eq!(sandbox.received().len(), 3);
}

#[tokio::test]
async fn row_30_fifty_calls_with_a_token_that_the_server_forgot() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox);
    session.token().await.unwrap();
    sandbox.squadcast().forget_access_tokens();
    sandbox.clear_received();
    let client = calls::client_of(sandbox.url(), Settings::patient(), session).unwrap();
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let call = calls::safe(&client);
        tasks.spawn(async move { call.send().await.unwrap().attempts });
    }
    let attempts: u32 = tasks.join_all().await.into_iter().sum();
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
    assert_eq!(sandbox.count(Operation::ListUserTokens), attempts as usize);
    assert!((50..=100).contains(&attempts));
}

/// Lives through six days with a server whose clock is `skew` seconds off, and steps by `step` on the way.
async fn requests(skew: i64, step: i64) -> usize {
    let sandbox = Sandbox::start().await.unwrap();
    let seconds = TimeDelta::seconds;
    sandbox.set_now(sandbox.now() + seconds(skew));
    let session = session(&sandbox);
    for hour in 0..6 * 24 {
        session.token().await.unwrap();
        landed(&session).await;
        if hour == 60 {
            sandbox.set_now(sandbox.now() + seconds(step));
        }
        pass(Duration::from_secs(60 * 60)).await;
        sandbox.advance(Duration::from_secs(60 * 60));
    }
    sandbox.received().len()
}

#[tokio::test]
async fn row_33_a_wall_clock_that_is_a_day_off() {
    let day = 24 * 60 * 60;
    let usual = requests(0, 0).await;
    assert_eq!(usual, 3);
    for (skew, step) in [(day, 0), (-day, 0), (0, day), (0, -day), (day, -2 * day)] {
        assert_eq!(requests(skew, step).await, usual, "{skew} and {step}");
    }
}
