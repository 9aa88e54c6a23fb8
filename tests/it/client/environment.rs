//! Clients from environment variables.

use std::sync::Arc;

use squadcast_tokens::token_core::{
    error::ErrorKind,
    http::StatusCode,
    settings::Environment,
    testing::{MockTransport, ScriptedTransport},
    transport::Response,
};

use crate::support::list;

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
    list(&client).await.unwrap();
}

#[tokio::test]
async fn a_setter_holds_against_the_environment() {
    let script = ScriptedTransport::new().json(StatusCode::OK, r#"{"data":[]}"#);
    let script = Arc::new(script);
    let pairs = [("SQUADCAST_ACCESS_TOKEN", "old")];
    let builder =
        squadcast_tokens::ClientBuilder::from_environment(Environment::of(&pairs)).unwrap();
    let builder = builder.access_token("new").transport(Arc::clone(&script));
    list(&builder.build().unwrap()).await.unwrap();
    assert_eq!(script.requests()[0].headers["authorization"], "Bearer new");
}

#[test]
fn an_unknown_region_is_refused_with_the_known_ones() {
    let pairs = [("SQUADCAST_REGION", "mars")];
    let error =
        squadcast_tokens::ClientBuilder::from_environment(Environment::of(&pairs)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    for word in ["`.region(…)`", "SQUADCAST_REGION", "us", "eu"] {
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

#[tokio::test(start_paused = true)]
async fn a_refresh_token_makes_a_session_with_or_without_an_access_token() {
    let refresh_token = ("SQUADCAST_REFRESH_TOKEN", "rt");
    let access_token = ("SQUADCAST_ACCESS_TOKEN", "fixed");
    let minted = r#"{"data":{"access_token":"minted","expires_at":4102444800,"issued_at":1,"refresh_token":"rt","type":"bearer"}}"#;
    for pairs in [vec![refresh_token], vec![access_token, refresh_token]] {
        let script = ScriptedTransport::new()
            .json(StatusCode::OK, minted)
            .json(StatusCode::OK, r#"{"data":[]}"#);
        let script = Arc::new(script);
        let builder =
            squadcast_tokens::ClientBuilder::from_environment(Environment::of(&pairs)).unwrap();
        let client = builder.transport(Arc::clone(&script)).build().unwrap();
        list(&client).await.unwrap();
        let requests = script.requests();
        assert_eq!(requests[0].headers["x-refresh-token"], "rt");
        assert_eq!(requests[1].headers["authorization"], "Bearer minted");
    }
    let only_access = [access_token];
    let builder =
        squadcast_tokens::ClientBuilder::from_environment(Environment::of(&only_access)).unwrap();
    assert!(builder.build().unwrap().session().is_none());
}

#[test]
fn mindbody_takes_a_login_and_names_the_part_that_is_missing() {
    let (key, username) = (("MINDBODY_API_KEY", "k"), ("MINDBODY_USERNAME", "ada"));
    let password = ("MINDBODY_PASSWORD", "CANARY");
    let site = ("MINDBODY_SITE_ID", "-99");
    let build = |pairs: &[(&str, &str)]| {
        staff_user_token::ClientBuilder::from_environment(Environment::of(pairs))
            .unwrap()
            .build()
    };
    assert!(build(&[key]).unwrap().session().is_none());
    assert!(
        build(&[key, username, password, site])
            .unwrap()
            .session()
            .is_some()
    );
    for (pairs, missing) in [
        ([key, username], "MINDBODY_PASSWORD"),
        ([key, password], "MINDBODY_USERNAME"),
    ] {
        let error = build(&pairs).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains(missing), "{error}");
        assert!(!error.to_string().contains("CANARY"), "{error}");
    }
}
