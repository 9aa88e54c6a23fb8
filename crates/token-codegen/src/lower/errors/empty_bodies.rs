//! Documented errors without a body: servers and proxies leave it out, and the status is still the documented one.

use crate::ir::{ErrorEnum, Payload, Presence, Shape, TypeRef};
use crate::lower::models::Models;

/// Makes the body of each error optional, unless its type has a value for an empty one.
pub(in crate::lower) fn accept(models: &Models, errors: &mut [ErrorEnum]) {
    for variant in errors.iter_mut().flat_map(|error| &mut error.variants) {
        if let Payload::Json(ty) = &variant.body
            && !may_be_empty(models, ty)
        {
            variant.body = Payload::Nullable(ty.clone());
        }
    }
}

/// Returns whether an object without members is a value of the type.
fn may_be_empty(models: &Models, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Map(_) => true,
        TypeRef::Model(id) => match models.get(*id).map(|draft| &draft.shape) {
            Some(Shape::Struct(fields)) => fields.iter().all(|field| {
                matches!(
                    field.presence,
                    Presence::Optional | Presence::OptionalOrNull | Presence::Others
                )
            }),
            Some(Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_)) | None => false,
        },
        _ => false,
    }
}
