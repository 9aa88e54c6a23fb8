//! Properties and elements that two schemas describe at once.

use super::Lowering;
use super::schema::MAX_DEPTH;
use super::view::has_shape;
use crate::codegen::document::{Property, Referable, Schema};
use crate::codegen::resolve;

impl Lowering<'_> {
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
                    (Some(one), Some(two)) => known.schema = Some(self.both(one, two)),
                    (one, two) => known.schema = one.or(two),
                },
            }
        }
    }

    /// Returns a schema whose values match both; the second one's words count first, because it stands nearer.
    ///
    /// An heir that narrows a property of its base to an heir of that one takes the heir alone: a tree of such heirs
    /// would have no end otherwise.
    pub(super) fn both(&self, one: Referable<Schema>, two: Referable<Schema>) -> Referable<Schema> {
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

    /// Returns whether every value of a schema is one of the base, because it is the base, or takes it in by `allOf`.
    fn is_within(
        &self,
        schema: &Referable<Schema>,
        base: &Referable<Schema>,
        depth: usize,
    ) -> bool {
        if let (Referable::Inline(schema), Referable::Inline(base)) = (schema, base)
            && schema.at == base.at
        {
            return true;
        }
        if depth > MAX_DEPTH {
            return false;
        }
        if let Referable::Inline(base) = base
            && is_all_of(base)
        {
            let mut parts = base.all_of.iter();
            return parts.all(|part| self.is_within(schema, part, depth + 1));
        }
        let resolved = |part| resolve::follow(&self.document.components, part);
        let (Some(found), Some(wanted)) = (resolved(schema), resolved(base)) else {
            return false;
        };
        if wanted.component.is_some() && found.component == wanted.component {
            return true;
        }
        let mut parts = found.part.all_of.iter();
        wanted.component.is_some() && parts.any(|part| self.is_within(part, base, depth + 1))
    }
}

/// Returns whether a schema says nothing but that all of others hold.
fn is_all_of(schema: &Schema) -> bool {
    !schema.all_of.is_empty()
        && schema.branches.is_empty()
        && schema.types.is_empty()
        && !has_shape(schema)
}
