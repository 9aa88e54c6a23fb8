//! Clients from environment variables.

use squadcast_tokens::token_core::{
    Environment, ErrorKind, MockTransport, Response, http::StatusCode,
};

#[tokio::test]
async fn squadcast_takes_token_region_and_base_url() {
    let pairs = [
        ("SQUADCAST_ACCESS_TOKEN", "at"),
        ("SQUADCAST_REGION", "EU"),
        ("SQUADCAST_BASE_URL", ""),
    ];
    let mut transport = MockTransport::new();
    transport
        .expect_send()
        .withf(|request| {
            request.url.host_str() == Some("api.eu.squadcast.com")
                && request.headers["authorization"] == "Bearer at"
        })
        .returning(|_| Ok(Response::new(StatusCode::OK, r#"{"data":[]}"#)));
    let builder =
        squadcast_tokens::ClientBuilder::from_environment(Environment::of(&pairs)).unwrap();
    let client = builder.transport(transport).build().unwrap();
    client
        .list_user_tokens(squadcast_tokens::ListUserTokens::new())
        .await
        .unwrap();
}

#[test]
fn an_unknown_region_is_refused_with_the_known_ones() {
    let pairs = [("SQUADCAST_REGION", "mars")];
    let error =
        squadcast_tokens::ClientBuilder::from_environment(Environment::of(&pairs)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    for word in ["SQUADCAST_REGION", "us", "eu"] {
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[test]
fn a_missing_key_that_every_operation_needs_is_named() {
    let error =
        staff_user_token::ClientBuilder::from_environment(Environment::of(&[])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("MINDBODY_API_KEY"), "{error}");
}

#[tokio::test]
async fn mindbody_takes_key_site_and_version() {
    let pairs = [
        ("MINDBODY_API_KEY", "k"),
        ("MINDBODY_SITE_ID", "42"),
        ("MINDBODY_VERSION", "7"),
    ];
    let mut transport = MockTransport::new();
    transport
        .expect_send()
        .withf(|request| {
            request.url.path() == "/public/v7/usertoken/renew"
                && request.headers["siteid"] == "42"
                && request.headers["api-key"] == "k"
        })
        .returning(|_| Ok(Response::new(StatusCode::OK, "")));
    let builder =
        staff_user_token::ClientBuilder::from_environment(Environment::of(&pairs)).unwrap();
    let client = builder.transport(transport).build().unwrap();
    client
        .renew_token(staff_user_token::RenewToken::new())
        .await
        .unwrap();
}
