//! Scopes: within one, no two things have the same name.

use std::collections::BTreeMap;

use super::RustName;
use super::keywords::{
    RESERVED_FIELDS_OF_OPERATIONS, RESERVED_SETTERS, RESERVED_TYPES, RESERVED_VARIANTS,
};
use crate::codegen::diagnostic::{Sink, problem};
use crate::codegen::location::Location;

/// The names that are taken in one place of the generated code.
#[derive(Debug)]
pub struct Scope {
    case: Case,
    reserved: &'static [&'static str],
    taken: BTreeMap<String, Location>,
}

#[derive(Debug, Clone, Copy)]
enum Case {
    Snake,
    Pascal,
}

impl Scope {
    /// Returns the scope of the crate's public types: models, error enums and operations.
    pub fn types() -> Self {
        Self::new(Case::Pascal, RESERVED_TYPES)
    }

    /// Returns the scope of the client's methods and its builder's setters.
    pub fn client() -> Self {
        Self::new(Case::Snake, RESERVED_SETTERS)
    }

    /// Returns the scope of one model's fields.
    pub fn fields() -> Self {
        Self::new(Case::Snake, &[])
    }

    /// Returns the scope of one operation's parameters.
    pub fn parameters() -> Self {
        Self::new(Case::Snake, RESERVED_FIELDS_OF_OPERATIONS)
    }

    /// Returns the scope of one enum's variants.
    pub fn variants() -> Self {
        Self::new(Case::Pascal, RESERVED_VARIANTS)
    }

    fn new(case: Case, reserved: &'static [&'static str]) -> Self {
        let taken = BTreeMap::new();
        Self {
            case,
            reserved,
            taken,
        }
    }

    /// Takes a name for the part at a place; when another part has it, that is reported.
    pub fn claim(&mut self, mut name: RustName, at: &Location, sink: &mut Sink) -> RustName {
        let identifier = match self.case {
            Case::Snake => &mut name.snake,
            Case::Pascal => &mut name.pascal,
        };
        if self.reserved.contains(&identifier.as_str()) {
            identifier.push('_');
        }
        match self.taken.get(identifier) {
            Some(first) => sink.report(at, problem::name_clash(identifier, first, &at.pointer)),
            None => {
                self.taken.insert(identifier.clone(), at.clone());
            }
        }
        name
    }
}
