//! Where an answer holds a token and its end: JSON Pointers, followed through the models.

use crate::codegen::diagnostic::problem;
use crate::codegen::document::Located;
use crate::codegen::ir::{FieldStep, Life, Shape, TypeRef};
use crate::codegen::lower::Lowering;

/// A value inside an answer.
struct Found {
    steps: Vec<FieldStep>,
    ty: TypeRef,
}

impl Lowering<'_> {
    /// Returns the way to the token, which must be a secret.
    pub(super) fn token(
        &mut self,
        pointer: &Located<String>,
        answer: &TypeRef,
    ) -> Option<Vec<FieldStep>> {
        let found = self.walk(pointer, answer)?;
        let problem = match found.ty {
            TypeRef::Secret => return Some(found.steps),
            TypeRef::String => problem::token_not_secret(&pointer.value),
            _ => problem::token_not_a_string(&pointer.value),
        };
        self.sink.report(&pointer.at, problem);
        None
    }

    /// Returns the way to the point in time at which the token ends.
    pub(super) fn expires(&mut self, pointer: &Located<String>, answer: &TypeRef) -> Option<Life> {
        let Found { steps, ty } = self.walk(pointer, answer)?;
        match ty {
            TypeRef::DateTime => Some(Life::Until(steps)),
            TypeRef::Int32 | TypeRef::Int64 | TypeRef::Uint32 | TypeRef::Uint64 => {
                Some(Life::UntilUnix(steps, ty))
            }
            _ => {
                let expected = "a `date-time`, or an integer of seconds since the Unix epoch";
                self.not_a_time(pointer, expected)
            }
        }
    }

    /// Returns the way to the number of seconds that the token lives.
    pub(super) fn expires_in(
        &mut self,
        pointer: &Located<String>,
        answer: &TypeRef,
    ) -> Option<Life> {
        let Found { steps, ty } = self.walk(pointer, answer)?;
        match ty {
            TypeRef::Int32 | TypeRef::Int64 | TypeRef::Uint32 | TypeRef::Uint64 => {
                Some(Life::Seconds(steps, ty))
            }
            _ => self.not_a_time(pointer, "an integer of seconds"),
        }
    }

    fn not_a_time(&mut self, pointer: &Located<String>, expected: &str) -> Option<Life> {
        let problem = problem::expiry_not_a_time(&pointer.value, expected);
        self.sink.report(&pointer.at, problem);
        None
    }

    /// Follows a pointer through the properties of objects.
    fn walk(&mut self, pointer: &Located<String>, answer: &TypeRef) -> Option<Found> {
        let Some(tokens) = tokens(&pointer.value) else {
            self.sink
                .report(&pointer.at, problem::bad_pointer(&pointer.value));
            return None;
        };
        let mut steps = Vec::new();
        let mut ty = answer.clone();
        for token in tokens {
            let Some((step, next)) = self.step(&ty, &token) else {
                let problem = problem::pointer_leads_nowhere(&pointer.value, &token);
                self.sink.report(&pointer.at, problem);
                return None;
            };
            steps.push(step);
            ty = next;
        }
        Some(Found { steps, ty })
    }

    fn step(&self, ty: &TypeRef, name: &str) -> Option<(FieldStep, TypeRef)> {
        let TypeRef::Model(id) = ty else { return None };
        let Shape::Struct(fields) = &self.models.get(*id)?.shape else {
            return None;
        };
        let field = fields.iter().find(|field| field.name.wire() == name)?;
        let step = FieldStep {
            field: field.name.clone(),
            options: field.options(),
        };
        Some((step, field.ty.clone()))
    }
}

/// Returns the unescaped tokens of a pointer; none of text that is no pointer.
fn tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let tokens = pointer.strip_prefix('/')?.split('/');
    tokens.map(unescape).collect()
}

fn unescape(token: &str) -> Option<String> {
    let mut parts = token.split('~');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (sign, rest) = match (part.strip_prefix('0'), part.strip_prefix('1')) {
            (Some(rest), _) => ('~', rest),
            (_, Some(rest)) => ('/', rest),
            _ => return None,
        };
        text.push(sign);
        text.push_str(rest);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn unescapes_as_rfc_6901_says() {
        assert_eq!(tokens("").unwrap(), Vec::<String>::new());
        assert_eq!(tokens("/a~1b/m~0n/~01").unwrap(), ["a/b", "m~n", "~1"]);
        assert_eq!(tokens("/").unwrap(), [""]);
        for bad in ["data", "#/data", "/a~", "/a~2"] {
            assert_eq!(tokens(bad), None, "{bad}");
        }
    }
}
