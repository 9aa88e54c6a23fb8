//! What a scalar means with its quotes and its tag, and the tags that mean something else.

use saphyr_parser::{ScalarStyle, Tag};

use super::{Value, scalar};
use crate::diagnostic::{Sink, problem};
use crate::location::Location;

/// Returns the value of a scalar.
pub(super) fn scalar(
    text: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    at: &Location,
    sink: &mut Sink,
) -> Value {
    if tag.is_none() && style == ScalarStyle::Plain {
        return scalar::plain(text);
    }
    check(tag, "str", at, sink);
    Value::String(text.to_owned())
}

/// Reports a tag that says anything but what the value is without it.
pub(super) fn check(tag: Option<&Tag>, implied: &str, at: &Location, sink: &mut Sink) {
    if let Some(tag) = tag
        && !(tag.is_yaml_core_schema() && tag.suffix == implied)
    {
        sink.report(at, problem::yaml_tag(&tag.to_string()));
    }
}
