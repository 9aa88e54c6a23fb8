//! Addresses in the document and the files beside it, and why there may be none.

use std::collections::BTreeMap;

use crate::source::{Node, Value};

/// The address of a value: its file, and the pointer in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    pub(super) file: usize,
    pub(super) tokens: Vec<String>,
}

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ResolveError {
    /// There is nothing at its target.
    Dangling,
    /// It leads to another server.
    Remote,
    /// Its file cannot be obtained, for the reason.
    Unreadable(String),
    /// Its file, at this path, is not valid YAML or JSON.
    Broken(String),
    /// It leads back to itself.
    Circle,
}

/// The schemas of a file that have a name of their own: `https://…` by `$id`, and `#name` by `$anchor`.
pub(super) type Identities = BTreeMap<String, Vec<String>>;

/// Returns the schemas of a file that have a name of their own; of two with one name, the first.
pub(super) fn identities(root: &Node) -> Identities {
    let mut identities = Identities::new();
    identify(root, &mut identities);
    identities
}

fn identify(node: &Node, identities: &mut Identities) {
    for (key, before) in [("$id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#")] {
        if let Some(Value::String(name)) = node.get(key).map(|found| &found.value) {
            let tokens = node.at.pointer.tokens();
            let tokens = tokens.into_iter().map(str::to_owned);
            let name = format!("{before}{}", name.trim_end_matches('#'));
            identities.entry(name).or_insert_with(|| tokens.collect());
        }
    }
    for inner in node.children() {
        identify(inner, identities);
    }
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
