//! Operations: what they take, what they return.

use super::credential::CredentialId;
use super::{ErrorId, Output, Remarks, TypeRef};
use crate::method::Method;
use crate::names::RustName;
use crate::pointer::JsonPointer;

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The document's `operationId`, verbatim; method and path where it has none.
    pub id: String,
    /// The document's groups that it belongs to.
    pub tags: Vec<String>,
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
    /// The path template, with the query that every request has: `/v3/refresh-token/{refreshTokenID}`.
    pub path: String,
    /// Its parameters, the client's included.
    pub parameters: Vec<Parameter>,
    /// Its request body.
    pub body: Option<Body>,
    /// The media type of a body whose parts are among the parameters.
    pub multipart: Option<String>,
    /// What it returns when it succeeds.
    pub output: Output,
    /// The media types that it takes for a response: `application/json`.
    pub accept: String,
    /// The names of the headers that its successful responses have by the document.
    pub headers: Vec<String>,
    /// Its documented errors.
    pub errors: Option<ErrorId>,
    /// Alternatives of credentials that must all be there.
    /// Empty: none is needed; an empty alternative: the operation may be called with none.
    pub security: Vec<Vec<CredentialId>>,
    /// The servers of this operation alone, aligned with [`Api::servers`](super::Api::servers); empty: the API's.
    pub servers: Vec<String>,
    /// Whether repeating it may do harm.
    pub idempotency: Idempotency,
    /// Whether the request carries a secret besides its credentials.
    pub secret_request: bool,
    /// Whether a successful response carries a secret.
    pub secret_response: bool,
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
    /// How it is written there.
    pub style: Style,
    /// The media type of a part, where the document names one.
    pub media_type: Option<String>,
    /// Its type.
    pub ty: TypeRef,
    /// Whether a request is impossible without it.
    pub required: bool,
    /// Whether the client supplies it when the operation does not: see
    /// [`Api::client_parameters`](super::Api::client_parameters).
    pub client: bool,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// As a part of the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
    /// As a part of the body.
    Part,
}

/// How a value is written: the styles of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The shape.
    pub form: StyleForm,
    /// Whether each element and each member is written by itself.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
}

impl Style {
    /// The value as JSON.
    pub const JSON: Self = Self {
        form: StyleForm::Json,
        explode: false,
        reserved: false,
    };

    /// The style of parts where the document does not set one.
    pub const PARTS: Self = Self {
        form: StyleForm::Pairs,
        explode: true,
        reserved: false,
    };
}

/// The shape that a style gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StyleForm {
    /// `blue,black`.
    Simple,
    /// `.blue.black`.
    Label,
    /// `;color=blue,black`.
    Matrix,
    /// `color=blue&color=black`.
    Pairs,
    /// `color=blue%20black`.
    Space,
    /// `color=blue%7Cblack`.
    Pipe,
    /// `color[R]=100&color[G]=200`.
    Deep,
    /// JSON.
    Json,
}

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Its type.
    pub ty: TypeRef,
    /// How it is written.
    pub format: BodyFormat,
    /// Whether it must be there.
    pub required: bool,
    /// The document's description; may be empty.
    pub docs: String,
}

/// How a request body is written.
#[derive(Debug, Clone, PartialEq)]
pub enum BodyFormat {
    /// As JSON of this media type.
    Json(String),
    /// As a form, with the members whose style is not the usual one.
    Form(Vec<(String, Style)>),
    /// Each member as a part, in a body of this media type.
    Parts(String),
    /// As it is, by this media type.
    Raw(String),
}

/// The index of an operation in [`Api::operations`](super::Api::operations).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OperationId(pub usize);
