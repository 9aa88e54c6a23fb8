//! What every token store must do, and what processes that share one make of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and the lints' own exception covers `#[test]` functions only, not their helpers"
)]

mod conformance;
mod kills;
mod redis;
mod support;
mod workers;
