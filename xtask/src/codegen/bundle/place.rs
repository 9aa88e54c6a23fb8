//! Places in the document and the files beside it, and why there may be none.

use crate::codegen::source::{Node, Value};

/// A place in one of the files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) tokens: Vec<String>,
}

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Miss {
    /// There is nothing at its target.
    Dangling,
    /// It leads to another server.
    Remote,
    /// Its file cannot be had, for the reason.
    Unreadable(String),
    /// Its file, at this path, is no tree.
    Broken(String),
    /// It leads back to itself.
    Circle,
}

/// Returns the schema with an `$anchor`.
pub(super) fn anchored<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let is_named = |key| {
        node.get(key)
            .is_some_and(|found| found.value == Value::String(name.to_owned()))
    };
    if is_named("$anchor") || is_named("$dynamicAnchor") {
        return Some(node);
    }
    node.children().find_map(|inner| anchored(inner, name))
}

/// Returns what the tokens lead to.
pub(super) fn find<'n>(root: &'n Node, tokens: &[String]) -> Option<&'n Node> {
    tokens
        .iter()
        .try_fold(root, |node, token| match &node.value {
            Value::Sequence(elements) => elements.get(token.parse::<usize>().ok()?),
            _ => node.get(token),
        })
}
