//! Responses as logins really get them.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::TokenPointers;
use crate::{session::minted::Minted, transport::response::Response};

const POINTERS: TokenPointers = TokenPointers::new("/data/token")
    .expires("/data/ends")
    .issued("/data/issued");

const CANARY: &str = "CANARY-token";

fn read(body: impl AsRef<[u8]>) -> Result<Minted, String> {
    let response = Response::new(StatusCode::OK, body.as_ref().to_vec());
    Minted::read(&response, &POINTERS).map_err(|error| {
        let error = format!("{error}; {error:?}");
        assert!(!error.contains("CANARY"), "{error}");
        error
    })
}

/// Reads a response with this `data`, whose token must come out.
fn life(data: &str) -> Option<Duration> {
    let body = format!(r#"{{"data": {{"token": "{CANARY}", {data}}}}}"#);
    let minted = read(&body).unwrap();
    assert_eq!(minted.token.expose(), CANARY);
    minted.life.said
}

#[test]
fn strange_neighbours_do_not_stop_a_login() {
    let hour = Some(Duration::from_secs(3_600));
    let times = r#""ends": 1795330800, "issued": 1795327200"#;
    for other in [
        r#""user": "a string""#,
        r#""user": null"#,
        r#""user": {"id": "seven", "type": ["no", "known", "value"]}"#,
        r#""user": 1e999"#,
        r#""user": "\ud800""#,
        r#""user": 1, "user": 2"#,
        r#""\ud800": 1"#,
        r#""": 1"#,
    ] {
        assert_eq!(life(&format!("{other}, {times}")), hour, "{other}");
        assert_eq!(life(&format!("{times}, {other}")), hour, "{other}");
    }
}

#[test]
fn times_in_every_spelling() {
    for (ends, issued, seconds) in [
        ("1795330800", "1795327200", 3_600),
        (r#""1795330800""#, "1795327200", 3_600),
        ("1.7953308e9", r#""1795327200.0""#, 3_600),
        ("1795330800000", "1795327200", 3_600),
        (r#""2026-11-22T07:00:00Z""#, "1795327200", 3_600),
        (
            r#""2026-11-22T07:00:00.1234567""#,
            r#""2026-11-22T07:00:00""#,
            0,
        ),
    ] {
        let life = life(&format!(r#""ends": {ends}, "issued": {issued}"#)).unwrap();
        assert_eq!(life.as_secs(), seconds, "{ends} {issued}");
    }
    for unsaid in ["null", r#""""#, r#""soon""#, "{}", "[1]", "true"] {
        assert_eq!(
            life(&format!(r#""ends": {unsaid}, "issued": 1"#)),
            None,
            "{unsaid}"
        );
    }
}

#[test]
fn what_surrounds_the_json() {
    let body = format!(r#"{{"data": {{"token": "{CANARY}"}}}}"#);
    for body in [
        format!("\u{feff}{body}"),
        format!("\r\n \u{feff}{body}\r\n"),
    ] {
        assert_eq!(read(body).unwrap().token.expose(), CANARY);
    }
    let mut latin = br#"{"user": "Jos"#.to_vec();
    latin.push(0xe9);
    latin.extend(format!(r#"", "data": {{"token": "{CANARY}"}}}}"#).bytes());
    assert_eq!(read(latin).unwrap().token.expose(), CANARY);
}

#[test]
fn a_response_without_a_token_says_what_it_has_there() {
    for (body, problem) in [
        ("{}", "found nothing"),
        (r#"{"data": {"tokens": "CANARY"}}"#, "found nothing"),
        (r#"{"data": "CANARY"}"#, "found nothing"),
        (r#"["CANARY"]"#, "found nothing"),
        (r#"{"data": {"token": null}}"#, "found null"),
        (r#"{"data": {"token": ""}}"#, "found an empty string"),
        (r#"{"data": {"token": "  "}}"#, "found an empty string"),
        (r#"{"data": {"token": 12345}}"#, "found a number"),
        (r#"{"data": {"token": -1}}"#, "found a number"),
        (r#"{"data": {"token": true}}"#, "found a boolean"),
        (r#"{"data": {"token": ["CANARY"]}}"#, "found an array"),
        (r#"{"data": {"token": {"CANARY": 1}}}"#, "found an object"),
        (
            r#"{"data": {"token": "CANARY\n"}}"#,
            "found a string with characters that a header cannot carry",
        ),
        (
            r#"{"data": {"token": "CANARY-é"}}"#,
            "found a string with characters that a header cannot carry",
        ),
        (
            r#"{"data": {"token": "CANARY\ud800"}}"#,
            "found a string that is not valid text",
        ),
        (
            r#"{"data": {"token": "CANARY", "token": null}}"#,
            "found null",
        ),
    ] {
        let error = read(body).unwrap_err();
        let expected = format!("at `/data/token`: expected the token, {problem}");
        assert!(
            error.starts_with(&format!("{expected};")),
            "{body}: {error}"
        );
        assert!(error.contains("Declined"), "{error}");
    }
}

#[test]
fn a_body_that_is_not_json_is_named_by_its_type() {
    for (body, media_type, problem) in [
        (
            "<html>CANARY",
            Some("text/html; charset=utf-8"),
            "the body, of the Content-Type text/html, is not JSON",
        ),
        (
            "",
            Some("application/json"),
            "the body, of the Content-Type application/json, is empty",
        ),
        (" \n", None, "the body, without a Content-Type, is empty"),
        (
            r#"{"data": {"token": "CANARY"#,
            None,
            "the body, without a Content-Type, ends too early",
        ),
        (
            r#"{"data": {"token": "CANARY"}} x"#,
            Some("CANARY"),
            "the body, without a Content-Type, is not JSON",
        ),
        (
            "token=CANARY",
            Some("application/CANARY \u{1b}"),
            "the body, without a Content-Type, is not JSON",
        ),
    ] {
        let mut response = Response::new(StatusCode::OK, body);
        if let Some(media_type) =
            media_type.and_then(|text| HeaderValue::from_bytes(text.as_bytes()).ok())
        {
            response.headers = HeaderMap::from_iter([(header::CONTENT_TYPE, media_type)]);
        }
        let error = Minted::read(&response, &POINTERS).unwrap_err().to_string();
        assert_eq!(error, format!("at `.`: {problem}"));
    }
}

#[test]
fn pointers_lead_through_arrays_and_escapes() {
    let body = r#"{"tokens": [{}, {"a/b": {"c~d": "CANARY"}}]}"#;
    let pointers = TokenPointers::new("/tokens/1/a~1b/c~0d");
    let minted = Minted::read(&Response::new(StatusCode::OK, body), &pointers).unwrap();
    assert_eq!(minted.token.expose(), "CANARY");
    let pointers = TokenPointers::new("");
    let minted = Minted::read(&Response::new(StatusCode::OK, r#""CANARY""#), &pointers).unwrap();
    assert_eq!(minted.token.expose(), "CANARY");
}
