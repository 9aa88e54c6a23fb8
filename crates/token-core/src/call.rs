//! An operation on its way: options, then `.await`.

use std::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::{
    Body, Error, ErrorKind, Operation, Pipeline, Response, RetryPolicy,
    client::{Limits, Options},
    redact, trace,
};

/// An operation with the client that will carry it.
///
/// `.await` it for the value, or [`send`](Self::send) it for the status and the headers too.
/// The options hold for this call alone.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<O> {
    pipeline: Pipeline,
    operation: O,
    base_url: Option<String>,
    headers: HeaderMap,
    limits: Limits,
}

/// A successful answer.
#[derive(Clone)]
#[non_exhaustive]
pub struct Reply<T> {
    /// What it holds.
    pub value: T,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// How many attempts it took.
    pub attempts: u32,
    /// Whether a DELETE found nothing to remove, after an earlier attempt whose answer was lost.
    ///
    /// The status is then 404 or 410, and the call succeeds because the earlier attempt did.
    pub already_gone: bool,
}

impl<T> Reply<T> {
    pub(crate) fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            value,
            status,
            headers,
            attempts: 1,
            already_gone: false,
        }
    }
}

impl<O: Operation> Call<O> {
    /// Prepares `operation` for `pipeline`; generated clients call it.
    pub fn new(pipeline: &Pipeline, operation: O) -> Self {
        Self {
            operation,
            base_url: None,
            headers: HeaderMap::new(),
            limits: pipeline.limits(),
            pipeline: pipeline.clone(),
        }
    }

    /// Sets how long the call may take with everything in it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.call = timeout;
        self
    }

    /// Sets how long one attempt may take.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt = timeout;
        self
    }

    /// Adds a header, or replaces one of the client's; mark a secret one with `HeaderValue::set_sensitive`.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sends this call to another place; the rules of the client's base URL hold.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets when the call is repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.limits.retry = policy;
        self
    }

    /// Sends the call and returns the value with the status and the headers.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(self) -> Result<Reply<O::Output>, Error<O::Error>> {
        trace::call(O::INFO, self.execute()).await
    }

    /// Sends the call, and is content with a status that means success, whatever the body holds.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), but for [`ErrorKind::Decode`](crate::ErrorKind::Decode).
    pub async fn acknowledge(self) -> Result<(), Error<O::Error>> {
        match self.send().await {
            Err(error) if error.kind() != ErrorKind::Decode => Err(error),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    async fn execute(self) -> Result<Reply<O::Output>, Error<O::Error>> {
        let Self {
            pipeline,
            operation,
            base_url,
            headers,
            limits,
        } = self;
        let base = pipeline
            .base_url(O::INFO, base_url.as_deref())
            .map_err(Error::retype)?;
        let request = operation
            .request(&base)
            .map_err(|cause| Error::invalid_argument(O::INFO, cause))?;
        let body = request.body.clone().filter(|_| O::INFO.secret_request);
        let outcome = pipeline
            .execute(request, Options { headers, limits }, &is_torn::<O>)
            .await
            .map_err(Error::retype)?;
        let attempts = u32::try_from(outcome.attempts.len()).unwrap_or(u32::MAX);
        let decoded = match outcome.answer {
            Ok(response) if outcome.already_gone => already_gone::<O>(response),
            Ok(response) => O::decode(response),
            Err(fault) => Err(Error::transport(O::INFO, fault)),
        };
        match decoded {
            Ok(reply) => Ok(Reply { attempts, ..reply }),
            Err(error) => {
                let error = error
                    .masked(&outcome.masks, body.as_ref().and_then(Body::as_bytes))
                    .with_attempts(outcome.attempts);
                Err(if outcome.exhausted {
                    error.exhausted()
                } else {
                    error
                })
            }
        }
    }
}

/// Returns whether a body that has no length of its own was cut off; only its JSON can tell.
fn is_torn<O: Operation>(response: &Response) -> bool {
    !response.headers.contains_key(header::CONTENT_LENGTH)
        && !response.body.is_empty()
        && O::INFO.is_idempotent()
        && O::output(response).is_err_and(|error| error.is_cut_off())
}

/// Returns the success of a DELETE that found nothing left, where the operation succeeds without a body.
fn already_gone<O: Operation>(response: Response) -> Result<Reply<O::Output>, Error<O::Error>> {
    match O::output(&Response::new(StatusCode::NO_CONTENT, Bytes::new())) {
        Ok(value) => Ok(Reply {
            already_gone: true,
            ..Reply::new(value, response.status, response.headers)
        }),
        Err(_needs_a_body) => O::decode(response),
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.send().await.map(|reply| reply.value) })
    }
}

impl<O: fmt::Debug> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet, so that it may hold a password.
        f.debug_struct("Call")
            .field("operation", &self.operation)
            .field("headers", &redact::Headers(&self.headers))
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("headers", &redact::Headers(&self.headers))
            .field("attempts", &self.attempts)
            .field("already_gone", &self.already_gone)
            .finish()
    }
}
