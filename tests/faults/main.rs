//! The fault suite: everything that goes wrong between a client and its API, played byte by byte on loopback.
//!
//! A raw server (`support::server`) does to each request what a test asks for, and counts what reached it.
//! Every call goes through one helper (`support::scene`), which asserts what holds for all of them: the call ends
//! by its deadline, its attempts agree with what the server saw, and no planted secret is in the error, its
//! causes, the reply, or in anything that the stack logs at its most talkative.
//! The tests are named after the rows of `docs/faults.md`, which names each of them; each is played for operations
//! that are safe and for those that are not idempotent.
//!
//! The body that never ends is played a second time by the test binary `memory`, which measures what it costs.
//! The test binary `allocations` counts what a call costs when nothing goes wrong.
//! The chaos run and its long form are described in `chaos`, and the run against the system's TLS library in `tls`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and the lints' own exception covers `#[test]` functions only, not their helpers"
)]

mod arguments;
mod bodies;
mod budget;
mod canaries;
mod chaos;
mod closed;
mod concurrency;
mod connect;
mod deadlines;
mod deletes;
mod headers;
#[cfg(feature = "http2")]
mod http2;
mod proxy;
mod proxy_environment;
mod redirects;
mod retry_after;
mod runtimes;
mod sessions;
mod sessions_logins;
mod sessions_mindbody;
mod sessions_replays;
#[cfg(feature = "socks")]
mod socks;
mod stalls;
mod statuses;
mod support;
mod tls;
mod unkind;
