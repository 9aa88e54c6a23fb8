//! Orders for the calls to come.

use std::time::Duration;

use axum::http::StatusCode;

use super::Sandbox;
use crate::operation::Operation;
use crate::orders::{Failure, What};

/// Orders of one kind are served one after the other, oldest first.
/// A delay goes along with a failure or a lost answer.
impl Sandbox {
    /// Makes the next `count` requests fail with `status` and their API's error body.
    ///
    /// A request that fails so is recorded and changes nothing else.
    pub fn fail_next(&self, count: usize, status: StatusCode) {
        self.order(count, fail(status, None), None);
    }

    /// Makes the next `count` calls of one operation fail, as [`fail_next`](Self::fail_next) does.
    pub fn fail_next_of(&self, operation: Operation, count: usize, status: StatusCode) {
        self.order(count, fail(status, None), Some(operation));
    }

    /// Makes the next `count` calls of one operation fail, and asks in `Retry-After` to wait so many full seconds.
    pub fn fail_next_of_with_retry_after(
        &self,
        operation: Operation,
        count: usize,
        status: StatusCode,
        retry_after: Duration,
    ) {
        self.order(count, fail(status, Some(retry_after)), Some(operation));
    }

    /// Makes the next `count` calls of one operation wait for `delay` of real time before anything is done.
    ///
    /// They are recorded when they come in.
    pub fn delay_next_of(&self, operation: Operation, count: usize, delay: Duration) {
        self.order(count, What::Delay(delay), Some(operation));
    }

    /// Makes the answers to the next `count` calls of one operation get lost.
    ///
    /// What they ask for is done, and the connection is closed in place of an answer.
    pub fn lose_next_of(&self, operation: Operation, count: usize) {
        self.order(count, What::LoseAnswer, Some(operation));
    }

    fn order(&self, count: usize, what: What, only: Option<Operation>) {
        self.world.lock().orders.place(count, what, only);
    }
}

fn fail(status: StatusCode, retry_after: Option<Duration>) -> What {
    What::Fail(Failure {
        status,
        retry_after,
    })
}
