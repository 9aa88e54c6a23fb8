//! One call: attempt after attempt, until one decides or the deadline comes.

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use tokio::time::{Instant, sleep, timeout_at};

use super::{
    Limits, Pipeline, Used,
    outcome::{AttemptOutcome, CallOutcome},
};
use crate::{
    error::{Error, attempt::Attempt},
    observe::{self, error_type::ErrorType, exchange::ExchangeProbe},
    redact::secrets::Masks,
    retry::{
        after::retry_after,
        budget::Permit,
        deadline::{SHORTEST_ATTEMPT, fit_deadline},
        throttling::is_throttling,
        verdict::{AttemptResult, verdict},
    },
    time::deadline,
    transport::{
        body::Body,
        error::{Sent, TransportError, TransportErrorKind},
        request::Request,
        response::Response,
    },
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

/// Whether the body of a success breaks off where its JSON goes on.
pub(crate) type IsTorn<'a> = &'a (dyn Fn(&Response) -> bool + Send + Sync);

struct Run<'a> {
    pipeline: &'a Pipeline,
    template: Request,
    limits: Limits,
    deadline: Instant,
    attempts: Vec<Attempt>,
    /// Whether a refused credential has had the request repeated.
    replayed: bool,
    is_torn: IsTorn<'a>,
}

impl Pipeline {
    /// Sends `request` as often as the retry policy wants, and returns how the call ended.
    pub(crate) async fn execute(
        &self,
        mut request: Request,
        options: Options,
        is_torn: IsTorn<'_>,
    ) -> Result<CallOutcome, Error> {
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
            replayed: false,
            is_torn,
        };
        run.run_attempts().await
    }
}

impl<'a> Run<'a> {
    async fn run_attempts(mut self) -> Result<CallOutcome, Error> {
        let pipeline = self.pipeline;
        let (policy, budget) = (self.limits.retry, &pipeline.0.budget);
        let operation = self.template.operation;
        let mut waited = Duration::ZERO;
        let mut permit: Option<Permit<'_>> = None;
        loop {
            let tried = self.attempt(waited).await?;
            // The replay of a refused credential is not a retry, and does not count as one.
            let retryable = self.attempts.len() - usize::from(self.replayed);
            let number = u32::try_from(retryable).unwrap_or(u32::MAX);
            let asked = tried
                .result
                .as_ref()
                .ok()
                .and_then(|response| retry_after(&response.headers));
            let ending = match &tried.result {
                Ok(response) => AttemptResult::Status(response.status, asked),
                Err(error) => AttemptResult::Fault(error.kind, error.sent),
            };
            let verdict = verdict(operation, ending);
            let done = tried.is_success() || self.is_gone(&tried.result);
            match (permit.take(), done) {
                (Some(permit), false) => permit.spend(),
                (None, true) => budget.earn(),
                _ => {}
            }
            if tried.is_unauthorized() && self.replays(&tried.used).await {
                waited = Duration::ZERO;
                continue;
            }
            let wait = policy.wait(verdict, number, asked, fastrand::f64());
            let wait = wait.filter(|_| self.can_resend() && self.may_resend(ending));
            let Some(wait) = wait.and_then(|wait| fit_deadline(wait, asked, self.remaining()))
            else {
                return Ok(self.end(tried, false));
            };
            permit = budget.withdraw(verdict);
            if permit.is_none() {
                observe::budget_refused(pipeline.0.api, operation);
                return Ok(self.end(tried, true));
            }
            let error = self.attempts.last().and_then(ErrorType::of_attempt);
            observe::retrying(operation, error, wait);
            sleep(wait).await;
            waited = wait;
        }
    }

    /// Makes one attempt and notes it.
    async fn attempt(&mut self, waited: Duration) -> Result<AttemptOutcome<'a>, Error> {
        let mut request = self.template.clone();
        request.attempt = u32::try_from(self.attempts.len() + 1).unwrap_or(u32::MAX);
        let used = self.authorize(&mut request).await?;
        let started = Instant::now();
        if self.remaining().is_zero() {
            let late = TransportError::new(TransportErrorKind::Timeout, Sent::No);
            return Err(Error::transport(self.template.operation, late)
                .with_attempts(self.attempts.clone()));
        }
        request.timeout = self.limits.attempt.min(self.remaining());
        let limit = deadline(request.timeout);
        let masks = Masks::of(&request);
        let probe = ExchangeProbe::begin(&request);
        let sending = self.pipeline.0.transport.send(request);
        let sending = timeout_at(limit + GRACE, sending);
        let result = match probe.run(sending).await {
            Ok(Ok(response)) if response.status.is_success() && (self.is_torn)(&response) => {
                Err(TransportError::new(TransportErrorKind::Body, Sent::Yes))
            }
            Ok(Ok(response)) => Ok(Response { masks, ..response }),
            Ok(Err(fault)) => Err(fault.masked(&masks)),
            Err(_elapsed) => Err(TransportError::new(
                TransportErrorKind::Timeout,
                Sent::Maybe,
            )),
        };
        let attempt = Attempt {
            status: result.as_ref().ok().map(|response| response.status),
            fault: result.as_ref().err().map(|error| error.kind),
            sent: result
                .as_ref()
                .map_or_else(|error| error.sent, |_| Sent::Yes),
            took: started.elapsed(),
            waited,
            refused: result.as_ref().is_ok_and(|response| {
                is_throttling(response.status, retry_after(&response.headers))
            }),
        };
        probe.end(&attempt);
        self.attempts.push(attempt);
        Ok(AttemptOutcome { result, used })
    }

    /// Reports to the credentials that they were refused, and returns whether to send the request again.
    ///
    /// A body that can be read only once, and has been begun, cannot be sent again.
    async fn replays(&mut self, used: &[Used<'_>]) -> bool {
        let mut another = false;
        for Used {
            credential,
            generation,
        } in used
        {
            let rejected = credential.rejected(*generation);
            another |= timeout_at(self.deadline, rejected).await.unwrap_or(false);
        }
        let replays =
            another && !self.replayed && self.can_resend() && self.remaining() >= SHORTEST_ATTEMPT;
        self.replayed |= replays;
        replays
    }

    /// Applies the credentials; to wait for them counts towards the deadline.
    async fn authorize(&self, request: &mut Request) -> Result<Vec<Used<'a>>, Error> {
        let pipeline = self.pipeline;
        let applied = match timeout_at(self.deadline, pipeline.authorize(request)).await {
            Ok(applied) => applied,
            Err(_elapsed) => Err(Error::late_credential(self.template.operation)),
        };
        applied.map_err(|error| error.with_attempts(self.attempts.clone()))
    }

    /// Returns whether the whole body is still there: what was read while it was sent is gone.
    fn can_resend(&self) -> bool {
        self.template.body.as_ref().is_none_or(Body::is_ready)
    }

    /// Returns whether this call sends again what may have been sent.
    fn may_resend(&self, ending: AttemptResult) -> bool {
        !self.limits.sends_once || matches!(ending, AttemptResult::Fault(_, Sent::No))
    }

    fn remaining(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    fn end(self, tried: AttemptOutcome<'_>, exhausted: bool) -> CallOutcome {
        let already_gone = self.is_gone(&tried.result);
        CallOutcome {
            result: tried.result,
            attempts: self.attempts,
            exhausted,
            already_gone,
        }
    }

    /// Returns whether a DELETE finds nothing, after an attempt that may have removed it.
    fn is_gone(&self, result: &Result<Response, TransportError>) -> bool {
        let (Some((_last, earlier)), Ok(response)) = (self.attempts.split_last(), result) else {
            return false;
        };
        self.template.method == Method::DELETE
            && [StatusCode::NOT_FOUND, StatusCode::GONE].contains(&response.status)
            && earlier.iter().any(Attempt::is_ambiguous)
    }
}
