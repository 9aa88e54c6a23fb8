//! The workspace's tasks, as a library so that tests call them without a process.
//!
//! Nothing here depends on a crate under `crates/`, so that a broken generated crate can always be made anew.

pub mod cli;
pub mod codegen;
pub mod corpus;
pub mod scaffold;
