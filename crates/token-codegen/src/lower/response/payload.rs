//! What responses hold: JSON, text, bytes, or nothing.

use crate::document::Content;
use crate::ir::{Payload, TypeRef};
use crate::lower::Lowering;
use crate::lower::media::{Media, essence};
use crate::scalar::Scalar;

impl<'d> Lowering<'d> {
    /// Returns what a response holds, and the media type to ask for.
    pub(super) fn payload(
        &mut self,
        content: &'d [Content],
        name_hint: &str,
    ) -> Option<(Payload, String)> {
        let Some((content, media)) = self.choose(content) else {
            return Some((Payload::Nothing, String::new()));
        };
        let why = "only requests are written by them";
        self.refuse_encodings(content, why);
        let accept = essence(&content.media_type.value);
        let json = match media {
            Media::Json | Media::Open => match &content.schema {
                Some(schema) => {
                    let lowered = self.schema(schema, name_hint)?;
                    match lowered.ty {
                        TypeRef::Any => Payload::AnyOrNothing,
                        ty if lowered.nullable => Payload::Nullable(ty),
                        ty => Payload::Json(ty),
                    }
                }
                None => Payload::AnyOrNothing,
            },
            Media::Text | Media::Form | Media::Stream => {
                self.check_raw(content);
                return Some((Payload::Text, accept));
            }
            Media::Multipart | Media::Bytes => {
                self.check_raw(content);
                return Some((Payload::Bytes, accept));
            }
        };
        let is_bytes = matches!(
            &json,
            Payload::AnyOrNothing | Payload::Json(TypeRef::Scalar(Scalar::String))
        );
        if media == Media::Open && is_bytes {
            return Some((Payload::Bytes, accept));
        }
        let accept = if accept.contains('*') {
            "application/json".to_owned()
        } else {
            accept
        };
        Some((json, accept))
    }
}
