//! Encodings: how the members of forms, and parts, are written, and which encodings have no effect.

use crate::diagnostic::problem;
use crate::document::{Content, Encoding, Referable, Schema};
use crate::ir::{Place, Style};
use crate::lower::Lowering;
use crate::lower::body::members::Members;
use crate::lower::media::{Media, essence};

impl<'d> Lowering<'d> {
    /// Returns the style of a part whose encoding asks for another one than parts have by themselves.
    ///
    /// That is text for a single value, JSON for an object, and a part for each element of a list; generators of
    /// documents write `style: form` beside all of them.
    pub(super) fn part_style(&mut self, encoding: Option<&Encoding>) -> Style {
        let Some(encoding) = encoding else {
            return Style::PARTS;
        };
        if encoding.reserved == Some(true) {
            self.unused_encoding_key(encoding, "allowReserved", "parts are not percent-encoded");
        }
        if !has_own_style(encoding) {
            return Style::PARTS;
        }
        if encoding.content_type.is_some() {
            let why = "a style beside it makes a text of the value";
            self.unused_encoding_key(encoding, "contentType", why);
        }
        let style = encoding.style.as_ref();
        self.style(style, encoding.explode, Place::Query)
    }

    /// Returns the members of a form whose style is not the usual one.
    pub(super) fn form_styles(&mut self, content: &'d Content) -> Vec<(String, Style)> {
        self.check_form_encodings(content);
        let mut styles = Vec::new();
        for encoding in &content.encodings {
            let media_type = encoding.content_type.as_ref();
            let media = media_type.map(|media_type| Media::of(&essence(&media_type.value)));
            let is_styled = encoding.style.is_some()
                || encoding.explode.is_some()
                || encoding.reserved.is_some();
            if is_styled && media_type.is_some() {
                let why = "a style beside it makes a text of the value";
                self.unused_encoding_key(encoding, "contentType", why);
            }
            let style = if is_styled {
                let style = encoding.style.as_ref();
                Style {
                    reserved: encoding.reserved == Some(true),
                    ..self.style(style, encoding.explode, Place::Query)
                }
            } else if media == Some(Media::Json) {
                Style::JSON
            } else {
                continue;
            };
            styles.push((encoding.name.value.clone(), style));
        }
        styles
    }

    /// Reports the encodings of members that a body does not have.
    pub(super) fn check_encodings(&mut self, content: &Content, members: &Members<'_>) {
        for encoding in &content.encodings {
            let name = &encoding.name;
            let mut known = members.list.iter();
            if !known.any(|member| member.name.value == name.value) {
                let why = "the body has no such member";
                self.sink
                    .report(&name.at, problem::unused_encoding(&name.value, why));
            }
        }
    }

    fn check_form_encodings(&mut self, content: &'d Content) {
        let schema: Option<&'d Referable<Schema>> = content.schema.as_ref();
        let members = schema.and_then(|schema| self.members(schema));
        if let Some(members) = members.filter(|members| members.open.is_none()) {
            self.check_encodings(content, &members);
        }
    }

    /// Reports a key of an encoding that has no effect.
    pub(super) fn unused_encoding_key(&mut self, encoding: &Encoding, key: &str, why: &str) {
        let name = &encoding.name;
        let problem = problem::unused_encoding_key(key, &name.value, why);
        self.sink.report(&name.at, problem);
    }
}

/// Returns whether an encoding asks for another style than parts have by themselves.
pub(super) fn has_own_style(encoding: &Encoding) -> bool {
    let style = encoding.style.as_ref();
    style.is_some_and(|style| style.value != "form") || encoding.explode == Some(false)
}
