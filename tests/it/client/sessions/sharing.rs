//! What sessions share: clients one session, sessions one store, and settings nothing but themselves.

use std::time::Duration;

use squadcast_tokens::token_core::{
    error::ErrorKind,
    session::{Closing, SessionSettings},
    store::MemoryStore,
};
use token_sandbox::{Operation, Sandbox, seed};

use super::squadcast;
use crate::support::list;

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
    list(&first).await.unwrap();
    list(&second).await.unwrap();
    let token = session.token().await.unwrap();
    let other = squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .access_token(token.expose())
        .build()
        .unwrap();
    list(&other).await.unwrap();
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
    // Squadcast has no operation that revokes an access token.
    assert!(matches!(session.close().await, Closing::NotRevocable));
    let error = list(&second).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Credential);
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
        list(&client).await.unwrap();
    }
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
}
