//! What each response means: documented errors, all other errors, empty bodies, and what cannot be read.

mod documented;

use serde_json::json;
use squadcast_tokens::{
    CreateUserToken, GetAccessToken, ListUserTokens, RemoveUserToken,
    token_core::{
        Error,
        error::ErrorKind,
        http::StatusCode,
        model::AnyJson,
        operation::Operation,
        retry::RetryPolicy,
        transport::{Response, TransportErrorKind},
    },
};
use staff_user_token::{IssueToken, RenewToken, RevokeToken};

use crate::support::{RawServer, json_response, mindbody, squadcast};

fn error_of<O: Operation>(status: u16, body: &str) -> Error<O::Error> {
    let response = Response::new(StatusCode::from_u16(status).unwrap(), body.to_owned());
    O::decode(response).err().unwrap()
}

#[test]
fn any_other_error_keeps_its_status_and_its_body() {
    let documented_body = r#"{"meta":{"status":418,"error_message":"why"}}"#;
    for (status, body) in [
        (418, documented_body),
        (429, ""),
        (451, "<html>no</html>"),
        (501, "\u{feff}{}"),
        (599, "{\"meta\":{}}"),
        // Documented statuses with bodies that are not.
        (409, "<html>conflict</html>"),
        (503, "{\"meta\":{\"status\":true}}"),
    ] {
        let error = error_of::<CreateUserToken>(status, body);
        assert_eq!(error.kind(), ErrorKind::Api);
        assert!(error.documented().is_none());
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.raw_body().unwrap(), body.as_bytes());
    }
}

#[tokio::test]
async fn an_error_over_http_keeps_headers_and_request_id() {
    let answer = b"HTTP/1.1 429 Slow Down\r\nx-request-id: r-7\r\nretry-after: 9\r\ncontent-length: 4\r\n\r\nslow".to_vec();
    let server = RawServer::start(vec![answer]).await;
    let error = squadcast(server.url())
        .list_user_tokens(ListUserTokens::new())
        .retry(RetryPolicy::none())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "listUserTokens: HTTP 429 Too Many Requests (request id r-7)"
    );
    assert_eq!(error.headers().unwrap()["retry-after"], "9");
    assert_eq!(error.raw_body().unwrap(), "slow");
    assert_eq!(error.attempts().len(), 1);
}

#[tokio::test]
async fn a_denied_issue_shows_code_and_message() {
    let body = r#"{"Error":{"Message":"Invalid staff credentials","Code":"DeniedAccess"}}"#;
    let server = RawServer::start(vec![json_response(401, body)]).await;
    let error = mindbody(server.url())
        .issue_token(IssueToken::new("ada", "pw"))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "issueToken: HTTP 401 Unauthorized: DeniedAccess: Invalid staff credentials"
    );
    let Some(staff_user_token::ApiError::Unauthorized(body)) = error.documented() else {
        panic!("not the documented error: {error:?}")
    };
    let detail = body.error.as_ref().unwrap();
    assert_eq!(detail.code.as_deref(), Some("DeniedAccess"));
    assert_eq!(detail.message.as_deref(), Some("Invalid staff credentials"));
}

#[test]
fn a_response_without_a_body_succeeds_if_any_json_is_allowed() {
    for (status, body, expected) in [
        (200, "", None),
        (204, "", None),
        (200, " \r\n", None),
        (200, "null", Some(json!(null))),
        (200, "\"ok\"", Some(json!("ok"))),
        (
            200,
            "{\"AccessToken\":\"x\"}",
            Some(json!({"AccessToken": "x"})),
        ),
    ] {
        let answer = || Response::new(StatusCode::from_u16(status).unwrap(), body);
        let renewed = RenewToken::decode(answer())
            .unwrap()
            .value
            .map(AnyJson::into_value);
        assert_eq!(renewed, expected, "{status} {body}");
        let revoked = RevokeToken::decode(answer())
            .unwrap()
            .value
            .map(AnyJson::into_value);
        assert_eq!(revoked, expected, "{status} {body}");
    }
    RemoveUserToken::decode(Response::new(StatusCode::NO_CONTENT, "")).unwrap();
    RemoveUserToken::decode(Response::new(StatusCode::OK, "{\"surprise\":1}")).unwrap();
}

#[test]
fn a_success_that_cannot_be_read_says_where_and_not_what() {
    for (body, place) in [
        ("", "the body is empty"),
        ("<html>CANARY</html>", "not JSON"),
        (
            r#"{"data":{"access_token":"CANARY","expires_at":"CANARY"}}"#,
            "at `data.expires_at`: expected an integer, found a string",
        ),
        (
            r#"{"data":{"access_token":["CANARY"]}}"#,
            "at `data.access_token`: expected a string, found an array",
        ),
        (
            r#"{"data":{"access_token":"CANARY"}}"#,
            "at `data`: the field `expires_at` is missing",
        ),
        (
            r#"{"data":{"access_token":"CANARY","#,
            "the body ends too early",
        ),
    ] {
        let error = error_of::<GetAccessToken>(200, body);
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(place), "{error}");
        assert!(
            !format!("{error} {error:?} {error:#?}").contains("CANARY"),
            "{error:?}"
        );
        assert_eq!(error.raw_body().unwrap(), body.as_bytes());
    }
}

#[tokio::test]
async fn a_redirect_is_an_error_that_names_only_the_origin() {
    let answer = b"HTTP/1.1 307 X\r\nlocation: https://other.example/p?token=CANARY\r\ncontent-length: 0\r\n\r\n".to_vec();
    let server = RawServer::start(vec![answer]).await;
    let error = squadcast(server.url())
        .create_user_token(CreateUserToken::new("u1"))
        .await
        .unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Transport(TransportErrorKind::Redirect)
    );
    assert!(
        error.to_string().contains("https://other.example,"),
        "{error}"
    );
    assert!(
        !format!("{error} {error:?}").contains("CANARY"),
        "{error:?}"
    );
    assert_eq!(server.received().len(), 1);
}

#[test]
fn what_is_missing_null_or_new_is_accepted() {
    let answer = |body: &str| {
        IssueToken::decode(Response::new(StatusCode::OK, body.to_owned()))
            .unwrap()
            .value
    };
    let nothing = answer("{}");
    assert!(nothing.access_token.is_none() && nothing.expires.is_none() && nothing.user.is_none());
    let nulls =
        answer(r#"{"TokenType":null,"AccessToken":null,"Expires":null,"User":null,"New":[1]}"#);
    assert!(nulls.access_token.is_none() && nulls.expires.is_none() && nulls.user.is_none());
    let user = answer(r#"{"User":{"Id":0,"Type":"Robot"}}"#).user.unwrap();
    assert_eq!(user.r#type.unwrap().as_str(), "Robot");
}

#[test]
fn a_net_date_without_an_offset_is_utc() {
    for text in [
        "2026-11-23T07:00:00.1234567",
        "2026-11-23T07:00:00.1234567Z",
        "2026-11-23T08:00:00.1234567+01:00",
    ] {
        let body = json!({"Expires": text}).to_string();
        let answer = IssueToken::decode(Response::new(StatusCode::OK, body)).unwrap();
        assert_eq!(
            answer.value.expires.unwrap().to_rfc3339(),
            "2026-11-23T07:00:00.123456700+00:00"
        );
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    let documented = "\u{feff}{\"meta\":{\"status\":409,\"error_message\":\"why\"}}";
    let server = RawServer::start(vec![
        json_response(200, "\u{feff}{\"data\":[]}"),
        json_response(409, documented),
    ])
    .await;
    let client = squadcast(server.url());
    let listed = client.list_user_tokens(ListUserTokens::new()).await;
    assert!(listed.unwrap().data.is_empty());
    let created = client.create_user_token(CreateUserToken::new("u1")).await;
    let error = created.unwrap_err();
    assert!(error.documented().is_some(), "{error}");
    assert_eq!(error.raw_body().unwrap(), documented.as_bytes());
}
