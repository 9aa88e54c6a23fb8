//! Arguments that cannot be encoded are refused before any I/O, and all others arrive as they are.

use squadcast_tokens::{
    Client, GetAccessToken, RemoveUserToken,
    token_core::{Error, error::ErrorKind, operation::Operation, url::Url},
};
use staff_user_token::{RenewToken, RevokeToken};

use crate::support::{mindbody, squadcast};

/// This port is closed, so that a request would fail with another kind of error.
const NOWHERE: &str = "http://127.0.0.1:1";

fn assert_refused<E>(error: &Error<E>, parameter: &str) {
    assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    assert!(error.attempts().is_empty());
    assert!(
        error.to_string().contains(&format!("`{parameter}`")),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("CANARY"), "{error}");
}

#[test]
fn a_path_id_is_one_escaped_segment() {
    let base = Url::parse("https://gateway.example/squadcast/").unwrap();
    let request = RemoveUserToken::new("a/b?c#d é").request(&base).unwrap();
    assert_eq!(
        request.url.as_str(),
        "https://gateway.example/squadcast/v3/refresh-token/a%2Fb%3Fc%23d%20%C3%A9"
    );
}

#[tokio::test]
async fn a_path_id_that_would_change_the_path_is_refused() {
    for id in ["", ".", ".."] {
        let error = squadcast(NOWHERE)
            .remove_user_token(RemoveUserToken::new(id))
            .await
            .unwrap_err();
        assert_refused(&error, "refreshTokenID");
    }
    let error = mindbody(NOWHERE)
        .renew_token(RenewToken::new().version(".."))
        .await
        .unwrap_err();
    assert_refused(&error, "version");
}

#[tokio::test]
async fn a_header_value_with_a_line_break_is_refused() {
    // An empty secret could only be refused by the server.
    let empty = squadcast(NOWHERE)
        .get_access_token(GetAccessToken::new(""))
        .await;
    assert_refused(&empty.unwrap_err(), "X-Refresh-Token");
    for value in ["CANARY\r\nx-evil: 1", "CANARY\n", "CANARY\r", "CANARY\0"] {
        let error = squadcast(NOWHERE)
            .get_access_token(GetAccessToken::new(value))
            .await
            .unwrap_err();
        assert_refused(&error, "X-Refresh-Token");
        let error = mindbody(NOWHERE)
            .revoke_token(RevokeToken::new().authorization(value))
            .await
            .unwrap_err();
        assert_refused(&error, "authorization");
        let error = mindbody(NOWHERE)
            .revoke_token(RevokeToken::new().site_id(value))
            .await
            .unwrap_err();
        assert_refused(&error, "siteId");
    }
}

#[test]
fn a_credential_with_a_line_break_is_refused_when_the_client_is_built() {
    let error = Client::builder()
        .access_token("CANARY\r\nx-evil: 1")
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("access_token"), "{error}");
    assert!(!format!("{error} {error:?}").contains("CANARY"), "{error}");
}

#[tokio::test]
async fn a_client_parameter_that_is_not_set_is_refused() {
    let client = staff_user_token::Client::builder()
        .base_url(NOWHERE)
        .api_key("k")
        .build()
        .unwrap();
    let error = client.renew_token(RenewToken::new()).await.unwrap_err();
    assert_refused(&error, "siteId");
}

#[tokio::test]
async fn an_operation_without_its_credential_says_how_to_supply_it() {
    let client = Client::builder().base_url(NOWHERE).build().unwrap();
    let error = client
        .remove_user_token(RemoveUserToken::new("t1"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert_eq!(
        error.to_string(),
        "removeUserToken: no credential; log in with `.refresh_token(…)` (or SQUADCAST_REFRESH_TOKEN), or set a fixed token with `.access_token(…)` (or SQUADCAST_ACCESS_TOKEN)"
    );
}
