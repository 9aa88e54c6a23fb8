//! A transport that plays a script through the real stack.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use http::{HeaderName, HeaderValue, StatusCode};

use crate::transport::{
    error::{Sent, TransportError, TransportErrorKind},
    request::Request,
    response::Response,
    seam::Transport,
};

/// Responds by a script, one step an attempt: `503` twice, then `200`.
///
/// Retries, credentials and decoding run as they do over the network.
/// With tokio's clock paused (`#[tokio::test(start_paused = true)]`), waits take no time.
/// What comes after the script's end is a fault of the kind [`TransportErrorKind::Other`], which is never repeated.
///
/// ```
/// use token_core::{http::StatusCode, testing::ScriptedTransport, transport::{Sent, TransportErrorKind}};
///
/// let script = ScriptedTransport::new()
///     .status(StatusCode::SERVICE_UNAVAILABLE)
///     .times(2)
///     .fault(TransportErrorKind::Closed, Sent::Maybe)
///     .json(StatusCode::OK, r#"{"data": []}"#);
/// ```
#[derive(Default)]
pub struct ScriptedTransport {
    steps: Mutex<VecDeque<Step>>,
    requests: Mutex<Vec<Request>>,
}

#[derive(Clone)]
enum Step {
    Respond(Box<Response>),
    Fault(TransportErrorKind, Sent),
}

impl ScriptedTransport {
    /// Starts a script without steps.
    pub fn new() -> Self {
        Self::default()
    }

    /// Responds with `response`.
    pub fn response(self, response: Response) -> Self {
        self.step(Step::Respond(Box::new(response)))
    }

    /// Responds with `status` and no body.
    pub fn status(self, status: StatusCode) -> Self {
        self.response(Response::new(status, ""))
    }

    /// Responds with `status` and a JSON body.
    pub fn json(self, status: StatusCode, body: impl Into<String>) -> Self {
        self.response(Response::new(status, body.into()))
    }

    /// Brings no response.
    pub fn fault(self, kind: TransportErrorKind, sent: Sent) -> Self {
        self.step(Step::Fault(kind, sent))
    }

    /// Adds a header to the last response of the script.
    pub fn header(self, name: HeaderName, value: HeaderValue) -> Self {
        if let Some(Step::Respond(response)) = lock(&self.steps).back_mut() {
            response.headers.append(name, value);
        }
        self
    }

    /// Plays the last step `count` times in all.
    pub fn times(self, count: usize) -> Self {
        let last = lock(&self.steps).back().cloned();
        if let Some(step) = last {
            let mut steps = lock(&self.steps);
            steps.pop_back();
            steps.extend(std::iter::repeat_n(step, count));
        }
        self
    }

    /// Returns the requests that were sent, in order.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.requests).clone()
    }

    /// Returns how many steps were not played.
    pub fn remaining(&self) -> usize {
        lock(&self.steps).len()
    }

    fn step(self, step: Step) -> Self {
        lock(&self.steps).push_back(step);
        self
    }
}

#[async_trait]
impl Transport for ScriptedTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        lock(&self.requests).push(request);
        match lock(&self.steps).pop_front() {
            Some(Step::Respond(response)) => Ok(*response),
            Some(Step::Fault(kind, sent)) => Err(TransportError::new(kind, sent)),
            None => Err(TransportError::new(TransportErrorKind::Other, Sent::No)
                .with_source("the script of the `ScriptedTransport` is over")),
        }
    }
}

impl fmt::Debug for ScriptedTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptedTransport")
            .field("remaining", &self.remaining())
            .finish_non_exhaustive()
    }
}

/// Locks; a test that panicked elsewhere does not make this one fail too.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
