//! What a schema takes from other schemas.

use super::{Access, Null, Others, Schema, referable};
use crate::diagnostic::problem;
use crate::document::Located;
use crate::document::components::Referable;
use crate::document::reader::Reader;
use crate::source::{Node, Value};

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
    take_notes(schema);
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

/// Takes over what parts of an `allOf` say that only remark on the others, so that these keep their own models.
///
/// Vendors write `allOf: [{$ref: …}, {description: …, nullable: true}]`, because a `$ref` has no room beside it.
fn take_notes(schema: &mut Schema) {
    for part in std::mem::take(&mut schema.all_of) {
        match part {
            Referable::Inline(note) if is_note(&note) => {
                if schema.description.is_empty() {
                    schema.description = note.description;
                }
                if schema.null == Null::No {
                    schema.null = note.null;
                }
                if schema.access == Access::Both {
                    schema.access = note.access;
                }
                schema.default = schema.default.take().or(note.default);
                schema.deprecated |= note.deprecated;
            }
            part => schema.all_of.push(part),
        }
    }
}

/// Returns whether a schema says nothing of its values, `null` aside.
fn is_note(schema: &Schema) -> bool {
    schema.types.is_empty()
        && schema.null != Null::Only
        && schema.format.is_none()
        && schema.values.is_none()
        && schema.bounds == (f64::NEG_INFINITY, f64::INFINITY)
        && schema.properties.is_none()
        && schema.required.is_empty()
        && matches!(schema.others, Others::Unsaid)
        && schema.items.is_none()
        && schema.all_of.is_empty()
        && schema.branches.is_empty()
        && schema.discriminator.is_none()
        && !schema.broken
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
    if let Value::String(name) = &node.value {
        reader
            .sink
            .report(&node.at, problem::bare_discriminator(name));
        let property = reader.string(node)?;
        return Some(Discriminator {
            property,
            mapping: Vec::new(),
        });
    }
    if !reader.expect_mapping(node) {
        return None;
    }
    let Some(property) = reader.text(node, "propertyName") else {
        let problem = problem::unused_discriminator("it names no property");
        reader.sink.report(&node.at, problem);
        return None;
    };
    let mut mapping = Vec::new();
    for entry in reader.map(node, "mapping").unwrap_or_default() {
        if let Some(target) = reader.string(&entry.value) {
            mapping.push((entry.key.to_string(), target));
        }
    }
    Some(Discriminator { property, mapping })
}
