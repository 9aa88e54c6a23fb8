//! When a call is retried, and how long it waits.
//!
//! [`RetryPolicy`] says how often and how long, for a client or for one call; a [`RetryBudget`] keeps a client from
//! adding to the load of a server that fails, and several clients of one server can share it.
//!
//! ```
//! use std::{sync::Arc, time::Duration};
//! use token_core::retry::{RetryBudget, RetryPolicy};
//!
//! let patient = RetryPolicy::default().max_attempts(5).base(Duration::from_millis(250));
//! let shared = Arc::new(RetryBudget::default());
//! // Client::builder().retry(patient).retry_budget(shared) …
//! ```

mod after;
mod budget;
mod deadline;
mod policy;
mod throttling;
mod verdict;

pub(crate) use after::{http_date, retry_after};
pub(crate) use budget::Permit;
pub use budget::RetryBudget;
pub(crate) use deadline::{SHORTEST_ATTEMPT, fit_deadline};
pub use policy::RetryPolicy;
pub(crate) use throttling::is_throttling;
pub(crate) use verdict::{AttemptResult, Verdict, verdict};
