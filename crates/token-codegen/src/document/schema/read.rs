//! Reads a schema with the schemas in it.

use super::{Others, Property, Schema, discriminator, notes, values};
use crate::access::Access;
use crate::diagnostic::problem;
use crate::document::located::Located;
use crate::document::reader::Reader;
use crate::document::reference::{self, Referable};
use crate::keys::{self, Kind};
use crate::source::{Entry, Node, Value};
use crate::version::Version;

/// Keywords whose schemas hold for some values only, so that no type can be made of them.
const CONDITIONS: [&str; 5] = ["if", "then", "else", "dependentSchemas", "not"];

/// The keys that hold a schema for members beside the known ones.
const OTHERS: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];

/// Reads a schema, or a reference to one.
///
/// Keywords that count beside a `$ref` are in an `allOf` with it already.
pub(in crate::document) fn referable(
    node: &Node,
    reader: &mut Reader<'_>,
) -> Option<Referable<Schema>> {
    reference::referable(node, schema, reader)
}

/// Reads a schema that is not a reference.
fn schema(node: &Node, reader: &mut Reader<'_>) -> Option<Schema> {
    let mut schema = Schema::any(node.at.clone());
    if let Value::Bool(anything) = node.value
        && reader.version == Version::V31
    {
        if !anything {
            reader.sink.report(&node.at, problem::nothing_schema());
        }
        return Some(schema);
    }
    if !reader.expect_mapping(node) {
        return None;
    }
    let is_unsupported = |entry: &Entry| keys::is_unsupported(Kind::Schema, entry, reader.version);
    schema.broken = node.entries().iter().any(is_unsupported);
    schema.description = reader.docs(node, "description");
    schema.format = reader.text(node, "format").map(|format| format.value);
    schema.default = node.get("default").map(Located::value);
    schema.deprecated = reader.flag(node, "deprecated");
    schema.access = access(node, reader);
    values::read(node, &mut schema, reader);
    members(node, &mut schema, reader);
    composition(node, &mut schema, reader);
    Some(schema)
}

fn access(node: &Node, reader: &mut Reader<'_>) -> Access {
    match (
        reader.flag(node, "readOnly"),
        reader.flag(node, "writeOnly"),
    ) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        (false, false) => Access::Both,
        (true, true) => {
            reader.sink.report(&node.at, problem::no_direction());
            Access::Both
        }
    }
}

fn members(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
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

/// Before 3.0, `required` was a flag of each property; where that has survived, it is reported.
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

/// Returns the schema of a list's elements; `None` if they are of any type.
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

fn composition(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
    schema.all_of = list(node, "allOf", reader);
    notes::take(schema);
    schema.branches = list(node, "oneOf", reader);
    let any_of = list(node, "anyOf", reader);
    if schema.branches.is_empty() {
        schema.branches = any_of;
    } else if !any_of.is_empty() {
        let mut other = Schema::any(node.at.clone());
        other.branches = any_of;
        schema.all_of.push(Referable::Inline(other));
    }
    schema.discriminator = discriminator::discriminator(node, reader);
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
