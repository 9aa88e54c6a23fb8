//! What no operation needs goes, so that no later stage looks at it.

use std::collections::BTreeSet;

use super::plan::Plan;
use super::selection::Selected;
use crate::component::ComponentId;
use crate::diagnostic::{Sink, problem};
use crate::pointer::JsonPointer;
use crate::source::{Entry, Node, Value};

/// The sections whose components are generated from; the others are documentation.
const SECTIONS: [&str; 5] = [
    "schemas",
    "parameters",
    "requestBodies",
    "responses",
    "securitySchemes",
];

/// Removes what no operation needs, and returns where a selection left something out.
pub(super) fn prune(
    root: &mut Node,
    plan: &Plan,
    selected: &Selected,
    sink: &mut Sink,
) -> BTreeSet<JsonPointer> {
    let mut prune = Prune {
        plan,
        selected,
        sink,
        removed: BTreeSet::new(),
    };
    if !selected.is_whole() {
        prune.frame(root);
        prune.paths(root);
    }
    if has_operations(root) {
        prune.components(root);
    }
    prune.removed
}

struct Prune<'a> {
    plan: &'a Plan,
    selected: &'a Selected,
    sink: &'a mut Sink,
    removed: BTreeSet<JsonPointer>,
}

impl Prune<'_> {
    fn frame(&mut self, root: &mut Node) {
        self.retain(root, |prune, entry| !prune.selected.drops(&entry.key));
    }

    fn paths(&mut self, root: &mut Node) {
        let Some(paths) = root.get_mut("paths") else {
            return;
        };
        if let Value::Mapping(items) = &mut paths.value {
            for item in items {
                let path = item.key.clone();
                self.retain(&mut item.value, |prune, entry| {
                    prune.selected.takes(&path, &entry.key)
                });
            }
        }
        self.retain(paths, |_, item| !item.value.entries().is_empty());
    }

    fn components(&mut self, root: &mut Node) {
        let Some(components) = root.get_mut("components") else {
            return;
        };
        let Value::Mapping(sections) = &mut components.value else {
            return;
        };
        for section in sections {
            let key = section.key.clone();
            if SECTIONS.contains(&key.as_str()) || !self.selected.is_whole() {
                self.retain(&mut section.value, |prune, entry| {
                    prune.keeps_component(&key, entry)
                });
            }
        }
    }

    fn keeps_component(&mut self, section: &str, entry: &Entry) -> bool {
        let component = ComponentId::new(section, entry.key.clone());
        let is_reached = self.plan.reached.contains(&component);
        if !is_reached && self.selected.is_whole() && !entry.key.starts_with("x-") {
            self.sink
                .report(&entry.at, problem::unused_component(&entry.key));
        }
        is_reached
    }

    fn retain(&mut self, node: &mut Node, mut keeps: impl FnMut(&mut Self, &Entry) -> bool) {
        if let Value::Mapping(entries) = &mut node.value {
            entries.retain(|entry| {
                let is_kept = keeps(self, entry);
                if !is_kept {
                    self.removed.insert(entry.at.pointer.clone());
                }
                is_kept
            });
        }
    }
}

/// Returns whether a document calls anything; where it does not, that is what there is to say.
fn has_operations(root: &Node) -> bool {
    let paths = root.get("paths").map(Node::entries).unwrap_or_default();
    paths.iter().any(|path| !path.value.entries().is_empty())
}
