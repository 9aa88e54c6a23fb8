//! Values in a media type of their own, parameters and parts: JSON, plain text, or what only the caller can write.

use crate::diagnostic::problem;
use crate::document::{Content, Located, Referable, Schema, Type};
use crate::lower::Lowering;
use crate::lower::media::{Media, essence};
use crate::normalize::SchemaKind;

/// How a value in a media type is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Written {
    /// As JSON.
    Json,
    /// As the text that a single value has.
    Plain,
    /// As a text that the caller writes.
    ByCaller,
}

impl<'d> Lowering<'d> {
    /// Returns how a value is written; where that is left to the caller, it is reported.
    ///
    /// Lists count as single values where each of their elements is written by itself.
    pub(in crate::lower) fn writing(
        &mut self,
        media_type: &Located<String>,
        schema: Option<&'d Referable<Schema>>,
        each_by_itself: bool,
    ) -> Written {
        let media = Media::of(&essence(&media_type.value));
        if media == Media::Json {
            return Written::Json;
        }
        let Some(schema) = schema else {
            return Written::Plain;
        };
        if self.is_plain(schema, each_by_itself) {
            return Written::Plain;
        }
        if media == Media::Open {
            return Written::Json;
        }
        let problem = problem::unwritable_value(&media_type.value);
        self.sink.report(&media_type.at, problem);
        Written::ByCaller
    }

    /// Returns whether a value has no parts.
    pub(in crate::lower) fn is_single(&self, schema: &'d Referable<Schema>) -> bool {
        self.is_plain(schema, false)
    }

    fn is_plain(&self, schema: &'d Referable<Schema>, each_by_itself: bool) -> bool {
        // What is broken was reported.
        let leaves = self.normalizer.leaves(schema).unwrap_or_default();
        leaves.into_iter().all(|leaf| match SchemaKind::of(leaf) {
            SchemaKind::Scalar(_) | SchemaKind::StringEnum | SchemaKind::IntegerEnum => true,
            SchemaKind::List => {
                let items = leaf.items.as_deref();
                each_by_itself && items.is_some_and(|items| self.is_single(items))
            }
            SchemaKind::Any | SchemaKind::Map | SchemaKind::Struct => false,
        })
    }

    /// Reports a schema of a body that is not taken apart, if it says more than that there is a text.
    pub(in crate::lower) fn check_raw(&mut self, content: &'d Content) {
        let Some(schema) = &content.schema else {
            return;
        };
        let plain = self.normalizer.plain(schema);
        let says_nothing = plain.is_some_and(|plain| SchemaKind::of(plain) == SchemaKind::Any);
        if !says_nothing && !self.is_single(schema) {
            let media_type = &content.media_type;
            let problem = problem::raw_body(&media_type.value);
            self.sink.report(&media_type.at, problem);
        }
    }
}

/// Returns whether the values of a schema are files, in a part of some media type.
pub(in crate::lower) fn is_file(schema: &Schema, media_type: Option<&str>) -> bool {
    let is_text = matches!(schema.types.as_slice(), [] | [Type::String]);
    let is_binary = schema.format.as_deref() == Some("binary");
    let is_file = media_type.is_some_and(|media_types| {
        let mut media_types = media_types.split(',');
        media_types.any(|media_type| Media::of(media_type) == Media::Bytes)
    });
    is_text && schema.properties.is_none() && (is_binary || is_file)
}
