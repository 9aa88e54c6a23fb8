//! What a schema takes from other schemas.

use super::{Schema, referable};
use crate::codegen::diagnostic::problem;
use crate::codegen::document::Located;
use crate::codegen::document::components::Referable;
use crate::codegen::document::reader::Reader;
use crate::codegen::source::Node;

/// How to tell which of several schemas a value matches.
#[derive(Debug, Clone)]
pub struct Discriminator {
    /// The member that holds the tag.
    pub property: Located<String>,
    /// The schema for a tag: the name of a component, or a reference to it.
    pub mapping: Vec<(String, Located<String>)>,
}

/// Keywords whose schemas hold for some values only, so that no type can be made of them.
const CONDITIONS: [&str; 5] = ["if", "then", "else", "dependentSchemas", "not"];

pub(super) fn read(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
    schema.all_of = list(node, "allOf", reader);
    schema.branches = list(node, "oneOf", reader);
    let any_of = list(node, "anyOf", reader);
    if schema.branches.is_empty() {
        schema.branches = any_of;
    } else if !any_of.is_empty() {
        let mut other = Schema::any(node.at.clone());
        other.branches = any_of;
        schema.all_of.push(Referable::Inline(other));
    }
    schema.discriminator = discriminator(node, reader);
    for key in CONDITIONS {
        if let Some(condition) = node.get(key) {
            let problem = problem::unchecked_condition(key);
            reader.sink.report(&condition.at, problem);
        }
    }
}

fn list(node: &Node, key: &str, reader: &mut Reader<'_>) -> Vec<Referable<Schema>> {
    let schemas = reader.list(node, key).unwrap_or_default();
    schemas
        .iter()
        .filter_map(|schema| referable(schema, reader))
        .collect()
}

fn discriminator(node: &Node, reader: &mut Reader<'_>) -> Option<Discriminator> {
    let node = node.get("discriminator")?;
    if !reader.expect_mapping(node) {
        return None;
    }
    reader.require(node, "propertyName", &node.at);
    let property = reader.text(node, "propertyName")?;
    let mut mapping = Vec::new();
    for entry in reader.map(node, "mapping").unwrap_or_default() {
        if let Some(target) = reader.string(&entry.value) {
            mapping.push((entry.key.to_string(), target));
        }
    }
    Some(Discriminator { property, mapping })
}
