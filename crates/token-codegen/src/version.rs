//! The gate: which version of OpenAPI a document is written in.

use crate::diagnostic::{Sink, problem};
use crate::source::{Node, Value};

/// A version that is understood, its patch level aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 3.0, with a subset of JSON Schema of its own.
    V30,
    /// 3.1, with JSON Schema 2020-12; also what 3.2 shares with it.
    V31,
}

impl Version {
    /// Returns the name for diagnostics.
    pub fn name(self) -> &'static str {
        match self {
            Self::V30 => "OpenAPI 3.0",
            Self::V31 => "OpenAPI 3.1",
        }
    }
}

/// Returns the version of a document; for any but 3.0, 3.1 and 3.2 that is the only problem worth reporting.
pub fn of(root: &Node, sink: &mut Sink) -> Option<Version> {
    let Value::Mapping(_) = root.value else {
        sink.report(
            &root.at,
            problem::wrong_type("the document", "a mapping", root.value.kind()),
        );
        return None;
    };
    let Some(node) = root.get("openapi") else {
        let found = if root.get("swagger").is_some() {
            "a Swagger 2.0 document"
        } else {
            "no version"
        };
        sink.report(&root.at, problem::no_version(found));
        return None;
    };
    let (Value::String(text) | Value::Number(text)) = &node.value else {
        sink.report(
            &node.at,
            problem::wrong_type("`openapi`", "a string", node.value.kind()),
        );
        return None;
    };
    match text.split('.').collect::<Vec<_>>().as_slice() {
        ["3", "0", ..] => Some(Version::V30),
        // What 3.2 adds is in the tables of 3.1, as read, annotation or left out.
        ["3", "1" | "2", ..] => Some(Version::V31),
        _ => {
            sink.report(&node.at, problem::unsupported_version(text));
            None
        }
    }
}
