//! Rows 37, 38 and 43: what cannot be encoded safely is refused before anything is sent.

use token_core::{
    Secret,
    codegen::RequestBuilder,
    credential::{Bearer, HeaderKey},
    error::ErrorKind,
    http::HeaderName,
    operation::Operation,
    url::Url,
};

use crate::support::{
    calls::{self, LISTED, ListUserTokens},
    canary,
    play::{respond, status},
    scene::{Scene, Settings},
};

#[tokio::test]
async fn row_37_a_path_segment_that_would_change_the_path() {
    let scene = Scene::of([status(204)]).await;
    for id in ["", ".", "..", &"x".repeat(64 << 10)] {
        let seen = scene.watch(calls::delete(&scene.client, id)).await.tries(0);
        assert_eq!(
            seen.says("`refreshTokenID`").error().kind(),
            ErrorKind::InvalidArgument
        );
    }
    assert_eq!(scene.server.connections(), 0);
}

#[tokio::test]
async fn row_37_a_path_segment_that_stays_one() {
    let long = "x".repeat(56 << 10);
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("../..", "..%2F.."),
        ("%2e%2e", "%252e%252e"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("a\\b", "a%5Cb"),
        ("a\r\nx-evil: 1", "a%0D%0Ax-evil%3A%201"),
        ("a\tb\0", "a%09b%00"),
        ("\u{e9}\u{1f511}", "%C3%A9%F0%9F%94%91"),
        ("{refreshTokenID}", "%7BrefreshTokenID%7D"),
        (" ", "%20"),
        (&long, &long),
    ] {
        let scene = Scene::of([status(204)]).await;
        scene
            .watch(calls::delete(&scene.client, id))
            .await
            .succeeds(204)
            .tries(1);
        let received = scene.server.received().remove(0);
        assert_eq!(received.target, format!("/v3/refresh-token/{segment}"));
        assert_eq!(received.header("x-evil"), None);
    }
}

/// What no header can carry, and what a server would read as something else.
const BAD_SECRETS: [&str; 5] = [
    "CANARY\r\nx-evil: 1",
    "CANARY\n",
    "CANARY\0",
    "CANARY\u{e9}",
    "\u{feff}CANARY",
];

#[tokio::test]
async fn row_38_a_secret_that_a_header_cannot_carry() {
    for text in BAD_SECRETS {
        let secret = Secret::from(text);
        let key = HeaderKey::new(HeaderName::from_static("api-key"), &secret).unwrap_err();
        assert_eq!(key.parameter(), "api-key");
        let bearer = Bearer::new(&secret).unwrap_err();
        let parameter = RequestBuilder::new(ListUserTokens::INFO)
            .secret_header("x-token", &secret)
            .unwrap_err();
        canary::assert_absent(
            "the refusal",
            &format!("{key} {key:?} {bearer} {bearer:?} {parameter} {parameter:?}"),
        );
        let client = calls::Client::builder().access_token(text);
        canary::assert_absent("the builder", &format!("{client:?}"));
        let error = client.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        canary::assert_absent("the error", &format!("{error} {error:?} {error:#?}"));
    }
}

#[test]
fn row_38_a_parameter_that_a_header_cannot_carry() {
    let mut request = RequestBuilder::new(ListUserTokens::INFO);
    for text in ["CANARY\r\nx-evil: 1", "CANARY\0"] {
        let refusal = request.header("siteId", text).unwrap_err();
        assert!(refusal.to_string().contains("`siteId`"));
        canary::assert_absent("the refusal", &format!("{refusal} {refusal:?}"));
    }
    let base = Url::parse("https://api.example").unwrap();
    canary::assert_absent(
        "the request",
        &format!("{:?}", request.build(&base).unwrap()),
    );
}

#[tokio::test]
async fn row_43_a_base_url_that_is_not_safe() {
    let scene = Scene::of([respond(200, &[], LISTED)]).await;
    let port = scene.server.address.port();
    for url in [
        "http://api.example".to_owned(),
        "http://127.0.0.1.example".to_owned(),
        "http://0.0.0.0".to_owned(),
        "ftp://127.0.0.1".to_owned(),
        "CANARY".to_owned(),
        String::new(),
        format!("http://us:CANARY@127.0.0.1:{port}"),
        format!("http://CANARY@127.0.0.1:{port}"),
        format!("http://127.0.0.1:{port}/?key=CANARY"),
        format!("http://127.0.0.1:{port}/#CANARY"),
    ] {
        let call = calls::safe(&scene.client).base_url(url.as_str());
        canary::assert_absent("the call", &format!("{call:?}"));
        let seen = scene.watch(call).await.tries(0);
        assert_eq!(seen.error().kind(), ErrorKind::Config, "{url}");
        let error = calls::client(&url, Settings::patient()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{url}");
        canary::assert_absent("the error", &format!("{error} {error:?}"));
    }
    assert_eq!(scene.server.connections(), 0);
}

#[tokio::test]
async fn row_43_a_base_url_with_a_path() {
    for (path, target) in [
        ("", "/v3/refresh-token"),
        ("/", "/v3/refresh-token"),
        ("/gateway", "/gateway/v3/refresh-token"),
        ("/gateway/", "/gateway/v3/refresh-token"),
        ("/a%2Fb/c//", "/a%2Fb/c/v3/refresh-token"),
        ("/a/../b", "/b/v3/refresh-token"),
    ] {
        let scene = Scene::of([respond(200, &[], LISTED)]).await;
        let call = calls::safe(&scene.client).base_url(format!("{}{path}", scene.server.url()));
        scene.watch(call).await.succeeds(200).tries(1);
        assert_eq!(scene.server.received()[0].target, target, "{path}");
    }
}
