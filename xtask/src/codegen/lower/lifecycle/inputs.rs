//! What an operation takes that a client does not have: parameters of its own, and the properties of its body.

use crate::codegen::document;
use crate::codegen::ir::{Operation, Shape, TypeRef};
use crate::codegen::location::Location;
use crate::codegen::lower::Lowering;
use crate::codegen::names::RustName;
use crate::codegen::resolve;

/// One argument of an operation.
pub(super) struct Input {
    pub(super) name: RustName,
    pub(super) docs: String,
    pub(super) ty: TypeRef,
    pub(super) required: bool,
    /// Where the document defines it.
    pub(super) at: Location,
}

impl Lowering<'_> {
    /// Returns the arguments in the order of the operation's constructor.
    ///
    /// A body that may be left out is none, and one that is no object is a single one.
    pub(super) fn inputs(&self, operation: &Operation, otherwise: &Location) -> Vec<Input> {
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
            let properties = self.properties(&body.ty);
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

    /// Returns the properties of an object; nothing when the type is none.
    fn properties(&self, ty: &TypeRef) -> Option<Vec<Input>> {
        let TypeRef::Model(id) = ty else { return None };
        let model = self.models.get(*id)?;
        let Shape::Struct(fields) = &model.shape else {
            return None;
        };
        let places = model.fields.iter().chain(std::iter::repeat(&model.at));
        let inputs = fields.iter().zip(places).map(|(field, at)| Input {
            name: field.name.clone(),
            docs: field.docs.clone(),
            ty: field.ty.clone(),
            required: field.required,
            at: at.clone(),
        });
        Some(inputs.collect())
    }

    fn place_of_parameter(&self, operation: &Operation, wire: &str) -> Option<&Location> {
        let components = &self.document.components;
        let mut operations = self
            .document
            .paths
            .iter()
            .flat_map(|item| item.operations.iter().map(move |own| (item, own)));
        let is_it = |own: &document::Operation| own.at.pointer == operation.pointer;
        let (item, own) = operations.find(|(_, own)| is_it(own))?;
        let parameters = own.parameters.iter().chain(&item.parameters);
        let mut parts = parameters.filter_map(|part| resolve::follow(components, part));
        let found = parts.find(|resolved| resolved.part.name.value == wire)?;
        Some(&found.part.at)
    }
}
