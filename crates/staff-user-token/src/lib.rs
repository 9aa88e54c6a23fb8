#![doc = include_str!("../README.md")]

mod generated;

pub use generated::*;
/// The runtime, whose types stand in this crate's interface.
pub use token_core;
