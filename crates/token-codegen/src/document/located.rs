//! A part of the document and its place.

use crate::location::Location;
use crate::source::{Entry, Node, Value};

/// A part and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The part.
    pub value: T,
    /// Where it begins.
    pub at: Location,
}

impl Located<String> {
    /// Returns a mapping's key at its place.
    pub(super) fn key(entry: &Entry) -> Self {
        Self {
            value: entry.key.to_string(),
            at: entry.at.clone(),
        }
    }
}

impl Located<Value> {
    /// Returns a value at its place.
    pub(super) fn value(node: &Node) -> Self {
        Self {
            value: node.value.clone(),
            at: node.at.clone(),
        }
    }
}
