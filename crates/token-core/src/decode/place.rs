//! Where a value is in a body, and where reading failed.

use std::{
    cell::{Cell, OnceCell},
    fmt,
};

use serde::de::{Error, Unexpected};

/// A value's place: the steps from the whole body to it, each on the stack of the function that took it.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    Whole,
    Item(&'a Self, usize),
    Member(&'a Self, &'a str),
}

/// Writes `items[3].id`, and `.` for the whole.
impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("."),
            Self::Item(Self::Whole, index) => write!(f, "[{index}]"),
            Self::Item(list, index) => write!(f, "{list}[{index}]"),
            Self::Member(Self::Whole, name) => f.write_str(name),
            Self::Member(object, name) => write!(f, "{object}.{name}"),
        }
    }
}

/// The text that is read, and the place of the first value that could not be.
pub(crate) struct Track<'t> {
    text: &'t [u8],
    failed: OnceCell<String>,
    last: Cell<&'static str>,
}

impl<'t> Track<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            failed: OnceCell::new(),
            last: Cell::new("another value"),
        }
    }

    /// Returns the path of the first value that could not be read.
    pub(crate) fn path(&self) -> &str {
        self.failed.get().map_or(".", String::as_str)
    }

    /// Returns the type of JSON of the last value whose type was not known before it was read.
    pub(super) fn last(&self) -> &'static str {
        self.last.get()
    }

    pub(super) fn is_of(&self, kind: &'static str) {
        if self.failed.get().is_none() {
            self.last.set(kind);
        }
    }

    pub(super) fn fail_at(&self, place: &Place<'_>) {
        self.failed.get_or_init(|| place.to_string());
    }

    /// Returns the error for a value of another type that was borrowed from the text, with the place of its end.
    pub(super) fn wrong<E: Error>(&self, json: &str, found: &str, expected: &str) -> E {
        let found = Unexpected::Other(found);
        match self.end_of(json) {
            // `serde_json` takes the place out of the message.
            Some((line, column)) => E::invalid_type(
                found,
                &&*format!("{expected} at line {line} column {column}"),
            ),
            None => E::invalid_type(found, &expected),
        }
    }

    /// Returns the line and column in which such a value ends, as `serde_json` counts them.
    fn end_of(&self, json: &str) -> Option<(usize, usize)> {
        let start = json
            .as_ptr()
            .addr()
            .checked_sub(self.text.as_ptr().addr())?;
        let before = self.text.get(..start.checked_add(json.len())?)?;
        let is_end = |byte: &u8| *byte == b'\n';
        let line = before.split(is_end).count();
        let column = before.rsplit(is_end).next().map_or(0, <[u8]>::len);
        Some((line, column))
    }
}
