//! Bodies of several parts, each of which is an argument, and the styles of forms.

use super::Lowering;
use super::media::{Media, essence};
use super::names::ParameterNames;
use super::schema::Lowered;
use super::style;
use super::view::View;
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{Content, Encoding, Others, Property, Referable, Schema, Type};
use crate::codegen::ir::{Parameter, Place, Remarks, Style, TypeRef};

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
        let lowered = if let Some((ty, part)) = self.file(schema, media_type) {
            Lowered {
                ty,
                nullable: self.settle(schema).is_some_and(|(_, nullable)| nullable),
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
            style: self.part_style(encoding),
            media_type: media_type.map(str::to_owned),
            ty: lowered.ty,
            required: is_required && !lowered.nullable,
            client: false,
        })
    }

    /// Returns the style of a part whose encoding asks for another one than parts have by themselves.
    ///
    /// That is text for a single value, JSON for an object, and a part for each element of a list; generators of
    /// documents write `style: form` beside all of them.
    fn part_style(&mut self, encoding: Option<&Encoding>) -> Style {
        let style = encoding.and_then(|encoding| encoding.style.as_ref());
        let explode = encoding.and_then(|encoding| encoding.explode);
        match style {
            Some(style) if style.value != "form" => self.style(Some(style), explode, Place::Query),
            _ if explode == Some(false) => self.style(None, explode, Place::Query),
            _ => style::PARTS,
        }
    }

    /// Returns the type of a part that is a file, or several.
    fn file(
        &mut self,
        schema: &'d Referable<Schema>,
        media_type: Option<&str>,
    ) -> Option<(TypeRef, &'d Schema)> {
        let files = TypeRef::Array(Box::new(TypeRef::File));
        match self.settle(schema)?.0 {
            View::Plain(schema) if is_file(schema, media_type) => Some((TypeRef::File, schema)),
            View::Plain(schema) => self.is_files(schema, media_type).then_some((files, schema)),
            // One file or several: a part for each of them either way.
            View::Union(union) => {
                let mut branches = union.branches.iter();
                let are_files = branches.all(|branch| {
                    let plain = self.plain_view(branch);
                    plain.is_some_and(|schema| {
                        is_file(schema, media_type) || self.is_files(schema, media_type)
                    })
                });
                are_files.then_some((files, union.schema))
            }
            View::Alias(..) => None,
        }
    }

    fn is_files(&mut self, schema: &'d Schema, media_type: Option<&str>) -> bool {
        let items = schema
            .items
            .as_deref()
            .filter(|_| schema.types == [Type::Array]);
        let items = items.and_then(|items| self.plain_view(items));
        items.is_some_and(|items| is_file(items, media_type))
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
