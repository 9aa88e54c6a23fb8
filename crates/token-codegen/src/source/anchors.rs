//! Anchors and the aliases that repeat their values.

use std::collections::BTreeMap;

use super::Node;

/// How many values anchors and aliases together may copy; it keeps a small document from growing without bounds.
const MAX_COPIED: usize = 100_000;

/// The values that have an anchor, by the parser's number for it.
#[derive(Default)]
pub(super) struct Anchors {
    values: BTreeMap<usize, Node>,
    copied: usize,
}

/// Why an alias has no value.
pub(super) enum Refused {
    /// It is inside the value that it repeats.
    Circle,
    /// All aliases together repeat more than a document may hold.
    TooLarge,
    /// The value, where it is repeated, nests too deep.
    TooDeep,
}

impl Anchors {
    /// Keeps a value for the aliases that name its anchor; the parser gives 0 to values without one.
    pub(super) fn keep(&mut self, anchor: usize, node: &Node) {
        if anchor != 0 {
            self.copied += measure(node).0;
            if self.copied <= MAX_COPIED {
                self.values.insert(anchor, node.clone());
            }
        }
    }

    /// Returns the value that an alias repeats, which keeps its places, if it has at most so many levels.
    pub(super) fn repeat(&mut self, anchor: usize, levels: usize) -> Result<Node, Refused> {
        if self.copied > MAX_COPIED {
            return Err(Refused::TooLarge);
        }
        let node = self.values.get(&anchor).ok_or(Refused::Circle)?;
        let (size, height) = measure(node);
        self.copied += size;
        if self.copied > MAX_COPIED {
            return Err(Refused::TooLarge);
        }
        if height > levels {
            return Err(Refused::TooDeep);
        }
        Ok(node.clone())
    }
}

/// Returns how many values a tree holds, and how many levels.
fn measure(node: &Node) -> (usize, usize) {
    let inner = node.children().map(measure);
    inner.fold((1, 1), |(size, height), (inner_size, inner_height)| {
        (size + inner_size, height.max(inner_height + 1))
    })
}
