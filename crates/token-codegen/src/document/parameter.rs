//! The parameters of operations.

use super::content::{Content, content};
use super::located::Located;
use super::reader::Reader;
use super::reference::{Referable, referable};
use super::schema::{self, Schema};
use crate::location::Location;
use crate::source::Node;

/// A parameter.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the standard's object has them"
)]
pub struct Parameter {
    /// Where it begins.
    pub at: Location,
    /// Its name.
    pub name: Located<String>,
    /// Where it travels: `path`, `header`, `query` or `cookie`.
    pub place: Located<String>,
    /// The description; may be empty.
    pub description: String,
    /// Whether a request is impossible without it.
    pub required: bool,
    /// Whether callers should do without it.
    pub deprecated: bool,
    /// How its value is written, when not in the usual way of its place.
    pub style: Option<Located<String>>,
    /// Whether each element and each member is written by itself, when not as usual for the style.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
    /// What it may be; `None` if the document describes it by other means.
    pub schema: Option<Referable<Schema>>,
    /// What it may be in a media type, in place of a schema and a style.
    pub content: Vec<Content>,
    /// Whether it is set once on the client.
    pub client: bool,
}

pub(super) fn parameter(node: &Node, reader: &mut Reader<'_>) -> Option<Parameter> {
    if !reader.expect_mapping(node) {
        return None;
    }
    reader.require(node, "name", &node.at);
    reader.require(node, "in", &node.at);
    let schema = node.get("schema");
    Some(Parameter {
        at: node.at.clone(),
        description: reader.docs(node, "description"),
        required: reader.flag(node, "required"),
        deprecated: reader.flag(node, "deprecated"),
        style: reader.text(node, "style"),
        explode: reader.optional_flag(node, "explode"),
        reserved: reader.flag(node, "allowReserved"),
        content: content(node, reader),
        schema: schema.and_then(|schema| schema::referable(schema, reader)),
        client: reader.flag(node, "x-client-parameter"),
        name: reader.text(node, "name")?,
        place: reader.text(node, "in")?,
    })
}

/// Reads the parameters of a path item or an operation.
pub(super) fn parameters(node: &Node, reader: &mut Reader<'_>) -> Vec<Referable<Parameter>> {
    let nodes = reader.list(node, "parameters").unwrap_or_default();
    nodes
        .iter()
        .filter_map(|node| referable(node, parameter, reader))
        .collect()
}
