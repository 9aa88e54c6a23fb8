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

    /// Returns where the part stands that has the name already.
    pub fn holder(&self, name: &RustName) -> Option<&Location> {
        let identifier = match self.case {
            Case::Snake => &name.snake,
            Case::Pascal => &name.pascal,
        };
        if self.reserved.contains(&identifier.as_str()) {
            self.taken.get(&format!("{identifier}_"))
        } else {
            self.taken.get(identifier)
        }
    }

    /// Takes a name for the part at a place, and where another part has it, the same with a number; that is reported.
    pub fn claim_numbered(&mut self, name: RustName, at: &Location, sink: &mut Sink) -> RustName {
        let Some(first) = self.holder(&name).cloned() else {
            return self.claim(name, at, sink);
        };
        let free = free(&name, |candidate| self.holder(candidate).is_none());
        let (taken, other) = match self.case {
            Case::Snake => (&name.snake, &free.snake),
            Case::Pascal => (&name.pascal, &free.pascal),
        };
        let example = self.form.example(&at.pointer);
        sink.report(at, problem::renamed(taken, &first, other, &example));
        self.claim(free, at, sink)
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
            Some(first) => {
                let example = self.form.example(&at.pointer);
                sink.report(at, problem::name_clash(identifier, first, &example));
            }
            None => {
                self.taken.insert(identifier.clone(), at.clone());
            }
        }
        name
    }
}

/// Returns the name with the first number that makes it free.
pub fn free(name: &RustName, is_free: impl Fn(&RustName) -> bool) -> RustName {
    let mut number = 2_u32;
    loop {
        let candidate = name.with_word(&number.to_string());
        // No document holds so many names.
        if is_free(&candidate) || number == u32::MAX {
            return candidate;
        }
        number += 1;
    }
}
