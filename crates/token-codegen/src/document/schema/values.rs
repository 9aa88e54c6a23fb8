//! What a schema says of single values: types, known values, bounds.

use super::ty::Type;
use super::{Null, Schema};
use crate::diagnostic::problem;
use crate::document::located::Located;
use crate::document::reader::Reader;
use crate::source::{Node, Value};
use crate::version::Version;

pub(super) fn read(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
    types(node, schema, reader);
    if reader.flag(node, "nullable") {
        schema.null = Null::Yes;
    }
    values(node, schema, reader);
    schema.bounds = bounds(node);
}

fn types(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
    let Some(node) = node.get("type") else { return };
    let has_list = matches!(node.value, Value::Sequence(_) | Value::Null);
    let has_null = matches!(&node.value, Value::String(name) if name == "null");
    if reader.version == Version::V30 && (has_list || has_null) {
        let problem = problem::key_of_other_version("type: [..]", reader.version.name());
        reader.sink.report(&node.at, problem);
    }
    let names = match &node.value {
        Value::Sequence(names) => names.as_slice(),
        _ => std::slice::from_ref(node),
    };
    for node in names {
        if node.value == Value::Null {
            reader.sink.report(&node.at, problem::unquoted_null());
            schema.null = Null::Yes;
            continue;
        }
        let Some(name) = reader.string(node) else {
            schema.broken = true;
            continue;
        };
        match Type::named(&name.value) {
            Some(ty) if schema.types.contains(&ty) => {}
            Some(ty) => schema.types.push(ty),
            None if name.value == "null" => {
                schema.null = Null::Yes;
            }
            None if name.value == "file" => {
                reader.sink.report(&name.at, problem::file_type());
                schema.types.push(Type::String);
                schema.format = Some("binary".to_owned());
            }
            None => {
                let problem = problem::unknown_type(&name.value);
                reader.sink.report(&name.at, problem);
                schema.types.clear();
                return;
            }
        }
    }
    if schema.types.is_empty() && schema.null == Null::Yes {
        schema.null = Null::Only;
    }
}

/// Reads `enum`, and `const`, which is an `enum` of one value.
fn values(node: &Node, schema: &mut Schema, reader: &mut Reader<'_>) {
    let constant = node.get("const").map(std::slice::from_ref);
    let Some(nodes) = constant.or_else(|| reader.list(node, "enum")) else {
        return;
    };
    let mut values = Vec::new();
    let mut has_null = false;
    for node in nodes {
        if node.value == Value::Null {
            has_null = true;
        } else if let Some(value) = fitting(node, schema, reader) {
            values.push(value);
        }
    }
    if !has_null && schema.null == Null::Yes && reader.version == Version::V31 {
        // The types allow `null`, and the list of all values does not.
        schema.null = Null::No;
    }
    if has_null {
        schema.null = Null::Yes;
    }
    if !values.is_empty() {
        schema.values = Some(values);
    } else if has_null {
        schema.null = Null::Only;
    }
}

/// Returns a known value as the schema's types have it; one that they do not allow is reported.
fn fitting(node: &Node, schema: &Schema, reader: &mut Reader<'_>) -> Option<Located<Value>> {
    let value = Located::value(node);
    let ty = Type::of(&node.value)?;
    let is_free = schema.types.is_empty() || schema.broken;
    if is_free || schema.types.iter().any(|known| ty.is_within(*known)) {
        return Some(value);
    }
    if let Value::Number(_) | Value::Bool(_) = node.value
        && schema.types == [Type::String]
    {
        let text = node.value.to_string();
        reader.sink.report(&node.at, problem::unquoted_value(&text));
        return Some(Located {
            value: Value::String(text),
            ..value
        });
    }
    let problem = problem::value_of_other_type(node.value.kind());
    reader.sink.report(&node.at, problem);
    None
}

/// Bounds beyond 64 bits are common, so that they are read as what they are: approximations.
fn bounds(node: &Node) -> (f64, f64) {
    let bound = |keys: [&str; 2]| {
        let mut numbers = keys.iter().filter_map(|key| match &node.get(key)?.value {
            Value::Number(text) => text.parse::<f64>().ok(),
            _ => None,
        });
        numbers.next()
    };
    let least = bound(["minimum", "exclusiveMinimum"]);
    let most = bound(["maximum", "exclusiveMaximum"]);
    (
        least.unwrap_or(f64::NEG_INFINITY),
        most.unwrap_or(f64::INFINITY),
    )
}
