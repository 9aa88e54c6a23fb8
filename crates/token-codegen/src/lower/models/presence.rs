//! Where a request can say `null`: in JSON, and nowhere else.

use std::collections::BTreeSet;

use crate::ir::{BodyFormat, ModelId, Operation, Place, Shape, Style, StyleForm, TypeRef};
use crate::lower::models::Models;
use crate::lower::models::reach::Reach;

impl Models {
    /// Returns the models that requests may carry as JSON.
    ///
    /// In a parameter, and as a member of a form or a body of parts, a `null` is nothing.
    pub(super) fn sent_as_json(&self, operations: &[Operation]) -> BTreeSet<ModelId> {
        let mut reach = Reach::new(self);
        for operation in operations {
            let parameters = operation.parameters.iter().filter(|parameter| {
                let is_part = parameter.place == Place::Part && parameter.style == Style::PARTS;
                is_part || parameter.style.form == StyleForm::Json
            });
            reach.add_all(parameters.map(|parameter| &parameter.ty));
            let Some(body) = &operation.body else {
                continue;
            };
            match &body.format {
                BodyFormat::Json(_) => reach.add_all([&body.ty]),
                BodyFormat::Form(styles) => reach.add_all(self.members(&body.ty, styles)),
                BodyFormat::Parts(_) => reach.add_all(self.members(&body.ty, &[])),
                BodyFormat::Raw(_) => {}
            }
        }
        reach.models()
    }

    /// Returns the types of an object's members that are written as JSON where they have parts of their own.
    fn members<'m>(&'m self, ty: &'m TypeRef, styles: &[(String, Style)]) -> Vec<&'m TypeRef> {
        let is_json = |name: &str| {
            let mut styles = styles.iter().filter(|(styled, _)| styled == name);
            styles.all(|(_, style)| style.form == StyleForm::Json)
        };
        let mut members = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![ty];
        while let Some(ty) = waiting.pop() {
            match ty {
                TypeRef::Nullable(inner) => waiting.push(inner),
                TypeRef::Map(value) => members.push(&**value),
                TypeRef::Model(id) if seen.insert(*id) => {
                    match self.get(*id).map(|draft| &draft.shape) {
                        Some(Shape::Struct(fields)) => {
                            let fields = fields.iter().filter(|field| is_json(field.name.wire()));
                            members.extend(fields.map(|field| &field.ty));
                        }
                        Some(Shape::Union(union)) => {
                            waiting.extend(union.variants.iter().map(|variant| &variant.ty));
                        }
                        Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) | None => {}
                    }
                }
                _ => {}
            }
        }
        members
    }
}
