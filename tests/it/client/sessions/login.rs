//! What a client logs in with: all parts of it, and what is set last.

use squadcast_tokens::token_core::{error::ErrorKind, http::StatusCode};
use token_sandbox::{Operation, Sandbox, seed};

use crate::support::list;

#[tokio::test]
async fn what_is_set_last_holds() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = || squadcast_tokens::Client::builder().base_url(sandbox.url());
    let session = builder()
        .access_token("stale")
        .refresh_token(seed::REFRESH_TOKEN)
        .build()
        .unwrap();
    list(&session).await.unwrap();
    let fixed = builder()
        .refresh_token(seed::REFRESH_TOKEN)
        .access_token("stale")
        .build()
        .unwrap();
    assert!(fixed.session().is_none());
    let error = list(&fixed).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
}

#[test]
fn a_login_with_a_part_missing_is_refused_with_the_fix() {
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
