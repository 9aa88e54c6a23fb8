//! What requests hold: JSON, a form, several parts, or what the caller gives as it is.

mod encoding;
mod members;
mod multipart;

use crate::diagnostic::problem;
use crate::document::{Content, Operation, Referable, RequestBody, Schema, Type};
use crate::ir::{Body, BodyFormat, Parameter, TypeRef};
use crate::lower::Lowering;
use crate::lower::media::{Media, essence};
use crate::lower::names::{ParameterNames, hint_for};
use crate::lower::schema::LoweredType;
use crate::resolve;
use crate::scalar::Scalar;

/// What the body of a request became.
#[derive(Default)]
pub(super) struct LoweredBody {
    /// The body as one value.
    pub(super) whole: Option<Body>,
    /// The media type of a body of several parts.
    pub(super) multipart: Option<String>,
    /// Its parts.
    pub(super) parts: Vec<Parameter>,
}

impl<'d> Lowering<'d> {
    /// Lowers the body of an operation's request; `name_hint` names the operation.
    pub(super) fn body(
        &mut self,
        operation: &'d Operation,
        name_hint: &str,
        names: &mut ParameterNames,
    ) -> LoweredBody {
        let body = operation.body.as_ref();
        let resolved = body.and_then(|body| resolve::follow(&self.document.components, body));
        let Some(resolved) = resolved else {
            return LoweredBody::default();
        };
        let name_hint = hint_for(resolved.component, name_hint, "Request");
        let body = resolved.part;
        let Some((content, media)) = self.choose(&body.content) else {
            self.sink.report(&body.at, problem::empty_content());
            return LoweredBody {
                whole: Some(bytes(body)),
                ..LoweredBody::default()
            };
        };
        if media == Media::Multipart
            && let Some(parts) = self.parts(content, body.required, &name_hint, names)
        {
            return LoweredBody {
                whole: None,
                multipart: Some(essence(&content.media_type.value)),
                parts,
            };
        }
        let docs = if resolved.description.is_empty() {
            &body.description
        } else {
            resolved.description
        };
        LoweredBody {
            whole: self.whole(body, content, media, &name_hint, docs),
            ..LoweredBody::default()
        }
    }

    fn whole(
        &mut self,
        body: &'d RequestBody,
        content: &'d Content,
        media: Media,
        name_hint: &str,
        docs: &str,
    ) -> Option<Body> {
        let media_type = &content.media_type.value;
        let schema = content.schema.as_ref();
        if !matches!(media, Media::Form | Media::Multipart) {
            let why = "only forms and parts have any";
            self.refuse_encodings(content, why);
        }
        let (ty, format) = match media {
            Media::Json => {
                let lowered = self.body_type(schema, name_hint)?;
                // One that may be left out is left out instead of being `null`.
                let ty = if body.required {
                    lowered.nullable_type()
                } else {
                    lowered.ty
                };
                (ty, BodyFormat::Json(json_type(media_type)))
            }
            Media::Open => match self.body_type(schema, name_hint)?.ty {
                TypeRef::Any | TypeRef::Scalar(Scalar::String) => {
                    (TypeRef::Body, self.raw(content))
                }
                ty => (ty, BodyFormat::Json("application/json".to_owned())),
            },
            Media::Form | Media::Multipart if !self.require_form_members(content) => {
                let ty = match media {
                    Media::Form => TypeRef::Scalar(Scalar::String),
                    _ => TypeRef::Body,
                };
                (ty, self.raw(content))
            }
            Media::Form => {
                match self.body_type(schema, name_hint)?.ty {
                    // The caller writes the form as text.
                    TypeRef::Scalar(Scalar::String) => {
                        (TypeRef::Scalar(Scalar::String), self.raw(content))
                    }
                    ty => (ty, BodyFormat::Form(self.form_styles(content))),
                }
            }
            Media::Multipart => {
                let ty = self.body_type(schema, name_hint)?.ty;
                (ty, BodyFormat::Parts(essence(media_type)))
            }
            Media::Text | Media::Stream => {
                self.check_raw(content);
                (TypeRef::Scalar(Scalar::String), self.raw(content))
            }
            Media::Bytes => {
                self.check_raw(content);
                (TypeRef::Body, self.raw(content))
            }
        };
        Some(Body {
            ty,
            format,
            required: body.required,
            docs: docs.to_owned(),
        })
    }

    /// Returns whether a form, or a body of parts, can be made of the members of its values.
    fn require_form_members(&mut self, content: &'d Content) -> bool {
        let Some(schema) = &content.schema else {
            return true;
        };
        let plain = self.normalizer.plain(schema);
        // The caller writes a form as text.
        let is_text = plain.is_some_and(|plain| plain.types == [Type::String]);
        let is_form = Media::of(&content.media_type.value) == Media::Form;
        is_form && is_text || self.require_members(&content.media_type, schema)
    }

    /// Returns the format of what is sent as it is; a range of media types needs one that can be sent.
    fn raw(&mut self, content: &Content) -> BodyFormat {
        let media_type = content.media_type.value.trim();
        if !media_type.contains('*') && media_type.contains('/') {
            return BodyFormat::Raw(media_type.to_owned());
        }
        let sent = match media_type.split('/').next() {
            Some("text") => "text/plain",
            _ => "application/octet-stream",
        };
        let problem = problem::file_media_type(media_type, sent);
        self.sink.report(&content.media_type.at, problem);
        BodyFormat::Raw(sent.to_owned())
    }

    /// Returns the type of a body; nothing said of it, it is any JSON.
    fn body_type(
        &mut self,
        schema: Option<&'d Referable<Schema>>,
        name_hint: &str,
    ) -> Option<LoweredType> {
        match schema {
            Some(schema) => self.schema(schema, name_hint),
            None => Some(LoweredType::any()),
        }
    }
}

/// Returns the body that is not described.
fn bytes(body: &RequestBody) -> Body {
    Body {
        ty: TypeRef::Body,
        format: BodyFormat::Raw("application/octet-stream".to_owned()),
        required: body.required,
        docs: body.description.clone(),
    }
}

/// Returns the media type that JSON is sent as.
fn json_type(media_type: &str) -> String {
    if media_type.contains('*') {
        "application/json".to_owned()
    } else {
        media_type.trim().to_owned()
    }
}
