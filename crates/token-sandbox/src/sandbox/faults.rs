//! Faults for the next calls.

use std::time::Duration;

use axum::http::StatusCode;

use super::Sandbox;
use crate::faults::{Failure, Fault};
use crate::operation::Operation;

/// Faults of one kind apply one after the other, oldest first.
/// A delay combines with a failure or a lost response.
impl Sandbox {
    /// Makes the next `count` requests fail with `status` and their API's error body.
    ///
    /// Such a request is recorded and changes nothing else.
    pub fn fail_next(&self, count: usize, status: StatusCode) {
        self.plan(count, fail(status, None), None);
    }

    /// Makes the next `count` calls of one operation fail, as [`fail_next`](Self::fail_next) does.
    pub fn fail_next_of(&self, operation: Operation, count: usize, status: StatusCode) {
        self.plan(count, fail(status, None), Some(operation));
    }

    /// Makes the next `count` calls of one operation fail with a `Retry-After`, in whole seconds.
    pub fn fail_next_of_with_retry_after(
        &self,
        operation: Operation,
        count: usize,
        status: StatusCode,
        retry_after: Duration,
    ) {
        self.plan(count, fail(status, Some(retry_after)), Some(operation));
    }

    /// Makes the next `count` calls of one operation wait for `delay` of real time before they are served.
    ///
    /// They are recorded when they arrive.
    pub fn delay_next_of(&self, operation: Operation, count: usize, delay: Duration) {
        self.plan(count, Fault::Delay(delay), Some(operation));
    }

    /// Loses the responses to the next `count` calls of one operation.
    ///
    /// The calls are served, and the connection is closed instead of a response.
    pub fn lose_next_of(&self, operation: Operation, count: usize) {
        self.plan(count, Fault::LoseResponse, Some(operation));
    }

    fn plan(&self, count: usize, fault: Fault, only: Option<Operation>) {
        self.state.lock().faults.plan(count, fault, only);
    }
}

fn fail(status: StatusCode, retry_after: Option<Duration>) -> Fault {
    Fault::Fail(Failure {
        status,
        retry_after,
    })
}
