//! The parts that other parts refer to, and the references to them.

use indexmap::IndexMap;

use super::reader::Reader;
use super::{Header, Located, Parameter, RequestBody, Response, Schema, SecurityScheme};
use super::{header, operation, parameter, schema, security};
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
    /// Where its name stands.
    pub at: Location,
    /// What it is.
    pub part: Referable<T>,
}

/// A part, or a reference to it.
#[derive(Debug, Clone)]
pub enum Referable<T> {
    /// The part stands here.
    Inline(T),
    /// The part stands elsewhere.
    Reference(Reference),
}

/// A reference.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What it refers to.
    pub target: Located<String>,
    /// What the place says of the part in its own words; may be empty.
    pub description: String,
    /// Whether callers should do without the part at this place.
    pub deprecated: bool,
}

/// How a part is read once it is known to be no reference; nothing when it is broken and was reported.
type Read<T> = fn(&Node, &mut Reader<'_>) -> Option<T>;

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

/// Reads a part that may be a reference.
pub(super) fn referable<T>(
    node: &Node,
    read: Read<T>,
    reader: &mut Reader<'_>,
) -> Option<Referable<T>> {
    let Some(target) = node.get("$ref") else {
        return read(node, reader).map(Referable::Inline);
    };
    // Before 3.1 the standard ignores whatever stands beside a reference.
    let (description, deprecated) = match reader.version {
        super::Version::V30 => (String::new(), false),
        super::Version::V31 => (
            reader.docs(node, "description"),
            reader.flag(node, "deprecated"),
        ),
    };
    let target = reader.string(target)?;
    Some(Referable::Reference(Reference {
        target,
        description,
        deprecated,
    }))
}
