//! What can be reached from a type: which models, and whether a secret is among them.

use std::collections::BTreeSet;

use crate::ir::{ModelId, Output, Payload, TypeRef};
use crate::lower::models::Models;
use crate::scalar::Scalar;

/// The models that some types reach.
pub(in crate::lower) struct Reach<'m> {
    models: &'m Models,
    reached: BTreeSet<ModelId>,
    secret: bool,
}

impl<'m> Reach<'m> {
    pub(in crate::lower) fn new(models: &'m Models) -> Self {
        Self {
            models,
            reached: BTreeSet::new(),
            secret: false,
        }
    }

    /// Adds everything that the types reach.
    pub(in crate::lower) fn add_all<'t>(&mut self, types: impl IntoIterator<Item = &'t TypeRef>)
    where
        'm: 't,
    {
        let mut waiting: Vec<&TypeRef> = types.into_iter().collect();
        while let Some(ty) = waiting.pop() {
            let ty = ty.innermost();
            self.secret |= *ty == TypeRef::Scalar(Scalar::Secret);
            if let TypeRef::Model(id) = ty
                && self.reached.insert(*id)
                && let Some(draft) = self.models.get(*id)
            {
                waiting.extend(draft.shape.types());
            }
        }
    }

    /// Adds everything that an output reaches.
    pub(in crate::lower) fn add_output<'t>(&mut self, output: &'t Output)
    where
        'm: 't,
    {
        self.add_all(output.payloads().into_iter().filter_map(Payload::ty));
    }

    /// Returns the models.
    pub(in crate::lower) fn models(self) -> BTreeSet<ModelId> {
        self.reached
    }

    pub(in crate::lower) fn has_secret(&self) -> bool {
        self.secret
    }
}
