//! Mindbody's sessions: a token that is renewed seven times and then issued anew.

use std::{sync::Arc, time::Duration};

use squadcast_tokens::token_core::{
    http::{HeaderValue, StatusCode, header},
    session::{Closing, SessionEvent, SessionEvents, SessionSettings, TokenErrorKind},
    testing::ScriptedTransport,
};
use staff_user_token::{Client, RenewToken, RevokeToken};
use token_sandbox::{Operation, Sandbox, seed};

use super::{DAY, scripted};

/// A session refreshes 300 s ahead of the end at the latest.
const SHORTLY: Duration = Duration::from_secs(200);

const ISSUED: &str = r#"{"AccessToken":"t","Expires":"2026-11-23T07:00:00"}"#;

fn mindbody(sandbox: &Sandbox, password: &str) -> Client {
    Client::builder()
        .base_url(sandbox.url())
        .api_key(seed::API_KEY)
        .site_id(seed::SITE_ID)
        .username(seed::USERNAME)
        .password(password)
        .build()
        .unwrap()
}

/// A script that begins with a token of one day.
fn issuing() -> ScriptedTransport {
    let date = HeaderValue::from_static("Sun, 22 Nov 2026 07:00:00 GMT");
    ScriptedTransport::new()
        .json(StatusCode::OK, ISSUED)
        .header(header::DATE, date)
}

/// Waits for the next thing that happens to a token.
async fn next(events: &mut SessionEvents) -> SessionEvent {
    events.next().await.expect("the session is there")
}

/// Lets time pass for the program, and for the sandbox.
async fn pass(sandbox: &Sandbox, time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
    sandbox.advance(time);
}

#[tokio::test]
async fn eight_days_of_mindbody_take_one_mint_and_seven_renewals() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = mindbody(&sandbox, seed::PASSWORD);
    let session = client.session().unwrap();
    let mut events = session.subscribe();
    let first = session.token().await.unwrap();
    assert_eq!(
        next(&mut events).await,
        SessionEvent::Minted(first.generation())
    );
    pass(&sandbox, DAY.checked_sub(SHORTLY).unwrap()).await;
    for renewals in 1..=7 {
        let served = session.token().await.unwrap();
        assert_eq!(
            served.expose(),
            first.expose(),
            "a live token is served meanwhile"
        );
        let renewed = SessionEvent::Renewed(first.generation(), renewals);
        assert_eq!(next(&mut events).await, renewed);
        pass(&sandbox, DAY).await;
    }
    session.token().await.unwrap();
    let SessionEvent::Minted(second) = next(&mut events).await else {
        panic!("the token was renewed an eighth time");
    };
    assert!(second > first.generation());
    assert_eq!(sandbox.count(Operation::IssueToken), 2);
    assert_eq!(sandbox.count(Operation::RenewToken), 7);

    let live = session.token().await.unwrap();
    assert!(matches!(session.close().await, Closing::Revoked(generation) if generation == second));
    let revocation = client.revoke_token(RevokeToken::new().authorization(live.secret().clone()));
    let error = revocation.await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED), "it is dead");
}

#[tokio::test]
async fn wrong_credentials_are_never_sent_twice() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = mindbody(&sandbox, "wrong");
    let session = client.session().unwrap();
    for _ in 0..3 {
        let error = session.token().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::CredentialsRefused, "{error}");
        assert!(error.to_string().contains("DeniedAccess"), "{error}");
    }
    pass(&sandbox, DAY).await;
    session.token().await.unwrap_err();
    assert_eq!(sandbox.count(Operation::IssueToken), 1);
}

#[tokio::test]
async fn the_login_of_one_api_leaves_its_other_calls_alone() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = mindbody(&sandbox, seed::PASSWORD);
    let token = client.session().unwrap().token().await.unwrap();
    client
        .renew_token(RenewToken::new().authorization(token.secret().clone()))
        .await
        .unwrap();
    let received = sandbox.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[1].headers["authorization"], token.expose());
}

#[tokio::test(start_paused = true)]
async fn a_renewal_needs_a_success_and_no_body_that_can_be_read() {
    for body in ["", "renewed", "{\"AccessToken\":", "<html>"] {
        let script = Arc::new(issuing().json(StatusCode::OK, body));
        let client = scripted(&script).build().unwrap();
        let session = client.session().unwrap();
        let mut events = session.subscribe();
        let token = session.token().await.unwrap();
        assert_eq!(
            next(&mut events).await,
            SessionEvent::Minted(token.generation())
        );
        tokio::time::advance(DAY.checked_sub(SHORTLY).unwrap()).await;
        session.token().await.unwrap();
        let renewed = SessionEvent::Renewed(token.generation(), 1);
        assert_eq!(next(&mut events).await, renewed, "{body}");
        assert!(session.snapshot().expires_in.unwrap() > DAY);
        assert_eq!(script.remaining(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_without_a_token_is_reported() {
    for (body, found) in [
        ("{}", "nothing"),
        (
            r#"{"AccessToken":null,"Expires":"2026-11-23T07:00:00"}"#,
            "null",
        ),
    ] {
        let script = Arc::new(ScriptedTransport::new().json(StatusCode::OK, body));
        let client = scripted(&script).build().unwrap();
        let error = client.session().unwrap().token().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Failed);
        let text = error.to_string();
        assert!(text.contains("issueToken: "), "{text}");
        let place = format!("at `/AccessToken`: expected the token, found {found}");
        assert!(text.contains(&place), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_calls_of_a_session_fit_into_its_refresh() {
    let settings = SessionSettings::default();
    for (refresh, limit) in [(3_000, 2_000), (1_000, 500), (100_000, 15_000)] {
        let script = Arc::new(issuing());
        let refresh = Duration::from_millis(refresh);
        let client = scripted(&script)
            .session_settings(settings.clone().refresh_timeout(refresh))
            .build()
            .unwrap();
        client.session().unwrap().token().await.unwrap();
        assert_eq!(script.requests()[0].timeout, Duration::from_millis(limit));
    }
}
