//! Secrets in every form that a server may send back.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
};
use http::{HeaderValue, Method, header};
use url::Url;

use super::Masks;
use crate::{
    operation::info::{Idempotency, OperationInfo},
    transport::{
        body::Body,
        request::{Request, builder::RequestBuilder},
    },
};

static INFO: OperationInfo = OperationInfo {
    id: "op",
    method: Method::POST,
    path: "/",
    accept: "application/json",
    servers: &[],
    security: &[],
    idempotency: Idempotency::NonIdempotent,
    secret_request: true,
    secret_response: false,
};

fn masks(bearer: Option<&str>, others: &[&str], body: Option<&str>) -> Masks {
    let base = Url::parse("https://api.example").unwrap();
    let mut request: Request = RequestBuilder::new(&INFO).build(&base).unwrap();
    if let Some(bearer) = bearer {
        let mut value = HeaderValue::from_str(&format!("Bearer {bearer}")).unwrap();
        value.set_sensitive(true);
        request.headers.insert(header::AUTHORIZATION, value);
    }
    for secret in others {
        request.keep_secret(secret);
    }
    request.body = body.map(|body| Body::from(body.to_owned()));
    Masks::of(&request)
}

#[test]
fn masks_what_a_server_quotes() {
    let masks = masks(
        Some("tok-1"),
        &["query-key"],
        Some(r#"{"user":"ada","nested":["pw2"]}"#),
    );
    assert_eq!(
        masks.apply("application/json: tok-1 of ada / pw2 and query-key is wrong"),
        "application/json: [redacted] of [redacted] / [redacted] and [redacted] is wrong"
    );
}

#[test]
fn masks_once_and_the_longest_first() {
    let masks = masks(None, &[], Some(r#"["secret", "secret-2", "acted"]"#));
    assert_eq!(
        masks.apply("secret secret-2 redacted"),
        "[redacted] [redacted] red[redacted]"
    );
}

#[test]
fn leaves_words_alone_that_only_hold_a_short_secret() {
    let masks = masks(None, &[], Some(r#"["e", ""]"#));
    assert_eq!(
        masks.apply("DeniedAccess for e: \u{e9}e e"),
        "DeniedAccess for [redacted]: \u{e9}e [redacted]"
    );
}

const SECRET: &str = "p&ss/w\"o rd+<\u{e9}>\u{1f600}=1";

#[test]
fn finds_the_escapes_of_urls_json_and_html() {
    let masks = masks(None, &[SECRET], None);
    for form in [
        SECRET,
        "P&SS/W\"O RD+<\u{e9}>\u{1f600}=1",
        "p%26ss%2Fw%22o%20rd%2B%3C%C3%A9%3E%F0%9F%98%80%3D1",
        "p%26ss%2fw%22o+rd%2b%3c%c3%a9%3e%f0%9f%98%80%3d1",
        "p%2526ss%252Fw%2522o%2520rd%252B%253C%25C3%25A9%253E%25F0%259F%2598%2580%253D1",
        "p&ss\\/w\\\"o rd+<\\u00e9>\\ud83d\\ude00=1",
        "\\u0070\\u0026ss\\u002fw\\u0022o\\u0020rd\\u002B\\u003C\\u00E9\\u003E\\uD83D\\uDE00\\u003d1",
        "p&ss/w\\\\\"o rd+<\\\\u00e9>\\\\ud83d\\\\ude00=1",
        "p&ss/w\\\"o rd+<\\u{e9}>\\u{1f600}=1",
        "p\\x26ss\\x2fw\\x22o rd+<\\xe9>\\xf0\\x9f\\x98\\x80=1",
        "p&amp;ss/w&quot;o rd+&lt;\u{e9}&gt;\u{1f600}=1",
        "p&#38;ss&#47;w&#34;o&#32;rd&#43;&#60;&#233;&#62;&#128512;&#61;1",
        "p&#x26;ss&#x2F;w&#x22;o rd&#x2b;&#x3C;&#xe9;&#x3E;&#x1F600;&#x3d;1",
        "p&amp;amp;ss&sol;w&amp;quot;o rd&plus;&amp;lt;&amp;#233;&amp;gt;\u{1f600}&equals;1",
        "p&ss/w\"o rd+<=C3=A9>=F0=9F=98=80=3D1",
    ] {
        assert_eq!(
            masks.apply(&format!("no {form} here")),
            "no [redacted] here",
            "{form}"
        );
    }
}

#[test]
fn finds_base64_and_hex_wherever_they_begin() {
    let secret = "tok?en>~~value-1";
    let masks = masks(None, &[secret], None);
    for around in ["", "a", "ab", "abc", "user:"] {
        let plain = format!("{around}{secret}{around}");
        for encoded in [
            STANDARD.encode(&plain),
            STANDARD_NO_PAD.encode(&plain),
            URL_SAFE.encode(&plain),
            URL_SAFE_NO_PAD.encode(&plain),
            STANDARD
                .encode(&plain)
                .replace('+', "%2B")
                .replace('/', "%2f")
                .replace('=', "%3D"),
            STANDARD.encode(&plain).replace('/', "\\/"),
        ] {
            let masked = masks.apply(&format!("no {encoded} here")).into_owned();
            assert!(masked.ends_with("[redacted] here"), "{encoded}: {masked}");
            assert!(
                masked.len() < "no [redacted] here".len() + 8,
                "{encoded}: {masked}"
            );
        }
    }
    let digits = secret.bytes().map(|byte| format!("{byte:02X}"));
    let hex = digits.collect::<Vec<_>>().concat();
    assert_eq!(masks.apply(&format!("0x{hex}!")), "0x[redacted]!");
}

#[test]
fn finds_the_password_of_a_basic_header() {
    let base = Url::parse("https://api.example").unwrap();
    let mut request: Request = RequestBuilder::new(&INFO).build(&base).unwrap();
    let encoded = STANDARD.encode("ada:hunter2");
    let mut value = HeaderValue::from_str(&format!("Basic {encoded}")).unwrap();
    value.set_sensitive(true);
    request.headers.insert(header::AUTHORIZATION, value);
    let masks = Masks::of(&request);
    assert_eq!(
        masks.apply("ada and hunter2 do not match"),
        "ada and [redacted] do not match"
    );
}

#[test]
fn finds_the_beginning_of_a_secret() {
    let masks = masks(Some("abcdefgh-ijklmnop-qrstuvwx"), &["hunter2-2"], None);
    for (text, masked) in [
        (
            "key abcdefgh\u{2026} unknown",
            "key [redacted]\u{2026} unknown",
        ),
        ("key abcdefgh... unknown", "key [redacted]... unknown"),
        ("key abcdefgh****** unknown", "key [redacted]****** unknown"),
        ("key 'abcdefgh-' unknown", "key '[redacted]' unknown"),
        ("key abcdefgh-ijklmnopXX", "key [redacted]XX"),
        ("key abcdefgh", "key [redacted]"),
        ("key \"abcdefgh\".", "key \"[redacted]\"."),
        ("key hunte\u{2026}", "key [redacted]\u{2026}"),
        ("key abcdefgh%2Dijk%", "key [redacted]"),
        ("key YWJjZGVmZ2gta\u{2026}", "key [redacted]\u{2026}"),
        ("Bearer tokens are hunted", "Bearer tokens are hunted"),
        ("abcd is short", "abcd is short"),
    ] {
        assert_eq!(masks.apply(text), masked);
    }
}

#[test]
fn a_text_without_secrets_is_not_copied() {
    let masks = masks(Some("tok-1"), &[], None);
    assert!(matches!(
        masks.apply("HTTP is fine"),
        std::borrow::Cow::Borrowed(_)
    ));
}
