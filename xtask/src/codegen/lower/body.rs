//! What requests and responses hold: JSON, or nothing.

use super::Lowering;
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{Content, Operation, Referable, Schema};
use crate::codegen::ir::{Body, TypeRef};
use crate::codegen::resolve;

/// What a body holds.
pub(super) enum Payload<'d> {
    /// Nothing.
    Nothing,
    /// JSON, by a schema where there is one.
    Json(Option<&'d Referable<Schema>>),
    /// Something that was reported.
    Broken,
}

impl<'d> Lowering<'d> {
    /// Lowers the body of an operation's request; `words` name the operation.
    pub(super) fn body(&mut self, operation: &'d Operation, words: &str) -> Option<Body> {
        let resolved = resolve::follow(&self.document.components, operation.body.as_ref()?)?;
        let words = words_for(resolved.component, words, "Request");
        let body = resolved.part;
        let ty = match self.payload(&body.content) {
            Payload::Json(Some(schema)) => self.body_type(schema, &words)?,
            Payload::Json(None) => TypeRef::Any,
            Payload::Broken => return None,
            Payload::Nothing => {
                self.sink.report(&body.at, problem::empty_content());
                return None;
            }
        };
        let own_words = resolved.description;
        Some(Body {
            ty,
            required: body.required,
            docs: if own_words.is_empty() {
                body.description.clone()
            } else {
                own_words.to_owned()
            },
        })
    }

    /// Returns what a body holds, and reports each media type that is not JSON.
    pub(super) fn payload(&mut self, content: &'d [Content]) -> Payload<'d> {
        match content {
            [] => Payload::Nothing,
            [only] if is_json(&only.media_type.value) => Payload::Json(only.schema.as_ref()),
            several => {
                for content in several {
                    let media_type = &content.media_type;
                    if !is_json(&media_type.value) {
                        let problem = problem::unsupported_media_type(&media_type.value);
                        self.sink.report(&media_type.at, problem);
                    }
                }
                if let [_, second, ..] = several
                    && several
                        .iter()
                        .all(|content| is_json(&content.media_type.value))
                {
                    let problem = problem::unsupported_media_type(&second.media_type.value);
                    self.sink.report(&second.media_type.at, problem);
                }
                Payload::Broken
            }
        }
    }

    /// Returns the type of a body.
    pub(super) fn body_type(
        &mut self,
        schema: &'d Referable<Schema>,
        words: &str,
    ) -> Option<TypeRef> {
        Some(self.schema(schema, words)?.nullable_type())
    }
}

/// Returns the words that name a schema of this body: after its component, or after its operation.
pub(super) fn words_for(component: Option<&str>, operation: &str, role: &str) -> String {
    match component {
        Some(component) if component.to_lowercase().ends_with(&role.to_lowercase()) => {
            component.to_owned()
        }
        Some(component) => format!("{component} {role}"),
        None => format!("{operation} {role}"),
    }
}

/// Returns whether a media type is `application/json`, with whatever parameters.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or(media_type);
    essence.trim().eq_ignore_ascii_case("application/json")
}
