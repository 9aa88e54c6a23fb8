//! Documented errors.

use super::{Payload, Status};
use crate::names::RustName;

/// The index of an error enum in [`Api::errors`](super::Api::errors).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ErrorId(pub usize);

/// The documented errors of one or more operations.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorEnum {
    /// Its name: `ApiError` for the set that most operations share, else `<Operation>Error`.
    pub name: RustName,
    /// One variant a status, in the order in which they are looked for.
    pub variants: Vec<ErrorVariant>,
}

/// One documented error status.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorVariant {
    /// The status.
    pub status: Status,
    /// The status's IANA name.
    pub name: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// What the body holds.
    pub body: Payload,
    /// Where the body holds a code, as a path of fields.
    pub code: Option<Vec<FieldStep>>,
    /// Where the body holds a message for people, as a path of fields; no step when the body is the message.
    pub message: Option<Vec<FieldStep>>,
}

/// One step from a body to the text inside.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldStep {
    /// The field to enter.
    pub field: RustName,
    /// Behind how many `Option`s the field's value is.
    pub options: usize,
}
