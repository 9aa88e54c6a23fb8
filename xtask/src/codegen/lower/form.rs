//! What a schema looks like, before any part of it is lowered.

use super::Lowering;
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{Schema, Type};

/// What a schema looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing is said of the value, or only that it is an object.
    Any,
    /// A value of one type.
    Scalar(Type),
    /// A list.
    List,
    /// An object with named members.
    Struct,
    /// A string of a known set.
    StringEnum,
    /// A value of one of several types.
    Union,
}

impl Form {
    pub(super) fn of(schema: &Schema) -> Self {
        let has_values = schema.values.is_some();
        let has_properties = schema.properties.is_some();
        match schema.types.as_slice() {
            [] | [Type::String] if has_values => Self::StringEnum,
            [] | [Type::Object] if has_properties => Self::Struct,
            [] if schema.items.is_some() => Self::List,
            [] | [Type::Object] => Self::Any,
            [Type::Array] => Self::List,
            [ty] => Self::Scalar(*ty),
            _ => Self::Union,
        }
    }

    /// Returns whether a type of its own is generated.
    pub(super) fn is_model(self) -> bool {
        matches!(self, Self::Struct | Self::StringEnum | Self::Union)
    }
}

impl Lowering<'_> {
    /// Warns of keywords that have no effect on a schema of this form, and of a type that is only implied.
    pub(super) fn check_form(&mut self, schema: &Schema, form: Form) {
        let is_object = schema.types.contains(&Type::Object) || schema.types.is_empty();
        let is_array = schema.types.contains(&Type::Array) || schema.types.is_empty();
        let is_string = schema.types.contains(&Type::String) || schema.types.is_empty();
        for (key, stands_here, has_effect) in [
            ("properties", schema.properties.is_some(), is_object),
            ("items", schema.items.is_some(), is_array),
            ("enum", schema.values.is_some(), is_string),
        ] {
            if stands_here && !has_effect {
                self.sink.report(&schema.at, problem::misplaced_key(key));
            }
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

    /// Reports numbers that the format says may not fit into 64 bits.
    pub(super) fn check_range(&mut self, schema: &Schema) {
        let beyond = [
            "uint64",
            "int128",
            "uint128",
            "bigint",
            "decimal",
            "decimal128",
        ];
        if let Some(format) = schema.format.as_deref()
            && beyond.contains(&format)
            && !schema.types.contains(&Type::String)
        {
            self.sink
                .report(&schema.at, problem::unsupported_format(format));
        }
    }
}
