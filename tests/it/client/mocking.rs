//! Mocks at both seams: the API, and the transport below the whole stack.

use std::sync::Arc;

use squadcast_tokens::{
    ApiToken, ApiTokenEnvelope, Client, CreateUserToken, MockSquadcastTokensApi,
    SquadcastTokensApi,
    token_core::{
        error::ErrorKind,
        http::{StatusCode, header},
        testing::MockTransport,
        transport::{Response, Sent, TransportError, TransportErrorKind},
    },
};
use staff_user_token::{IssueToken, MockStaffUserTokenApi, StaffUserTokenApi};

/// What a user's program may look like: it knows the trait only.
async fn provision(api: &dyn SquadcastTokensApi, user: &str) -> Result<String, String> {
    let answer = api.create_user_token(CreateUserToken::new(user)).await;
    answer
        .map(|answer| answer.data.id)
        .map_err(|error| error.to_string())
}

#[tokio::test]
async fn the_api_is_mocked_at_its_trait() {
    let mut api = MockSquadcastTokensApi::new();
    api.expect_create_user_token()
        .withf(|operation| operation.body.user_id == "u1")
        .once()
        .returning(|_| {
            Ok(ApiTokenEnvelope::new(ApiToken::new(
                "i1", "o1", "u1", "t1", "", 1, false,
            )))
        });
    assert_eq!(provision(&api, "u1").await.unwrap(), "i1");
}

#[tokio::test]
async fn the_other_api_too() {
    let mut api = MockStaffUserTokenApi::new();
    api.expect_issue_token()
        .returning(|_| Ok(staff_user_token::IssueResponse::default()));
    let api: Arc<dyn StaffUserTokenApi> = Arc::new(api);
    assert!(
        api.issue_token(IssueToken::new("ada", "pw"))
            .await
            .unwrap()
            .access_token
            .is_none()
    );
}

#[tokio::test]
async fn the_transport_is_mocked_below_the_whole_stack() {
    let mut transport = MockTransport::new();
    transport
        .expect_send()
        .withf(|request| {
            request.url.as_str() == "https://api.eu.squadcast.com/v3/refresh-token"
                && request.headers[header::AUTHORIZATION] == "Bearer at"
                && request.headers[header::AUTHORIZATION].is_sensitive()
                && request
                    .body
                    .as_ref()
                    .and_then(token_core::transport::Body::as_bytes)
                    == Some(br#"{"user_id":"u1"}"#)
        })
        .once()
        .returning(|_| {
            Ok(Response::new(
                StatusCode::CONFLICT,
                r#"{"meta":{"status":409,"error_message":"token exists"}}"#,
            ))
        });
    let client = Client::builder()
        .region(squadcast_tokens::Region::Eu)
        .access_token("at")
        .transport(transport)
        .build()
        .unwrap();
    assert_eq!(
        provision(&client, "u1").await.unwrap_err(),
        "createUserToken: HTTP 409 Conflict: token exists"
    );
}

#[tokio::test]
async fn a_mocked_fault_says_whether_the_request_was_sent() {
    let mut transport = MockTransport::new();
    transport
        .expect_send()
        .returning(|_| Err(TransportError::new(TransportErrorKind::Closed, Sent::Maybe)));
    let client = Client::builder()
        .access_token("at")
        .transport(transport)
        .build()
        .unwrap();
    let error = client
        .create_user_token(CreateUserToken::new("u1"))
        .await
        .unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Transport(TransportErrorKind::Closed)
    );
    assert_eq!(error.sent(), Sent::Maybe);
}

#[tokio::test]
async fn the_exchange_goes_to_the_auth_server_of_the_region() {
    for (region, host) in [
        (squadcast_tokens::Region::Us, "auth.squadcast.com"),
        (squadcast_tokens::Region::Eu, "auth.eu.squadcast.com"),
    ] {
        let mut transport = MockTransport::new();
        transport
            .expect_send()
            .withf(move |request| {
                request.url.host_str() == Some(host)
                    && !request.headers.contains_key(header::AUTHORIZATION)
            })
            .once()
            .returning(|_| Ok(Response::new(StatusCode::UNAUTHORIZED, "")));
        let client = Client::builder()
            .region(region)
            .access_token("at")
            .transport(transport)
            .build()
            .unwrap();
        let error = client
            .get_access_token(squadcast_tokens::GetAccessToken::new("rt"))
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    }
}
