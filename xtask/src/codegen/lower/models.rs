//! The models: those of the components, and those of schemas that stand where they are used.

use std::collections::BTreeMap;

use super::reach::Reach;
use super::schema::Memo;
use crate::codegen::document::Schema;
use crate::codegen::ir::{ErrorEnum, Model, ModelId, Operation, Shape, TypeRef};
use crate::codegen::location::Location;
use crate::codegen::names::RustName;

/// The models in the order in which they were found.
#[derive(Default)]
pub(super) struct Models<'d> {
    drafts: Vec<Draft>,
    /// What each component schema became, so that it is lowered once.
    pub(super) components: BTreeMap<&'d str, Memo>,
    /// The models of schemas that stand where they are used, by what makes two of them equal.
    inline: BTreeMap<String, ModelId>,
}

/// A model, and where its parts stand in the document.
pub(super) struct Draft {
    pub(super) name: RustName,
    pub(super) docs: String,
    pub(super) deprecated: bool,
    pub(super) at: Location,
    pub(super) shape: Shape,
    /// The places of a struct's fields.
    pub(super) fields: Vec<Location>,
}

impl Models<'_> {
    /// Adds a model whose shape is set later.
    pub(super) fn declare(&mut self, name: RustName, schema: &Schema, at: Location) -> ModelId {
        let shape = Shape::Struct(Vec::new());
        let fields = Vec::new();
        self.drafts.push(Draft {
            name,
            docs: schema.description.clone(),
            deprecated: schema.deprecated,
            at,
            shape,
            fields,
        });
        ModelId(self.drafts.len() - 1)
    }

    /// Sets the shape of a declared model.
    pub(super) fn define(&mut self, id: ModelId, shape: Shape, fields: Vec<Location>) {
        if let Some(draft) = self.drafts.get_mut(id.0) {
            draft.shape = shape;
            draft.fields = fields;
        }
    }

    /// Returns the model of an earlier schema of this shape that stood where it was used.
    pub(super) fn equal_inline(&self, shape: &Shape) -> Option<ModelId> {
        self.inline.get(&fingerprint(shape)).copied()
    }

    /// Makes a model known to later schemas of the same shape.
    pub(super) fn remember_inline(&mut self, id: ModelId, shape: &Shape) {
        self.inline.insert(fingerprint(shape), id);
    }

    pub(super) fn get(&self, id: ModelId) -> Option<&Draft> {
        self.drafts.get(id.0)
    }

    pub(super) fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// Returns the finished models.
    pub(super) fn finish(&self, operations: &[Operation], errors: &[ErrorEnum]) -> Vec<Model> {
        let mut sent = Reach::new(self);
        let mut received = Reach::new(self);
        for operation in operations {
            let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
            sent.add_all(parameters.chain(operation.body.iter().map(|body| &body.ty)));
            received.add_output(&operation.output);
        }
        let variants = errors.iter().flat_map(|error| &error.variants);
        received.add_all(variants.filter_map(|variant| variant.body.ty()));
        let model = |(index, draft): (usize, &Draft)| Model {
            name: draft.name.clone(),
            docs: draft.docs.clone(),
            deprecated: draft.deprecated,
            pointer: draft.at.pointer.clone(),
            shape: draft.shape.clone(),
            sent: sent.contains(ModelId(index)),
            received: received.contains(ModelId(index)),
        };
        self.drafts.iter().enumerate().map(model).collect()
    }
}

/// Returns a text that is the same for shapes that differ in nothing but their docs.
fn fingerprint(shape: &Shape) -> String {
    match shape {
        Shape::Struct(fields) => {
            let fields = fields
                .iter()
                .map(|field| (&field.name, &field.ty, field.required));
            format!("struct {:?}", fields.collect::<Vec<_>>())
        }
        Shape::StringEnum(values) => format!("enum {values:?}"),
        Shape::Union(variants) => format!("union {variants:?}"),
    }
}

/// Returns the types that a shape holds.
pub(super) fn contents(shape: &Shape) -> Vec<&TypeRef> {
    match shape {
        Shape::Struct(fields) => fields.iter().map(|field| &field.ty).collect(),
        Shape::StringEnum(_) => Vec::new(),
        Shape::Union(variants) => variants.iter().map(|variant| &variant.ty).collect(),
    }
}
