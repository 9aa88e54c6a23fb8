//! What an operation takes that a client does not have: parameters of its own, and the properties of its body.

use crate::document;
use crate::ir::{Field, Operation, Presence, Shape, TypeRef};
use crate::location::Location;
use crate::lower::Lowering;
use crate::names::RustName;
use crate::resolve;

/// One argument of an operation.
pub(super) struct Input {
    pub(super) name: RustName,
    pub(super) docs: String,
    pub(super) ty: TypeRef,
    pub(super) required: bool,
    /// Where the document defines it.
    pub(super) at: Location,
}

impl<'d> Lowering<'d> {
    /// Returns the arguments in the order of the operation's constructor.
    ///
    /// An optional body is not an input, and one that is not an object is a single input.
    pub(super) fn inputs(&mut self, operation: &Operation, otherwise: &Location) -> Vec<Input> {
        let own = operation
            .parameters
            .iter()
            .filter(|parameter| !parameter.client);
        let mut inputs: Vec<Input> = own
            .map(|parameter| {
                let at = self.place_of_parameter(operation, parameter.name.wire());
                Input {
                    name: parameter.name.clone(),
                    docs: parameter.docs.clone(),
                    ty: parameter.ty.clone(),
                    required: parameter.required,
                    at: at.unwrap_or(otherwise).clone(),
                }
            })
            .collect();
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            let properties = self.properties(operation, &body.ty, otherwise);
            inputs.extend(properties.unwrap_or_else(|| {
                vec![Input {
                    name: RustName::new("body"),
                    docs: body.docs.clone(),
                    ty: body.ty.clone(),
                    required: true,
                    at: otherwise.clone(),
                }]
            }));
        }
        inputs
    }

    /// Returns the properties of an object; `None` if the type is not one.
    fn properties(
        &mut self,
        operation: &Operation,
        ty: &TypeRef,
        otherwise: &Location,
    ) -> Option<Vec<Input>> {
        let TypeRef::Model(id) = ty else { return None };
        let Shape::Struct(fields) = self.models.get(*id)?.shape.clone() else {
            return None;
        };
        let input = |field: Field| Input {
            at: self
                .place_of_property(operation, field.name.wire())
                .unwrap_or_else(|| otherwise.clone()),
            required: field.presence == Presence::Required,
            name: field.name,
            docs: field.docs,
            ty: field.ty,
        };
        Some(fields.into_iter().map(input).collect())
    }

    fn place_of_parameter(&self, operation: &Operation, wire: &str) -> Option<&Location> {
        let components = &self.document.components;
        let (item, own) = self.written(operation)?;
        let parameters = own.parameters.iter().chain(&item.parameters);
        let mut parts = parameters.filter_map(|part| resolve::follow(components, part));
        let found = parts.find(|resolved| resolved.part.name.value == wire)?;
        Some(&found.part.at)
    }

    fn place_of_property(&self, operation: &Operation, wire: &str) -> Option<Location> {
        let (_, own) = self.written(operation)?;
        let body = resolve::follow(&self.document.components, own.body.as_ref()?)?;
        let schemas = body.part.content.iter();
        for schema in schemas.filter_map(|content| content.schema.as_ref()) {
            let plain = self.normalizer.plain(schema);
            let mut properties = plain.and_then(|plain| plain.properties.as_ref())?.iter();
            if let Some(property) = properties.find(|property| property.name.value == wire) {
                return Some(property.name.at.clone());
            }
        }
        None
    }

    /// Returns the operation as the document has it, and the path that it belongs to.
    fn written(
        &self,
        operation: &Operation,
    ) -> Option<(&'d document::PathItem, &'d document::Operation)> {
        let mut operations = self
            .document
            .paths
            .iter()
            .flat_map(|item| item.operations.iter().map(move |own| (item, own)));
        operations.find(|(_, own)| own.at.pointer == operation.pointer)
    }
}
