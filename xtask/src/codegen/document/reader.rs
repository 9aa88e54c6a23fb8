//! Typed access to the tree: a value of the wrong type is reported and counts as absent.

use super::{Located, Version};
use crate::codegen::diagnostic::{Sink, problem};
use crate::codegen::location::Location;
use crate::codegen::source::{Entry, Node, Value};

pub(super) struct Reader<'a> {
    pub(super) version: Version,
    pub(super) sink: &'a mut Sink,
}

impl Reader<'_> {
    /// Returns whether the node is a mapping.
    pub(super) fn expect_mapping(&mut self, node: &Node) -> bool {
        let is_mapping = matches!(node.value, Value::Mapping(_));
        if !is_mapping {
            self.wrong_type(node, "a mapping");
        }
        is_mapping
    }

    /// Reports the lack of a key that nothing can be generated without.
    pub(super) fn require(&mut self, node: &Node, key: &str, at: &Location) {
        if node.get(key).is_none() {
            self.sink.report(at, problem::missing_key(key));
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
        if let Value::Bool(flag) = found.value {
            return Some(flag);
        }
        self.wrong_type(found, "a boolean");
        None
    }

    /// Returns the elements of the list under a key; nothing when there is no list.
    pub(super) fn list<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Node]> {
        let list = node.get(key)?;
        if let Value::Sequence(elements) = &list.value {
            return Some(elements);
        }
        self.wrong_type(list, "a list");
        None
    }

    /// Returns the entries of the mapping under a key; nothing when there is no mapping.
    pub(super) fn map<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Entry]> {
        let map = node.get(key)?;
        self.expect_mapping(map).then(|| map.entries())
    }

    /// Returns the text of a node, and its place.
    pub(super) fn string(&mut self, node: &Node) -> Option<Located<String>> {
        if let Value::String(text) = &node.value {
            let at = node.at.clone();
            return Some(Located {
                value: text.clone(),
                at,
            });
        }
        self.wrong_type(node, "a string");
        None
    }

    pub(super) fn wrong_type(&mut self, node: &Node, expected: &str) {
        let tokens = node.at.pointer.tokens();
        let name = match tokens.as_slice() {
            [.., list, index] if index.parse::<usize>().is_ok() => {
                format!("`{list}/{index}`")
            }
            [.., name] => format!("`{name}`"),
            [] => "the document".to_owned(),
        };
        self.sink.report(
            &node.at,
            problem::wrong_type(&name, expected, node.value.kind()),
        );
    }
}
