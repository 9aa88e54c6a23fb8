//! What a schema says of the members of objects and the elements of lists.

use super::{Schema, referable};
use crate::diagnostic::problem;
use crate::document::Located;
use crate::document::components::Referable;
use crate::document::reader::Reader;
use crate::source::{Node, Value};

/// One member of an object.
#[derive(Debug, Clone)]
pub struct Property {
    /// Its name, at its place.
    pub name: Located<String>,
    /// What it may be; nothing when that is broken.
    pub schema: Option<Referable<Schema>>,
}

/// What members an object may have beside the known ones.
#[derive(Debug, Clone)]
pub enum Others {
    /// The document does not say, which allows any.
    Unsaid,
    /// None.
    None,
    /// Any.
    Any,
    /// Such as match one of the schemas, by their names perhaps.
    Of(Vec<Referable<Schema>>),
}

/// The keys that hold a schema for members beside the known ones.
const OTHERS: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];

pub(super) fn read(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
    schema.properties = properties(node, reader);
    schema.required = required(node, reader);
    schema.others = others(node, reader);
    schema.items = items(node, reader);
}

fn properties(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Property>> {
    let mut properties = Vec::new();
    for entry in reader.map(node, "properties")? {
        let name = Located::key(entry);
        let schema = referable(&entry.value, reader);
        properties.push(Property { name, schema });
    }
    Some(properties)
}

/// Before 3.0, `required` was a flag of each property; where that has survived, it is told.
fn required(node: &Node, reader: &mut Reader<'_>) -> Vec<Located<String>> {
    if let Some(found) = node.get("required")
        && let Value::Bool(_) = found.value
    {
        reader.sink.report(&found.at, problem::boolean_required());
        return Vec::new();
    }
    let names = reader.list(node, "required").unwrap_or_default();
    names
        .iter()
        .filter_map(|name| reader.string(name))
        .collect()
}

fn others(node: &Node, reader: &mut Reader<'_>) -> Others {
    let mut schemas: Vec<Referable<Schema>> = Vec::new();
    for entry in reader.map(node, "patternProperties").unwrap_or_default() {
        schemas.extend(referable(&entry.value, reader));
    }
    let mut others = Others::Unsaid;
    for found in OTHERS.iter().filter_map(|key| node.get(key)) {
        match found.value {
            Value::Bool(true) => others = Others::Any,
            Value::Bool(false) => others = Others::None,
            Value::Mapping(ref entries) if entries.is_empty() => others = Others::Any,
            _ => schemas.extend(referable(found, reader)),
        }
    }
    match others {
        Others::Any => Others::Any,
        _ if !schemas.is_empty() => Others::Of(schemas),
        _ => others,
    }
}

/// Returns the schema of a list's elements; nothing where they are of any type.
fn items(node: &Node, reader: &mut Reader<'_>) -> Option<Box<Referable<Schema>>> {
    let items = node.get("items");
    let listed = items.filter(|items| matches!(items.value, Value::Sequence(_)));
    match node.get("prefixItems").or(listed) {
        Some(tuple) => positions(node, tuple, items.xor(listed), reader).map(Box::new),
        None => referable(items?, reader).map(Box::new),
    }
}

/// Returns what any element of a list is whose first ones have a schema each, and the others that of `rest`.
fn positions(
    node: &Node,
    tuple: &Node,
    rest: Option<&Node>,
    reader: &mut Reader<'_>,
) -> Option<Referable<Schema>> {
    let Value::Sequence(first) = &tuple.value else {
        reader.wrong_type(tuple, "a list");
        return None;
    };
    let is_most = |most: &Node| matches!(&most.value, Value::Number(text) if text.parse().is_ok_and(|most: usize| most <= first.len()));
    let rest = match rest {
        Some(rest) if rest.value == Value::Bool(false) => None,
        None if node.get("maxItems").is_some_and(is_most) => None,
        Some(rest) if rest.value != Value::Bool(true) => Some(rest),
        _ => {
            reader.sink.report(&tuple.at, problem::untyped_tuple());
            return None;
        }
    };
    let mut element = Schema::any(tuple.at.clone());
    let schemas = first.iter().chain(rest);
    element.branches = schemas
        .filter_map(|schema| referable(schema, reader))
        .collect();
    Some(Referable::Inline(element))
}
