//! The tests that span the workspace: a module for each subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and the lints' own exception covers `#[test]` functions only, not their helpers"
)]

mod accept;
mod answers;
mod arguments;
mod bodies;
mod bounds;
mod build_script;
mod command_line;
mod corpus;
mod decorators;
mod drift;
mod environment;
mod files;
mod fresh;
mod keys;
mod lifecycle;
mod limits;
mod mocking;
mod module_graph;
mod overlays;
mod package;
mod papers;
mod parameters;
mod programs;
mod reject;
mod retries;
mod rotation;
mod round_trip;
mod scaffold;
mod secrets;
mod sessions;
mod settings;
mod slices;
mod spec_examples;
mod support;
mod synthetic;
mod tidy;
mod traces;
mod wire;
