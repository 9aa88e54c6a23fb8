//! Which models and errors one group alone reaches.

use crate::ir::{Api, ErrorId, Operation, Payload, TypeRef};

use super::Part;

/// Who reaches a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// None so far.
    Nobody,
    /// One group.
    Group(usize),
    /// Several groups, or what belongs to none.
    Everybody,
}

/// What is known so far.
pub(super) struct Reach<'a> {
    api: &'a Api,
    models: Vec<Owner>,
    errors: Vec<Owner>,
}

impl<'a> Reach<'a> {
    /// Returns the parts that models and errors belong to, when operations belong to these.
    pub(super) fn of(api: &'a Api, operations: &[Part]) -> (Vec<Part>, Vec<Part>) {
        let mut reach = Self {
            api,
            models: vec![Owner::Nobody; api.models.len()],
            errors: vec![Owner::Nobody; api.errors.len()],
        };
        for (operation, part) in api.operations.iter().zip(operations) {
            let owner = part.map_or(Owner::Everybody, Owner::Group);
            reach.operation(operation, owner);
        }
        let settings = api.client_parameters.iter().map(|setting| &setting.ty);
        reach.types(settings.collect(), Owner::Everybody);
        reach.unclaimed();
        let parts = |owners: Vec<Owner>| owners.into_iter().map(part).collect();
        (parts(reach.models), parts(reach.errors))
    }

    fn operation(&mut self, operation: &'a Operation, owner: Owner) {
        let arguments = operation.parameters.iter().map(|parameter| &parameter.ty);
        let body = operation.body.iter().map(|body| &body.ty);
        let output = operation.output.payloads();
        let output = output.into_iter().filter_map(Payload::ty);
        self.types(arguments.chain(body).chain(output).collect(), owner);
        if let Some(id) = operation.errors {
            self.error(id, owner);
        }
    }

    /// Adds an error and what its bodies hold, as often as that changes who reaches it.
    fn error(&mut self, ErrorId(index): ErrorId, owner: Owner) {
        let (Some(error), Some(found)) = (self.api.errors.get(index), self.errors.get_mut(index))
        else {
            return;
        };
        if let Some(owner) = joined(*found, owner) {
            *found = owner;
            let bodies = error
                .variants
                .iter()
                .filter_map(|variant| variant.body.ty());
            self.types(bodies.collect(), owner);
        }
    }

    /// Adds everything that the types reach; a model is entered twice at most, so that circles end.
    fn types(&mut self, mut waiting: Vec<&'a TypeRef>, owner: Owner) {
        while let Some(ty) = waiting.pop() {
            if let TypeRef::Model(id) = ty.innermost()
                && let Some(model) = self.api.models.get(id.0)
                && let Some(found) = self.models.get_mut(id.0)
                && let Some(owner) = joined(*found, owner)
            {
                *found = owner;
                waiting.extend(model.shape.types());
            }
        }
    }

    /// Gives what no operation needs to all groups, with what it reaches.
    fn unclaimed(&mut self) {
        for index in 0..self.api.errors.len() {
            if self.errors.get(index) == Some(&Owner::Nobody) {
                self.error(ErrorId(index), Owner::Everybody);
            }
        }
        let api = self.api;
        for (index, model) in api.models.iter().enumerate() {
            if let Some(owner @ Owner::Nobody) = self.models.get_mut(index) {
                *owner = Owner::Everybody;
                self.types(model.shape.types().collect(), Owner::Everybody);
            }
        }
    }
}

/// Returns who reaches a type when one more does; `None` if that changes nothing.
fn joined(found: Owner, more: Owner) -> Option<Owner> {
    match found {
        Owner::Nobody => Some(more),
        Owner::Group(_) if found != more => Some(Owner::Everybody),
        Owner::Group(_) | Owner::Everybody => None,
    }
}

fn part(owner: Owner) -> Part {
    match owner {
        Owner::Group(group) => Some(group),
        Owner::Nobody | Owner::Everybody => None,
    }
}
