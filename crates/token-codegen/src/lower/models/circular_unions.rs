//! Unions that hold themselves without an object, a list or a map between: reading a value of one would not end.

use crate::diagnostic::problem;
use crate::ir::{ModelId, Shape, TypeRef};
use crate::lower::Lowering;
use crate::lower::models::ModelDraft;
use crate::lower::models::boxing::{closing_parts, direct};

impl Lowering<'_> {
    /// Makes every variant raw JSON that would lead back to its own union; such variants are tried last.
    pub(in crate::lower) fn break_circular_unions(&mut self) {
        let parts: Vec<_> = self.models.drafts().iter().map(branches).collect();
        let mut closing = closing_parts(&parts);
        // From the last to the first, so that those that are yet to come stay where they are.
        closing.sort_unstable_by(|one, other| other.cmp(one));
        for (model, part) in closing {
            let Some(draft) = self.models.get_mut(ModelId(model)) else {
                continue;
            };
            if let Shape::Union(union) = &mut draft.shape
                && part < union.variants.len()
            {
                let mut variant = union.variants.remove(part);
                let problem = problem::circular_union(variant.name.wire());
                self.sink.report(&draft.at, problem);
                variant.ty = TypeRef::Any;
                union.variants.push(variant);
            }
        }
    }
}

/// Returns, variant by variant, the model that a union holds.
fn branches(draft: &ModelDraft) -> Vec<Option<usize>> {
    match &draft.shape {
        Shape::Union(union) => {
            let variants = union.variants.iter();
            variants.map(|variant| direct(&variant.ty)).collect()
        }
        Shape::Struct(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) => Vec::new(),
    }
}
