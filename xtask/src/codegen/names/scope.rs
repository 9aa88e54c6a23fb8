//! Scopes: within one, no two things have the same name.

use std::collections::BTreeMap;

use super::keywords::{
    RESERVED_FIELDS_OF_OPERATIONS, RESERVED_METHODS, RESERVED_SETTERS, RESERVED_TYPES,
    RESERVED_VARIANTS,
};
use super::{RenameForm, RustName};
use crate::codegen::diagnostic::{Sink, problem};
use crate::codegen::location::Location;

/// The names that are taken in one place of the generated code.
#[derive(Debug)]
pub struct Scope {
    form: RenameForm,
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
    pub fn types(form: RenameForm) -> Self {
        Self::new(form, Case::Pascal, RESERVED_TYPES)
    }

    /// Returns the scope of the client's methods.
    pub fn client(form: RenameForm) -> Self {
        Self::new(form, Case::Snake, RESERVED_METHODS)
    }

    /// Returns the scope of the setters of the client's builder.
    pub fn builder(form: RenameForm) -> Self {
        Self::new(form, Case::Snake, RESERVED_SETTERS)
    }

    /// Returns the scope of one model's fields.
    pub fn fields(form: RenameForm) -> Self {
        Self::new(form, Case::Snake, &[])
    }

    /// Returns the scope of one operation's parameters.
    pub fn parameters(form: RenameForm) -> Self {
        Self::new(form, Case::Snake, RESERVED_FIELDS_OF_OPERATIONS)
    }

    /// Returns the scope of one enum's variants.
    pub fn variants(form: RenameForm) -> Self {
        Self::new(form, Case::Pascal, RESERVED_VARIANTS)
    }

    fn new(form: RenameForm, case: Case, reserved: &'static [&'static str]) -> Self {
        let taken = BTreeMap::new();
        Self {
            form,
            case,
            reserved,
            taken,
        }
    }

    /// Takes a name for the part at a place.
    ///
    /// When another part has it, the first free number is added and that is told; for a name that people chose it is an error.
    pub fn claim(&mut self, name: RustName, at: &Location, sink: &mut Sink) -> RustName {
        let wanted = self.escaped(name);
        let Some(first) = self.taken.get(self.case.of(&wanted)) else {
            return self.take(wanted, at);
        };
        let first = first.clone();
        let free = self.with_number(&wanted);
        let identifier = self.case.of(&wanted);
        sink.report(
            at,
            if wanted.is_renamed() {
                problem::rename_clash(identifier, &first)
            } else {
                let example = self.form.example(&at.pointer);
                problem::name_clash(identifier, &first, self.case.of(&free), &example)
            },
        );
        self.take(free, at)
    }

    /// Takes a name that the generator made up; when another part has it, the first free number is added.
    pub fn claim_made_up(&mut self, name: RustName, at: &Location) -> RustName {
        let wanted = self.escaped(name);
        if self.taken.contains_key(self.case.of(&wanted)) {
            let free = self.with_number(&wanted);
            return self.take(free, at);
        }
        self.take(wanted, at)
    }

    fn escaped(&self, mut name: RustName) -> RustName {
        let identifier = match self.case {
            Case::Snake => &mut name.snake,
            Case::Pascal => &mut name.pascal,
        };
        if self.reserved.contains(&identifier.as_str()) {
            identifier.push('_');
        }
        name
    }

    fn take(&mut self, name: RustName, at: &Location) -> RustName {
        self.taken
            .insert(self.case.of(&name).to_owned(), at.clone());
        name
    }

    fn with_number(&self, name: &RustName) -> RustName {
        let mut number = 2_u32;
        loop {
            let numbered = name.with_number(number);
            if !self.taken.contains_key(self.case.of(&numbered)) {
                return numbered;
            }
            number += 1;
        }
    }
}

impl Case {
    fn of(self, name: &RustName) -> &str {
        match self {
            Self::Snake => &name.snake,
            Self::Pascal => &name.pascal,
        }
    }
}
