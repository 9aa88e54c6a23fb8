//! Sessions of both APIs: generated from the documents, against the sandbox over HTTP or through a script.

use std::{sync::Arc, time::Duration};

use squadcast_tokens::{
    CreateUserToken, ListUserTokens, Region,
    token_core::{
        Closing, ErrorKind, MemoryStore, Minted, ScriptedTransport, SessionEvent, SessionEvents,
        SessionSettings, SourceError, TokenError, TokenErrorKind, TokenSession, TokenSource,
        async_trait,
        http::{HeaderValue, StatusCode, header},
    },
};
use token_sandbox::{Operation, Sandbox, seed};

const DAY: Duration = Duration::from_secs(24 * 3600);
/// A session refreshes 300 s ahead of the end at the latest.
const SHORTLY: Duration = Duration::from_secs(200);

const ISSUED: &str = r#"{"AccessToken":"t","Expires":"2026-11-23T07:00:00"}"#;

fn squadcast(sandbox: &Sandbox, refresh_token: &str) -> squadcast_tokens::Client {
    squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .refresh_token(refresh_token)
        .build()
        .unwrap()
}

fn mindbody(sandbox: &Sandbox, password: &str) -> staff_user_token::Client {
    staff_user_token::Client::builder()
        .base_url(sandbox.url())
        .api_key(seed::API_KEY)
        .site_id(seed::SITE_ID)
        .username(seed::USERNAME)
        .password(password)
        .build()
        .unwrap()
}

fn scripted(script: &Arc<ScriptedTransport>) -> staff_user_token::ClientBuilder {
    staff_user_token::Client::builder()
        .api_key("key")
        .site_id("-99")
        .username("ada")
        .password("pw")
        .transport(Arc::clone(script))
}

/// A script that begins with a token of one day.
fn issuing() -> ScriptedTransport {
    let date = HeaderValue::from_static("Sun, 22 Nov 2026 07:00:00 GMT");
    ScriptedTransport::new()
        .json(StatusCode::OK, ISSUED)
        .header(header::DATE, date)
}

/// Lets time pass for the program, and for the sandbox.
async fn pass(sandbox: &Sandbox, time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
    sandbox.advance(time);
}

/// Waits for the next thing that happens to a token.
async fn next(events: &mut SessionEvents) -> SessionEvent {
    events.next().await.expect("the session is there")
}

#[tokio::test]
async fn a_cold_client_exchanges_once_and_then_calls() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = squadcast(&sandbox, seed::REFRESH_TOKEN);
    assert!(sandbox.received().is_empty(), "building sends nothing");
    let all = (0..5).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.list_user_tokens(ListUserTokens::new()).await })
    });
    for call in all.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
    assert_eq!(sandbox.count(Operation::ListUserTokens), 5);
}

#[tokio::test]
async fn a_token_that_the_server_dropped_is_minted_anew_and_the_call_replayed() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = squadcast(&sandbox, seed::REFRESH_TOKEN);
    client
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap();
    // For the server two days go by, and for the session none.
    sandbox.advance(2 * DAY);
    // Not idempotent, and repeated all the same: the server refused to act.
    let reply = client
        .create_user_token(CreateUserToken::new(seed::USER_ID))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.attempts, 2);
    assert_eq!(sandbox.count(Operation::GetAccessToken), 2);
    assert_eq!(sandbox.count(Operation::CreateUserToken), 2);
}

#[tokio::test]
async fn a_removed_refresh_token_is_told_and_not_sent_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = squadcast(&sandbox, seed::REFRESH_TOKEN);
    let created = admin
        .create_user_token(CreateUserToken::new(seed::USER_ID))
        .await
        .unwrap()
        .data;
    let client = squadcast(&sandbox, created.token.expose());
    client
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap();
    admin
        .remove_user_token(squadcast_tokens::RemoveUserToken::new(created.id))
        .await
        .unwrap();
    sandbox.clear_received();
    for _ in 0..3 {
        let error = client
            .list_user_tokens(ListUserTokens::new())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credential, "{error}");
        let cause = std::error::Error::source(&error).unwrap();
        let cause = cause.downcast_ref::<TokenError>().unwrap();
        assert_eq!(cause.kind(), TokenErrorKind::CredentialsRefused);
    }
    assert_eq!(sandbox.count(Operation::ListUserTokens), 1);
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
}

#[tokio::test]
async fn a_session_serves_several_clients_and_other_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let first = squadcast(&sandbox, seed::REFRESH_TOKEN);
    let session = first.session().unwrap();
    let second = squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .access_token_credential(session.clone())
        .build()
        .unwrap();
    first.list_user_tokens(ListUserTokens::new()).await.unwrap();
    second
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap();
    let token = session.token().await.unwrap();
    let other = squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .access_token(token.expose())
        .build()
        .unwrap();
    other.list_user_tokens(ListUserTokens::new()).await.unwrap();
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
    // Squadcast has no operation that revokes an access token.
    assert!(matches!(session.close().await, Closing::NotRevocable));
    let error = second.list_user_tokens(ListUserTokens::new()).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Credential);
}

#[tokio::test(start_paused = true)]
async fn the_region_chooses_the_host_of_the_api_and_of_the_login() {
    for (region, hosts) in [
        (Region::Us, ["auth.squadcast.com", "api.squadcast.com"]),
        (
            Region::Eu,
            ["auth.eu.squadcast.com", "api.eu.squadcast.com"],
        ),
    ] {
        let minted = r#"{"data":{"access_token":"at","expires_at":4102444800,"issued_at":1,"refresh_token":"rt","type":"bearer"}}"#;
        let script = ScriptedTransport::new()
            .json(StatusCode::OK, minted)
            .json(StatusCode::OK, r#"{"data":[]}"#);
        let script = Arc::new(script);
        let client = squadcast_tokens::Client::builder()
            .refresh_token("rt")
            .region(region)
            .user_agent("mine")
            .transport(Arc::clone(&script))
            .build()
            .unwrap();
        client
            .list_user_tokens(ListUserTokens::new())
            .await
            .unwrap();
        let requests = script.requests();
        let found: Vec<_> = requests
            .iter()
            .map(|request| request.url.host_str().unwrap())
            .collect();
        assert_eq!(found, hosts);
        assert_eq!(requests[0].headers["x-refresh-token"], "rt");
        assert!(!requests[0].headers.contains_key(header::AUTHORIZATION));
        assert_eq!(requests[1].headers[header::AUTHORIZATION], "Bearer at");
        assert!(
            requests
                .iter()
                .all(|request| request.headers[header::USER_AGENT] == "mine")
        );
    }
}

#[tokio::test]
async fn what_is_set_last_holds() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = || squadcast_tokens::Client::builder().base_url(sandbox.url());
    let session = builder()
        .access_token("stale")
        .refresh_token(seed::REFRESH_TOKEN)
        .build()
        .unwrap();
    session
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap();
    let fixed = builder()
        .refresh_token(seed::REFRESH_TOKEN)
        .access_token("stale")
        .build()
        .unwrap();
    assert!(fixed.session().is_none());
    let error = fixed
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
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
    let revocation = client
        .revoke_token(staff_user_token::RevokeToken::new().authorization(live.secret().clone()));
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
        .renew_token(staff_user_token::RenewToken::new().authorization(token.secret().clone()))
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
async fn an_answer_without_a_token_is_told() {
    for body in [
        "{}",
        r#"{"AccessToken":null,"Expires":"2026-11-23T07:00:00"}"#,
    ] {
        let script = Arc::new(ScriptedTransport::new().json(StatusCode::OK, body));
        let client = scripted(&script).build().unwrap();
        let error = client.session().unwrap().token().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Failed);
        let text = error.to_string();
        assert!(
            text.contains("issueToken: the answer holds no token at `/AccessToken`"),
            "{text}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_an_end_gives_the_token_the_default_life() {
    let script = ScriptedTransport::new().json(StatusCode::OK, r#"{"AccessToken":"t"}"#);
    let client = scripted(&Arc::new(script))
        .session_settings(SessionSettings::default().default_life(Duration::from_secs(60)))
        .build()
        .unwrap();
    let session = client.session().unwrap();
    session.token().await.unwrap();
    let left = session.snapshot().expires_in.unwrap();
    assert!(left <= Duration::from_secs(60), "{left:?}");
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

#[test]
fn a_login_with_a_part_missing_is_refused_with_the_cure() {
    let builder = || {
        staff_user_token::Client::builder()
            .api_key("key")
            .site_id("-99")
    };
    for (builder, setter, variable) in [
        (
            builder().username("ada"),
            ".password(…)",
            "MINDBODY_PASSWORD",
        ),
        (
            builder().password("CANARY"),
            ".username(…)",
            "MINDBODY_USERNAME",
        ),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        let text = error.to_string();
        assert!(text.contains(setter) && text.contains(variable), "{text}");
        assert!(!text.contains("CANARY"));
    }
    assert!(builder().build().unwrap().session().is_none());
    for builder in [
        builder().username("").password("pw"),
        builder().username("ada").password(""),
    ] {
        let error = builder.build().unwrap_err();
        assert!(error.to_string().contains("is empty"), "{error}");
    }
    let empty = squadcast_tokens::Client::builder().refresh_token("");
    assert_eq!(empty.build().unwrap_err().kind(), ErrorKind::Config);
}

#[tokio::test]
async fn settings_that_two_accounts_share_keep_their_tokens_apart() {
    let sandbox = Sandbox::start().await.unwrap();
    let settings = SessionSettings::default().refresh_ahead(Duration::from_secs(60));
    let other_user = sandbox.squadcast().add_user("another-user");
    let mut tokens = Vec::new();
    for refresh_token in [seed::REFRESH_TOKEN, &other_user] {
        let client = squadcast_tokens::Client::builder()
            .base_url(sandbox.url())
            .refresh_token(refresh_token)
            .session_settings(settings.clone())
            .build()
            .unwrap();
        let token = client.session().unwrap().token().await.unwrap();
        tokens.push(token.expose().to_owned());
    }
    assert_ne!(tokens[0], tokens[1]);
    assert_eq!(sandbox.count(Operation::GetAccessToken), 2);
}

#[tokio::test]
async fn sessions_of_one_login_share_the_token_of_their_store() {
    let sandbox = Sandbox::start().await.unwrap();
    let settings = SessionSettings::default().store(MemoryStore::new());
    for _ in 0..3 {
        let client = squadcast_tokens::Client::builder()
            .base_url(sandbox.url())
            .refresh_token(seed::REFRESH_TOKEN)
            .session_settings(settings.clone())
            .build()
            .unwrap();
        client
            .list_user_tokens(ListUserTokens::new())
            .await
            .unwrap();
    }
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
}

/// Mints a token whose answer says how many seconds it lives.
#[derive(Debug)]
struct Lives(Option<i64>);

#[async_trait]
impl TokenSource for Lives {
    async fn mint(&self) -> Result<Minted, SourceError> {
        Minted::new("t").expires_in(self.0)
    }
}

#[tokio::test(start_paused = true)]
async fn a_life_in_seconds_is_taken_as_it_is() {
    let default = Duration::from_secs(15 * 60);
    for (seconds, life) in [
        (Some(60), Duration::from_secs(60)),
        (Some(30 * 24 * 3600), 30 * DAY),
        (None, default),
    ] {
        let session = TokenSession::new(Lives(seconds), SessionSettings::default());
        session.token().await.unwrap();
        let left = session.snapshot().expires_in.unwrap();
        assert!(
            left <= life && left + Duration::from_secs(1) > life,
            "{left:?}"
        );
    }
    // Good for those who waited for it, and for nobody after.
    let session = TokenSession::new(Lives(Some(0)), SessionSettings::default());
    let first = session.token().await.unwrap().generation();
    assert_ne!(session.token().await.unwrap().generation(), first);
    for over in [-1, i64::MIN] {
        let session = TokenSession::new(Lives(Some(over)), SessionSettings::default());
        let error = session.token().await.unwrap_err();
        assert!(error.to_string().contains("had expired already"), "{error}");
    }
    // Longer than any clock can tell: the runtime counts no wait of more than a year.
    let session = TokenSession::new(Lives(Some(i64::MAX)), SessionSettings::default());
    session.token().await.unwrap();
}
