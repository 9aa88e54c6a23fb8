//! Unions whose branches lead back to them, without an object, a list or a map between.

use std::collections::BTreeSet;

use super::SchemaNormalizer;
use super::nesting::MAX_DEPTH;
use super::normalized::NormalizedSchema;
use super::schema_id::SchemaId;
use super::shape::has_shape;
use crate::document::{Referable, Schema};
use crate::resolve;

/// The branches of a union, none of which is the union itself.
#[derive(Debug, Default)]
pub(super) struct Unrolled<'d> {
    pub(super) parts: Vec<&'d Referable<Schema>>,
    /// Whether `null` is allowed on the way to them.
    pub(super) nullable: bool,
    /// Whether the union was one of its own branches.
    pub(super) has_itself: bool,
}

impl<'d> SchemaNormalizer<'d> {
    /// Returns the branches of a union; those that lead back to it are replaced by what else they lead to.
    ///
    /// What a union holds is not changed by its being one of its own branches.
    pub(super) fn unrolled(&self, original: &'d Schema, whole: &'d Schema) -> Unrolled<'d> {
        let mut unrolled = Unrolled::default();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<_> = whole.branches.iter().rev().collect();
        while let Some(part) = waiting.pop() {
            match self.unaliased(part) {
                Some((schema, nullable)) if SchemaId::of(schema) == SchemaId::of(original) => {
                    unrolled.nullable |= nullable;
                    unrolled.has_itself = true;
                }
                Some((schema, nullable)) if self.leads_to(schema, original) => {
                    unrolled.nullable |= nullable || schema.is_nullable();
                    if seen.insert(SchemaId::of(schema)) {
                        waiting.extend(schema.branches.iter().rev());
                    }
                }
                _ => unrolled.parts.push(part),
            }
        }
        unrolled
    }

    /// Returns whether a schema is a union, and one of its branches is the other schema, at whatever distance.
    fn leads_to(&self, schema: &'d Schema, target: &'d Schema) -> bool {
        let mut seen = BTreeSet::from([SchemaId::of(schema)]);
        let mut waiting = vec![schema];
        while let Some(schema) = waiting.pop() {
            if !schema.all_of.is_empty() || has_shape(schema) {
                continue;
            }
            for part in &schema.branches {
                let Some((branch, _)) = self.unaliased(part) else {
                    continue;
                };
                if SchemaId::of(branch) == SchemaId::of(target) {
                    return true;
                }
                if seen.insert(SchemaId::of(branch)) {
                    waiting.push(branch);
                }
            }
        }
        false
    }

    /// Returns the schema of a part, aliases followed, and whether these allow `null`.
    fn unaliased(&self, part: &'d Referable<Schema>) -> Option<(&'d Schema, bool)> {
        let mut schema = resolve::follow(self.components, part)?.part;
        let mut nullable = false;
        for _ in 0..MAX_DEPTH {
            let Some(NormalizedSchema::Alias(to, allows_null)) = self.alias(schema) else {
                break;
            };
            nullable |= allows_null;
            schema = resolve::follow(self.components, to)?.part;
        }
        Some((schema, nullable))
    }
}
