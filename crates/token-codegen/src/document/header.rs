//! The headers of responses.

use super::located::Located;
use super::reader::Reader;
use super::reference::{Referable, referable};
use super::schema::{self, Schema};
use crate::source::{Node, Value};

/// A header of a response, and its name there.
#[derive(Debug)]
pub struct NamedHeader {
    /// The name.
    pub name: Located<String>,
    /// The header.
    pub header: Referable<Header>,
}

/// A header, which has its name where it is used.
#[derive(Debug)]
pub struct Header {
    /// The description; may be empty.
    pub description: String,
    /// Whether callers should do without it.
    pub deprecated: bool,
    /// How its value is written, when not in the usual way.
    pub style: Option<Located<String>>,
    /// What it may be; `None` if the document describes it by other means.
    pub schema: Option<Referable<Schema>>,
}

/// Reads the headers of a response.
pub(super) fn headers(node: &Node, reader: &mut Reader<'_>) -> Vec<NamedHeader> {
    let mut headers = Vec::new();
    for entry in reader.map(node, "headers").unwrap_or_default() {
        if let Some(header) = referable(&entry.value, header, reader) {
            let name = Located::key(entry);
            headers.push(NamedHeader { name, header });
        }
    }
    headers
}

pub(super) fn header(node: &Node, reader: &mut Reader<'_>) -> Option<Header> {
    // A header that is left empty, without even `{}`, has a name anyway.
    if node.value != Value::Null && !reader.expect_mapping(node) {
        return None;
    }
    let schema = node.get("schema");
    Some(Header {
        description: reader.docs(node, "description"),
        deprecated: reader.flag(node, "deprecated"),
        style: reader.text(node, "style"),
        schema: schema.and_then(|schema| schema::referable(schema, reader)),
    })
}
