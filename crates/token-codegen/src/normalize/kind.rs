//! Kinds of schemas: objects, maps, lists, enums and single values.

use crate::document::{Others, Schema, Type};
use crate::source::Value;

/// What kind of values a schema describes that combines no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaKind {
    /// Nothing is said of the value, or only that it is an object.
    Any,
    /// A value of one type.
    Scalar(Type),
    /// A list.
    List,
    /// An object without named members, whose values are of one kind.
    Map,
    /// An object with named members.
    Struct,
    /// A string of a known set.
    StringEnum,
    /// An integer of a known set.
    IntegerEnum,
}

impl SchemaKind {
    /// Returns the kind of a schema that combines no others.
    pub fn of(schema: &Schema) -> Self {
        if let Some(ty) = schema.values.as_deref().and_then(|values| {
            let mut types = values.iter().map(|value| known_type(&value.value));
            let first = types.next()??;
            types.all(|other| other == Some(first)).then_some(first)
        }) {
            return match ty {
                Type::String => Self::StringEnum,
                Type::Integer if schema.types != [Type::Number] => Self::IntegerEnum,
                Type::Array => Self::List,
                Type::Object => Self::Any,
                scalar => Self::Scalar(scalar),
            };
        }
        let has_properties = schema
            .properties
            .as_ref()
            .is_some_and(|properties| !properties.is_empty() || is_plain(&schema.others));
        match schema.types.as_slice() {
            [] | [Type::Object] if has_properties => Self::Struct,
            [Type::Object] if matches!(schema.others, Others::Of(_) | Others::Any) => Self::Map,
            [] if matches!(schema.others, Others::Of(_)) => Self::Map,
            [] if schema.items.is_some() => Self::List,
            [Type::Array] => Self::List,
            [ty] if *ty != Type::Object => Self::Scalar(*ty),
            _ => Self::Any,
        }
    }

    /// Returns whether a type of its own is generated.
    pub fn is_model(self) -> bool {
        matches!(self, Self::Struct | Self::StringEnum | Self::IntegerEnum)
    }
}

/// Returns whether the members beside the known ones are not kept.
fn is_plain(others: &Others) -> bool {
    matches!(others, Others::Unsaid | Others::None)
}

/// An integer that no `i64` holds makes a known set of numbers.
fn known_type(value: &Value) -> Option<Type> {
    match value {
        Value::Number(text) if text.parse::<i64>().is_err() => Some(Type::Number),
        other => Type::of(other),
    }
}
