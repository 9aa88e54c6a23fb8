//! One call: attempt after attempt, until one decides or the deadline comes.

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use tokio::time::{Instant, sleep, timeout_at};

use super::{Limits, Pipeline};
use crate::{
    Attempt, Body, Error, Request, Response, Sent, TransportError, TransportErrorKind,
    masks::Masks,
    retry::{Ending, Permit, fit, is_throttling, retry_after, verdict},
    time::deadline,
    trace,
};

/// How much longer than its timeout a transport may take to give up.
///
/// It keeps to its timeout by itself, and knows best how far it came; one that does not is cut off.
const GRACE: Duration = Duration::from_millis(50);

/// What one call may do.
pub(crate) struct Options {
    pub(crate) headers: HeaderMap,
    pub(crate) limits: Limits,
}

/// How a call ended.
pub(crate) struct Outcome {
    pub(crate) answer: Result<Response, TransportError>,
    /// Every attempt, the one that decided included.
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) masks: Masks,
    /// Whether another attempt was due, and the retry budget refused it.
    pub(crate) exhausted: bool,
    /// Whether a DELETE found that an earlier attempt, whose answer was lost, had done its work.
    pub(crate) already_gone: bool,
}

/// Whether the body of a success breaks off where its JSON goes on.
pub(crate) type IsTorn<'a> = &'a (dyn Fn(&Response) -> bool + Send + Sync);

struct Run<'a> {
    pipeline: &'a Pipeline,
    template: Request,
    limits: Limits,
    deadline: Instant,
    attempts: Vec<Attempt>,
    is_torn: IsTorn<'a>,
}

impl Pipeline {
    /// Sends `request` as often as the retry policy wants, and returns how the call ended.
    pub(crate) async fn execute(
        &self,
        mut request: Request,
        options: Options,
        is_torn: IsTorn<'_>,
    ) -> Result<Outcome, Error> {
        let Options { headers, limits } = options;
        for (name, value) in &self.0.headers {
            request.headers.entry(name).or_insert_with(|| value.clone());
        }
        request.headers.extend(headers);
        request.max_body = limits.max_body;
        let deadline = deadline(limits.call);
        let run = Run {
            pipeline: self,
            template: request,
            limits,
            deadline,
            attempts: Vec::new(),
            is_torn,
        };
        run.finish().await
    }
}

impl Run<'_> {
    async fn finish(mut self) -> Result<Outcome, Error> {
        let pipeline = self.pipeline;
        let (policy, budget) = (self.limits.retry, &pipeline.0.budget);
        let operation = self.template.operation;
        let mut waited = Duration::ZERO;
        let mut permit: Option<Permit<'_>> = None;
        loop {
            let (answer, masks) = self.attempt(waited).await?;
            let number = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
            let asked = answer
                .as_ref()
                .ok()
                .and_then(|response| retry_after(&response.headers));
            let ending = match &answer {
                Ok(response) => Ending::Status(response.status, asked),
                Err(error) => Ending::Fault(error.kind, error.sent),
            };
            let verdict = verdict(operation, ending);
            let done = is_success(&answer) || self.is_gone(&answer);
            match (permit.take(), done) {
                (Some(permit), false) => permit.spend(),
                (None, true) => budget.earn(),
                _ => {}
            }
            let wait = policy.wait(verdict, number, asked, fastrand::f64());
            // What was read while it was sent is gone.
            let wait = wait.filter(|_| self.template.body.as_ref().is_none_or(Body::is_ready));
            let Some(wait) = wait.and_then(|wait| fit(wait, asked, self.remaining())) else {
                return Ok(self.end(answer, masks, false));
            };
            permit = budget.withdraw(verdict);
            if permit.is_none() {
                return Ok(self.end(answer, masks, true));
            }
            trace::retrying(wait);
            sleep(wait).await;
            waited = wait;
        }
    }

    /// Makes one attempt and notes it.
    async fn attempt(
        &mut self,
        waited: Duration,
    ) -> Result<(Result<Response, TransportError>, Masks), Error> {
        let mut request = self.template.clone();
        request.attempt = u32::try_from(self.attempts.len() + 1).unwrap_or(u32::MAX);
        self.authorize(&mut request).await?;
        let started = Instant::now();
        if self.remaining().is_zero() {
            let late = TransportError::new(TransportErrorKind::Timeout, Sent::No);
            return Err(Error::transport(self.template.operation, late)
                .with_attempts(self.attempts.clone()));
        }
        request.timeout = self.limits.attempt.min(self.remaining());
        let limit = deadline(request.timeout);
        let masks = Masks::of(&request.headers, &request.secrets);
        let sending = self.pipeline.0.transport.send(request);
        let operation = self.template.operation;
        let sending = timeout_at(limit + GRACE, sending);
        let answer = match trace::attempt(operation, sending).await {
            Ok(Ok(response)) if response.status.is_success() && (self.is_torn)(&response) => {
                Err(TransportError::new(TransportErrorKind::Body, Sent::Yes))
            }
            Ok(answer) => answer,
            Err(_elapsed) => Err(TransportError::new(
                TransportErrorKind::Timeout,
                Sent::Maybe,
            )),
        };
        let attempt = Attempt {
            status: answer.as_ref().ok().map(|response| response.status),
            fault: answer.as_ref().err().map(|error| error.kind),
            sent: answer
                .as_ref()
                .map_or_else(|error| error.sent, |_| Sent::Yes),
            took: started.elapsed(),
            waited,
            refused: answer.as_ref().is_ok_and(is_refusal),
        };
        trace::attempted(&attempt);
        self.attempts.push(attempt);
        Ok((answer, masks))
    }

    /// Applies the credentials; to wait for them counts towards the deadline.
    async fn authorize(&self, request: &mut Request) -> Result<(), Error> {
        let applied = match timeout_at(self.deadline, self.pipeline.authorize(request)).await {
            Ok(applied) => applied,
            Err(_elapsed) => {
                let late = "the credential did not come before the call's deadline";
                Err(Error::credential(self.template.operation, late))
            }
        };
        applied.map_err(|error| error.with_attempts(self.attempts.clone()))
    }

    fn remaining(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    fn end(
        self,
        answer: Result<Response, TransportError>,
        masks: Masks,
        exhausted: bool,
    ) -> Outcome {
        let already_gone = self.is_gone(&answer);
        Outcome {
            answer,
            attempts: self.attempts,
            masks,
            exhausted,
            already_gone,
        }
    }

    /// Returns whether a DELETE finds nothing, after an attempt that may have removed it.
    fn is_gone(&self, answer: &Result<Response, TransportError>) -> bool {
        let (Some((_last, earlier)), Ok(response)) = (self.attempts.split_last(), answer) else {
            return false;
        };
        self.template.method == Method::DELETE
            && [StatusCode::NOT_FOUND, StatusCode::GONE].contains(&response.status)
            && earlier.iter().any(Attempt::is_ambiguous)
    }
}

fn is_refusal(response: &Response) -> bool {
    is_throttling(response.status, retry_after(&response.headers))
}

fn is_success(answer: &Result<Response, TransportError>) -> bool {
    answer
        .as_ref()
        .is_ok_and(|response| response.status.is_success())
}
