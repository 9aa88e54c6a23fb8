//! The document as JSON without places, which is what `JSONPath` is defined on.

use serde_json::{Map, Number, Value as Json};

use super::edit;
use super::query::Step;
use crate::source::{Entry, Node, Value};

/// A copy of the document that is kept up to date.
pub(super) struct Mirror(Json);

impl Mirror {
    pub(super) fn new(root: &Node) -> Self {
        Self(json(root))
    }

    pub(super) fn value(&self) -> &Json {
        &self.0
    }

    /// Takes over a change at a place of the document.
    pub(super) fn follow(&mut self, root: &mut Node, steps: &[Step], is_removed: bool) {
        if !is_removed {
            if let (Some(copy), Some(node)) = (find(&mut self.0, steps), edit::at(root, steps)) {
                *copy = json(node);
            }
            return;
        }
        let Some((last, above)) = steps.split_last() else {
            return;
        };
        match (last, find(&mut self.0, above)) {
            (Step::Name(name), Some(Json::Object(members))) => {
                members.remove(name);
            }
            (Step::Index(index), Some(Json::Array(elements))) if *index < elements.len() => {
                elements.remove(*index);
            }
            _ => {}
        }
    }
}

fn find<'j>(root: &'j mut Json, steps: &[Step]) -> Option<&'j mut Json> {
    steps.iter().try_fold(root, |value, step| match step {
        Step::Name(name) => value.get_mut(name),
        Step::Index(index) => value.get_mut(index),
    })
}

fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(text) => number(text),
        Value::String(text) => Json::String(text.clone()),
        Value::Sequence(elements) => Json::Array(elements.iter().map(json).collect()),
        Value::Mapping(entries) => {
            let member = |entry: &Entry| (entry.key.to_string(), json(&entry.value));
            Json::Object(entries.iter().map(member).collect::<Map<_, _>>())
        }
    }
}

/// Returns the number for comparisons; one that no type of Rust holds is a text.
fn number(text: &str) -> Json {
    let whole = text.parse::<u64>().map(Number::from);
    let whole = whole
        .or_else(|_| text.parse::<i64>().map(Number::from))
        .ok();
    let number = whole.or_else(|| Number::from_f64(text.parse().ok()?));
    number.map_or_else(|| Json::String(text.to_owned()), Json::Number)
}
