//! The document as a tree in which every value knows its place; the only reader of YAML and JSON.
//!
//! JSON goes through the YAML reader, because YAML 1.2 contains it.
//! What YAML can say and JSON cannot (aliases, merge keys, tags, keys that are not strings) is resolved or reported
//! here, so that later stages see plain JSON values only.

mod anchors;
mod duplicates;
mod files;
mod flow;
mod merge;
mod reader;
mod scalar;
mod surrogates;
mod tags;

use std::fmt;
use std::sync::Arc;

use super::diagnostic::{Sink, problem};
use super::location::Location;
use super::pointer::{JsonPointer, Token};
pub use files::{Files, NoFiles};

/// How many bytes a document may have: more than any real one, and few enough to be read in a moment.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// How deep values may nest; real documents stay under 40, and later stages walk the tree by recursion.
pub const MAX_DEPTH: usize = 128;

/// How many values a document and the files beside it may hold: several times as many as the largest real ones, and
/// few enough to fit into 256 MiB.
pub const MAX_VALUES: usize = 400_000;

/// The bytes of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path that diagnostics and generated headers name: `specs/staff-user-token.yaml`.
    pub path: String,
    /// The content as it was read.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Returns the content under the path that diagnostics name.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let path = path.into();
        let bytes = bytes.into();
        Self { path, bytes }
    }
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it begins.
    pub at: Location,
}

impl Node {
    /// Returns the member `key`, when the value is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entries = self.entries();
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// Returns the member `key` for changes, when the value is a mapping that has it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let Value::Mapping(entries) = &mut self.value else {
            return None;
        };
        let entry = entries.iter_mut().find(|entry| entry.key == key)?;
        Some(&mut entry.value)
    }

    /// Returns the member `key` for changes, which becomes an empty mapping when there is none; `None` if the value
    /// is not a mapping.
    pub fn get_or_insert_mapping(&mut self, key: &str) -> Option<&mut Node> {
        if let Value::Mapping(entries) = &mut self.value
            && entries.iter().all(|entry| entry.key != key)
        {
            let key = Token::from(key);
            let at = Location {
                pointer: self.at.pointer.join(key.clone()),
                ..self.at.clone()
            };
            let value = Node {
                value: Value::Mapping(Vec::new()),
                at: at.clone(),
            };
            entries.push(Entry { key, at, value });
        }
        self.get_mut(key)
    }

    /// Returns the values that a mapping or a list holds.
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        let elements = match &self.value {
            Value::Sequence(elements) => elements.as_slice(),
            _ => &[],
        };
        let members = self.entries().iter().map(|entry| &entry.value);
        elements.iter().chain(members)
    }

    /// Returns how many values the tree below holds, this one included.
    pub fn size(&self) -> usize {
        self.children().map(Self::size).sum::<usize>() + 1
    }

    /// Returns the entries of a mapping; none when the value is something else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }
}

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written, because documents hold numbers that no Rust type does.
    Number(String),
    /// Text.
    String(String),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping in the order of the document; each key once.
    Mapping(Vec<Entry>),
}

impl Value {
    /// Returns the name of the value's type, with its article, for diagnostics.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }
}

/// Writes the value as JSON, for people.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = |index| if index == 0 { "" } else { ", " };
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(flag) => write!(f, "{flag}"),
            Self::Number(text) => f.write_str(text),
            Self::String(text) => write!(f, "{text:?}"),
            Self::Sequence(elements) => {
                f.write_str("[")?;
                for (index, element) in elements.iter().enumerate() {
                    write!(f, "{}{}", separator(index), element.value)?;
                }
                f.write_str("]")
            }
            Self::Mapping(entries) => {
                f.write_str("{")?;
                for (index, entry) in entries.iter().enumerate() {
                    let Entry { key, value, .. } = entry;
                    write!(f, "{}{key:?}: {}", separator(index), value.value)?;
                }
                f.write_str("}")
            }
        }
    }
}

/// One member of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Token,
    /// Where the key begins; the address is that of the value.
    pub at: Location,
    /// The value.
    pub value: Node,
}

/// Reads a document; returns `None` if it is not even a tree, and the problem is in the sink.
pub fn parse(source: &Source, sink: &mut Sink) -> Option<Node> {
    let file = Arc::from(source.path.as_str());
    let start = Location::new(file, 1, 1, JsonPointer::root());
    if source.bytes.len() > MAX_BYTES {
        sink.report(&start, problem::too_large(MAX_BYTES / 1024 / 1024));
        return None;
    }
    let text = match std::str::from_utf8(&source.bytes) {
        Ok(text) => text,
        Err(error) => {
            let readable = source.bytes.get(..error.valid_up_to()).unwrap_or_default();
            sink.report(&end_of(readable, &start), problem::not_utf8());
            return None;
        }
    };
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            sink.report(&start, problem::byte_order_mark());
            rest
        }
        None => text,
    };
    reader::read(text, &start, sink)
}

/// Returns the place behind a text that is UTF-8 and begins the document.
fn end_of(readable: &[u8], start: &Location) -> Location {
    let text = String::from_utf8_lossy(readable);
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    let line = text.split('\n').count();
    let column = last_line.chars().count() + 1;
    Location::new(start.file.clone(), line, column, start.pointer.clone())
}
