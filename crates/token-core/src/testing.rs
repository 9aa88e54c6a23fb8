//! Transports for tests: no network, and everything above it as it is in production.
//!
//! [`ScriptedTransport`] plays a sequence of responses and faults through the real stack, with its retries and
//! credentials; [`MockTransport`] is a [mockall](https://docs.rs/mockall) mock, to expect single requests.
//! Both need the feature `mock`.
//!
//! ```
//! use token_core::{http::StatusCode, testing::ScriptedTransport};
//!
//! let script = ScriptedTransport::new()
//!     .status(StatusCode::SERVICE_UNAVAILABLE)
//!     .times(2)
//!     .json(StatusCode::OK, r#"{"data": []}"#);
//! // Client::builder().transport(script) …
//! ```

mod scripted;

pub use crate::transport::seam::MockTransport;
pub use scripted::ScriptedTransport;
