//! The faults that a test has planned for the next calls.

use std::time::Duration;

use axum::http::StatusCode;

use crate::operation::Operation;

/// The planned faults, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    planned: Vec<PlannedFault>,
}

#[derive(Debug)]
struct PlannedFault {
    /// How many more calls it applies to.
    remaining: usize,
    fault: Fault,
    /// The only operation that it applies to; any request if `None`.
    only: Option<Operation>,
}

/// A fault of one kind.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// The call is served after this time.
    Delay(Duration),
    /// The call is refused, and has no other effect.
    Fail(Failure),
    /// The call is served, and its response is lost.
    LoseResponse,
}

/// How a call is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<Duration>,
}

/// What the planned faults do to one call.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Effects {
    pub(crate) delay: Duration,
    pub(crate) failure: Option<Failure>,
    pub(crate) loses_response: bool,
}

impl Faults {
    /// Plans a fault for the next `count` calls, of the operation `only` if there is one.
    pub(crate) fn plan(&mut self, count: usize, fault: Fault, only: Option<Operation>) {
        if count > 0 {
            self.planned.push(PlannedFault {
                remaining: count,
                fault,
                only,
            });
        }
    }

    /// Returns the effects on the current call, and counts it: one fault of each kind applies, the oldest.
    pub(crate) fn take(&mut self, operation: Option<Operation>) -> Effects {
        let mut effects = Effects::default();
        let (mut is_delayed, mut is_decided) = (false, false);
        for planned in &mut self.planned {
            if planned.only.is_some() && planned.only != operation {
                continue;
            }
            // A refused call has no response that could be lost.
            let is_taken = match planned.fault {
                Fault::Delay(_) => &mut is_delayed,
                Fault::Fail(_) | Fault::LoseResponse => &mut is_decided,
            };
            if std::mem::replace(is_taken, true) {
                continue;
            }
            match planned.fault {
                Fault::Delay(delay) => effects.delay = delay,
                Fault::Fail(failure) => effects.failure = Some(failure),
                Fault::LoseResponse => effects.loses_response = true,
            }
            planned.remaining -= 1;
        }
        self.planned.retain(|planned| planned.remaining > 0);
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUE: Option<Operation> = Some(Operation::IssueToken);
    const RENEW: Option<Operation> = Some(Operation::RenewToken);

    fn fail(status: StatusCode) -> Fault {
        Fault::Fail(Failure {
            status,
            retry_after: None,
        })
    }

    fn status(effects: &Effects) -> Option<StatusCode> {
        effects.failure.map(|failure| failure.status)
    }

    #[test]
    fn failures_end_after_their_count_and_keep_their_order() {
        let mut faults = Faults::default();
        faults.plan(2, fail(StatusCode::BAD_GATEWAY), None);
        faults.plan(0, fail(StatusCode::CONFLICT), None);
        faults.plan(1, fail(StatusCode::TOO_MANY_REQUESTS), None);
        for expected in [StatusCode::BAD_GATEWAY, StatusCode::BAD_GATEWAY] {
            assert_eq!(status(&faults.take(ISSUE)), Some(expected));
        }
        let last = faults.take(RENEW);
        assert_eq!(status(&last), Some(StatusCode::TOO_MANY_REQUESTS));
        assert_eq!(faults.take(RENEW), Effects::default());
    }

    #[test]
    fn a_fault_of_one_operation_waits_for_it() {
        let mut faults = Faults::default();
        faults.plan(1, Fault::LoseResponse, RENEW);
        assert_eq!(faults.take(ISSUE), Effects::default());
        assert_eq!(faults.take(None), Effects::default());
        assert!(faults.take(RENEW).loses_response);
        assert_eq!(faults.take(RENEW), Effects::default());
    }

    #[test]
    fn a_delay_combines_with_a_failure_or_a_loss() {
        let second = Duration::from_secs(1);
        let mut faults = Faults::default();
        faults.plan(1, Fault::LoseResponse, None);
        faults.plan(2, Fault::Delay(second), None);
        faults.plan(1, fail(StatusCode::CONFLICT), None);
        let first = faults.take(ISSUE);
        assert!(first.loses_response && first.failure.is_none());
        assert_eq!(first.delay, second);
        let next = faults.take(ISSUE);
        assert!(!next.loses_response);
        assert_eq!(status(&next), Some(StatusCode::CONFLICT));
        assert_eq!(next.delay, second);
        assert_eq!(faults.take(ISSUE), Effects::default());
    }
}
