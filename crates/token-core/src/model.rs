//! Values that models and arguments hold: any JSON, exact numbers, dates, bytes, and files.
//!
//! [`AnyJson`] is a value that the document leaves open, [`Number`] one that keeps every digit, [`Base64`] bytes that
//! JSON carries as text, and [`FilePart`] a file of a multipart body.
//!
//! ```
//! use token_core::{model::AnyJson, serde_json};
//!
//! let value: AnyJson = serde_json::from_str(r#"{"size": 3}"#)?;
//! assert_eq!(serde_json::to_string(&value)?, r#"{"size":3}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod any_json;
mod base64;
pub(crate) mod datetime;
pub(crate) mod file_part;
mod number;
mod text_visitor;

pub use any_json::AnyJson;
pub use base64::Base64;
pub use datetime::{Date, DateTime};
pub use file_part::FilePart;
pub use number::Number;
