//! The failures that a test has ordered for the calls to come.

use axum::http::StatusCode;

use crate::operation::Operation;

/// Ordered failures, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    ordered: Vec<Failure>,
}

#[derive(Debug)]
struct Failure {
    remaining: usize,
    status: StatusCode,
    /// The only operation that fails; without one, any request does.
    only: Option<Operation>,
}

impl Failures {
    /// Orders that the next `count` calls fail, or the next `count` calls of `only`.
    pub(crate) fn order(&mut self, count: usize, status: StatusCode, only: Option<Operation>) {
        if count > 0 {
            self.ordered.push(Failure {
                remaining: count,
                status,
                only,
            });
        }
    }

    /// Returns the status that the call at hand fails with, and counts it as failed.
    pub(crate) fn take(&mut self, operation: Option<Operation>) -> Option<StatusCode> {
        let failure = self
            .ordered
            .iter_mut()
            .find(|failure| failure.only.is_none() || failure.only == operation)?;
        failure.remaining -= 1;
        let status = failure.status;
        self.ordered.retain(|failure| failure.remaining > 0);
        Some(status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUE: Option<Operation> = Some(Operation::IssueToken);
    const RENEW: Option<Operation> = Some(Operation::RenewToken);

    #[test]
    fn failures_end_after_their_count_and_keep_their_order() {
        let mut failures = Failures::default();
        failures.order(2, StatusCode::BAD_GATEWAY, None);
        failures.order(0, StatusCode::CONFLICT, None);
        failures.order(1, StatusCode::TOO_MANY_REQUESTS, None);
        assert_eq!(failures.take(ISSUE), Some(StatusCode::BAD_GATEWAY));
        assert_eq!(failures.take(None), Some(StatusCode::BAD_GATEWAY));
        assert_eq!(failures.take(RENEW), Some(StatusCode::TOO_MANY_REQUESTS));
        assert_eq!(failures.take(RENEW), None);
    }

    #[test]
    fn a_failure_of_one_operation_waits_for_it() {
        let mut failures = Failures::default();
        failures.order(1, StatusCode::NOT_FOUND, RENEW);
        assert_eq!(failures.take(ISSUE), None);
        assert_eq!(failures.take(None), None);
        assert_eq!(failures.take(RENEW), Some(StatusCode::NOT_FOUND));
        assert_eq!(failures.take(RENEW), None);
    }
}
