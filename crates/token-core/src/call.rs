//! An operation on its way: options, then `.await`.

mod mint;
pub(crate) mod reply;

use std::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

pub use reply::Reply;

use crate::{
    error::{Error, decode_error::DecodeError, kind::ErrorKind},
    observe::call::CallProbe,
    operation::{Operation, info::OperationInfo},
    pipeline::{
        Limits, Pipeline,
        run::{IsTorn, Options},
    },
    redact,
    retry::policy::RetryPolicy,
    transport::response::Response,
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

    /// Sets how long the call may take, with its credential, its attempts and the waits; the client's `timeout` by
    /// default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.call = timeout;
        self
    }

    /// Sets how long one attempt may take, to the last byte of the response; the client's `attempt_timeout` by default.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt = timeout;
        self
    }

    /// Adds a header, or replaces one of the client's; mark a secret one with `HeaderValue::set_sensitive`.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sends this call to `url` in place of the client's base URL; one that is not safe is an error of the kind
    /// [`Config`](ErrorKind::Config) when the call is sent.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets when the call is retried; the client's policy by default.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.limits.retry = policy;
        self
    }

    /// Sends the call and returns the value with the status and the headers.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::error::ErrorKind).
    pub async fn send(self) -> Result<Reply<O::Output>, Error<O::Error>> {
        let probe = CallProbe::begin(self.pipeline.api(), O::INFO);
        probe.run(self.execute()).await
    }

    /// Sends the call, and is content with a status that means success, whatever the body holds.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), but for [`ErrorKind::Decode`](crate::error::ErrorKind::Decode).
    pub async fn acknowledge(self) -> Result<(), Error<O::Error>> {
        match self.send().await {
            Err(error) if error.kind() != ErrorKind::Decode => Err(error),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    async fn execute(self) -> Result<Reply<O::Output>, Error<O::Error>> {
        let is_torn = |response: &Response| {
            may_be_torn(O::INFO, response) && is_cut_off(&O::output(response))
        };
        self.carry(&is_torn, |response, already_gone| {
            if already_gone {
                self::already_gone::<O>(response)
            } else {
                O::decode(response)
            }
        })
        .await
    }

    /// Sends the call, and has its response read by `decode`, which also hears whether a DELETE found nothing.
    async fn carry<T>(
        self,
        is_torn: IsTorn<'_>,
        decode: impl FnOnce(Response, bool) -> Result<Reply<T>, Error<O::Error>>,
    ) -> Result<Reply<T>, Error<O::Error>> {
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
        let outcome = pipeline
            .execute(request, Options { headers, limits }, is_torn)
            .await
            .map_err(Error::retype)?;
        let attempts = u32::try_from(outcome.attempts.len()).unwrap_or(u32::MAX);
        let decoded = match outcome.result {
            Ok(response) => decode(response, outcome.already_gone),
            Err(fault) => Err(Error::transport(O::INFO, fault)),
        };
        match decoded {
            Ok(reply) => Ok(Reply { attempts, ..reply }),
            Err(error) => {
                let error = error.with_attempts(outcome.attempts);
                Err(if outcome.exhausted {
                    error.exhausted()
                } else {
                    error
                })
            }
        }
    }
}

/// Returns whether a body may have been cut off on the way: it has no length of its own, and may be asked for again.
fn may_be_torn(operation: &OperationInfo, response: &Response) -> bool {
    operation.is_idempotent() && has_no_length(&response.headers, &response.body)
}

/// Returns whether only the JSON of a body can tell where it ends.
fn has_no_length(headers: &HeaderMap, body: &[u8]) -> bool {
    !headers.contains_key(header::CONTENT_LENGTH) && !body.is_empty()
}

fn is_cut_off<T>(output: &Result<T, DecodeError>) -> bool {
    output.as_ref().is_err_and(DecodeError::is_cut_off)
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
