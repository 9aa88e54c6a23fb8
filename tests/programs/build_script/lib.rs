//! A client that the build script generates.

include!(concat!(env!("OUT_DIR"), "/api.rs"));

pub use generated::*;
pub use token_core;
