//! Row 35: a session of Mindbody, whose server counts the renewals, against the sandbox.

use std::time::Duration;

use token_core::session::{Closing, Generation, SessionSettings, TokenSession};
use token_sandbox::{Operation, Sandbox};
use tokio::time::{advance, pause, resume, sleep};

use crate::support::sources::Login;

/// Three minutes before a token ends that has a day left.
const ALMOST_A_DAY: Duration = Duration::from_secs(24 * 60 * 60 - 180);

fn session(sandbox: &Sandbox) -> TokenSession<Login> {
    // The server counts 1,000 calls a day.
    sandbox.mindbody().set_daily_quota(Some(1_000));
    TokenSession::new(Login::at(sandbox), SessionSettings::default())
}

/// Moves both clocks, and has the token refreshed.
async fn refresh(sandbox: &Sandbox, session: &TokenSession<Login>, time: Duration) -> Generation {
    pause();
    advance(time).await;
    resume();
    sandbox.advance(time);
    session.token().await.unwrap();
    while session.snapshot().is_refreshing {
        sleep(Duration::from_millis(5)).await;
    }
    session.token().await.unwrap().generation()
}

#[tokio::test]
async fn row_35_eight_days_of_mindbody() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox);
    session.token().await.unwrap();
    for renewal in 1..=7 {
        let time = if renewal == 1 {
            ALMOST_A_DAY
        } else {
            Duration::from_secs(24 * 60 * 60)
        };
        let generation = refresh(&sandbox, &session, time).await;
        assert_eq!(generation, Generation(1));
        assert_eq!(session.snapshot().renewals, renewal);
    }
    let generation = refresh(&sandbox, &session, Duration::from_secs(24 * 60 * 60)).await;
    assert_eq!(generation, Generation(2));
    assert!(matches!(
        session.close().await,
        Closing::Revoked(Generation(2))
    ));
    let counts = [
        Operation::IssueToken,
        Operation::RenewToken,
        Operation::RevokeToken,
    ]
    .map(|operation| sandbox.count(operation));
    assert_eq!(counts, [2, 7, 1]);
}

#[tokio::test]
async fn row_35_renewals_whose_responses_are_lost() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox);
    session.token().await.unwrap();
    sandbox.lose_next_of(Operation::RenewToken, 7);
    let mut generation = refresh(&sandbox, &session, ALMOST_A_DAY).await;
    for _ in 0..7 {
        assert_eq!(generation, Generation(1));
        // Longer than any pause but the last; the token is good for all of them.
        generation = refresh(&sandbox, &session, Duration::from_secs(16)).await;
    }
    assert_eq!(sandbox.count(Operation::RenewToken), 7);
    generation = refresh(&sandbox, &session, Duration::from_secs(30)).await;
    assert_eq!(generation, Generation(2));
    assert_eq!(sandbox.count(Operation::RenewToken), 7);
    assert_eq!(sandbox.count(Operation::IssueToken), 2);
}
