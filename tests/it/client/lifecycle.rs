//! The whole life of a token at both APIs, over HTTP against the sandbox.

use std::time::Duration;

use squadcast_tokens::{ApiError, CreateUserToken, GetAccessToken, RemoveUserToken};
use staff_user_token::{IssueToken, RenewToken, RevokeToken};
use token_sandbox::{Operation, Sandbox, StatusCode, seed};

use crate::support::list;

const DAY: Duration = Duration::from_secs(24 * 3600);
const ALMOST_A_DAY: Duration = Duration::from_secs(24 * 3600 - 60);

fn squadcast(sandbox: &Sandbox, access_token: &str) -> squadcast_tokens::Client {
    squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .access_token(access_token)
        .build()
        .unwrap()
}

fn mindbody(sandbox: &Sandbox) -> staff_user_token::Client {
    staff_user_token::Client::builder()
        .base_url(sandbox.url())
        .api_key(seed::API_KEY)
        .site_id(seed::SITE_ID)
        .build()
        .unwrap()
}

/// Exchanges a refresh token for a client that works with the access token.
async fn exchange(sandbox: &Sandbox, refresh_token: &str) -> squadcast_tokens::Client {
    let anonymous = squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .build()
        .unwrap();
    let answer = anonymous
        .get_access_token(GetAccessToken::new(refresh_token))
        .await
        .unwrap();
    assert!(answer.data.r#type.eq_ignore_ascii_case("bearer"));
    assert_eq!(answer.data.expires_at - answer.data.issued_at, 48 * 3600);
    squadcast(sandbox, answer.data.access_token.expose())
}

#[tokio::test]
async fn squadcast_from_exchange_to_removal() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = exchange(&sandbox, seed::REFRESH_TOKEN).await;

    let reply = client
        .create_user_token(CreateUserToken::new(seed::USER_ID))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status, StatusCode::CREATED);
    let created = reply.value.data;
    assert_eq!(created.user_id, seed::USER_ID);

    let listed = list(&client).await.unwrap().data;
    assert!(
        listed
            .iter()
            .any(|token| token.id == created.id && token.token.expose() == created.token.expose())
    );

    let other = exchange(&sandbox, created.token.expose()).await;
    list(&other).await.unwrap();

    client
        .remove_user_token(RemoveUserToken::new(&created.id))
        .await
        .unwrap();
    // The access token that was made from it is gone with it.
    let error = list(&other).await.unwrap_err();
    assert!(
        matches!(error.documented(), Some(ApiError::Unauthorized(_))),
        "{error}"
    );
    let error = client
        .remove_user_token(RemoveUserToken::new(&created.id))
        .await
        .unwrap_err();
    assert!(
        matches!(error.documented(), Some(ApiError::NotFound(_))),
        "{error}"
    );
}

#[tokio::test]
async fn a_squadcast_access_token_lives_two_days() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = exchange(&sandbox, seed::REFRESH_TOKEN).await;
    sandbox.advance(DAY + ALMOST_A_DAY);
    list(&client).await.unwrap();
    sandbox.advance(Duration::from_secs(61));
    let error = list(&client).await.unwrap_err();
    assert!(
        matches!(error.documented(), Some(ApiError::Unauthorized(_))),
        "{error}"
    );
}

#[tokio::test]
async fn mindbody_from_issue_to_revocation() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = mindbody(&sandbox);

    let issued = client
        .issue_token(IssueToken::new(seed::USERNAME, seed::PASSWORD))
        .await
        .unwrap();
    let token = issued.access_token.unwrap();
    let life = issued.expires.unwrap() - sandbox.now();
    assert!((life.num_seconds() - 24 * 3600).abs() < 5, "{life}");

    let renew = || client.renew_token(RenewToken::new().authorization(token.clone()));
    for _ in 0..7 {
        sandbox.advance(ALMOST_A_DAY);
        renew().await.unwrap();
    }
    let error = renew().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN), "{error}");

    client
        .revoke_token(RevokeToken::new().authorization(token.clone()))
        .await
        .unwrap();
    let error = client
        .revoke_token(RevokeToken::new().authorization(token.clone()))
        .await
        .unwrap_err();
    assert!(
        matches!(
            error.documented(),
            Some(staff_user_token::ApiError::Unauthorized(_))
        ),
        "{error}"
    );
    assert_eq!(sandbox.count(Operation::RenewToken), 8);
}

#[tokio::test]
async fn wrong_credentials_are_typed_and_tried_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = mindbody(&sandbox);
    let error = client
        .issue_token(IssueToken::new(seed::USERNAME, "wrong"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("DeniedAccess"), "{error}");
    assert_eq!(sandbox.count(Operation::IssueToken), 1);
}

#[tokio::test]
async fn every_documented_failure_of_the_sandbox_is_typed() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = exchange(&sandbox, seed::REFRESH_TOKEN).await;
    for status in [400, 401, 402, 403, 404, 409, 422, 500, 502, 503, 504] {
        let status = StatusCode::from_u16(status).unwrap();
        sandbox.fail_next_of(Operation::CreateUserToken, 1, status);
        let error = client
            .create_user_token(CreateUserToken::new(seed::USER_ID))
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert!(error.documented().is_some(), "{error}");
    }
    client
        .create_user_token(CreateUserToken::new(seed::USER_ID))
        .await
        .unwrap();
}
