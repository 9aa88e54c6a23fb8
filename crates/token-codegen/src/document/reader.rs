//! Typed access to the tree: a value of the wrong type is reported and counts as absent.

use super::located::Located;
use crate::diagnostic::{Sink, problem};
use crate::location::Location;
use crate::source::{Entry, Node, Value};
use crate::version::Version;

pub(super) struct Reader<'a> {
    pub(super) version: Version,
    pub(super) sink: &'a mut Sink,
}

impl Reader<'_> {
    /// Returns whether the node is a mapping; one that was left empty holds nothing.
    pub(super) fn expect_mapping(&mut self, node: &Node) -> bool {
        let is_mapping =
            matches!(node.value, Value::Mapping(_)) || self.reject_empty(node, "a mapping");
        if !is_mapping {
            self.wrong_type(node, "a mapping");
        }
        is_mapping
    }

    /// Returns what is under a key, unless it was left empty, which is reported.
    pub(super) fn filled<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let found = node.get(key)?;
        (!self.reject_empty(found, "a mapping")).then_some(found)
    }

    /// Reports the lack of a key that nothing can be generated without.
    pub(super) fn require(&mut self, node: &Node, key: &str, at: &Location) {
        if node.get(key).is_none() {
            self.sink.report(at, problem::missing_key(key));
        }
    }

    /// Warns of the lack of a key that the standard asks for, and that can be done without.
    pub(super) fn expect(&mut self, node: &Node, key: &str, at: &Location) {
        if node.get(key).is_none() {
            self.sink.report(at, problem::missing_remark(key));
        }
    }

    /// Returns the text under a key, and its place.
    pub(super) fn text(&mut self, node: &Node, key: &str) -> Option<Located<String>> {
        self.string(node.get(key)?)
    }

    /// Returns the text under a key, trimmed; empty when there is none.
    pub(super) fn docs(&mut self, node: &Node, key: &str) -> String {
        match node.get(key) {
            None => String::new(),
            Some(node) if node.value == Value::Null => String::new(),
            Some(node) => {
                let text = self.string(node);
                text.map(|text| text.value.trim().to_owned())
                    .unwrap_or_default()
            }
        }
    }

    /// Returns the boolean under a key; `false` when there is none.
    pub(super) fn flag(&mut self, node: &Node, key: &str) -> bool {
        self.optional_flag(node, key).unwrap_or_default()
    }

    /// Returns the boolean under a key, if there is one.
    pub(super) fn optional_flag(&mut self, node: &Node, key: &str) -> Option<bool> {
        let found = node.get(key)?;
        let flag = match &found.value {
            Value::Bool(flag) => return Some(*flag),
            Value::Null => {
                self.reject_empty(found, "a boolean");
                return None;
            }
            Value::String(text) => text.parse::<bool>().ok(),
            _ => None,
        };
        match flag {
            Some(flag) => {
                let problem = problem::quoted_flag(&name(found), &flag.to_string());
                self.sink.report(&found.at, problem);
            }
            None => self.wrong_type(found, "a boolean"),
        }
        flag
    }

    /// Returns the elements of the list under a key; `None` if the key is absent or not a list.
    pub(super) fn list<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Node]> {
        let list = node.get(key)?;
        if let Value::Sequence(elements) = &list.value {
            return Some(elements);
        }
        if !self.reject_empty(list, "a list") {
            self.wrong_type(list, "a list");
        }
        None
    }

    /// Returns the entries of the mapping under a key; `None` if the key is absent or not a mapping.
    pub(super) fn map<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Entry]> {
        let map = node.get(key)?;
        let is_there = !self.reject_empty(map, "a mapping") && self.expect_mapping(map);
        is_there.then(|| map.entries())
    }

    /// Reports a key without a value, which is how YAML writes `null`; returns whether it is one.
    fn reject_empty(&mut self, node: &Node, expected: &str) -> bool {
        let is_empty = node.value == Value::Null;
        if is_empty {
            let problem = problem::empty_value(&name(node), expected);
            self.sink.report(&node.at, problem);
        }
        is_empty
    }

    /// Returns the text of a node, and its place; a single value that should have stood in quotes is taken as it is.
    pub(super) fn string(&mut self, node: &Node) -> Option<Located<String>> {
        let unquoted = match &node.value {
            Value::String(text) => {
                let at = node.at.clone();
                let value = text.clone();
                return Some(Located { value, at });
            }
            Value::Number(text) => text.clone(),
            Value::Bool(flag) => flag.to_string(),
            Value::Null => {
                self.reject_empty(node, "a string");
                return None;
            }
            Value::Sequence(_) | Value::Mapping(_) => {
                self.wrong_type(node, "a string");
                return None;
            }
        };
        let problem = problem::unquoted_value(&unquoted);
        self.sink.report(&node.at, problem);
        Some(Located {
            value: unquoted,
            at: node.at.clone(),
        })
    }

    pub(super) fn wrong_type(&mut self, node: &Node, expected: &str) {
        let problem = problem::wrong_type(&name(node), expected, node.value.kind());
        self.sink.report(&node.at, problem);
    }
}

/// Returns what a value is called in a sentence.
fn name(node: &Node) -> String {
    let tokens = node.at.pointer.tokens();
    match tokens.as_slice() {
        [.., list, index] if index.parse::<usize>().is_ok() => {
            format!("`{list}/{index}`")
        }
        [.., name] => format!("`{name}`"),
        [] => "the document".to_owned(),
    }
}
