//! Servers that keep to no rule, against the sessions and clients that are generated: each login and each call ends
//! with a token, a result or an error that says why, and nothing is sent twice that must not be.

use std::time::{Duration, Instant};

use squadcast_tokens::{Client, ListUserTokens, RemoveUserToken};
use token_core::{error::ErrorKind, retry::RetryPolicy, session::TokenErrorKind};

use crate::support::{
    calls::LISTED,
    canary,
    play::{Play, raw, respond, status},
    server::{Server, Setup},
};

const TOKEN: &str = r#"{"data":{"access_token":"t","expires_at":4102444800}}"#;

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.url())
        .refresh_token(canary::ACCESS_TOKEN)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

/// Returns a chunked response in chunks of one byte, with trailers that contradict the head.
fn in_crumbs(body: &str) -> Vec<u8> {
    let mut bytes =
        b"HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\ntrailer: date, age\r\n\r\n".to_vec();
    for byte in body.bytes() {
        bytes.extend_from_slice(&[b'1', b'\r', b'\n', byte, b'\r', b'\n']);
    }
    bytes.extend_from_slice(b"0\r\nage: 999999999\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n");
    bytes
}

#[tokio::test]
async fn half_of_the_endpoints_refuse_a_good_token() {
    let server = Setup::decides(|request| match &*request.method {
        "DELETE" => status(401),
        _ if request.target.starts_with("/oauth") => respond(200, &[], TOKEN),
        _ => respond(200, &[], LISTED),
    });
    let server = server.start().await;
    let client = client(&server);
    let started = Instant::now();
    for _ in 0..4 {
        let list = client.list_user_tokens(ListUserTokens::new()).await;
        assert_eq!(list.unwrap().data.len(), 1);
        let delete = client.remove_user_token(RemoveUserToken::new("t1")).await;
        assert_eq!(delete.unwrap_err().status().unwrap(), 401);
    }
    let received = server.received();
    let logins = received.iter().filter(|it| it.target.starts_with("/oauth"));
    let most = 2 + started.elapsed().as_secs() / 5;
    assert!(logins.count() as u64 <= most, "{received:#?}");
}

#[tokio::test]
async fn a_login_that_is_to_be_repeated_in_the_past_is_not_repeated_at_once() {
    for wish in ["Wed, 21 Oct 2015 07:28:00 GMT", "-5", "soon", "", "0"] {
        for code in [429, 503] {
            let server = Server::plays([respond(code, &[("retry-after", wish)], "")]).await;
            let client = client(&server);
            for _ in 0..20 {
                let error = client.session().unwrap().token().await.unwrap_err();
                assert_eq!(error.kind(), TokenErrorKind::Failed);
                assert!(error.retry_after().unwrap_or_default().is_zero(), "{wish}");
            }
            assert_eq!(server.requests(), 1, "{code} {wish}");
        }
    }
}

#[tokio::test]
async fn a_life_of_a_wrong_kind_is_an_error_or_the_declared_life() {
    let two_days = Duration::from_secs(48 * 60 * 60);
    let never_set = [("date", "Thu, 01 Jan 1970 00:00:00 GMT")];
    for headers in [&[][..], &never_set, &[("date", "yesterday")]] {
        for life in [
            "-5",
            "0",
            "1e400",
            "1e-400",
            "-1e400",
            "99999999999999999999999999",
            "\"NaN\"",
            "\"9999-99-99T99:99:99Z\"",
            "true",
            "[1]",
            "1795500000.999999999999999999999",
        ] {
            let body = format!(r#"{{"data":{{"access_token":"t","expires_at":{life}}}}}"#);
            let server = Server::plays([respond(200, headers, body)]).await;
            let client = client(&server);
            match client.session().unwrap().token().await {
                Ok(token) => assert!(token.expires_in() <= two_days, "{life}: {token:?}"),
                Err(error) => assert!(error.to_string().contains("expired already"), "{error}"),
            }
            assert_eq!(server.requests(), 1, "{life}");
        }
    }
}

#[tokio::test]
async fn a_token_comes_out_of_any_framing() {
    let length = TOKEN.len();
    let plays: [Play; 6] = [
        raw(in_crumbs(TOKEN)),
        raw(in_crumbs(&format!("\u{feff}\r\n{TOKEN}\r\n\r\n"))),
        raw(format!("HTTP/1.0 200\r\nX: y\r\n\r\n{TOKEN}")).close(),
        raw(format!(
            "HTTP/1.1 200 \u{fc}\r\ncontent-length: {length}\r\n\r\n{TOKEN}"
        )),
        raw("HTTP/1.1 103 X\r\nlink: </x>\r\n\r\n").then(respond(200, &[], TOKEN)),
        respond(299, &[("content-type", "text/html")], TOKEN),
    ];
    for (number, play) in plays.into_iter().enumerate() {
        let server = Server::plays([play, respond(200, &[], LISTED)]).await;
        let client = client(&server);
        let list = client.list_user_tokens(ListUserTokens::new()).await;
        assert!(list.is_ok(), "{number}: {list:?}");
        let received = server.received();
        assert_eq!(received.len(), 2, "{number}");
        assert_eq!(received[1].header("authorization"), Some("Bearer t"));
    }
}

#[tokio::test]
async fn a_second_response_to_a_login_is_never_that_to_a_call() {
    let two = [in_crumbs(TOKEN), in_crumbs(r#"{"data":[]}"#)].concat();
    let server = Server::plays([raw(two), respond(200, &[], LISTED)]).await;
    let list = client(&server).list_user_tokens(ListUserTokens::new());
    assert_eq!(list.await.unwrap().data.len(), 1);
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn a_login_that_breaks_off_is_an_error_that_quotes_nothing() {
    let half = &TOKEN[..40];
    for play in [
        raw(format!(
            "HTTP/1.1 200 X\r\ncontent-length: 999\r\n\r\n{half}"
        ))
        .close(),
        raw(format!("HTTP/1.1 200 X\r\n\r\n{half}")).close(),
        raw(format!(
            "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n28\r\n{half}"
        ))
        .close(),
        raw(format!(
            "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n28\r\n{half}\r\n0\r\n\r\n"
        )),
        raw(format!(
            "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\nCANARY\r\n{half}"
        ))
        .close(),
        respond(
            200,
            &[("content-type", "text/CANARY-access-token-CANARY")],
            "<html>CANARY</html>",
        ),
        respond(200, &[], r#"{"data":{"access_token":"CANARY\u0000"}}"#),
    ] {
        let server = Server::plays([play]).await;
        let client = client(&server);
        let error = client.list_user_tokens(ListUserTokens::new()).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credential);
        assert_eq!(error.token_error().unwrap().kind(), TokenErrorKind::Failed);
        canary::assert_absent("the error", &format!("{error} {error:?}"));
        let again = client.session().unwrap().token().await;
        assert!(again.is_err());
        assert_eq!(server.requests(), 1, "{error}");
    }
}
