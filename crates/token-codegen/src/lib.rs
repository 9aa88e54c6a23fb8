//! Generates typed API client crates on `token-core` from OpenAPI documents.
//!
//! [`generate`] is the whole generator: text in, files or diagnostics out, without a disk and without a process.
//! [`workspace`] is its edge: it reads `specs/apis.toml` and documents, runs rustfmt, and compares and writes files.
//! [`cli`] is the command line on top of both.
//!
//! Every stage of the generator has its module, and data flows one way:
//! [`source`] → [`overlay`] → [`bundle`] → [`keys`] → [`document`] → [`resolve`] → [`normalize`] → [`lower`] → [`ir`] →
//! [`emit`] → [`format`](mod@format).

pub mod access;
pub mod bundle;
pub mod cli;
pub mod component;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod fileset;
pub mod format;
mod generate;
pub mod ir;
pub mod keys;
pub mod location;
pub mod lower;
pub mod markdown;
mod memo;
pub mod method;
pub mod names;
pub mod normalize;
pub mod options;
pub mod overlay;
pub mod package;
mod parallel;
pub mod pointer;
pub mod read;
pub mod resolve;
pub mod scalar;
pub mod shell_quote;
pub mod source;
pub mod version;
pub mod workspace;

pub use generate::{Failure, Generated, generate};
pub use options::{CoreSource, Layout, Options};
pub use read::Input;
