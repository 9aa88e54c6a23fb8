//! The document in types, every part with its place; the last stage that knows the words of OpenAPI.
//!
//! A part of the wrong type is reported and left out, and the rest is read anyway.

mod components;
mod content;
mod header;
mod info;
mod lifecycle;
mod located;
mod operation;
mod parameter;
mod reader;
mod reference;
mod root;
mod schema;
mod security;

pub use components::{Component, Components, Section};
pub use content::{Content, Encoding};
pub use header::{Header, NamedHeader};
pub use info::{Info, Server, ServerVariable};
pub use lifecycle::{Lifecycle, Mint, Renewal, Revocation};
pub use located::Located;
pub use operation::{Operation, PathItem, RequestBody, Response, StatusResponse};
pub use parameter::Parameter;
pub use reference::{Referable, Reference};
pub use root::{Document, read};
pub use schema::{Discriminator, Null, Others, Property, Schema, Type};
pub use security::{Requirement, SecurityScheme};
