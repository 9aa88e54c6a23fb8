//! The types of JSON Schema.

use crate::source::Value;

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

impl Type {
    /// Returns the type of a value; nothing for `null`.
    pub fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(_) => Self::Boolean,
            Value::Number(text) if text.contains(['.', 'e', 'E']) => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(_) => Self::String,
            Value::Sequence(_) => Self::Array,
            Value::Mapping(_) => Self::Object,
        })
    }

    /// Returns whether every value of this type is one of the other.
    pub fn is_within(self, other: Self) -> bool {
        self == other || (self, other) == (Self::Integer, Self::Number)
    }

    /// Returns the name of JSON Schema.
    pub fn name(self) -> &'static str {
        let known = TYPES.iter().find(|(_, ty)| *ty == self);
        known.map_or("object", |(name, _)| *name)
    }

    /// Returns the type of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let known = TYPES.iter().find(|(known, _)| *known == name);
        known.map(|(_, ty)| *ty)
    }
}
