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
    /// The component whose own schema is the last branch, beside its subtypes.
    pub own: Option<&'d str>,
}

impl<'d> UnionView<'d> {
    /// Returns the component whose own schema a branch is, if it is not that of a subtype.
    pub fn own_branch(&self, index: usize) -> Option<&'d str> {
        self.own.filter(|_| index + 1 == self.branches.len())
    }
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
