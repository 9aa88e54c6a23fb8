//! The changes of an overlay in the located tree.

use super::query::Step;
use crate::pointer::JsonPointer;
use crate::source::{Entry, MAX_DEPTH, Node, Value};

/// Why a change is impossible.
pub(super) enum Refused {
    /// It would remove the document.
    Root,
    /// It would update a value that is neither a mapping nor a list; the kind of that value.
    Single(&'static str),
    /// It would merge something else into a mapping; the kind of it.
    Kinds(&'static str),
    /// The result would nest too deep.
    TooDeep(usize),
    /// The result would be too large.
    TooLarge,
}

/// Returns what is at a place.
pub(super) fn at<'n>(root: &'n mut Node, steps: &[Step]) -> Option<&'n mut Node> {
    steps
        .iter()
        .try_fold(root, |node, step| match (step, &mut node.value) {
            (Step::Name(name), Value::Mapping(entries)) => {
                let entry = entries.iter_mut().find(|entry| *entry.key == **name)?;
                Some(&mut entry.value)
            }
            (Step::Index(index), Value::Sequence(elements)) => elements.get_mut(*index),
            _ => None,
        })
}

/// Removes what is at a place.
pub(super) fn remove(root: &mut Node, steps: &[Step]) -> Result<(), Refused> {
    let (last, above) = steps.split_last().ok_or(Refused::Root)?;
    match (last, at(root, above).map(|node| &mut node.value)) {
        (Step::Name(name), Some(Value::Mapping(entries))) => {
            entries.retain(|entry| *entry.key != **name);
        }
        (Step::Index(index), Some(Value::Sequence(elements))) if *index < elements.len() => {
            elements.remove(*index);
        }
        _ => {}
    }
    Ok(())
}

/// Merges the update into a mapping, or appends it to a list.
pub(super) fn update(
    root: &mut Node,
    steps: &[Step],
    update: &Node,
    budget: &mut usize,
) -> Result<(), Refused> {
    let (size, height) = measure(update);
    *budget = budget.checked_sub(size).ok_or(Refused::TooLarge)?;
    if steps.len() + height > MAX_DEPTH {
        return Err(Refused::TooDeep(MAX_DEPTH));
    }
    let Some(target) = at(root, steps) else {
        return Ok(());
    };
    let pointer = steps
        .iter()
        .fold(JsonPointer::root(), |pointer, step| match step {
            Step::Name(name) => pointer.join(name.as_str()),
            Step::Index(index) => pointer.join(*index),
        });
    match (&mut target.value, &update.value) {
        (Value::Mapping(own), Value::Mapping(new)) => merge(own, new, &pointer),
        (Value::Mapping(_), other) => return Err(Refused::Kinds(other.kind())),
        (Value::Sequence(elements), _) => append(elements, std::slice::from_ref(update), &pointer),
        (other, _) => return Err(Refused::Single(other.kind())),
    }
    Ok(())
}

fn merge(own: &mut Vec<Entry>, new: &[Entry], pointer: &JsonPointer) {
    for entry in new {
        let pointer = pointer.join(entry.key.clone());
        let Some(found) = own.iter_mut().find(|found| found.key == entry.key) else {
            own.push(rooted_entry(entry, &pointer));
            continue;
        };
        match (&mut found.value.value, &entry.value.value) {
            (Value::Mapping(own), Value::Mapping(new)) => merge(own, new, &pointer),
            (Value::Sequence(own), Value::Sequence(new)) => append(own, new, &pointer),
            _ => *found = rooted_entry(entry, &pointer),
        }
    }
}

fn append(elements: &mut Vec<Node>, new: &[Node], pointer: &JsonPointer) {
    for node in new {
        let pointer = pointer.join(elements.len());
        elements.push(rooted(node, &pointer));
    }
}

fn rooted_entry(entry: &Entry, pointer: &JsonPointer) -> Entry {
    let mut at = entry.at.clone();
    at.pointer = pointer.clone();
    Entry {
        key: entry.key.clone(),
        at,
        value: rooted(&entry.value, pointer),
    }
}

/// Returns a value of the overlay with its line there, and with its address in the document.
fn rooted(node: &Node, pointer: &JsonPointer) -> Node {
    let mut at = node.at.clone();
    at.pointer = pointer.clone();
    let value = match &node.value {
        Value::Mapping(entries) => {
            let entries = entries.iter();
            Value::Mapping(
                entries
                    .map(|entry| rooted_entry(entry, &pointer.join(entry.key.clone())))
                    .collect(),
            )
        }
        Value::Sequence(elements) => {
            let elements = elements.iter().enumerate();
            Value::Sequence(
                elements
                    .map(|(index, node)| rooted(node, &pointer.join(index)))
                    .collect(),
            )
        }
        single => single.clone(),
    };
    Node { value, at }
}

/// Returns how many values a tree holds, and how many levels.
fn measure(node: &Node) -> (usize, usize) {
    node.children()
        .map(measure)
        .fold((1, 1), |(size, height), (inner, inner_height)| {
            (size + inner, height.max(inner_height + 1))
        })
}
