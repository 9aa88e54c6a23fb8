//! What is held behind a pointer: structs in unions, and whatever would make a model hold itself.

use crate::ir::{ModelId, Shape, TypeRef};
use crate::lower::Lowering;
use crate::lower::models::ModelDraft;

impl Lowering<'_> {
    /// Boxes every struct in a union, and every field and variant that closes a circle of models.
    ///
    /// A union is as large as the largest of its variants, so that one large struct would make all of its values large;
    /// a rule that asks for the size would change a crate's interface with each property that is added.
    pub(in crate::lower) fn box_parts(&mut self) {
        let drafts = self.models.drafts().iter();
        let structs: Vec<bool> = drafts
            .map(|draft| matches!(draft.shape, Shape::Struct(_)))
            .collect();
        for union in self.models.unions_mut() {
            for variant in &mut union.variants {
                let model = direct(&variant.ty).and_then(|model| structs.get(model));
                variant.boxed = model.copied().unwrap_or_default();
            }
        }
        self.box_circles();
    }

    fn box_circles(&mut self) {
        let parts: Vec<_> = self.models.drafts().iter().map(direct_models).collect();
        for (model, part) in closing_parts(&parts) {
            let Some(draft) = self.models.get_mut(ModelId(model)) else {
                continue;
            };
            match &mut draft.shape {
                Shape::Struct(fields) => {
                    if let Some(field) = fields.get_mut(part) {
                        field.boxed = true;
                    }
                }
                Shape::Union(union) => {
                    if let Some(variant) = union.variants.get_mut(part) {
                        variant.boxed = true;
                    }
                }
                Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
            }
        }
    }
}

/// Returns, part by part, the model that a model holds without a list or a pointer between.
fn direct_models(draft: &ModelDraft) -> Vec<Option<usize>> {
    match &draft.shape {
        Shape::Struct(fields) => fields.iter().map(|field| direct(&field.ty)).collect(),
        Shape::Union(union) => union
            .variants
            .iter()
            .map(|variant| direct(&variant.ty).filter(|_| !variant.boxed))
            .collect(),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => Vec::new(),
    }
}

/// Returns the model that a value of a type is, or would be if it were not `null`.
pub(super) fn direct(ty: &TypeRef) -> Option<usize> {
    match ty {
        TypeRef::Model(id) => Some(id.0),
        TypeRef::Nullable(inner) => direct(inner),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Never,
    Begun,
    Done,
}

/// Returns the parts that close a circle of models.
///
/// Walks depth first, with a stack of its own because chains of models may be long.
pub(super) fn closing_parts(models: &[Vec<Option<usize>>]) -> Vec<(usize, usize)> {
    let mut closing = Vec::new();
    let mut visits = vec![Visit::Never; models.len()];
    let mut stack: Vec<_> = (0..models.len()).rev().map(|model| (model, 0)).collect();
    while let Some((model, field)) = stack.pop() {
        let Some((fields, visit)) = models.get(model).zip(visits.get_mut(model)) else {
            continue;
        };
        if field == 0 && *visit != Visit::Never {
            continue;
        }
        let Some(target) = fields.get(field) else {
            *visit = Visit::Done;
            continue;
        };
        *visit = Visit::Begun;
        stack.push((model, field + 1));
        if let Some(target) = target {
            match visits.get(*target) {
                Some(Visit::Begun) => closing.push((model, field)),
                _ => stack.push((*target, 0)),
            }
        }
    }
    closing
}

#[cfg(test)]
mod tests {
    use super::closing_parts;

    #[test]
    fn finds_the_field_that_closes_a_circle() {
        let models = [
            vec![Some(1)],
            vec![None, Some(2)],
            vec![Some(0), Some(3)],
            vec![],
            vec![Some(4)],
            vec![Some(3), Some(3)],
        ];
        assert_eq!(closing_parts(&models), [(2, 0), (4, 0)]);
    }
}
