//! Subtypes: within one, its base is the struct of the base and not the union that the subtype is a branch of.

use std::collections::{BTreeMap, BTreeSet};

use super::SchemaNormalizer;
use super::nesting::MAX_DEPTH;
use super::normalized::NormalizedSchema;
use super::schema_id::SchemaId;
use crate::document::{Referable, Schema};
use crate::resolve;

/// The bases without what makes them unions.
#[derive(Debug, Default)]
pub(super) struct OwnStructs<'d> {
    by_base: BTreeMap<SchemaId, &'d Schema>,
    bases: BTreeMap<SchemaId, &'d Schema>,
}

impl<'d> SchemaNormalizer<'d> {
    /// Returns the struct of a base that the schema is a subtype of.
    #[expect(clippy::option_option, reason = "broken, or no such base, or the base")]
    pub(super) fn base_of(
        &self,
        schema: &'d Schema,
        part: &'d Referable<Schema>,
    ) -> Option<Option<&'d Schema>> {
        let base = self.synonyms(part)?.last().copied()?;
        if !is_ancestor(base) && !self.names_subtype(base, self.original(schema)) {
            return Some(None);
        }
        let own = self.own_struct(base);
        if own.all_of.is_empty() {
            return Some(Some(own));
        }
        // The base may itself have one, so that the depth is counted here as it is for any schema.
        match self.normalize_schema(own)? {
            NormalizedSchema::Plain(plain) => Some(Some(plain)),
            NormalizedSchema::Alias(..) | NormalizedSchema::Union(_) => Some(None),
        }
    }

    /// Returns whether a schema that says nothing but `allOf` of a part is a subtype, and no other name of the part.
    pub(super) fn is_empty_subtype(&self, schema: &'d Schema, part: &'d Referable<Schema>) -> bool {
        let schema = self.original(schema);
        let is_component = self.descendants.name(schema).is_some();
        let mut bases = self.synonyms(part).into_iter().flatten();
        bases.any(|base| is_component && is_ancestor(base) || self.names_subtype(base, schema))
    }

    /// Returns the schema of a part, and those that it is but another name for, the last of which says more.
    fn synonyms(&self, part: &'d Referable<Schema>) -> Option<Vec<&'d Schema>> {
        let mut part = part;
        let mut found = Vec::new();
        for _ in 0..=MAX_DEPTH {
            let schema = resolve::follow(self.components, part)?.part;
            found.push(schema);
            match self.only_part(schema) {
                Some(next) => part = next,
                None => break,
            }
        }
        Some(found)
    }

    /// Returns whether the branches of a base lead to a schema, or to one that extends it.
    fn names_subtype(&self, base: &'d Schema, schema: &'d Schema) -> bool {
        let mut seen = BTreeSet::from([SchemaId::of(base)]);
        let mut waiting: Vec<_> = base.branches.iter().collect();
        while let Some(part) = waiting.pop() {
            let Some(found) = resolve::follow(self.components, part) else {
                continue;
            };
            if seen.insert(SchemaId::of(found.part)) {
                if SchemaId::of(found.part) == SchemaId::of(schema) {
                    return true;
                }
                waiting.extend(found.part.all_of.iter().chain(&found.part.branches));
            }
        }
        false
    }

    /// Returns whether a schema extends a base by `allOf`, at whatever distance.
    pub(super) fn extends_schema(&self, schema: &'d Schema, base: &'d Schema) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<_> = schema.all_of.iter().collect();
        while let Some(part) = waiting.pop() {
            let Some(found) = resolve::follow(self.components, part) else {
                continue;
            };
            if SchemaId::of(found.part) == SchemaId::of(base) {
                return true;
            }
            if seen.insert(SchemaId::of(found.part)) {
                waiting.extend(&found.part.all_of);
            }
        }
        false
    }

    /// Returns a base without its branches and its discriminator.
    fn own_struct(&self, base: &'d Schema) -> &'d Schema {
        let id = SchemaId::of(base);
        if let Some(known) = self.own_structs.borrow().by_base.get(&id).copied() {
            return known;
        }
        let own = self.keep(Schema {
            branches: Vec::new(),
            discriminator: None,
            ..base.clone()
        });
        let mut known = self.own_structs.borrow_mut();
        known.by_base.insert(id, own);
        known.bases.insert(SchemaId::of(own), base);
        own
    }

    /// Returns the base that a struct was made of, or else the schema itself.
    fn original(&self, schema: &'d Schema) -> &'d Schema {
        let known = self.own_structs.borrow();
        known
            .bases
            .get(&SchemaId::of(schema))
            .copied()
            .unwrap_or(schema)
    }
}

/// Returns whether a value of a schema may be one of any schema that extends it.
fn is_ancestor(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.branches.is_empty()
}
