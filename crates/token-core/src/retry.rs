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

pub(crate) mod after;
pub(crate) mod budget;
pub(crate) mod deadline;
pub(crate) mod policy;
pub(crate) mod throttling;
pub(crate) mod verdict;

pub use budget::RetryBudget;
pub use policy::RetryPolicy;
