//! Where a response holds a token and its times: JSON Pointers, followed through the types.

use crate::diagnostic::problem;
use crate::document::Located;
use crate::ir::{Shape, TypeRef};
use crate::lower::Lowering;
use crate::pointer::tokens;
use crate::scalar::Scalar;

impl Lowering<'_> {
    /// Returns the pointer to the token, which must be a secret.
    pub(super) fn token(
        &mut self,
        pointer: &Located<String>,
        response: &TypeRef,
    ) -> Option<String> {
        let problem = match self.walk(pointer, response)? {
            TypeRef::Scalar(Scalar::Secret) => return Some(pointer.value.clone()),
            TypeRef::Scalar(Scalar::String) => problem::token_not_secret(&pointer.value),
            _ => problem::token_not_a_string(&pointer.value),
        };
        self.sink.report(&pointer.at, problem);
        None
    }

    /// Returns the pointer to a point in time: of `expires` or `issued`.
    pub(super) fn point_in_time(
        &mut self,
        pointer: &Located<String>,
        response: &TypeRef,
    ) -> Option<String> {
        match self.walk(pointer, response)? {
            TypeRef::Scalar(Scalar::DateTime) => Some(pointer.value.clone()),
            ty if is_integer(&ty) => Some(pointer.value.clone()),
            _ => {
                let expected = "a `date-time`, or an integer of seconds since the Unix epoch";
                self.not_a_time(pointer, expected)
            }
        }
    }

    /// Returns the pointer to the number of seconds that the token lives.
    pub(super) fn seconds(
        &mut self,
        pointer: &Located<String>,
        response: &TypeRef,
    ) -> Option<String> {
        if is_integer(&self.walk(pointer, response)?) {
            return Some(pointer.value.clone());
        }
        self.not_a_time(pointer, "an integer of seconds")
    }

    fn not_a_time(&mut self, pointer: &Located<String>, expected: &str) -> Option<String> {
        let problem = problem::expiry_not_a_time(&pointer.value, expected);
        self.sink.report(&pointer.at, problem);
        None
    }

    /// Follows a pointer to the type of its value, whether or not the value may be missing.
    fn walk(&mut self, pointer: &Located<String>, response: &TypeRef) -> Option<TypeRef> {
        let Some(tokens) = tokens(&pointer.value) else {
            self.sink
                .report(&pointer.at, problem::bad_pointer(&pointer.value));
            return None;
        };
        let mut ty = present(response.clone());
        for token in tokens {
            let Some(next) = self.step(&ty, &token) else {
                let problem = problem::pointer_leads_nowhere(&pointer.value, &token);
                self.sink.report(&pointer.at, problem);
                return None;
            };
            ty = present(next);
        }
        Some(ty)
    }

    /// Returns the type of a member of an object, or of an item of an array.
    fn step(&self, ty: &TypeRef, name: &str) -> Option<TypeRef> {
        match ty {
            TypeRef::Map(value) => Some((**value).clone()),
            TypeRef::Array(item) => is_index(name).then(|| (**item).clone()),
            TypeRef::Model(id) => {
                let Shape::Struct(fields) = &self.models.get(*id)?.shape else {
                    return None;
                };
                let field = fields.iter().find(|field| field.name.wire() == name)?;
                Some(field.ty.clone())
            }
            _ => None,
        }
    }
}

/// Returns the type of a value that is not `null`.
fn present(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::Nullable(inner) => present(*inner),
        ty => ty,
    }
}

fn is_integer(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(scalar) if scalar.is_integer())
}

/// Returns whether a step can be an index: digits without a leading zero.
fn is_index(step: &str) -> bool {
    let digits = step.bytes().all(|byte| byte.is_ascii_digit());
    digits && (step == "0" || !step.is_empty() && !step.starts_with('0'))
}
