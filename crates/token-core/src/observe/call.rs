//! A call, from its first attempt to its result.

use std::time::Duration;

use super::{
    end::CallEnd,
    error_type::{CANCELLED, ErrorType},
};
use crate::{
    call::reply::Reply, codegen::api_info::ApiInfo, error::Error, meter,
    operation::info::OperationInfo, trace,
};

/// Watches a call; one that is dropped before its end counts as cancelled.
#[must_use]
pub(crate) struct CallProbe {
    span: trace::Call,
    meter: meter::Call,
    ended: bool,
}

impl CallProbe {
    pub(crate) fn begin(api: &'static ApiInfo, operation: &'static OperationInfo) -> Self {
        Self {
            span: trace::Call::begin(api, operation),
            meter: meter::Call::begin(api, operation),
            ended: false,
        }
    }

    /// Runs the call in its span, and notes how it ends.
    pub(crate) async fn run<T, E>(
        mut self,
        call: impl Future<Output = Result<Reply<T>, Error<E>>>,
    ) -> Result<Reply<T>, Error<E>> {
        let result = self.span.run(call).await;
        self.end(&CallEnd::of(&result));
        result
    }

    fn end(&mut self, end: &CallEnd) {
        self.ended = true;
        self.span.end(end);
        self.meter.end(end);
    }
}

impl Drop for CallProbe {
    fn drop(&mut self) {
        if !self.ended {
            self.end(&CallEnd {
                status: None,
                error: Some(CANCELLED),
                attempts: None,
            });
        }
    }
}

impl CallEnd {
    fn of<T, E>(result: &Result<Reply<T>, Error<E>>) -> Self {
        match result {
            Ok(reply) => Self {
                status: Some(reply.status),
                error: None,
                attempts: Some(reply.attempts as usize),
            },
            Err(error) => Self {
                status: error.status(),
                error: Some(ErrorType::of_call(error)),
                attempts: Some(error.attempts().len()),
            },
        }
    }
}

/// Notes that a call waits before another attempt.
pub(crate) fn retrying(
    operation: &'static OperationInfo,
    error: Option<ErrorType>,
    wait: Duration,
) {
    trace::retrying(operation, error, wait);
}

/// Notes that another attempt was due, and that the retry budget is spent.
pub(crate) fn budget_refused(api: &'static ApiInfo, operation: &'static OperationInfo) {
    trace::budget_refused(operation);
    meter::budget_refused(api, operation);
}
