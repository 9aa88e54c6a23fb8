//! Schemas: what a value may be.

use super::components::{Referable, referable};
use super::reader::Reader;
use super::{Located, Version};
use crate::codegen::diagnostic::problem;
use crate::codegen::keys::{self, Kind};
use crate::codegen::location::Location;
use crate::codegen::source::{Entry, Node, Value};

/// A schema.
#[derive(Debug)]
pub struct Schema {
    /// Where it begins.
    pub at: Location,
    /// The description; may be empty.
    pub description: String,
    /// The types that the value may have, `null` aside; empty when the document does not say.
    pub types: Vec<Type>,
    /// Whether the value may be `null`.
    pub nullable: bool,
    /// What is known of the value beyond its type.
    pub format: Option<String>,
    /// The strings that the value may be, where it is one of a known set.
    pub values: Option<Vec<Located<String>>>,
    /// The members of an object, where it has known ones.
    pub properties: Option<Vec<Property>>,
    /// The names of the members that must be there.
    pub required: Vec<Located<String>>,
    /// What the elements of a list may be.
    pub items: Option<Box<Referable<Schema>>>,
    /// The value that counts when none is given.
    pub default: Option<Located<Value>>,
    /// Whether callers should do without it.
    pub deprecated: bool,
    /// Whether a part of it was reported, so that what remains says too little.
    pub broken: bool,
}

/// One member of an object.
#[derive(Debug)]
pub struct Property {
    /// Its name, at its place.
    pub name: Located<String>,
    /// What it may be; nothing when that is broken.
    pub schema: Option<Referable<Schema>>,
}

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// Text.
    String,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array,
    /// A mapping.
    Object,
}

const TYPES: [(&str, Type); 6] = [
    ("string", Type::String),
    ("integer", Type::Integer),
    ("number", Type::Number),
    ("boolean", Type::Boolean),
    ("array", Type::Array),
    ("object", Type::Object),
];

pub(super) fn schema(node: &Node, reader: &mut Reader<'_>) -> Option<Schema> {
    if let Value::Bool(anything) = node.value
        && reader.version == Version::V31
    {
        if !anything {
            reader.sink.report(&node.at, problem::nothing_schema());
        }
        return Some(any(node, !anything));
    }
    if !reader.expect_mapping(node) {
        return None;
    }
    let is_unsupported = |entry: &Entry| keys::is_unsupported(Kind::Schema, entry, reader.version);
    let mut schema = any(node, node.entries().iter().any(is_unsupported));
    schema.description = reader.docs(node, "description");
    schema.nullable = reader.version == Version::V30 && reader.flag(node, "nullable");
    schema.format = reader.text(node, "format").map(|format| format.value);
    schema.default = node.get("default").map(|default| Located {
        value: default.value.clone(),
        at: default.at.clone(),
    });
    schema.deprecated = reader.flag(node, "deprecated");
    schema.items = items(node, reader);
    schema.properties = properties(node, reader);
    schema.required = required(node, reader);
    types(node, &mut schema, reader);
    values(node, &mut schema, reader);
    additional_properties(node, &mut schema, reader);
    Some(schema)
}

fn any(node: &Node, broken: bool) -> Schema {
    Schema {
        at: node.at.clone(),
        description: String::new(),
        types: Vec::new(),
        nullable: false,
        format: None,
        values: None,
        properties: None,
        required: Vec::new(),
        items: None,
        default: None,
        deprecated: false,
        broken,
    }
}

fn types(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
    let Some(node) = node.get("type") else { return };
    let names = match &node.value {
        Value::Sequence(names) if reader.version == Version::V31 => names.as_slice(),
        _ => std::slice::from_ref(node),
    };
    for node in names {
        if node.value == Value::Null && reader.version == Version::V31 {
            reader.sink.report(&node.at, problem::unquoted_null());
            schema.nullable = true;
            continue;
        }
        let Some(name) = reader.string(node) else {
            schema.broken = true;
            continue;
        };
        match TYPES.iter().find(|(known, _)| *known == name.value) {
            Some((_, ty)) if schema.types.contains(ty) => {}
            Some((_, ty)) => schema.types.push(*ty),
            None if name.value == "null" && reader.version == Version::V31 => {
                schema.nullable = true;
            }
            None => {
                schema.broken = true;
                reader
                    .sink
                    .report(&name.at, problem::unknown_type(&name.value));
            }
        }
    }
    if schema.types.is_empty() && !schema.broken {
        schema.broken = true;
        reader.sink.report(&node.at, problem::only_null());
    }
}

fn values(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
    let Some(nodes) = reader.list(node, "enum") else {
        return;
    };
    let is_text = schema.types == [Type::String];
    let mut values = Vec::new();
    for node in nodes {
        match &node.value {
            Value::Null => schema.nullable = true,
            Value::String(_) => values.extend(reader.string(node)),
            Value::Number(text) if is_text => {
                reader.sink.report(&node.at, problem::unquoted_value(text));
                values.push(Located {
                    value: text.clone(),
                    at: node.at.clone(),
                });
            }
            other => {
                schema.broken = true;
                let problem = problem::unsupported_enum(other.kind());
                reader.sink.report(&node.at, problem);
                break;
            }
        }
    }
    schema.values = Some(values);
}

fn additional_properties(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
    match node.get("additionalProperties") {
        None
        | Some(Node {
            value: Value::Bool(_),
            ..
        }) => {}
        Some(other) if reader.expect_mapping(other) && !other.entries().is_empty() => {
            schema.broken = true;
            reader.sink.report(&other.at, problem::unsupported_map());
        }
        Some(_) => {}
    }
}

fn properties(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Property>> {
    let mut properties = Vec::new();
    for entry in reader.map(node, "properties")? {
        let name = Located::key(entry);
        let schema = referable(&entry.value, schema, reader);
        properties.push(Property { name, schema });
    }
    Some(properties)
}

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

fn items(node: &Node, reader: &mut Reader<'_>) -> Option<Box<Referable<Schema>>> {
    referable(node.get("items")?, schema, reader).map(Box::new)
}
