//! The document as a whole.

use super::components::{Components, components};
use super::info::{self, Info, Server};
use super::lifecycle::{self, Lifecycle};
use super::operation::{self, PathItem};
use super::reader::Reader;
use super::security::{self, Requirement};
use crate::diagnostic::Sink;
use crate::location::Location;
use crate::source::Node;
use crate::version::Version;

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

/// Reads a document of a known version.
pub fn read(root: &Node, version: Version, sink: &mut Sink) -> Document {
    let mut reader = Reader { version, sink };
    reader.expect_mapping(root);
    Document {
        at: root.at.clone(),
        info: info::info(root, &mut reader),
        servers: info::servers(root, &mut reader).unwrap_or_default(),
        security: security::requirements(root, &mut reader).unwrap_or_default(),
        paths: operation::paths(root, &mut reader),
        components: components(root, &mut reader),
        lifecycle: lifecycle::lifecycle(root, &mut reader),
    }
}
