//! Bodies of several parts, each of which is an argument, and the styles of forms.

use crate::diagnostic::problem;
use crate::document::{Content, Encoding, Located, Referable, Schema, Type};
use crate::ir::{Parameter, Place, Remarks, TypeRef};
use crate::lower::Lowering;
use crate::lower::body::encoding::has_own_style;
use crate::lower::body::members::Member;
use crate::lower::media::{Written, is_file};
use crate::lower::names::ParameterNames;
use crate::lower::schema::LoweredType;
use crate::normalize::NormalizedSchema;
use crate::scalar::Scalar;

impl<'d> Lowering<'d> {
    /// Returns the parts of a body; `None` if its schema does not list them.
    pub(in crate::lower) fn parts(
        &mut self,
        content: &'d Content,
        is_required: bool,
        name_hint: &str,
        names: &mut ParameterNames,
    ) -> Option<Vec<Parameter>> {
        let members = self.members(content.schema.as_ref()?)?;
        if let Some(schema) = members.open {
            let why = "only the parts that the document names are sent";
            let problem = problem::not_generated("additionalProperties", why);
            self.sink.report(&schema.at, problem);
        }
        if let Some(choice) = members.choice {
            self.sink.report(&choice.at, problem::alternative_parts());
        }
        self.check_encodings(content, &members);
        let mut parts = Vec::new();
        for member in members.list {
            let encoding = encoding(content, &member.name.value);
            let member = Member {
                required: is_required && member.required,
                ..member
            };
            parts.extend(self.part(&member, encoding, name_hint, names));
        }
        Some(parts)
    }

    fn part(
        &mut self,
        member: &Member<'d>,
        encoding: Option<&Encoding>,
        name_hint: &str,
        names: &mut ParameterNames,
    ) -> Option<Parameter> {
        let Located { value: wire, at } = member.name;
        let schema = member.schema?;
        let part = self.normalizer.plain(schema);
        let located = encoding.and_then(|encoding| encoding.content_type.as_ref());
        let media_type = located.map(|media_type| media_type.value.as_str());
        let lowered = if let Some((ty, part)) = self.file(schema, media_type) {
            if let Some(encoding) = encoding.filter(|encoding| has_own_style(encoding)) {
                self.unused_encoding_key(encoding, "style", "a file is sent as it is");
            }
            LoweredType {
                ty,
                nullable: self
                    .normalizer
                    .normalize(schema)
                    .is_some_and(|(_, nullable)| nullable),
                docs: part.description.clone(),
                remarks: Remarks::default(),
            }
        } else if self.leave_to_caller(encoding, schema) {
            LoweredType {
                ty: TypeRef::Scalar(Scalar::String),
                docs: part
                    .map(|part| part.description.clone())
                    .unwrap_or_default(),
                ..LoweredType::any()
            }
        } else {
            let lowered = self.schema(schema, &format!("{name_hint} {wire}"))?;
            let is_untyped = part.is_some_and(|part| part.types.is_empty());
            // A part that is not described is `application/octet-stream` by the standard.
            let ty = if is_untyped && lowered.ty == TypeRef::Any && media_type.is_none() {
                TypeRef::File
            } else {
                lowered.ty
            };
            LoweredType { ty, ..lowered }
        };
        // A list of media types is a choice that the owner of the file makes.
        let media_type = media_type.filter(|media_type| !media_type.contains(['*', ',']));
        let name = self.renames.name(wire, at);
        Some(Parameter {
            name: names.claim(name, Place::Part, at, self.sink),
            docs: lowered.docs,
            remarks: lowered.remarks,
            place: Place::Part,
            style: self.part_style(encoding),
            media_type: media_type.map(str::to_owned),
            ty: lowered.ty,
            required: member.required && !lowered.nullable,
            client: false,
        })
    }

    /// Returns whether a part has a media type that only the caller can write.
    fn leave_to_caller(
        &mut self,
        encoding: Option<&Encoding>,
        schema: &'d Referable<Schema>,
    ) -> bool {
        let encoding = encoding.filter(|encoding| !has_own_style(encoding));
        let media_type = encoding.and_then(|encoding| encoding.content_type.as_ref());
        let media_type = media_type.filter(|media_type| !media_type.value.contains(','));
        media_type.is_some_and(|media_type| {
            self.writing(media_type, Some(schema), true) == Written::ByCaller
        })
    }

    /// Returns the type of a part that is a file, or several.
    fn file(
        &self,
        schema: &'d Referable<Schema>,
        media_type: Option<&str>,
    ) -> Option<(TypeRef, &'d Schema)> {
        let files = TypeRef::Array(Box::new(TypeRef::File));
        match self.normalizer.normalize(schema)?.0 {
            NormalizedSchema::Plain(schema) if is_file(schema, media_type) => {
                Some((TypeRef::File, schema))
            }
            NormalizedSchema::Plain(schema) => {
                self.is_files(schema, media_type).then_some((files, schema))
            }
            // One file or several: a part for each of them either way.
            NormalizedSchema::Union(union) => {
                let mut branches = union.branches.iter();
                let are_files = branches.all(|branch| {
                    let plain = self.normalizer.plain(branch);
                    plain.is_some_and(|schema| {
                        is_file(schema, media_type) || self.is_files(schema, media_type)
                    })
                });
                are_files.then_some((files, union.schema))
            }
            NormalizedSchema::Alias(..) => None,
        }
    }

    fn is_files(&self, schema: &'d Schema, media_type: Option<&str>) -> bool {
        let items = schema
            .items
            .as_deref()
            .filter(|_| schema.types == [Type::Array]);
        let items = items.and_then(|items| self.normalizer.plain(items));
        items.is_some_and(|items| is_file(items, media_type))
    }
}

fn encoding<'c>(content: &'c Content, name: &str) -> Option<&'c Encoding> {
    let mut encodings = content.encodings.iter();
    encodings.find(|encoding| encoding.name.value == name)
}
