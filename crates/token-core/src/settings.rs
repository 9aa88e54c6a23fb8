//! What the builders of all clients have in common: the defaults, and where settings come from.
//!
//! Every generated `ClientBuilder` has the same setters for timeouts, retries, the transport and headers; the
//! constants are what they start with.
//! `ClientBuilder::from_environment` reads the variables that an [`Environment`] holds:
//!
//! ```
//! use token_core::settings::Environment;
//!
//! let environment = Environment::of(&[("SQUADCAST_REGION", "eu")]);
//! assert_eq!(environment.get("SQUADCAST_REGION")?.as_deref(), Some("eu"));
//! # Ok::<(), token_core::Error>(())
//! ```
//!
//! # What `build()` refuses
//!
//! An error of the kind [`Config`](crate::error::ErrorKind::Config), which names the setter and, if there is one, the
//! environment variable, is returned for
//!
//! - a base URL that is not safe, and a variable of a server's URL that does not fit into it;
//! - a secret or a user agent that is empty or that a header cannot carry, and a file that cannot be read;
//! - a limit of zero, and a connect timeout that is not below the attempt's;
//! - a transport that cannot be set up.

mod environment;

use std::time::Duration;

pub use environment::Environment;

/// How long a call may take, with its credential, its attempts and the waits between them: 45 s.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(45);

/// How long one attempt of a call may take, from connecting to the last byte of the response: 15 s.
pub const DEFAULT_ATTEMPT_TIMEOUT: Duration = Duration::from_secs(15);

/// How long connecting may take: 5 s, or half of an attempt if that is less.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How many bytes of a response body are read at most: 1 MiB.
pub const DEFAULT_MAX_BODY: usize = 1 << 20;
