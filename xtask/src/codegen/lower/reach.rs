//! What can be reached from a type: which models, and whether a secret is among them.

use std::collections::BTreeSet;

use super::models::{Models, contents};
use crate::codegen::ir::{ModelId, Output, Payload, TypeRef};

/// The models that some types reach.
pub(super) struct Reach<'m, 'd> {
    models: &'m Models<'d>,
    reached: BTreeSet<ModelId>,
    secret: bool,
}

impl<'m, 'd> Reach<'m, 'd> {
    pub(super) fn new(models: &'m Models<'d>) -> Self {
        Self {
            models,
            reached: BTreeSet::new(),
            secret: false,
        }
    }

    /// Adds everything that the types reach.
    pub(super) fn add_all<'t>(&mut self, types: impl IntoIterator<Item = &'t TypeRef>)
    where
        'm: 't,
    {
        let mut waiting: Vec<&TypeRef> = types.into_iter().collect();
        while let Some(ty) = waiting.pop() {
            match ty {
                TypeRef::Secret => self.secret = true,
                TypeRef::Array(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
                    waiting.push(inner);
                }
                TypeRef::Model(id) if self.reached.insert(*id) => {
                    let models = self.models;
                    waiting.extend(
                        models
                            .get(*id)
                            .into_iter()
                            .flat_map(|draft| contents(&draft.shape)),
                    );
                }
                TypeRef::Model(_)
                | TypeRef::Bool
                | TypeRef::Int32
                | TypeRef::Int64
                | TypeRef::Uint32
                | TypeRef::Uint64
                | TypeRef::Float64
                | TypeRef::Number
                | TypeRef::String
                | TypeRef::DateTime
                | TypeRef::Date
                | TypeRef::Base64
                | TypeRef::Any
                | TypeRef::File
                | TypeRef::Body => {}
            }
        }
    }

    /// Adds everything that an output reaches.
    pub(super) fn add_output<'t>(&mut self, output: &'t Output)
    where
        'm: 't,
    {
        self.add_all(output.payloads().into_iter().filter_map(Payload::ty));
    }

    /// Returns the models.
    pub(super) fn models(self) -> BTreeSet<ModelId> {
        self.reached
    }

    pub(super) fn has_secret(&self) -> bool {
        self.secret
    }
}
