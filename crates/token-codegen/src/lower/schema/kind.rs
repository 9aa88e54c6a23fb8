//! What a schema looks like, before any part of it is lowered.

use crate::diagnostic::problem;
use crate::document::{Others, Schema, Type};
use crate::lower::Lowering;
use crate::source::Value;

/// What a schema looks like that takes in no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Form {
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

impl Form {
    pub(in crate::lower) fn of(schema: &Schema) -> Self {
        if let Some(form) = schema.values.as_deref().and_then(|values| {
            let mut types = values.iter().map(|value| known_type(&value.value));
            let first = types.next()??;
            types.all(|ty| ty == Some(first)).then_some(first)
        }) {
            return match form {
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
    pub(in crate::lower) fn is_model(self) -> bool {
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

impl Lowering<'_> {
    /// Warns of keywords that have no effect on a schema of this form, and of a type that is only implied.
    pub(in crate::lower) fn check_form(&mut self, schema: &Schema, form: Form) {
        let is_object = schema.types.contains(&Type::Object) || schema.types.is_empty();
        let is_array = schema.types.contains(&Type::Array) || schema.types.is_empty();
        for (key, stands_here, has_effect) in [
            ("properties", schema.properties.is_some(), is_object),
            ("items", schema.items.is_some(), is_array),
            ("required", !schema.required.is_empty(), is_object),
            (
                "additionalProperties",
                matches!(schema.others, Others::Of(_)),
                is_object,
            ),
        ] {
            if stands_here && !has_effect {
                self.sink.report(&schema.at, problem::misplaced_key(key));
            }
        }
        if schema.values.is_some() && matches!(form, Form::Any | Form::List) {
            self.sink.report(&schema.at, problem::open_values());
        }
        match form {
            Form::Struct if schema.types.is_empty() => {
                self.sink
                    .report(&schema.at, problem::untyped_schema("properties", "object"));
            }
            Form::List if schema.types.is_empty() => {
                self.sink
                    .report(&schema.at, problem::untyped_schema("items", "array"));
            }
            _ => {}
        }
    }
}
