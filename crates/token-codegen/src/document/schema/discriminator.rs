//! Discriminators: by which member the schema of a value is known.

use crate::diagnostic::problem;
use crate::document::located::Located;
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

pub(super) fn discriminator(node: &Node, reader: &mut Reader<'_>) -> Option<Discriminator> {
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
