//! Whether a schema says something of its values.

use crate::document::{Others, Schema};

/// Returns whether a schema says something of its values beside their type and the schemas that it combines.
pub(super) fn has_shape(schema: &Schema) -> bool {
    schema.values.is_some()
        || schema.properties.is_some()
        || !schema.required.is_empty()
        || matches!(schema.others, Others::Of(_))
        || schema.items.is_some()
        || schema.format.is_some()
}
