//! The workspace's tasks, as a library so that tests call them without a process.
//!
//! What generates is [`token_codegen`], which depends on no other crate of the workspace, so that a broken generated
//! crate can always be generated again.

pub mod cli;
pub mod corpus;
mod tests_manifest;
