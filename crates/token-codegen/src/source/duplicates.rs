//! Keys that a mapping holds twice.

use std::collections::{BTreeMap, BTreeSet};

use super::Entry;
use crate::diagnostic::{Sink, problem};
use crate::location::Location;

/// Keeps the first entry of each key, and reports the others.
pub(super) fn remove(mut entries: Vec<Entry>, sink: &mut Sink) -> Vec<Entry> {
    let mut places: BTreeMap<&str, &Location> = BTreeMap::new();
    let mut repeated = BTreeSet::new();
    for (index, entry) in entries.iter().enumerate() {
        if let Some(first) = places.get(entry.key.as_str()) {
            sink.report(&entry.at, problem::duplicate_key(&entry.key, first));
            repeated.insert(index);
        } else {
            places.insert(entry.key.as_str(), &entry.at);
        }
    }
    let mut indices = 0..;
    entries.retain(|_| {
        indices
            .next()
            .is_none_or(|index| !repeated.contains(&index))
    });
    entries
}
