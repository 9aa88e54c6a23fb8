//! Names that people decide: the `rename` table of `specs/apis.toml`, or `--rename` beside `--spec`.

use std::collections::{BTreeMap, BTreeSet};

use super::RustName;
use crate::diagnostic::{Sink, problem};
use crate::location::Location;
use crate::pointer::JsonPointer;
use crate::shell_quote;

/// Where people write names of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RenameForm {
    /// In `specs/apis.toml`.
    #[default]
    Table,
    /// On the command line.
    Flag,
}

impl RenameForm {
    /// Returns how to name the part at a place.
    pub fn example(self, pointer: &JsonPointer) -> String {
        match self {
            Self::Table => {
                format!("as in `\"{pointer}\" = \"AnotherName\"` under `rename` in specs/apis.toml")
            }
            Self::Flag => {
                let argument = shell_quote::quote(&format!("{pointer}=AnotherName"));
                format!("as in `--rename {argument}`")
            }
        }
    }

    /// Returns where an entry is, after its pointer.
    pub fn place(self) -> &'static str {
        match self {
            Self::Table => "in specs/apis.toml",
            Self::Flag => "after `--rename`",
        }
    }
}

/// The table, by JSON pointer: `"#/components/schemas/X" = "Y"`.
#[derive(Debug)]
pub struct Renames<'o> {
    entries: &'o BTreeMap<String, String>,
    used: BTreeSet<&'o str>,
    form: RenameForm,
}

impl<'o> Renames<'o> {
    /// Returns the table, with every entry unused.
    pub fn new(entries: &'o BTreeMap<String, String>, form: RenameForm) -> Self {
        let used = BTreeSet::new();
        Self {
            entries,
            used,
            form,
        }
    }

    /// Returns where people write the entries.
    pub fn form(&self) -> RenameForm {
        self.form
    }

    /// Returns the name of the part at a place: the one that the table gives, or else the document's.
    pub fn name(&mut self, wire: &str, at: &Location) -> RustName {
        if self.entries.is_empty() {
            return RustName::new(wire);
        }
        match self.entries.get_key_value(&at.pointer.to_string()) {
            Some((pointer, spelling)) => {
                self.used.insert(pointer);
                RustName::renamed(wire, spelling)
            }
            None => RustName::new(wire),
        }
    }

    /// Reports every entry of the table that named nothing.
    pub fn report_unused(&self, document: &Location, sink: &mut Sink) {
        for pointer in self.entries.keys() {
            if !self.used.contains(pointer.as_str()) {
                sink.report(document, problem::unused_rename(pointer, self.form.place()));
            }
        }
    }
}
