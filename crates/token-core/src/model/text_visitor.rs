//! Values that JSON writes as strings of a certain form.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};

use crate::decode::wrong_type::OTHER_FORM;

/// Reads a string by a function; `name` is what errors say was expected, and no error quotes the string.
pub(super) struct TextVisitor<T> {
    pub(super) name: &'static str,
    pub(super) parse: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| E::invalid_value(Unexpected::Other(OTHER_FORM), &self))
    }
}
