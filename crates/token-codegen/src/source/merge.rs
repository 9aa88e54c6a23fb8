//! Merge keys (`<<`), which YAML 1.1 had and many documents still use.

use std::collections::BTreeSet;

use super::{Entry, Node, Value};
use crate::diagnostic::{Sink, problem};
use crate::location::Location;
use crate::pointer::Token;

/// Adds the entries of the merged mappings: what is in the mapping itself counts first, then the earlier mapping.
pub(super) fn all(entries: &mut Vec<Entry>, merged: Vec<(Location, Node)>, sink: &mut Sink) {
    if merged.is_empty() {
        return;
    }
    let mut keys: BTreeSet<Token> = entries.iter().map(|entry| entry.key.clone()).collect();
    for (at, node) in merged {
        let sources = match node.value {
            Value::Sequence(elements) => elements.into_iter().map(|node| node.value).collect(),
            value => vec![value],
        };
        for source in sources {
            let Value::Mapping(source) = source else {
                sink.report(&at, problem::merged_value(source.kind()));
                continue;
            };
            sink.report(&at, problem::merge_key());
            entries.extend(
                source
                    .into_iter()
                    .filter(|entry| keys.insert(entry.key.clone())),
            );
        }
    }
}
