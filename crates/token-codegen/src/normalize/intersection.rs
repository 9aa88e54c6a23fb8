//! Properties and elements that two schemas describe at once.

use std::collections::BTreeSet;

use super::SchemaNormalizer;
use super::nesting::MAX_DEPTH;
use super::shape::has_shape;
use crate::diagnostic::problem;
use crate::document::{Property, Referable, Schema};
use crate::resolve;

/// How many schemas may describe one property or element; where bases share bases, their numbers multiply.
const MAX_DESCRIPTIONS: usize = 256;

impl SchemaNormalizer<'_> {
    /// Adds properties; a property of both has to match both.
    pub(super) fn merge_properties<'p>(
        &self,
        whole: &mut Option<Vec<Property>>,
        others: impl Iterator<Item = &'p Property>,
    ) {
        for other in others {
            let properties = whole.get_or_insert_default();
            let known = properties
                .iter_mut()
                .find(|known| known.name.value == other.name.value);
            match known {
                None => properties.push(other.clone()),
                Some(known) => match (known.schema.take(), other.schema.clone()) {
                    (Some(one), Some(two)) => known.schema = Some(self.intersection(one, two)),
                    (one, two) => known.schema = one.or(two),
                },
            }
        }
    }

    /// Returns a schema whose values match both; the second one's words count first, because it is nearer.
    ///
    /// A subtype that narrows a property of its base to a subtype of that property keeps the narrower type alone:
    /// a tree of such subtypes would have no end otherwise.
    pub(super) fn intersection(
        &self,
        one: Referable<Schema>,
        two: Referable<Schema>,
    ) -> Referable<Schema> {
        if self.is_within(&two, &one, 0) {
            return two;
        }
        if self.is_within(&one, &two, 0) {
            return one;
        }
        let at = match &two {
            Referable::Inline(schema) => schema.at.clone(),
            Referable::Reference(reference) => reference.target.at.clone(),
        };
        if descriptions(&one) + descriptions(&two) > MAX_DESCRIPTIONS {
            let problem = problem::too_many_descriptions(MAX_DESCRIPTIONS);
            self.report(&at, problem);
            return two;
        }
        let mut whole = Schema::any(at);
        whole.access = match (&one, &two) {
            (Referable::Inline(one), Referable::Inline(two)) if one.access == two.access => {
                two.access
            }
            _ => whole.access,
        };
        whole.all_of = vec![two, one];
        Referable::Inline(whole)
    }

    /// Returns whether every value of a schema is one of the base, because it is the base or extends it by `allOf`.
    fn is_within(
        &self,
        schema: &Referable<Schema>,
        base: &Referable<Schema>,
        depth: usize,
    ) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        match base {
            Referable::Inline(whole) if is_all_of(whole) && !is_same(schema, base) => {
                let mut parts = whole.all_of.iter();
                parts.all(|part| self.is_within(schema, part, depth + 1))
            }
            _ => self.extends(schema, base),
        }
    }

    /// Returns whether a schema is the base, or extends it by `allOf`, however many schemas lie between.
    fn extends(&self, schema: &Referable<Schema>, base: &Referable<Schema>) -> bool {
        let resolved = |part| resolve::follow(self.components, part);
        let wanted = resolved(base).and_then(|base| base.component);
        // Bases that share their bases are many ways to the same few.
        let mut seen = BTreeSet::new();
        let mut waiting = vec![schema];
        while let Some(part) = waiting.pop() {
            if is_same(part, base) {
                return true;
            }
            let Some(found) = resolved(part) else {
                continue;
            };
            if wanted.is_some() && found.component == wanted {
                return true;
            }
            let is_new = found.component.is_none_or(|name| seen.insert(name));
            if wanted.is_some() && is_new {
                waiting.extend(&found.part.all_of);
            }
        }
        false
    }
}

/// Returns how many schemas a schema is made of.
fn descriptions(schema: &Referable<Schema>) -> usize {
    let mut count = 0;
    let mut waiting = vec![schema];
    while let Some(part) = waiting.pop() {
        match part {
            Referable::Inline(whole) if is_all_of(whole) => waiting.extend(&whole.all_of),
            _ => count += 1,
        }
    }
    count
}

/// Returns whether two schemas are in the same place.
fn is_same(one: &Referable<Schema>, two: &Referable<Schema>) -> bool {
    match (one, two) {
        (Referable::Inline(one), Referable::Inline(two)) => one.at == two.at,
        _ => false,
    }
}

/// Returns whether a schema says nothing but that all of others hold.
fn is_all_of(schema: &Schema) -> bool {
    !schema.all_of.is_empty()
        && schema.branches.is_empty()
        && schema.types.is_empty()
        && !has_shape(schema)
}
