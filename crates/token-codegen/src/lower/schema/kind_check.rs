//! Keywords without effect on the kind of schema that they are in.

use crate::diagnostic::problem;
use crate::document::{Others, Schema, Type};
use crate::lower::Lowering;
use crate::normalize::SchemaKind;

impl Lowering<'_> {
    /// Warns of keywords that have no effect on a schema of this kind, and of a type that is only implied.
    pub(super) fn check_kind(&mut self, schema: &Schema, kind: SchemaKind) {
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
        if schema.values.is_some() && matches!(kind, SchemaKind::Any | SchemaKind::List) {
            self.sink.report(&schema.at, problem::open_values());
        }
        match kind {
            SchemaKind::Struct if schema.types.is_empty() => {
                self.sink
                    .report(&schema.at, problem::untyped_schema("properties", "object"));
            }
            SchemaKind::List if schema.types.is_empty() => {
                self.sink
                    .report(&schema.at, problem::untyped_schema("items", "array"));
            }
            _ => {}
        }
    }
}
