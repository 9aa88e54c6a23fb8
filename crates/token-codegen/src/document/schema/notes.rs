//! Parts of an `allOf` that only remark on the others.

use super::{Null, Others, Schema};
use crate::access::Access;
use crate::document::reference::Referable;

/// Takes over what parts of an `allOf` say that only remark on the others, so that these keep their own models.
///
/// Vendors write `allOf: [{$ref: …}, {description: …, nullable: true}]`, because a `$ref` has no room beside it.
pub(super) fn take(schema: &mut Schema) {
    for part in std::mem::take(&mut schema.all_of) {
        match part {
            Referable::Inline(note) if is_note(&note) => {
                if schema.description.is_empty() {
                    schema.description = note.description;
                }
                if schema.null == Null::No {
                    schema.null = note.null;
                }
                if schema.access == Access::Both {
                    schema.access = note.access;
                }
                schema.default = schema.default.take().or(note.default);
                schema.deprecated |= note.deprecated;
            }
            part => schema.all_of.push(part),
        }
    }
}

/// Returns whether a schema says nothing of its values, `null` aside.
fn is_note(schema: &Schema) -> bool {
    schema.types.is_empty()
        && schema.null != Null::Only
        && schema.format.is_none()
        && schema.values.is_none()
        && schema.bounds == (f64::NEG_INFINITY, f64::INFINITY)
        && schema.properties.is_none()
        && schema.required.is_empty()
        && matches!(schema.others, Others::Unsaid)
        && schema.items.is_none()
        && schema.all_of.is_empty()
        && schema.branches.is_empty()
        && schema.discriminator.is_none()
        && !schema.broken
}
