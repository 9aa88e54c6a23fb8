#![doc = include_str!("../README.md")]

mod generated;

pub use generated::*;
/// The runtime: what is re-exported above, and the crates whose types are part of the interface.
pub use token_core;
#[cfg(feature = "mock")]
pub use token_core::testing;
pub use token_core::{
    Call, Error, Secret, credential, error, model, operation, retry, session, settings, store,
    transport,
};
