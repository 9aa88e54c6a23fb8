//! The exact bytes that each of the seven operations puts on the wire.
//!
//! Method, path, headers and body are those of the vendors' own SDKs, with three differences on purpose:
//! our `User-Agent`, JSON without spaces, and no `Content-Length: 0` on a DELETE, which RFC 9110 does not ask for.

use insta::assert_snapshot;
use squadcast_tokens::{CreateUserToken, GetAccessToken, ListUserTokens, RemoveUserToken};
use staff_user_token::{IssueToken, RenewToken, RevokeToken};

use crate::support::{RawServer, json_response, mindbody, squadcast};

/// Returns the one request that `server` received: its lines, with the port and the version masked.
fn sent(server: &RawServer) -> String {
    let [request] = &server.received()[..] else {
        panic!("not one request")
    };
    let authority = server.url().trim_start_matches("http://");
    request
        .replace(authority, "[authority]")
        .replace(env!("CARGO_PKG_VERSION"), "[version]")
        .replace("\r\n", "\n")
}

#[tokio::test]
async fn create_user_token() {
    let server = RawServer::start(vec![json_response(201, API_TOKEN_ENVELOPE)]).await;
    squadcast(server.url())
        .create_user_token(CreateUserToken::new("u1"))
        .await
        .unwrap();
    assert_snapshot!(sent(&server), @r#"
    POST /v3/refresh-token HTTP/1.1
    accept: application/json
    content-type: application/json
    user-agent: squadcast-tokens/[version]
    authorization: Bearer at
    host: [authority]
    content-length: 16

    {"user_id":"u1"}
    "#);
}

#[tokio::test]
async fn list_user_tokens() {
    let server = RawServer::start(vec![json_response(200, r#"{"data":[]}"#)]).await;
    squadcast(server.url())
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap();
    assert_snapshot!(sent(&server), @"
    GET /v3/refresh-token HTTP/1.1
    accept: application/json
    user-agent: squadcast-tokens/[version]
    authorization: Bearer at
    host: [authority]
    ");
}

#[tokio::test]
async fn remove_user_token() {
    let server = RawServer::start(vec![b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()]).await;
    squadcast(server.url())
        .remove_user_token(RemoveUserToken::new("t1"))
        .await
        .unwrap();
    assert_snapshot!(sent(&server), @"
    DELETE /v3/refresh-token/t1 HTTP/1.1
    accept: */*
    user-agent: squadcast-tokens/[version]
    authorization: Bearer at
    host: [authority]
    ");
}

#[tokio::test]
async fn get_access_token() {
    let body = r#"{"data":{"access_token":"a","expires_at":2,"issued_at":1,"refresh_token":"r","type":"bearer"}}"#;
    let server = RawServer::start(vec![json_response(200, body)]).await;
    squadcast(server.url())
        .get_access_token(GetAccessToken::new("the-refresh-token"))
        .await
        .unwrap();
    assert_snapshot!(sent(&server), @"
    GET /oauth/access-token HTTP/1.1
    accept: application/json
    x-refresh-token: the-refresh-token
    user-agent: squadcast-tokens/[version]
    host: [authority]
    ");
}

#[tokio::test]
async fn issue_token() {
    let server = RawServer::start(vec![json_response(200, "{}")]).await;
    mindbody(server.url())
        .issue_token(IssueToken::new("Username4", "Password6"))
        .await
        .unwrap();
    assert_snapshot!(sent(&server), @r#"
    POST /public/v6/usertoken/issue HTTP/1.1
    accept: application/json
    siteid: -99
    content-type: application/json
    user-agent: staff-user-token/[version]
    api-key: the-key
    host: [authority]
    content-length: 47

    {"Username":"Username4","Password":"Password6"}
    "#);
}

#[tokio::test]
async fn renew_token() {
    let server = RawServer::start(vec![json_response(200, "{}")]).await;
    mindbody(server.url())
        .renew_token(RenewToken::new().authorization("authorization6"))
        .await
        .unwrap();
    assert_snapshot!(sent(&server), @"
    POST /public/v6/usertoken/renew HTTP/1.1
    accept: application/json
    siteid: -99
    authorization: authorization6
    content-length: 0
    user-agent: staff-user-token/[version]
    api-key: the-key
    host: [authority]
    ");
}

#[tokio::test]
async fn revoke_token() {
    let server = RawServer::start(vec![json_response(200, "{}")]).await;
    mindbody(server.url())
        .revoke_token(RevokeToken::new().authorization("authorization6"))
        .await
        .unwrap();
    assert_snapshot!(sent(&server), @"
    DELETE /public/v6/usertoken/revoke HTTP/1.1
    accept: application/json
    siteid: -99
    authorization: authorization6
    user-agent: staff-user-token/[version]
    api-key: the-key
    host: [authority]
    ");
}

#[tokio::test]
async fn options_of_one_call() {
    let server = RawServer::start(vec![json_response(200, "{}")]).await;
    mindbody("http://127.0.0.1:1")
        .renew_token(RenewToken::new().version("7").site_id("42"))
        .base_url(format!("{}/gateway/", server.url()))
        .header("x-extra".parse().unwrap(), "1".parse().unwrap())
        .await
        .unwrap();
    assert_snapshot!(sent(&server), @"
    POST /gateway/public/v7/usertoken/renew HTTP/1.1
    accept: application/json
    siteid: 42
    content-length: 0
    user-agent: staff-user-token/[version]
    x-extra: 1
    api-key: the-key
    host: [authority]
    ");
}

const API_TOKEN_ENVELOPE: &str = r#"{"data":{"id":"i","organization_id":"o","user_id":"u1","token":"t","last_refresh":"","rate_limit":1,"deleted":false}}"#;
