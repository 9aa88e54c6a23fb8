//! What a schema normalizes to.

use std::rc::Rc;

use crate::document::{Referable, Schema};

/// What a schema normalizes to.
#[derive(Debug, Clone)]
pub enum NormalizedSchema<'d> {
    /// Another schema, and whether `null` is allowed as well.
    Alias(&'d Referable<Schema>, bool),
    /// A schema that combines no others.
    Plain(&'d Schema),
    /// One of several schemas.
    Union(Rc<UnionView<'d>>),
}

/// The schemas of which a value matches one.
#[derive(Debug)]
pub struct UnionView<'d> {
    /// What holds for all of them.
    pub schema: &'d Schema,
    /// The schemas; two at least.
    pub branches: Vec<&'d Referable<Schema>>,
    /// Whether the value may be `null` as well.
    pub nullable: bool,
    /// The component whose own schema is the last branch, if the others are its descendants.
    pub own: Option<&'d str>,
}

impl NormalizedSchema<'_> {
    /// Returns whether the value may be `null`.
    pub fn is_nullable(&self) -> bool {
        match self {
            Self::Alias(_, nullable) => *nullable,
            Self::Plain(schema) => schema.is_nullable(),
            Self::Union(union) => union.nullable,
        }
    }
}
