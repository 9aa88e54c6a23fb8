//! Names that people decide: the `rename` table of `specs/apis.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::RustName;
use crate::codegen::diagnostic::{Sink, problem};
use crate::codegen::location::Location;

/// The table, by JSON pointer: `"#/components/schemas/X" = "Y"`.
#[derive(Debug)]
pub struct Renames<'o> {
    entries: &'o BTreeMap<String, String>,
    used: BTreeSet<&'o str>,
}

impl<'o> Renames<'o> {
    /// Returns the table, of which nothing is used yet.
    pub fn new(entries: &'o BTreeMap<String, String>) -> Self {
        let used = BTreeSet::new();
        Self { entries, used }
    }

    /// Returns the name of the part at a place: the one that the table gives, or else the document's.
    pub fn name(&mut self, wire: &str, at: &Location) -> RustName {
        if self.entries.is_empty() {
            return RustName::new(wire);
        }
        match self.entries.get_key_value(&at.pointer.to_string()) {
            Some((pointer, spelling)) => {
                self.used.insert(pointer);
                RustName::spelled(wire, spelling)
            }
            None => RustName::new(wire),
        }
    }

    /// Reports every entry of the table that named nothing.
    pub fn report_unused(&self, document: &Location, sink: &mut Sink) {
        for pointer in self.entries.keys() {
            if !self.used.contains(pointer.as_str()) {
                sink.report(document, problem::unused_rename(pointer));
            }
        }
    }
}
