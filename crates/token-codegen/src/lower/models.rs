//! The models: those of the components, and those of schemas that are defined where they are used.

mod boxing;
mod circular_unions;
pub(in crate::lower) mod error_texts;
mod presence;
mod reach;

pub(in crate::lower) use reach::Reach;

use std::collections::{BTreeMap, BTreeSet};

use crate::access::Access;
use crate::document::Schema;
use crate::ir::{ErrorEnum, Model, ModelId, Operation, Presence, Sent, Shape, Union};
use crate::location::Location;
use crate::names::RustName;

/// The models in the order in which they were found.
#[derive(Default)]
pub(super) struct Models {
    drafts: Vec<ModelDraft>,
    /// The models of schemas that are defined where they are used, by what makes two of them equal.
    inline: BTreeMap<String, ModelId>,
}

/// A model, and where its parts are in the document.
pub(super) struct ModelDraft {
    pub(super) name: RustName,
    pub(super) docs: String,
    pub(super) deprecated: bool,
    pub(super) at: Location,
    pub(super) shape: Shape,
}

impl Models {
    /// Adds a model whose shape is set later.
    pub(super) fn declare(&mut self, name: RustName, schema: &Schema, at: Location) -> ModelId {
        let shape = Shape::Struct(Vec::new());
        self.drafts.push(ModelDraft {
            name,
            docs: schema.description.clone(),
            deprecated: schema.deprecated,
            at,
            shape,
        });
        ModelId(self.drafts.len() - 1)
    }

    /// Sets the shape of a declared model.
    pub(super) fn define(&mut self, id: ModelId, shape: Shape) {
        if let Some(draft) = self.drafts.get_mut(id.0) {
            draft.shape = shape;
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

    pub(super) fn get(&self, id: ModelId) -> Option<&ModelDraft> {
        self.drafts.get(id.0)
    }

    pub(super) fn get_mut(&mut self, id: ModelId) -> Option<&mut ModelDraft> {
        self.drafts.get_mut(id.0)
    }

    pub(super) fn unions_mut(&mut self) -> impl Iterator<Item = &mut Union> {
        self.drafts
            .iter_mut()
            .filter_map(|draft| match &mut draft.shape {
                Shape::Union(union) => Some(union),
                Shape::Struct(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) => None,
            })
    }

    pub(super) fn drafts(&self) -> &[ModelDraft] {
        &self.drafts
    }

    /// Makes properties optional that do not travel in a direction that their model does, and distinguishes `null` from
    /// nothing only where a request may say either.
    ///
    /// What only the server sets cannot be asked of a request, and what only requests hold never comes back.
    pub(super) fn relax(&mut self, operations: &[Operation], errors: &[ErrorEnum]) {
        let (sent, received) = self.directions(operations, errors);
        let as_json = self.sent_as_json(operations);
        for (index, draft) in self.drafts.iter_mut().enumerate() {
            let Shape::Struct(fields) = &mut draft.shape else {
                continue;
            };
            for field in fields {
                let is_lacking = match field.remarks.access {
                    Access::Both => false,
                    Access::ReadOnly => sent.contains(&ModelId(index)),
                    Access::WriteOnly => received.contains(&ModelId(index)),
                };
                let is_said =
                    as_json.contains(&ModelId(index)) && field.remarks.access != Access::ReadOnly;
                field.presence = match field.presence {
                    Presence::Null | Presence::OptionalOrNull if is_lacking && is_said => {
                        Presence::OptionalOrNull
                    }
                    Presence::OptionalOrNull if !is_said => Presence::Optional,
                    Presence::Others => Presence::Others,
                    _ if is_lacking => Presence::Optional,
                    presence => presence,
                };
            }
        }
    }

    /// Returns the finished models.
    pub(super) fn finish(&self, operations: &[Operation], errors: &[ErrorEnum]) -> Vec<Model> {
        let (sent, received) = self.directions(operations, errors);
        let as_json = self.sent_as_json(operations);
        let model = |(index, draft): (usize, &ModelDraft)| Model {
            name: draft.name.clone(),
            docs: draft.docs.clone(),
            deprecated: draft.deprecated,
            pointer: draft.at.pointer.clone(),
            shape: draft.shape.clone(),
            sent: match ModelId(index) {
                id if as_json.contains(&id) => Sent::AsJson,
                id if sent.contains(&id) => Sent::AsText,
                _ => Sent::Never,
            },
            received: received.contains(&ModelId(index)),
        };
        self.drafts.iter().enumerate().map(model).collect()
    }

    /// Returns the models that requests may carry, and those that responses may.
    fn directions(
        &self,
        operations: &[Operation],
        errors: &[ErrorEnum],
    ) -> (BTreeSet<ModelId>, BTreeSet<ModelId>) {
        let mut sent = Reach::new(self);
        let mut received = Reach::new(self);
        for operation in operations {
            let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
            sent.add_all(parameters.chain(operation.body.iter().map(|body| &body.ty)));
            received.add_output(&operation.output);
        }
        let variants = errors.iter().flat_map(|error| &error.variants);
        received.add_all(variants.filter_map(|variant| variant.body.ty()));
        (sent.models(), received.models())
    }
}

/// Returns a text that is the same for shapes that differ in nothing but their docs.
fn fingerprint(shape: &Shape) -> String {
    match shape {
        Shape::Struct(fields) => {
            let fields = fields
                .iter()
                .map(|field| (&field.name, &field.ty, field.presence));
            format!("struct {:?}", fields.collect::<Vec<_>>())
        }
        Shape::StringEnum(values) => format!("enum {values:?}"),
        Shape::IntegerEnum(values) => format!("integers {values:?}"),
        Shape::Union(union) => format!("union {union:?}"),
    }
}
