//! Normalizes one schema.

use super::SchemaNormalizer;
use super::normalized::NormalizedSchema;
use super::shape::has_shape;
use crate::diagnostic::problem;
use crate::document::{Null, Referable, Schema, Type};
use crate::resolve;

impl<'d> SchemaNormalizer<'d> {
    /// Returns what a schema normalizes to, an alias not followed.
    pub(super) fn compose(&self, schema: &'d Schema) -> Option<NormalizedSchema<'d>> {
        if schema.broken {
            return None;
        }
        if let Some(alias) = self.alias(schema) {
            return Some(alias);
        }
        let whole = if schema.all_of.is_empty() {
            schema
        } else {
            self.merge_all(schema)?
        };
        if let Some(union) = self.union_of_descendants(schema, whole) {
            return Some(union);
        }
        if whole.branches.is_empty() {
            if let Some(discriminator) = &schema.discriminator {
                let problem = problem::unused_discriminator("no schema takes this one in");
                self.report(&discriminator.property.at, problem);
            }
            Some(self.split(whole))
        } else {
            Some(self.union(schema, whole))
        }
    }

    /// Returns the one schema that another one is but another name or a note for.
    pub(super) fn alias(&self, schema: &'d Schema) -> Option<NormalizedSchema<'d>> {
        let part = self.only_part(schema)?;
        if !schema.all_of.is_empty() && self.is_empty_subtype(schema, part) {
            return None;
        }
        let nullable =
            schema.is_nullable() || schema.branches.iter().any(|part| self.is_null(part));
        Some(NormalizedSchema::Alias(part, nullable))
    }

    /// Returns the one schema that another one combines, where it says nothing of its own.
    pub(super) fn only_part(&self, schema: &'d Schema) -> Option<&'d Referable<Schema>> {
        let is_null = |part: &&Referable<Schema>| self.is_null(part);
        let branches = schema.branches.iter().filter(|part| !is_null(part));
        let mut parts = schema.all_of.iter().chain(branches);
        let (Some(part), None) = (parts.next(), parts.next()) else {
            return None;
        };
        let target = resolve::follow(self.components, part)?.part;
        let has_own_type = match schema.types.as_slice() {
            [] => false,
            [Type::Object] => target.types != [Type::Object] && target.properties.is_none(),
            types => target.types != types,
        };
        (!has_own_type && !has_shape(schema)).then_some(part)
    }

    /// Returns whether nothing but `null` matches a schema.
    pub(super) fn is_null(&self, part: &Referable<Schema>) -> bool {
        match part {
            Referable::Inline(schema) => schema.null == Null::Only,
            Referable::Reference(_) => resolve::follow(self.components, part)
                .is_some_and(|resolved| resolved.part.null == Null::Only),
        }
    }
}
