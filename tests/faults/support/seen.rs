//! The outcome of a call, and the assertions about it.

use std::time::Duration;

use token_core::{
    Error,
    error::ErrorKind,
    http::{HeaderMap, StatusCode},
    transport::{Sent, TransportErrorKind},
};

/// The outcome of a call, and how many requests reached the server.
#[derive(Debug)]
pub(crate) struct Seen {
    outcome: Result<Success, Failure>,
    requests: usize,
    pub(crate) took: Duration,
}

/// A successful response, without its value.
#[derive(Debug)]
pub(crate) struct Success {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) attempts: usize,
    pub(crate) already_gone: bool,
}

/// A failure.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    /// Whether the body was the one that the API documents.
    pub(crate) documented: bool,
}

impl Seen {
    pub(crate) fn new(outcome: Result<Success, Failure>, requests: usize, took: Duration) -> Self {
        if let Err(failure) = &outcome {
            assert_consistent(&failure.error, requests);
        }
        Self {
            outcome,
            requests,
            took,
        }
    }

    /// Asserts success with `status`.
    pub(crate) fn succeeds(self, status: u16) -> Self {
        match &self.outcome {
            Ok(success) => assert_eq!(success.status, status, "{self:#?}"),
            Err(failure) => panic!("{}: {self:#?}", failure.error),
        }
        self
    }

    /// Asserts that the network failed so, and what may have been sent in the last attempt.
    pub(crate) fn fails(self, kind: TransportErrorKind, sent: Sent) -> Self {
        let error = self.error();
        assert_eq!(error.kind(), ErrorKind::Transport(kind), "{self:#?}");
        assert_eq!(
            error.attempts().last().map(|attempt| attempt.sent),
            Some(sent),
            "{self:#?}"
        );
        self
    }

    /// Asserts that the server refused with `status`.
    pub(crate) fn refused(self, status: u16) -> Self {
        let error = self.error();
        assert_eq!(
            (error.kind(), code(error)),
            (ErrorKind::Api, Some(status)),
            "{self:#?}"
        );
        self
    }

    /// Asserts whether the body of the failure is the one that the API documents.
    pub(crate) fn documented(self, documented: bool) -> Self {
        assert!(
            self.outcome
                .as_ref()
                .is_err_and(|failure| failure.documented == documented),
            "{self:#?}"
        );
        self
    }

    /// Asserts that the retry budget kept the call from another attempt after `status`.
    pub(crate) fn exhausted(self, status: u16) -> Self {
        let error = self.error();
        assert!(error.is_budget_exhausted(), "{self:#?}");
        assert_eq!(code(error), Some(status), "{self:#?}");
        self
    }

    /// Asserts that the response, a success, cannot be read, and is kept as it came.
    pub(crate) fn undecodable(self, status: u16, raw: &[u8]) -> Self {
        let error = self.error();
        assert_eq!(
            (error.kind(), code(error)),
            (ErrorKind::Decode, Some(status)),
            "{self:#?}"
        );
        self.raw(raw)
    }

    /// Asserts that the error keeps the body as it came.
    pub(crate) fn raw(self, raw: &[u8]) -> Self {
        assert_eq!(
            self.error().raw_body().map(|body| &body[..]),
            Some(raw),
            "{self:#?}"
        );
        self
    }

    /// Asserts that the error's line has `text` in it.
    pub(crate) fn says(self, text: &str) -> Self {
        let line = self.error().to_string();
        assert!(line.contains(text), "`{text}` is not in: {line}");
        self
    }

    /// Asserts that there were `count` attempts, and that each of them reached the server.
    pub(crate) fn tries(self, count: usize) -> Self {
        self.tries_of_which(count, count)
    }

    /// Asserts that there were `attempts`, of which `requests` reached the server.
    pub(crate) fn tries_of_which(self, attempts: usize, requests: usize) -> Self {
        assert_eq!(
            (self.attempts(), self.requests),
            (attempts, requests),
            "(attempts, requests) of {self:#?}"
        );
        self
    }

    pub(crate) fn attempts(&self) -> usize {
        match &self.outcome {
            Ok(success) => success.attempts,
            Err(failure) => failure.error.attempts().len(),
        }
    }

    pub(crate) fn requests(&self) -> usize {
        self.requests
    }

    pub(crate) fn is_success(&self) -> bool {
        self.outcome.is_ok()
    }

    pub(crate) fn error(&self) -> &Error {
        match &self.outcome {
            Err(failure) => &failure.error,
            Ok(success) => panic!("a failure was expected, and this came: {success:?}"),
        }
    }

    pub(crate) fn success(&self) -> &Success {
        match &self.outcome {
            Ok(success) => success,
            Err(failure) => panic!("a success was expected, and this came: {failure:?}"),
        }
    }
}

/// Panics when the attempts that `error` reports cannot have made `requests`.
pub(crate) fn assert_consistent(error: &Error, requests: usize) {
    let attempts = error.attempts();
    let answered = attempts
        .iter()
        .filter(|attempt| attempt.status.is_some() || attempt.sent == Sent::Yes)
        .count();
    let perhaps = attempts
        .iter()
        .filter(|attempt| attempt.sent != Sent::No)
        .count();
    assert!(
        (answered..=perhaps).contains(&requests),
        "{requests} requests reached the server, and the attempts say otherwise: {attempts:#?}"
    );
}

fn code(error: &Error) -> Option<u16> {
    error.status().map(|status| status.as_u16())
}
