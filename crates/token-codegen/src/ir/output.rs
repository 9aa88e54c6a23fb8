//! What operations return when they succeed.

use super::{Remarks, TypeRef};
use crate::names::RustName;

/// What a successful response holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// The same whatever the status.
    Single(Payload),
    /// Something else for each status.
    Choice(OutputEnum),
}

impl Output {
    /// Returns what the responses may hold.
    pub fn payloads(&self) -> Vec<&Payload> {
        match self {
            Self::Single(payload) => vec![payload],
            Self::Choice(choice) => choice
                .variants
                .iter()
                .map(|variant| &variant.payload)
                .collect(),
        }
    }
}

/// What an operation returns, by the status.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputEnum {
    /// Its name: `<Operation>Output`.
    pub name: RustName,
    /// One variant a status, in the order in which they are looked for.
    pub variants: Vec<OutputVariant>,
}

/// One documented success.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputVariant {
    /// The status.
    pub status: Status,
    /// The status's IANA name.
    pub name: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// What the response holds.
    pub payload: Payload,
}

/// What a response holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Payload {
    /// Nothing; a body that comes anyway is ignored.
    Nothing,
    /// JSON of this type; of an error, an empty body is read as an object without members.
    Json(TypeRef),
    /// JSON of this type, or `null`; of an error, an empty body, too.
    Nullable(TypeRef),
    /// JSON of any shape, or nothing at all.
    AnyOrNothing,
    /// Text.
    Text,
    /// Bytes as they come.
    Bytes,
}

impl Payload {
    /// Returns the type of what is JSON.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::Json(ty) | Self::Nullable(ty) => Some(ty),
            Self::Nothing | Self::AnyOrNothing | Self::Text | Self::Bytes => None,
        }
    }
}

/// A documented status; the sooner ones are looked for first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// This one.
    Code(u16),
    /// All of a class, by its first digit.
    Class(u16),
    /// Every other.
    Default,
}

/// What reads the headers of responses.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseHeaders {
    /// Its name: `ResponseHeaders`.
    pub name: RustName,
    /// The headers that some response has, each once.
    pub headers: Vec<ResponseHeader>,
}

/// A header of responses.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseHeader {
    /// The name of its function; its wire name is the header's.
    pub name: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// What else people should know.
    pub remarks: Remarks,
    /// Its type: a single value, or a list of such.
    pub ty: TypeRef,
}
