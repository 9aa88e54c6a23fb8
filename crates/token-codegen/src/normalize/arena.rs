//! Schemas that are made of the document's.

use std::fmt;

use typed_arena::Arena;

use crate::document::{Referable, Schema};

/// How many schemas may be made of those in a document: several times as many as the largest real ones need.
///
/// Choices within the parts of a choice multiply, so that a small document can ask for any number.
pub(super) const MAX_SCHEMAS: usize = 10_000;

/// Schemas that are made while others are normalized; they live as long as the document.
#[derive(Default)]
pub struct SchemaArena {
    schemas: Arena<Schema>,
    parts: Arena<Referable<Schema>>,
}

impl SchemaArena {
    pub(super) fn keep(&self, schema: Schema) -> &Schema {
        self.schemas.alloc(schema)
    }

    pub(super) fn keep_part(&self, part: Referable<Schema>) -> &Referable<Schema> {
        self.parts.alloc(part)
    }

    /// Returns whether no more schemas may be made of others.
    pub(super) fn is_exhausted(&self) -> bool {
        self.schemas.len() + self.parts.len() > MAX_SCHEMAS
    }
}

impl fmt::Debug for SchemaArena {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SchemaArena")
            .field("schemas", &self.schemas.len())
            .field("parts", &self.parts.len())
            .finish()
    }
}
