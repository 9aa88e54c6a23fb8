//! What distinguishes a schema from all others.

use crate::document::Schema;

/// A schema's identity: its address in memory, which stays the same as long as the document and the arena live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaId(*const Schema);

impl SchemaId {
    /// Returns the identity of a schema.
    pub fn of(schema: &Schema) -> Self {
        Self(schema)
    }
}
