//! Bodies of several parts, each of which is an argument, and the styles of forms.

use super::Lowering;
use super::media::{Media, essence};
use super::names::ParameterNames;
use super::schema::Lowered;
use super::style;
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{Content, Encoding, Others, Property, Schema, Type};
use crate::codegen::ir::{Parameter, Place, Remarks, Style, StyleForm, TypeRef};

impl<'d> Lowering<'d> {
    /// Returns the parts of a body; nothing when its schema does not list them.
    pub(super) fn parts(
        &mut self,
        content: &'d Content,
        is_required: bool,
        words: &str,
        names: &mut ParameterNames,
    ) -> Option<Vec<Parameter>> {
        let schema = self.plain_view(content.schema.as_ref()?)?;
        let properties = schema.properties.as_deref()?;
        if matches!(schema.others, Others::Any | Others::Of(_)) {
            let why = "only the parts that the document names are sent";
            let problem = problem::not_generated("additionalProperties", why);
            self.sink.report(&schema.at, problem);
        }
        let mut parts = Vec::new();
        for property in properties {
            let name = &property.name.value;
            let mut required = schema.required.iter();
            let is_required = is_required && required.any(|required| required.value == *name);
            let encoding = encoding(content, name);
            parts.extend(self.part(property, encoding, is_required, words, names));
        }
        Some(parts)
    }

    fn part(
        &mut self,
        property: &'d Property,
        encoding: Option<&Encoding>,
        is_required: bool,
        words: &str,
        names: &mut ParameterNames,
    ) -> Option<Parameter> {
        let wire = &property.name.value;
        let schema = property.schema.as_ref()?;
        let part = self.plain_view(schema);
        let media_type = encoding.and_then(|encoding| encoding.content_type.as_ref());
        let media_type = media_type.map(|media_type| media_type.value.as_str());
        let file = part.and_then(|part| Some((self.file(part, media_type)?, part)));
        let lowered = if let Some((ty, part)) = file {
            Lowered {
                ty,
                nullable: part.is_nullable(),
                docs: part.description.clone(),
                remarks: Remarks::default(),
            }
        } else {
            let lowered = self.schema(schema, &format!("{words} {wire}"))?;
            let is_untyped = part.is_some_and(|part| part.types.is_empty());
            // A part of which nothing is said is `application/octet-stream` by the standard.
            let ty = if is_untyped && lowered.ty == TypeRef::Any && media_type.is_none() {
                TypeRef::File
            } else {
                lowered.ty
            };
            Lowered { ty, ..lowered }
        };
        // A list of media types is a choice that whoever has the file makes.
        let media_type = media_type.filter(|media_type| !media_type.contains(['*', ',']));
        let name = self.renames.name(wire, &property.name.at);
        Some(Parameter {
            name: names.claim(name, Place::Part, &property.name.at, self.sink),
            docs: lowered.docs,
            remarks: lowered.remarks,
            place: Place::Part,
            style: Style {
                form: StyleForm::Pairs,
                explode: true,
                reserved: false,
            },
            media_type: media_type.map(str::to_owned),
            ty: lowered.ty,
            required: is_required && !lowered.nullable,
            client: false,
        })
    }

    /// Returns the type of a part that is a file, or several.
    fn file(&mut self, schema: &'d Schema, media_type: Option<&str>) -> Option<TypeRef> {
        if schema.types == [Type::Array] {
            let items = self.plain_view(schema.items.as_ref()?)?;
            let file = is_file(items, media_type).then_some(TypeRef::File)?;
            return Some(TypeRef::Array(Box::new(file)));
        }
        is_file(schema, media_type).then_some(TypeRef::File)
    }

    /// Returns the members of a form whose style is not the usual one.
    pub(super) fn form_styles(&mut self, content: &Content) -> Vec<(String, Style)> {
        let mut styles = Vec::new();
        for encoding in &content.encodings {
            let is_json = encoding
                .content_type
                .as_ref()
                .is_some_and(|media_type| Media::of(&essence(&media_type.value)) == Media::Json);
            let is_styled = encoding.style.is_some()
                || encoding.explode.is_some()
                || encoding.reserved.is_some();
            let style = if is_styled {
                let style = encoding.style.as_ref();
                self.style(style, encoding.explode, Place::Query)
            } else if is_json {
                style::JSON
            } else {
                continue;
            };
            styles.push((encoding.name.value.clone(), style));
        }
        styles
    }
}

fn encoding<'c>(content: &'c Content, name: &str) -> Option<&'c Encoding> {
    let mut encodings = content.encodings.iter();
    encodings.find(|encoding| encoding.name.value == name)
}

/// Returns whether the values of a schema are files, in a part of some media type.
fn is_file(schema: &Schema, media_type: Option<&str>) -> bool {
    let is_text = matches!(schema.types.as_slice(), [] | [Type::String]);
    let is_binary = schema.format.as_deref() == Some("binary");
    let is_file = media_type.is_some_and(|media_types| {
        let mut media_types = media_types.split(',');
        media_types.any(|media_type| Media::of(media_type) == Media::Bytes)
    });
    is_text && schema.properties.is_none() && (is_binary || is_file)
}
