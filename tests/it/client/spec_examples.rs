//! The examples in the specs are what the generated crates read and write.

use serde_json::Value;
use squadcast_tokens::{
    CreateUserToken, GetAccessToken, ListUserTokens, RemoveUserToken,
    token_core::{
        error::DocumentedError, http::StatusCode, operation::Operation, transport::Response,
        url::Url,
    },
};
use staff_user_token::{IssueToken, RenewToken, RevokeToken};

use crate::support::spec;

/// Follows a reference to `#/components/…`.
fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let target = value.get("$ref").and_then(Value::as_str);
    target.map_or(value, |target| {
        document.pointer(target.trim_start_matches('#')).unwrap()
    })
}

fn operation<'a>(document: &'a Value, id: &str) -> &'a Value {
    let paths = document["paths"].as_object().unwrap().values();
    let mut operations = paths.flat_map(|item| item.as_object().unwrap().values());
    operations
        .find(|operation| {
            operation
                .get("operationId")
                .is_some_and(|found| found == id)
        })
        .unwrap()
}

fn example(media: &Value) -> Option<&Value> {
    media.pointer("/content/application~1json/example")
}

/// Decodes every example that the document gives for the responses of `O`, and returns how many there are.
fn decode_examples<O: Operation>(document: &Value) -> usize {
    let responses = operation(document, O::INFO.id)["responses"]
        .as_object()
        .unwrap();
    let mut count = 0;
    for (status, response) in responses {
        let Some(body) = example(resolve(document, response)) else {
            continue;
        };
        let status = StatusCode::from_u16(status.parse().unwrap()).unwrap();
        let answer = Response::new(status, body.to_string());
        count += 1;
        if status.is_success() {
            O::output(&answer).unwrap();
        } else {
            let error = O::Error::decode(&answer).unwrap();
            assert!(
                error.message().is_some_and(|message| !message.is_empty()),
                "{status} of {}",
                O::INFO.id
            );
        }
    }
    count
}

#[test]
fn the_responses_of_squadcast() {
    let document = spec("squadcast-tokens");
    assert_eq!(decode_examples::<CreateUserToken>(&document), 12);
    assert_eq!(decode_examples::<ListUserTokens>(&document), 12);
    assert_eq!(decode_examples::<RemoveUserToken>(&document), 11);
    assert_eq!(decode_examples::<GetAccessToken>(&document), 12);
}

#[test]
fn the_responses_of_mindbody() {
    let document = spec("staff-user-token");
    assert_eq!(decode_examples::<IssueToken>(&document), 6);
    assert_eq!(decode_examples::<RenewToken>(&document), 5);
    assert_eq!(decode_examples::<RevokeToken>(&document), 5);
}

#[test]
fn the_request_bodies() {
    let base = Url::parse("https://api.example").unwrap();
    for (name, request) in [
        (
            "squadcast-tokens",
            CreateUserToken::new("6a6f1f0e9d1c4b5a8e7f0100").request(&base),
        ),
        (
            "staff-user-token",
            IssueToken::new("Username4", "Password6")
                .version("6")
                .site_id("-99")
                .request(&base),
        ),
    ] {
        let request = request.unwrap();
        let document = spec(name);
        let expected = example(&operation(&document, request.operation.id)["requestBody"]).unwrap();
        let sent: Value = serde_json::from_slice(
            request
                .body
                .as_ref()
                .and_then(token_core::transport::Body::as_bytes)
                .unwrap(),
        )
        .unwrap();
        assert_eq!(&sent, expected);
    }
}
