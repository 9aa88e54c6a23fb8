//! Flow collections (`{…}`, `[…]`) that could be keys: the parser holds back all that is in them until it knows.
//!
//! A collection that begins a document could be the key of a mapping, so that the whole of a JSON text would be held
//! back,
//! in many times the memory of its tree. After `--- ` on the same line it is not a key.

use saphyr_parser::Marker;

/// What goes before the collection.
const START: &str = "--- ";

/// How many commas a text may have whose collections may be held back; each element of one has a comma.
const MAX_COMMAS: usize = 250_000;

/// A text whose only collection is known to be no key.
pub(super) struct Started {
    pub(super) text: String,
    /// The line of the beginning, from 1.
    line: usize,
}

/// Returns the text of a JSON document behind the mark of a beginning; nothing for other texts.
pub(super) fn start(text: &str) -> Option<Started> {
    let json = text.trim_start_matches([' ', '\n', '\r']);
    if !json.starts_with(['{', '[']) {
        return None;
    }
    let space = text.strip_suffix(json)?;
    let (above, indentation) = space.split_at(space.rfind('\n').map_or(0, |end| end + 1));
    Some(Started {
        text: [above, START, indentation, json].concat(),
        line: above.matches('\n').count() + 1,
    })
}

/// Returns whether so much of a text may be held back that it does not fit into the memory.
pub(super) fn is_too_large(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b',').count() > MAX_COMMAS
}

impl Started {
    /// Returns the marker that a place has in the text without the beginning.
    pub(super) fn original(&self, marker: Marker) -> Marker {
        let own = |count: usize, is_behind: bool| {
            if is_behind {
                count.saturating_sub(START.len())
            } else {
                count
            }
        };
        let index = own(marker.index(), marker.line() >= self.line);
        let column = own(marker.col(), marker.line() == self.line);
        Marker::new(index, marker.line(), column)
    }
}

#[cfg(test)]
mod tests {
    use saphyr_parser::Marker;

    use super::start;

    #[test]
    fn keeps_the_places_of_what_follows() {
        let started = start("\n  {\"a\":\n1}").unwrap();
        assert_eq!(started.text, "\n---   {\"a\":\n1}");
        let column = |line, column| started.original(Marker::new(20, line, column)).col();
        assert_eq!((column(2, 6), column(3, 0)), (2, 0));
        assert!(start("a: {}").is_none() && start("# {\n{}").is_none());
    }
}
