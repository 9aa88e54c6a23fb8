//! `JSONPath` (RFC 9535): what an action selects.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

/// How long an expression may be, and how deep its brackets may nest; its parser is recursive.
const MAX_LENGTH: usize = 4096;
const MAX_NESTING: usize = 32;

/// A `JSONPath` expression.
pub(super) struct Query {
    text: String,
    path: JsonPath,
}

/// One step from a value to one that it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// To a member.
    Name(String),
    /// To an element.
    Index(usize),
}

/// Reads an expression.
///
/// # Errors
///
/// What is wrong with it, in words.
pub(super) fn parse(text: &str) -> Result<Query, String> {
    if text.len() > MAX_LENGTH || nesting(text) > MAX_NESTING {
        return Err("it is too long, or nests too deep".to_owned());
    }
    let path = JsonPath::parse(text).map_err(|error| error.to_string())?;
    let text = text.to_owned();
    Ok(Query { text, path })
}

fn nesting(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for c in text.chars() {
        match c {
            '(' | '[' | '!' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

impl Query {
    /// Returns the expression.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the places that it selects, each once and in order.
    pub(super) fn find(&self, value: &Value) -> Vec<Vec<Step>> {
        let step = |element: &PathElement<'_>| match element {
            PathElement::Name(name) => Step::Name((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        };
        let located = self.path.query_located(value);
        let places = located.locations();
        let mut places: Vec<Vec<Step>> = places
            .map(|place| place.iter().map(step).collect())
            .collect();
        places.sort();
        places.dedup();
        places
    }
}
