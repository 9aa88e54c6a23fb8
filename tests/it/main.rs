//! The tests that span the workspace, in two wings, `generator` and `client`, with `repository` for the files themselves.
//!
//! A new test goes into the module of its subject; the first lines of each wing say which that is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and the lints' own exception covers `#[test]` functions only, not their helpers"
)]

mod client;
mod generator;
mod repository;
mod support;
