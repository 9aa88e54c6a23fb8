//! What may be printed: headers by an allow-list, bodies as their length, and texts without the secrets of a request.

mod headers;
pub(crate) mod secrets;

pub(crate) use headers::{Body, Headers, Known};
