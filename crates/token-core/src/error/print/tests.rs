//! Whatever an error quotes, it prints one short line, and no secret in any form.
//!
//! `TEXTS_SEED` runs one seed alone.

mod forms;

use std::{collections::BTreeMap, error::Error as StdError, fmt};

use fastrand::Rng;
use http::{HeaderValue, Method, StatusCode, header};

use self::forms::{FORMS, SECRET, leak, text};
use crate::{
    credential::secret::file::SecretFile,
    decode,
    error::{
        Error, box_error::BoxError, decode_error::DecodeError, documented::DocumentedError,
        invalid_argument::InvalidArgument,
    },
    operation::info::{Idempotency, OperationInfo},
    redact::secrets::Masks,
    session::{error::TokenError, source::error::SourceError},
    transport::{
        error::{Sent, TransportError, TransportErrorKind},
        response::Response,
    },
};

const SEEDS: std::ops::Range<u64> = 0..60;

static INFO: OperationInfo = OperationInfo {
    id: "op",
    method: Method::GET,
    path: "/",
    accept: "application/json",
    servers: &[],
    security: &[],
    idempotency: Idempotency::Safe,
    secret_request: true,
    secret_response: true,
};

/// An error of another library, which has a cause of its own.
#[derive(Debug)]
struct Other(String, Option<Box<Other>>);

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Other {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.1.as_deref().map(|cause| cause as _)
    }
}

/// What a server says.
#[derive(Debug)]
struct Said(String, String);

impl DocumentedError for Said {
    fn decode(_response: &Response) -> Option<Self> {
        None
    }

    fn code(&self) -> Option<&str> {
        Some(&self.0)
    }

    fn message(&self) -> Option<&str> {
        Some(&self.1)
    }
}

fn masks() -> Masks {
    Masks::of_secrets(vec![SECRET.into()])
}

fn other(rng: &mut Rng) -> BoxError {
    let cause = Other(text(rng), None);
    Box::new(Other(text(rng), Some(Box::new(cause))))
}

fn response(rng: &mut Rng, body: &str) -> Response {
    let mut response = Response::new(StatusCode::UNAUTHORIZED, body.to_owned());
    for name in [
        "x-request-id",
        "location",
        "content-type",
        "retry-after",
        "date",
    ] {
        if let Ok(value) = HeaderValue::from_bytes(text(rng).as_bytes()) {
            response
                .headers
                .insert(header::HeaderName::from_static(name), value);
        }
    }
    response.masks = masks();
    response
}

/// Errors of every kind that quote a text beside the secrets of which the library knows.
fn masked(rng: &mut Rng) -> Vec<BoxError> {
    let masks = masks();
    let fault = |cause| {
        let fault = TransportError::new(TransportErrorKind::Other, Sent::No).with_source(cause);
        fault.masked(&masks)
    };
    let source = |cause: BoxError| SourceError::new(cause).masked(&masks);
    let body = format!("{{{:?}: true}}", text(rng));
    let wrong_json = decode::json::<BTreeMap<String, i32>>(body.as_bytes()).err();
    let wrong_json = wrong_json.unwrap_or_else(|| DecodeError::at(&text(rng), &text(rng)));
    let said = Said(text(rng), text(rng));
    let redirect = Response {
        status: StatusCode::FOUND,
        ..response(rng, "")
    };
    let failures = [
        TokenError::store(other(rng), &masks),
        TokenError::of_mint(source(other(rng)), true),
        TokenError::of_mint(
            SourceError::refused(Error::<Said>::undecodable(
                &INFO,
                response(rng, &body),
                &wrong_json,
            ))
            .masked(&masks),
            false,
        ),
        TokenError::of_renewal(source(other(rng))),
        TokenError::of_revocation(source(other(rng))),
    ];
    let mut errors: Vec<BoxError> = vec![
        fault(other(rng)).into(),
        Error::<Said>::transport(&INFO, fault(other(rng))).into(),
        Error::<Said>::failed_credential(&INFO, other(rng), &masks).into(),
        Error::<Said>::failed_credential(&INFO, source(other(rng)).into(), &masks).into(),
        Error::<Said>::undecodable(&INFO, response(rng, &body), &wrong_json).into(),
        Error::from_response(&INFO, response(rng, &body), Some(said)).into(),
        Error::<Said>::from_response(&INFO, redirect, None).into(),
        source(Error::<Said>::from_response(&INFO, response(rng, &body), None).into()).into(),
        wrong_json.masked(&masks).into(),
        source(other(rng)).into(),
    ];
    for failure in failures {
        errors.push(Error::<Said>::failed_credential(&INFO, failure.clone().into(), &masks).into());
        errors.push(failure.into());
    }
    errors
}

/// Errors of every public constructor, and of those within the crate, that quote a text.
fn plain(rng: &mut Rng) -> Vec<BoxError> {
    let argument = InvalidArgument::new(text(rng), String::leak(text(rng)));
    vec![
        Error::<Said>::config(text(rng)).into(),
        Error::<Said>::credential(&INFO, text(rng)).into(),
        Error::<Said>::invalid_argument(&INFO, argument.clone()).into(),
        argument.into(),
        Error::<Said>::config(text(rng))
            .with_source(other(rng))
            .into(),
        TransportError::new(TransportErrorKind::Tls, Sent::Maybe)
            .with_source(other(rng))
            .into(),
        TransportError::new(TransportErrorKind::Tls, Sent::Maybe)
            .with_message(text(rng))
            .into(),
        SourceError::new(text(rng)).into(),
        SourceError::refused(other(rng)).into(),
        SourceError::declined(other(rng)).into(),
        TokenError::useless(text(rng)).into(),
        DecodeError::at(&text(rng), &text(rng)).into(),
        SecretFile::new(text(rng).replace('\0', ""))
            .read()
            .unwrap_err()
            .into(),
    ]
}

/// Panics unless a text is one line that a terminal and a log show as it is.
fn is_a_line(text: &str, limit: usize, of: &str) {
    let count = text.chars().count();
    assert!(count <= limit, "{of}: {count} characters: {text}");
    let hidden = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}' | '\u{feff}')
    };
    let hidden = text.chars().find(hidden);
    assert_eq!(hidden, None, "{of}: {text:?}");
}

fn each(seed: u64, errors: &[BoxError], holds: impl Fn(&str, usize, &str)) {
    for (index, error) in errors.iter().enumerate() {
        let of = format!("seed {seed}, error {index}");
        let mut next: Option<&(dyn StdError + 'static)> = Some(&**error);
        while let Some(error) = next {
            holds(&error.to_string(), 400, &of);
            holds(&format!("{error:?}"), 4_000, &of);
            next = error.source();
        }
    }
}

fn seeds() -> Vec<u64> {
    match std::env::var("TEXTS_SEED") {
        Ok(seed) => vec![seed.parse().unwrap()],
        Err(_) => SEEDS.collect(),
    }
}

#[test]
fn every_error_is_one_short_line() {
    for seed in seeds() {
        let mut rng = Rng::with_seed(seed);
        let errors = masked(&mut rng).into_iter().chain(plain(&mut rng));
        each(seed, &errors.collect::<Vec<_>>(), is_a_line);
    }
}

#[test]
fn no_form_of_a_secret_gets_into_an_error() {
    for seed in seeds() {
        let mut rng = Rng::with_seed(seed);
        each(seed, &masked(&mut rng), |text, _, of| {
            assert_eq!(leak(text), None, "{of}: {text}");
        });
    }
}

#[test]
fn the_search_finds_every_form() {
    for form in FORMS.iter() {
        assert!(leak(form).is_some(), "{form}");
        assert_eq!(leak(&masks().apply(form)), None, "{form}");
    }
}
