//! Responses to logins, as both APIs and whatever is between send them: the sessions of the generated clients.

use std::time::{Duration, SystemTime};

use token_core::{chrono::TimeDelta, model::DateTime, retry::RetryPolicy, session::TokenErrorKind};

use crate::support::{
    canary,
    play::{Play, respond},
    server::Server,
};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

async fn squadcast(play: Play) -> (Server, squadcast_tokens::Client) {
    let server = Server::plays([play]).await;
    let client = squadcast_tokens::Client::builder()
        .base_url(server.url())
        .refresh_token(canary::ACCESS_TOKEN)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    (server, client)
}

async fn mindbody(play: Play) -> (Server, staff_user_token::Client) {
    let server = Server::plays([play]).await;
    let client = staff_user_token::Client::builder()
        .base_url(server.url())
        .api_key("key")
        .site_id("-99")
        .username("ada")
        .password("pw")
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    (server, client)
}

fn clock() -> DateTime {
    SystemTime::now().into()
}

fn now() -> i64 {
    clock().timestamp()
}

/// A time as the header `Date` has it.
fn date(offset: i64) -> String {
    let at = clock() + TimeDelta::seconds(offset);
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the times are literals of several types"
)]
fn exchanged(expires: impl ToString, issued: impl ToString) -> String {
    let (expires, issued) = (expires.to_string(), issued.to_string());
    format!(r#"{{"data":{{"access_token":"t","expires_at":{expires},"issued_at":{issued}}}}}"#)
}

/// Asserts that a token is valid for so many seconds, less the few that the test has taken.
///
/// `Date` has no fractions, so that a second may turn up beside it.
fn assert_left(left: Duration, seconds: i64) {
    let seconds = Duration::from_secs(u64::try_from(seconds).unwrap());
    assert!(
        left <= seconds + Duration::from_secs(2) && left + Duration::from_secs(60) > seconds,
        "{left:?}, and not {seconds:?}"
    );
}

async fn squadcast_lives(headers: &[(&str, &str)], body: &str) -> Duration {
    let (server, client) = squadcast(respond(200, headers, body)).await;
    let token = client.session().unwrap().token().await;
    let token = token.unwrap_or_else(|error| panic!("{body}: {error}"));
    assert_eq!((token.expose(), server.requests()), ("t", 1));
    token.expires_in()
}

async fn mindbody_lives(headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Duration {
    let (server, client) = mindbody(respond(200, headers, &body)).await;
    let token = client.session().unwrap().token().await;
    let text = String::from_utf8_lossy(body.as_ref()).into_owned();
    let token = token.unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!((token.expose(), server.requests()), ("t", 1));
    token.expires_in()
}

#[tokio::test]
async fn row_33_a_date_that_is_hours_off_does_not_matter_beside_issued_at() {
    // The server's own clock is years off as well.
    for base in [now(), 1_000_000_000, now() + 900 * DAY] {
        let body = exchanged(base + DAY, base);
        for offset in [-2 * HOUR, 2 * HOUR, 3 * DAY, -900 * DAY] {
            assert_left(
                squadcast_lives(&[("date", &date(offset))], &body).await,
                DAY,
            );
        }
        assert_left(squadcast_lives(&[], &body).await, DAY);
    }
}

#[tokio::test]
async fn row_33_a_response_of_a_cache_is_as_old_as_it_says() {
    let body = exchanged(now() + DAY, now());
    let date = date(0);
    for age in ["3000", "3000, 7"] {
        let headers = [("date", date.as_str()), ("age", age)];
        assert_left(squadcast_lives(&headers, &body).await, DAY - 3_000);
    }
    let headers = [("date", date.as_str()), ("age", "soon")];
    assert_left(squadcast_lives(&headers, &body).await, DAY);
    // Without `issued_at` the `Date` is that of the cached response, too.
    let expires = (clock() + Duration::from_secs(12 * 60 * 60)).to_rfc3339();
    let body = format!(r#"{{"AccessToken":"t","Expires":"{expires}"}}"#);
    let headers = [("date", date.as_str()), ("age", "3000")];
    assert_left(mindbody_lives(&headers, body).await, 12 * HOUR - 3_000);
    // Older than the token lives: it is over.
    let (_server, client) = squadcast(respond(
        200,
        &[("age", "86401")],
        exchanged(now() + DAY, now()),
    ))
    .await;
    let error = client.session().unwrap().warm_up().await.unwrap_err();
    assert!(error.to_string().contains("had expired already"), "{error}");
}

#[tokio::test]
async fn row_33_nothing_exceeds_the_declared_life() {
    for (expires, issued) in [
        (now() + 900 * DAY, now()),
        (now() + 900 * DAY, 0),
        (i64::MAX, now()),
        ((now() + 900 * DAY) * 1_000, now() * 1_000),
    ] {
        let life = squadcast_lives(&[("date", &date(0))], &exchanged(expires, issued)).await;
        assert_left(life, 2 * DAY);
    }
    // It is the life where the response says nothing.
    for expires in ["null", "\"\"", "\"soon\"", "{}"] {
        assert_left(
            squadcast_lives(&[], &exchanged(expires, "null")).await,
            2 * DAY,
        );
    }
    assert_left(
        squadcast_lives(&[], r#"{"data":{"access_token":"t"}}"#).await,
        2 * DAY,
    );
    assert_left(mindbody_lives(&[], r#"{"AccessToken":"t"}"#).await, DAY);
    assert_left(
        mindbody_lives(&[("age", "3000")], r#"{"AccessToken":"t"}"#).await,
        DAY - 3_000,
    );
}

#[tokio::test]
async fn row_33_an_issued_at_that_is_not_possible_leaves_it_to_date() {
    let (date, now) = (date(0), now());
    for issued in [0, now + 2 * DAY, now + DAY, now - 900 * DAY, -5] {
        let life = squadcast_lives(&[("date", &date)], &exchanged(now + DAY, issued)).await;
        assert_left(life, DAY);
    }
}

#[tokio::test]
async fn row_33_times_in_every_spelling() {
    let (ends, issued) = (now() + DAY, now());
    for body in [
        exchanged(format!("\"{ends}\""), format!("\"{issued}\"")),
        exchanged(format!("{ends}.5"), issued),
        exchanged(ends * 1_000, issued),
        exchanged(ends, issued * 1_000),
    ] {
        assert_left(squadcast_lives(&[], &body).await, DAY);
    }
    let at = clock() + Duration::from_secs(12 * 60 * 60);
    for expires in [
        at.format("%Y-%m-%dT%H:%M:%S%.9f").to_string(),
        at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        at.format("%Y-%m-%d %H:%M:%S").to_string(),
        at.format("%Y-%m-%dT%H:%M:%S+0000").to_string(),
        at.to_rfc3339(),
        format!(r"\/Date({})\/", at.timestamp_millis()),
        at.timestamp().to_string(),
    ] {
        let body = format!(r#"{{"AccessToken":"t","Expires":"{expires}"}}"#);
        assert_left(mindbody_lives(&[("date", &date(0))], body).await, 12 * HOUR);
    }
}

#[tokio::test]
async fn row_16_strange_neighbours_do_not_stop_a_login() {
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    for other in [
        r#""User":"a string""#,
        r#""User":null"#,
        r#""User":{"Id":"seven","Type":17}"#,
        r#""TokenType":null"#,
        r#""TokenType":{"no":["known"]}"#,
        r#""User":1,"User":2"#,
        &format!(r#""User":{deep}"#),
    ] {
        mindbody_lives(&[], format!(r#"{{{other},"AccessToken":"t"}}"#)).await;
    }
    mindbody_lives(&[], "\u{feff}{\"AccessToken\":\"t\"}").await;
    mindbody_lives(&[], b"{\"User\":\"Jos\xe9\",\"AccessToken\":\"t\"}").await;
    // `refresh_token`, `type` and the times are required by the document.
    let body = r#"{"data":{"access_token":"t","type":7,"refresh_token":null}}"#;
    squadcast_lives(&[], body).await;
    // The operation itself stays as strict as that.
    let (_server, client) = squadcast(respond(200, &[], body)).await;
    let operation = squadcast_tokens::GetAccessToken::new("x");
    let error = client.get_access_token(operation).await.unwrap_err();
    assert_eq!(error.kind(), token_core::error::ErrorKind::Decode);
}

#[tokio::test]
async fn row_16_a_login_without_a_token_is_an_error_that_quotes_nothing() {
    let secret = canary::ACCESS_TOKEN;
    for (body, media_type, says) in [
        (
            "<html><form action=\"/sign-in\">".to_owned(),
            "text/html; charset=utf-8",
            "Content-Type text/html, is not JSON",
        ),
        (String::new(), "application/json", "is empty"),
        (
            format!(r#"{{"data":{{"access_token":["{secret}"]}}}}"#),
            "application/json",
            "expected the token, found an array",
        ),
        (
            format!(r#"{{"data":{{"access_token":"{secret}\n"}}}}"#),
            "application/json",
            "found a string with characters",
        ),
        (
            format!(r#"{{"data":{{"{secret}":1}}}}"#),
            "application/json",
            "at `/data/access_token`: expected the token, found nothing",
        ),
        (
            format!(r#"{{"data":{{"access_token":"{secret}"#),
            "application/json",
            "ends too early",
        ),
    ] {
        let (server, client) =
            squadcast(respond(200, &[("content-type", media_type)], &body)).await;
        let session = client.session().unwrap();
        let error = session.warm_up().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Failed);
        let text = format!("{error} {error:?} {:?}", session.snapshot());
        assert!(
            text.contains(says) && text.contains("getAccessToken"),
            "{text}"
        );
        canary::assert_absent(says, &text);
        assert!(!error.to_string().contains('\n'), "{error}");
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn a_longer_token_and_one_beforehand_are_reached_from_a_client() {
    let body = exchanged(now() + DAY, now());
    let (server, client) = squadcast(respond(200, &[], body)).await;
    let session = client.session().unwrap();
    session.warm_up().await.unwrap();
    let token = session.token_valid_for(Duration::from_secs(60 * 60)).await;
    assert_left(token.unwrap().expires_in(), DAY);
    let error = session
        .token_valid_for(Duration::from_secs(48 * 60 * 60))
        .await;
    assert_eq!(error.unwrap_err().kind(), TokenErrorKind::ShortLived);
    assert_eq!(server.requests(), 1);
}
