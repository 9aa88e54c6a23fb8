//! The second pass: every reference says which component it means, and parts that became components are referred to.

use super::Id;
use super::plan::{Action, Plan};
use crate::component::ComponentId;
use crate::keys::{Kind, Rule};
use crate::location::Location;
use crate::source::{Entry, Node, Value};
use crate::version::Version;

/// Rewrites a tree; the parts in it that became components are replaced by references to them.
pub(super) fn rewrite(node: &mut Node, plan: &Plan, version: Version) {
    if let Some(target) = plan.registry.moved(node) {
        let entry = reference(target, &node.at);
        node.value = Value::Mapping(vec![entry]);
        return;
    }
    below(node, plan, version);
}

/// Rewrites what a part holds, which is a component itself.
pub(super) fn below(node: &mut Node, plan: &Plan, version: Version) {
    if let Value::Mapping(entries) = &mut node.value {
        act(entries, plan, version);
    }
    let id = Id::of(node);
    match &mut node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                rewrite(&mut entry.value, plan, version);
            }
        }
        Value::Sequence(elements) => {
            for element in elements {
                rewrite(element, plan, version);
            }
        }
        Value::String(text) => {
            if let Some(new) = plan.texts.get(&id) {
                *text = new.to_string();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn act(entries: &mut Vec<Entry>, plan: &Plan, version: Version) {
    let Some(index) = entries.iter().position(|entry| entry.key == "$ref") else {
        return;
    };
    let action = entries
        .get(index)
        .and_then(|entry| plan.actions.get(&Id::of(&entry.value)));
    match action {
        None => {}
        Some(Action::Any) => match version {
            // The standard ignores what is beside a reference.
            Version::V30 => entries.clear(),
            Version::V31 => drop(entries.remove(index)),
        },
        Some(Action::To { kind, component }) => {
            if let Some(entry) = entries.get_mut(index) {
                entry.value.value = Value::String(component.to_string());
            }
            if version == Version::V31 && *kind == Kind::Schema && entries.iter().any(narrows) {
                into_all_of(entries, index);
            }
        }
    }
}

/// Returns whether a key beside a reference makes another schema of what it refers to.
fn narrows(entry: &Entry) -> bool {
    let row = Kind::Schema
        .row(&entry.key, Version::V31)
        .or_else(|| Kind::Schema.row_of_other_version(&entry.key, Version::V31));
    let is_remark = matches!(entry.key.as_str(), "$ref" | "description" | "deprecated");
    !is_remark && row.is_some_and(|row| row.rule != Rule::Annotation)
}

/// JSON Schema 2020-12: a schema with `$ref` says the same as one with that reference among its `allOf`.
fn into_all_of(entries: &mut Vec<Entry>, index: usize) {
    let reference = entries.remove(index);
    let at = reference.at.clone();
    let element = Node {
        value: Value::Mapping(vec![reference]),
        at: at.clone(),
    };
    let all_of = entries.iter_mut().find(|entry| entry.key == "allOf");
    match all_of.map(|entry| &mut entry.value.value) {
        Some(Value::Sequence(elements)) => elements.insert(0, element),
        _ => entries.push(Entry {
            key: "allOf".into(),
            at: at.clone(),
            value: Node {
                value: Value::Sequence(vec![element]),
                at,
            },
        }),
    }
}

/// Returns the entry of a mapping that is a reference.
fn reference(target: &ComponentId, at: &Location) -> Entry {
    Entry {
        key: "$ref".into(),
        at: at.clone(),
        value: Node {
            value: Value::String(target.to_string()),
            at: at.clone(),
        },
    }
}
