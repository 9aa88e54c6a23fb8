//! Path items that are elsewhere: they are put where they are used, because a component cannot have a path as its name.

use super::address::{Address, ResolveError};
use super::document_set::DocumentSet;
use super::selection::Selection;
use super::unresolved;
use crate::diagnostic::{Sink, problem};
use crate::keys::Kind;
use crate::source::{Entry, Node, Value};

/// Replaces every path item that is a reference; what is beside the reference counts first.
///
/// If only some operations are selected, a reference that leads nowhere matters only if its path is selected.
pub(super) fn expand(documents: &mut DocumentSet<'_>, selection: &Selection, sink: &mut Sink) {
    let mut found = Vec::new();
    for (path, target) in references(documents) {
        let is_wanted = selection.is_whole() || selection.paths.contains(&path);
        let located = documents.locate(&text(&target), &target.at, &|_: &Address| false);
        if is_wanted {
            documents.report_problems(located.as_ref(), sink);
        }
        match located {
            Ok(place) => found.extend(documents.copy(&place).map(|item| (path, item))),
            Err(ResolveError::Broken(_)) => {}
            Err(error) if is_wanted => {
                let problem = unresolved::problem(&error, &text(&target), Kind::PathItem);
                sink.report(&target.at, problem);
            }
            Err(_) => {}
        }
    }
    if found.is_empty() {
        return;
    }
    let mut root = documents.take_root();
    for (path, item) in found {
        if let Some(paths) = root.get_mut("paths")
            && let Some(node) = paths.get_mut(&path)
        {
            merge(node, item, sink);
        }
    }
    documents.put_root(root);
}

/// Returns the paths whose items are references, and the targets of these.
fn references(documents: &DocumentSet<'_>) -> Vec<(String, Node)> {
    let root = documents.root();
    let entries = root.get("paths").map(Node::entries).unwrap_or_default();
    let target = |entry: &Entry| Some((entry.key.to_string(), entry.value.get("$ref")?.clone()));
    entries.iter().filter_map(target).collect()
}

fn text(node: &Node) -> String {
    match &node.value {
        Value::String(text) => text.clone(),
        _ => String::new(),
    }
}

fn merge(node: &mut Node, item: Node, sink: &mut Sink) {
    let Value::Mapping(own) = &mut node.value else {
        return;
    };
    let Value::Mapping(entries) = item.value else {
        node.value = item.value;
        node.at = item.at;
        return;
    };
    own.retain(|entry| entry.key != "$ref");
    for entry in entries {
        match own.iter().find(|other| other.key == entry.key) {
            Some(other) => sink.report(&other.at, problem::path_item_sibling(&other.key)),
            None => own.push(entry),
        }
    }
}
