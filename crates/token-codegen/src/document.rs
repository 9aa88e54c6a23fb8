//! The document in types, every part with its place; the last stage that knows the words of OpenAPI.
//!
//! A part of the wrong type is reported and left out, and the rest is read all the same.

mod components;
mod content;
mod header;
mod info;
mod lifecycle;
mod operation;
mod parameter;
mod reader;
mod schema;
mod security;
mod version;

use super::diagnostic::Sink;
use super::location::Location;
use super::source::{Entry, Node};
pub use components::{Component, Components, Referable, Reference, Section};
pub use content::{Content, Encoding};
pub use header::{Header, NamedHeader};
pub use info::{Info, Server, ServerVariable};
pub use lifecycle::{Lifecycle, Mint, Renewal, Revocation};
pub use operation::{Operation, PathItem, RequestBody, Response, StatusResponse};
pub use parameter::Parameter;
pub use schema::{Access, Discriminator, Null, Others, Property, Schema, Type};
pub use security::{Requirement, SecurityScheme};
pub use version::{Version, version};

/// A document.
#[derive(Debug)]
pub struct Document {
    /// Where it begins.
    pub at: Location,
    /// What it says of itself.
    pub info: Info,
    /// Where the API lives.
    pub servers: Vec<Server>,
    /// How callers authenticate, where an operation does not say otherwise.
    pub security: Vec<Requirement>,
    /// The operations, by path.
    pub paths: Vec<PathItem>,
    /// The parts that other parts refer to.
    pub components: Components,
    /// How a token lives, where the document says so.
    pub lifecycle: Option<Lifecycle>,
}

/// A part and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The part.
    pub value: T,
    /// Where it begins.
    pub at: Location,
}

impl Located<String> {
    /// Returns a mapping's key at its place.
    fn key(entry: &Entry) -> Self {
        Self {
            value: entry.key.to_string(),
            at: entry.at.clone(),
        }
    }
}

/// Reads a document of a known version.
pub fn read(root: &Node, version: Version, sink: &mut Sink) -> Document {
    let mut reader = reader::Reader { version, sink };
    reader.expect_mapping(root);
    Document {
        at: root.at.clone(),
        info: info::info(root, &mut reader),
        servers: info::servers(root, &mut reader).unwrap_or_default(),
        security: security::requirements(root, &mut reader).unwrap_or_default(),
        paths: operation::paths(root, &mut reader),
        components: components::components(root, &mut reader),
        lifecycle: lifecycle::lifecycle(root, &mut reader),
    }
}
