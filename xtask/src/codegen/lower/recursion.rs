//! Structs that hold themselves without a list between have no size; they are reported.

use super::Lowering;
use super::models::Draft;
use crate::codegen::diagnostic::problem;
use crate::codegen::ir::{Shape, TypeRef};

impl Lowering<'_> {
    /// Reports every field that closes a circle of structs.
    pub(super) fn check_recursion(&mut self) {
        let drafts = self.models.drafts();
        for (model, field) in closing_fields(&drafts.iter().map(direct_models).collect::<Vec<_>>())
        {
            if let Some(draft) = drafts.get(model)
                && let Some(at) = draft.fields.get(field)
            {
                self.sink
                    .report(at, problem::recursive_schema(draft.name.wire()));
            }
        }
    }
}

/// Returns, field by field, the model that a struct holds without a list between.
fn direct_models(draft: &Draft) -> Vec<Option<usize>> {
    let Shape::Struct(fields) = &draft.shape else {
        return Vec::new();
    };
    let model = |ty: &TypeRef| match ty {
        TypeRef::Model(id) => Some(id.0),
        _ => None,
    };
    fields.iter().map(|field| model(&field.ty)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Never,
    Begun,
    Done,
}

/// Walks depth first, with a stack of its own because chains of models may be long.
fn closing_fields(models: &[Vec<Option<usize>>]) -> Vec<(usize, usize)> {
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
    use super::closing_fields;

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
        assert_eq!(closing_fields(&models), [(2, 0), (4, 0)]);
    }
}
