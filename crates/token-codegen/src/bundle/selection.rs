//! Which operations of a document are wanted.

use std::collections::BTreeSet;

use crate::diagnostic::{Sink, problem};
use crate::keys::{Child, Kind};
use crate::source::{Entry, Node, Value};
use crate::version::Version;

/// What to take from a document; all of it when nothing is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Operations, by `operationId`.
    pub operations: Vec<String>,
    /// The operations with one of these tags.
    pub tags: Vec<String>,
    /// All operations of these paths, as the document writes them.
    pub paths: Vec<String>,
}

impl Selection {
    /// Returns whether the whole document is wanted.
    pub fn is_whole(&self) -> bool {
        self.operations.is_empty() && self.tags.is_empty() && self.paths.is_empty()
    }
}

/// The operations that are wanted.
pub(super) struct Selected {
    /// The path and the method of each; `None` if the whole document is wanted.
    wanted: Option<BTreeSet<(String, String)>>,
    /// Whether one of them authenticates in the way that the document gives for all.
    needs_root_security: bool,
}

/// Finds the operations that are wanted, and reports every selector that matches none.
pub(super) fn select(root: &Node, selection: &Selection, sink: &mut Sink) -> Selected {
    if selection.is_whole() {
        return Selected {
            wanted: None,
            needs_root_security: true,
        };
    }
    let mut wanted = BTreeSet::new();
    let mut matched = BTreeSet::new();
    let mut needs_root_security = false;
    let paths = root.get("paths").map(Node::entries).unwrap_or_default();
    for path in paths {
        for operation in path
            .value
            .entries()
            .iter()
            .filter(|entry| is_operation(entry))
        {
            let selectors = selectors(selection, &path.key, &operation.value);
            if !selectors.is_empty() {
                matched.extend(selectors);
                wanted.insert((path.key.to_string(), operation.key.to_string()));
                needs_root_security |= operation.value.get("security").is_none();
            }
        }
    }
    for selector in all(selection) {
        if !matched.contains(&selector) {
            let (kind, name) = selector;
            sink.report(&root.at, problem::empty_selector(kind, name));
        }
    }
    Selected {
        wanted: Some(wanted),
        needs_root_security,
    }
}

impl Selected {
    /// Returns whether everything is wanted.
    pub(super) fn is_whole(&self) -> bool {
        self.wanted.is_none()
    }

    /// Returns whether an entry of a path item is wanted: an operation, or what its operations share.
    pub(super) fn takes(&self, path: &str, key: &str) -> bool {
        let Some(wanted) = &self.wanted else {
            return true;
        };
        if is_method(key) {
            return wanted.contains(&(path.to_owned(), key.to_owned()));
        }
        let first = (path.to_owned(), String::new());
        wanted
            .range(first..)
            .next()
            .is_some_and(|(next, _)| next == path)
    }

    /// Returns whether no part of an entry of the document's root is wanted.
    pub(super) fn drops(&self, key: &str) -> bool {
        match key {
            "security" => !self.needs_root_security,
            "webhooks" => !self.is_whole(),
            _ => false,
        }
    }
}

fn is_operation(entry: &Entry) -> bool {
    is_method(&entry.key)
}

/// Returns whether a key of a path item holds an operation.
fn is_method(key: &str) -> bool {
    let row = Kind::PathItem.row(key, Version::V31);
    row.is_some_and(|row| row.child == Child::One(Kind::Operation))
}

/// Returns the selectors that an operation matches.
fn selectors<'s>(
    selection: &'s Selection,
    path: &str,
    operation: &Node,
) -> Vec<(&'static str, &'s str)> {
    let is_text =
        |node: &Node, text: &str| matches!(&node.value, Value::String(found) if found == text);
    let has_tag = |tag: &str| match operation.get("tags").map(|tags| &tags.value) {
        Some(Value::Sequence(tags)) => tags.iter().any(|found| is_text(found, tag)),
        _ => false,
    };
    let matches = |(kind, name): &(&str, &str)| match *kind {
        "operation" => operation
            .get("operationId")
            .is_some_and(|id| is_text(id, name)),
        "tag" => has_tag(name),
        _ => *name == path,
    };
    all(selection).filter(matches).collect()
}

/// Returns every selector, with its kind.
fn all(selection: &Selection) -> impl Iterator<Item = (&'static str, &str)> {
    let lists = [
        ("operation", &selection.operations),
        ("tag", &selection.tags),
        ("path", &selection.paths),
    ];
    lists
        .into_iter()
        .flat_map(|(kind, names)| names.iter().map(move |name| (kind, name.as_str())))
}
