//! Operations: what they take, what they answer.

use super::{ErrorId, Remarks, TypeRef};
use crate::codegen::names::RustName;
use crate::codegen::pointer::JsonPointer;

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The document's `operationId`, verbatim.
    pub id: String,
    /// The name: `pascal` for its struct, `snake` for the client's method.
    pub name: RustName,
    /// Summary and description, as Markdown; may be empty.
    pub docs: String,
    /// Whether callers should do without it.
    pub deprecated: bool,
    /// Where the document defines it.
    pub pointer: JsonPointer,
    /// The HTTP method in upper case.
    pub method: Method,
    /// The path template: `/v3/refresh-token/{refreshTokenID}`.
    pub path: String,
    /// Its parameters, the client's included.
    pub parameters: Vec<Parameter>,
    /// Its request body.
    pub body: Option<Body>,
    /// What it answers when it succeeds.
    pub output: Output,
    /// Its documented errors.
    pub errors: Option<ErrorId>,
    /// Alternatives of credentials that must all be there, by index into [`Api::credentials`](super::Api::credentials).
    /// Empty: none is needed; an empty alternative: the operation may be called with none.
    pub security: Vec<Vec<usize>>,
    /// The servers of this operation alone, aligned with [`Api::servers`](super::Api::servers); empty: the API's.
    pub servers: Vec<String>,
    /// Whether repeating it may do harm.
    pub idempotency: Idempotency,
    /// Whether the request carries a secret besides its credentials.
    pub secret_request: bool,
    /// Whether a successful response carries a secret.
    pub secret_response: bool,
}

/// The methods that an operation may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `PUT`.
    Put,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
    /// `PATCH`.
    Patch,
}

/// What a repeated request may do, in the words of RFC 9110 section 9.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// It changes nothing.
    Safe,
    /// Once or many times, the effect is the same.
    Idempotent,
    /// Each time may have an effect of its own.
    NonIdempotent,
}

/// One parameter of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name; the wire name is the document's.
    pub name: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// What else people should know.
    pub remarks: Remarks,
    /// Where it travels.
    pub place: Place,
    /// Its type.
    pub ty: TypeRef,
    /// Whether a request is impossible without it.
    pub required: bool,
    /// Whether the client supplies it when the operation does not: see [`Api::client_parameters`](super::Api::client_parameters).
    pub client: bool,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// As a part of the path.
    Path,
    /// As a header.
    Header,
}

/// A JSON request body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Its type.
    pub ty: TypeRef,
    /// Whether it must be there.
    pub required: bool,
    /// The document's description; may be empty.
    pub docs: String,
}

/// What a successful answer holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Nothing; a body that comes all the same is ignored.
    Nothing,
    /// JSON of this type.
    Json(TypeRef),
    /// JSON of any shape, or nothing at all.
    AnyOrNothing,
}
