//! The parts that other parts refer to.

use indexmap::IndexMap;

use super::header::{self, Header};
use super::operation::{self, RequestBody, Response};
use super::parameter::{self, Parameter};
use super::reader::Reader;
use super::reference::{Read, Referable, referable};
use super::schema::{self, Schema};
use super::security::{self, SecurityScheme};
use crate::location::Location;
use crate::source::Node;

/// The parts that other parts refer to, by name, in the order of the document.
#[derive(Debug, Default)]
pub struct Components {
    /// The schemas.
    pub schemas: Section<Schema>,
    /// The parameters.
    pub parameters: Section<Parameter>,
    /// The request bodies.
    pub request_bodies: Section<RequestBody>,
    /// The responses.
    pub responses: Section<Response>,
    /// The headers of responses.
    pub headers: Section<Header>,
    /// The ways to authenticate.
    pub security_schemes: Section<SecurityScheme>,
}

/// Components of one kind.
pub type Section<T> = IndexMap<String, Component<T>>;

/// One component.
#[derive(Debug)]
pub struct Component<T> {
    /// Where its name is.
    pub at: Location,
    /// What it is.
    pub part: Referable<T>,
}

pub(super) fn components(root: &Node, reader: &mut Reader<'_>) -> Components {
    let Some(node) = root.get("components") else {
        return Components::default();
    };
    reader.expect_mapping(node);
    Components {
        schemas: section(node, "schemas", schema::referable, reader),
        parameters: section(
            node,
            "parameters",
            |node, reader| referable(node, parameter::parameter, reader),
            reader,
        ),
        request_bodies: section(
            node,
            "requestBodies",
            |node, reader| referable(node, operation::request_body, reader),
            reader,
        ),
        responses: section(
            node,
            "responses",
            |node, reader| referable(node, operation::response, reader),
            reader,
        ),
        headers: section(
            node,
            "headers",
            |node, reader| referable(node, header::header, reader),
            reader,
        ),
        security_schemes: section(
            node,
            "securitySchemes",
            |node, reader| referable(node, security::scheme, reader),
            reader,
        ),
    }
}

fn section<T>(
    node: &Node,
    key: &str,
    read: Read<Referable<T>>,
    reader: &mut Reader<'_>,
) -> Section<T> {
    let mut section = Section::new();
    for entry in reader.map(node, key).unwrap_or_default() {
        if let Some(part) = read(&entry.value, reader) {
            let at = entry.at.clone();
            section.insert(entry.key.to_string(), Component { at, part });
        }
    }
    section
}
