//! Scopes: within one, no two things have the same name.

use std::collections::BTreeMap;

use super::keywords::{
    RESERVED_FIELDS_OF_OPERATIONS, RESERVED_HEADERS, RESERVED_METHODS, RESERVED_SETTERS,
    RESERVED_TYPES, RESERVED_VARIANTS,
};
use super::{RenameForm, RustName};
use crate::diagnostic::Sink;
use crate::diagnostic::problem::{self, Problem};
use crate::location::Location;

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

    /// Returns the scope of the headers of responses.
    pub fn headers(form: RenameForm) -> Self {
        Self::new(form, Case::Snake, RESERVED_HEADERS)
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

    /// Returns where the part is that has the name already.
    pub fn holder(&self, name: &RustName) -> Option<&Location> {
        self.taken.get(self.case.of(&self.escaped(name.clone())))
    }

    /// Returns what is to be reported when a name is another part's and `other` is taken in its place.
    pub fn clash(
        &self,
        wanted: &RustName,
        first: &Location,
        other: &RustName,
        at: &Location,
    ) -> Problem {
        let identifier = self.case.of(wanted);
        if wanted.is_renamed() {
            return problem::rename_clash(identifier, first);
        }
        let example = self.form.example(&at.pointer);
        problem::name_clash(identifier, first, self.case.of(other), &example)
    }

    /// Takes a name for the part at a place.
    ///
    /// When another part has it, the first free number is added and that is reported; for a name that people chose it
    /// is an error.
    pub fn claim(&mut self, name: RustName, at: &Location, sink: &mut Sink) -> RustName {
        let wanted = self.escaped(name);
        let Some(first) = self.taken.get(self.case.of(&wanted)) else {
            return self.take(wanted, at);
        };
        let free = wanted.numbered(|name| self.is_free(name));
        sink.report(at, self.clash(&wanted, first, &free, at));
        self.take(free, at)
    }

    /// Takes a name that the generator made up; when another part has it, the first free number is added.
    pub fn claim_made_up(&mut self, name: RustName, at: &Location) -> RustName {
        let wanted = self.escaped(name);
        if self.is_free(&wanted) {
            return self.take(wanted, at);
        }
        let free = wanted.numbered(|name| self.is_free(name));
        self.take(free, at)
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

    /// Returns whether the name is free.
    fn is_free(&self, name: &RustName) -> bool {
        !self.taken.contains_key(self.case.of(name))
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
