//! What the generated sessions send at most, and whose token they serve.

use std::time::Duration;

use squadcast_tokens::token_core::{http::StatusCode, session::SessionSettings, store::FileStore};
use token_sandbox::{Operation, Sandbox, seed};

use super::squadcast;
use crate::support::list;

#[tokio::test]
async fn a_login_that_fails_is_one_request() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail_next(usize::MAX, StatusCode::SERVICE_UNAVAILABLE);
    let client = squadcast(&sandbox, seed::REFRESH_TOKEN);
    for _ in 0..5 {
        list(&client).await.unwrap_err();
    }
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
    tokio::time::sleep(Duration::from_secs(1)).await;
    list(&client).await.unwrap_err();
    assert_eq!(sandbox.count(Operation::GetAccessToken), 2);
}

#[tokio::test]
async fn two_logins_on_one_file_never_share_a_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let other_user = sandbox.squadcast().add_user("another-user");
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::new(folder.path().join("token"));
    let client = |refresh_token: &str| {
        squadcast_tokens::Client::builder()
            .base_url(sandbox.url())
            .refresh_token(refresh_token)
            .session_settings(SessionSettings::default().store(store.clone()))
            .build()
            .unwrap()
    };
    let (one, other) = (client(seed::REFRESH_TOKEN), client(&other_user));
    let [one, other] = [&one, &other].map(|client| client.session().unwrap().clone());
    let first = one.token().await.unwrap();
    let second = other.token().await.unwrap();
    assert_ne!(first.expose(), second.expose());
    assert!(one.snapshot().store_conflict.is_none());
    assert!(other.snapshot().store_conflict.is_some());
    assert_eq!(sandbox.count(Operation::GetAccessToken), 2);
}
