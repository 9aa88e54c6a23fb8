//! Squadcast's sessions: an exchange for each token, and nothing that renews or revokes one.

use std::sync::Arc;

use squadcast_tokens::{
    CreateUserToken, Region, RemoveUserToken,
    token_core::{
        http::{StatusCode, header},
        session::TokenErrorKind,
        testing::ScriptedTransport,
    },
};
use token_sandbox::{Operation, Sandbox, seed};

use super::{DAY, squadcast};
use crate::support::list;

#[tokio::test]
async fn a_cold_client_exchanges_once_and_then_calls() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = squadcast(&sandbox, seed::REFRESH_TOKEN);
    assert!(sandbox.received().is_empty(), "building sends nothing");
    let all = (0..5).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { list(&client).await })
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
    list(&client).await.unwrap();
    // For the server two days go by, and for the session none.
    sandbox.advance(2 * DAY);
    // Not idempotent, and repeated anyway: the server refused to act.
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
async fn a_removed_refresh_token_is_reported_and_not_sent_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = squadcast(&sandbox, seed::REFRESH_TOKEN);
    let created = admin
        .create_user_token(CreateUserToken::new(seed::USER_ID))
        .await
        .unwrap()
        .data;
    let client = squadcast(&sandbox, created.token.expose());
    list(&client).await.unwrap();
    admin
        .remove_user_token(RemoveUserToken::new(created.id))
        .await
        .unwrap();
    sandbox.clear_received();
    for _ in 0..3 {
        // A 401 may be about the call: the token stays in service, and the caller gets the 401.
        let error = list(&client).await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED), "{error}");
        let failure = client.session().unwrap().snapshot().last_failure.unwrap();
        assert_eq!(failure.kind(), TokenErrorKind::CredentialsRefused);
    }
    assert_eq!(sandbox.count(Operation::ListUserTokens), 3);
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
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
        list(&client).await.unwrap();
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
