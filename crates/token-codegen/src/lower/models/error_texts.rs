//! Where an error body holds its message for people and its code for programs.

use crate::ir::{ErrorEnum, Field, FieldStep, Shape, TypeRef};
use crate::lower::models::Models;
use crate::scalar::Scalar;

/// The fields that hold a message, the likeliest first.
pub(in crate::lower) const MESSAGES: [&str; 7] = [
    "message",
    "error_message",
    "errormessage",
    "detail",
    "error_description",
    "title",
    "description",
];

/// The fields that hold a code, the likeliest first.
pub(in crate::lower) const CODES: [&str; 5] = ["code", "error_code", "errorcode", "type", "error"];

/// How many fields a path may have.
const MAX_STEPS: usize = 3;

/// Returns the shortest path to a text that has one of the names, whatever their case; never to a secret.
pub(in crate::lower) fn find(
    models: &Models,
    body: &TypeRef,
    names: &[&str],
) -> Option<Vec<FieldStep>> {
    let mut level = vec![(Vec::new(), fields(models, body))];
    for _ in 0..MAX_STEPS {
        for name in names {
            let is_wanted = |field: &&Field| is_text(field, name);
            let found = level
                .iter()
                .find_map(|(path, fields)| Some((path, fields.iter().find(is_wanted)?)));
            if let Some((path, field)) = found {
                return Some(longer(path, field));
            }
        }
        let mut next = Vec::new();
        for (path, inner) in &level {
            for field in *inner {
                let inner = fields(models, &field.ty);
                if !inner.is_empty() {
                    next.push((longer(path, field), inner));
                }
            }
        }
        level = next;
    }
    None
}

/// Brings the paths up to date after fields have become optional.
pub(in crate::lower) fn refresh(models: &Models, errors: &mut [ErrorEnum]) {
    for variant in errors.iter_mut().flat_map(|error| &mut error.variants) {
        let Some(body) = variant.body.ty() else {
            continue;
        };
        for steps in [&mut variant.code, &mut variant.message]
            .into_iter()
            .flatten()
        {
            let mut ty = body;
            for step in steps {
                let mut found = fields(models, ty).iter();
                let Some(field) = found.find(|field| field.name == step.field) else {
                    break;
                };
                step.options = field.options();
                ty = &field.ty;
            }
        }
    }
}

fn is_text(field: &Field, name: &str) -> bool {
    field.ty == TypeRef::Scalar(Scalar::String) && field.name.wire().eq_ignore_ascii_case(name)
}

fn longer(path: &[FieldStep], field: &Field) -> Vec<FieldStep> {
    let step = FieldStep {
        field: field.name.clone(),
        options: field.options(),
    };
    path.iter().cloned().chain([step]).collect()
}

fn fields<'m>(models: &'m Models, ty: &TypeRef) -> &'m [Field] {
    let TypeRef::Model(id) = ty else { return &[] };
    match models.get(*id).map(|draft| &draft.shape) {
        Some(Shape::Struct(fields)) => fields,
        Some(Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_)) | None => &[],
    }
}
