//! What a test has ordered for the calls to come.

use std::time::Duration;

use axum::http::StatusCode;

use crate::operation::Operation;

/// Orders, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    open: Vec<Order>,
}

#[derive(Debug)]
struct Order {
    remaining: usize,
    what: What,
    /// The only operation that it is for; without one, any request will do.
    only: Option<Operation>,
}

/// What happens to a call.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What {
    /// It is served after this time.
    Delay(Duration),
    /// It is refused, and nothing else happens.
    Fail(Failure),
    /// It is served, and its answer is lost.
    LoseAnswer,
}

/// How a call is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<Duration>,
}

/// What happens to the call at hand.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Fate {
    pub(crate) delay: Duration,
    pub(crate) failure: Option<Failure>,
    pub(crate) loses_answer: bool,
}

impl Orders {
    /// Orders this for the next `count` calls, or the next `count` calls of `only`.
    pub(crate) fn place(&mut self, count: usize, what: What, only: Option<Operation>) {
        if count > 0 {
            self.open.push(Order {
                remaining: count,
                what,
                only,
            });
        }
    }

    /// Returns what happens to the call at hand, and counts it: one order of each kind, the oldest.
    pub(crate) fn take(&mut self, operation: Option<Operation>) -> Fate {
        let mut fate = Fate::default();
        let (mut delayed, mut decided) = (false, false);
        for order in &mut self.open {
            if order.only.is_some() && order.only != operation {
                continue;
            }
            // A call that is refused does nothing whose answer could be lost.
            let taken = match order.what {
                What::Delay(_) => &mut delayed,
                What::Fail(_) | What::LoseAnswer => &mut decided,
            };
            if std::mem::replace(taken, true) {
                continue;
            }
            match order.what {
                What::Delay(delay) => fate.delay = delay,
                What::Fail(failure) => fate.failure = Some(failure),
                What::LoseAnswer => fate.loses_answer = true,
            }
            order.remaining -= 1;
        }
        self.open.retain(|order| order.remaining > 0);
        fate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUE: Option<Operation> = Some(Operation::IssueToken);
    const RENEW: Option<Operation> = Some(Operation::RenewToken);

    fn fail(status: StatusCode) -> What {
        What::Fail(Failure {
            status,
            retry_after: None,
        })
    }

    fn status(fate: &Fate) -> Option<StatusCode> {
        fate.failure.map(|failure| failure.status)
    }

    #[test]
    fn failures_end_after_their_count_and_keep_their_order() {
        let mut orders = Orders::default();
        orders.place(2, fail(StatusCode::BAD_GATEWAY), None);
        orders.place(0, fail(StatusCode::CONFLICT), None);
        orders.place(1, fail(StatusCode::TOO_MANY_REQUESTS), None);
        for expected in [StatusCode::BAD_GATEWAY, StatusCode::BAD_GATEWAY] {
            assert_eq!(status(&orders.take(ISSUE)), Some(expected));
        }
        let last = orders.take(RENEW);
        assert_eq!(status(&last), Some(StatusCode::TOO_MANY_REQUESTS));
        assert_eq!(orders.take(RENEW), Fate::default());
    }

    #[test]
    fn an_order_for_one_operation_waits_for_it() {
        let mut orders = Orders::default();
        orders.place(1, What::LoseAnswer, RENEW);
        assert_eq!(orders.take(ISSUE), Fate::default());
        assert_eq!(orders.take(None), Fate::default());
        assert!(orders.take(RENEW).loses_answer);
        assert_eq!(orders.take(RENEW), Fate::default());
    }

    #[test]
    fn a_delay_goes_along_with_a_failure_or_a_loss() {
        let second = Duration::from_secs(1);
        let mut orders = Orders::default();
        orders.place(1, What::LoseAnswer, None);
        orders.place(2, What::Delay(second), None);
        orders.place(1, fail(StatusCode::CONFLICT), None);
        let first = orders.take(ISSUE);
        assert!(first.loses_answer && first.failure.is_none());
        assert_eq!(first.delay, second);
        let next = orders.take(ISSUE);
        assert!(!next.loses_answer);
        assert_eq!(status(&next), Some(StatusCode::CONFLICT));
        assert_eq!(next.delay, second);
        assert_eq!(orders.take(ISSUE), Fate::default());
    }
}
