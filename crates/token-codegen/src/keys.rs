//! Every key of OpenAPI 3.0 and 3.1, object by object, and what becomes of it: nothing in a document is dropped without
//! a diagnostic.
//!
//! A key is read, or it is an annotation (it changes neither the wire nor a type), or it is unsupported.
//! Keywords that only validate (`minimum`, `pattern`, …) are annotations: the server enforces them.
//! What is below an annotation is inert, and below an unsupported key it is refused already:
//! there, only keys that the version does not know are reported.

mod kind;
mod lifecycle;
mod objects;
mod operations;
mod row;
mod schema;
mod suggest;
mod table;

use super::diagnostic::problem::{self, Problem};
use super::diagnostic::{Severity, Sink};
use super::source::{Entry, Node, Value};
use super::version::Version;
pub use kind::Kind;
pub use row::{Child, Row, Rule};

/// The dialects of JSON Schema that mean what `OpenAPI` 3.1 implies.
const DIALECTS: [&str; 3] = [
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
    "https://json-schema.org/draft/2020-12/schema",
];

/// A key that is in a document.
#[derive(Debug)]
pub struct Found<'a> {
    /// The kind of the object that holds it.
    pub kind: Kind,
    /// The key and its value.
    pub entry: &'a Entry,
    /// Its row; none for a key that the document's version does not know, and for extensions.
    pub row: Option<&'static Row>,
    /// The row of another version that knows the key, and as which it is read; none where this one knows it.
    pub other: Option<&'static Row>,
    /// Whether it is below a key that is not read.
    pub inert: bool,
    /// Whether it is below an annotation, so that nothing is ever generated from it.
    pub annotated: bool,
    /// Whether a `$ref` is beside it that speaks for the whole object.
    pub beside_ref: bool,
}

/// Reports every key that is unknown, unsupported or without effect.
pub fn check(root: &Node, version: Version, sink: &mut Sink) {
    walk(root, version, &mut |found| {
        if let Some(row) = found.row {
            if let Some(problem) = judge(&found, row, version) {
                sink.report(&found.entry.at, problem);
            }
        } else if found.other.is_some() {
            if !found.inert {
                let key = found.entry.key.as_str();
                let problem = problem::key_of_other_version(key, version.name());
                sink.report(&found.entry.at, problem);
            }
        } else if !found.entry.key.starts_with("x-") {
            unknown(&found, version, sink);
        }
    });
}

fn unknown(found: &Found<'_>, version: Version, sink: &mut Sink) {
    let key = found.entry.key.as_str();
    let is_slip = suggest::is_misspelt(found.kind, key, version) || found.kind.is_own();
    let is_slip = is_slip && !found.inert;
    let severity = if is_slip {
        Severity::Error
    } else {
        Severity::Warning
    };
    if sink.is_full_of("unknown-key", severity) {
        sink.count("unknown-key", severity);
        return;
    }
    let help = suggest::help(found.kind, key, version);
    let (object, version) = (found.kind.title(), version.name());
    let problem = if is_slip {
        problem::unknown_key(key, object, version, &help)
    } else {
        problem::ignored_key(key, object, version, &help)
    };
    sink.report(&found.entry.at, problem);
}

/// Visits every key of the standard's objects in a document.
pub fn walk(root: &Node, version: Version, visit: &mut dyn FnMut(Found<'_>)) {
    walk_part(Kind::Document, root, version, visit);
}

/// Visits every key of the standard's objects in a part of a document.
pub fn walk_part(kind: Kind, node: &Node, version: Version, visit: &mut dyn FnMut(Found<'_>)) {
    Walk { version, visit }.object(kind, node, Below::READ);
}

/// Visits one entry of an object that is not a reference, and every key below it.
pub fn walk_entry(kind: Kind, entry: &Entry, version: Version, visit: &mut dyn FnMut(Found<'_>)) {
    Walk { version, visit }.entry(kind, entry, false, Below::READ);
}

/// Returns whether [`check`] reports the key as unsupported, so that a later stage need not wonder about its lack.
pub fn is_unsupported(kind: Kind, entry: &Entry, version: Version) -> bool {
    let row = kind.row(&entry.key, version);
    row.is_some_and(|row| row.rule.is_unsupported() && !is_implied(row, entry))
}

/// Returns whether the value asks for what happens anyway.
fn is_implied(row: &Row, entry: &Entry) -> bool {
    match &entry.value.value {
        Value::String(text) => {
            let mut dialects = DIALECTS.iter();
            matches!(row.key, "jsonSchemaDialect" | "$schema")
                && dialects.any(|dialect| text.starts_with(dialect))
        }
        _ => false,
    }
}

fn judge(found: &Found<'_>, row: &Row, version: Version) -> Option<Problem> {
    let key = found.entry.key.as_str();
    if found.inert {
        return None;
    }
    if found.beside_ref {
        return judge_beside_ref(found.kind, row, version);
    }
    match row.rule {
        Rule::Unsupported { why, help } if !is_implied(row, found.entry) => {
            Some(problem::unsupported_key(key, why, help))
        }
        Rule::LeftOut { why } if !is_implied(row, found.entry) => {
            Some(problem::not_generated(key, why))
        }
        Rule::Read | Rule::Annotation | Rule::LeftOut { .. } | Rule::Unsupported { .. } => None,
    }
}

/// In 3.1 a schema's keywords count beside `$ref`; everywhere else the standard ignores what is there.
fn judge_beside_ref(kind: Kind, row: &Row, version: Version) -> Option<Problem> {
    (kind != Kind::Schema || version == Version::V30).then(|| problem::ref_sibling(row.key))
}

/// What the keys above a place say of it.
#[derive(Clone, Copy)]
struct Below {
    inert: bool,
    annotated: bool,
}

impl Below {
    const READ: Self = Self {
        inert: false,
        annotated: false,
    };

    /// Returns the state below one more key.
    fn rule(self, rule: Rule) -> Self {
        Self {
            inert: self.inert || rule != Rule::Read,
            annotated: self.annotated || !(rule == Rule::Read || rule.is_unsupported()),
        }
    }
}

struct Walk<'v> {
    version: Version,
    visit: &'v mut dyn FnMut(Found<'_>),
}

impl Walk<'_> {
    fn object(&mut self, kind: Kind, node: &Node, below: Below) {
        let is_reference = kind.may_be_reference() && node.get("$ref").is_some();
        for entry in node.entries() {
            self.entry(kind, entry, is_reference, below);
        }
    }

    fn entry(&mut self, kind: Kind, entry: &Entry, is_reference: bool, below: Below) {
        let is_extension = entry.key.starts_with("x-");
        if let Some(inner) = kind.below_any_key()
            && !is_extension
        {
            self.object(inner, &entry.value, below);
            return;
        }
        let reference_row = Kind::Reference
            .row(&entry.key, self.version)
            .filter(|_| is_reference);
        let row = reference_row.or_else(|| kind.row(&entry.key, self.version));
        let beside_ref = is_reference && reference_row.is_none();
        let other = kind
            .row_of_other_version(&entry.key, self.version)
            .filter(|_| row.is_none());
        (self.visit)(Found {
            kind,
            entry,
            row,
            other,
            inert: below.inert,
            annotated: below.annotated,
            beside_ref,
        });
        if let Some(row) = row.or(other) {
            // The schema beside a reference counts in 3.1; all else beside one is as good as a comment.
            let is_ignored = beside_ref && !(kind == Kind::Schema && self.version == Version::V31);
            let rule = if is_ignored {
                Rule::Annotation
            } else {
                row.rule
            };
            self.children(row, &entry.value, below.rule(rule));
        }
    }

    fn children(&mut self, row: &Row, node: &Node, below: Below) {
        match (row.child, &node.value) {
            (Child::One(kind), _) => self.object(kind, node, below),
            (Child::List(kind), Value::Sequence(elements)) => {
                for element in elements {
                    self.object(kind, element, below);
                }
            }
            (Child::Map(kind), Value::Mapping(entries)) => {
                for entry in entries {
                    self.object(kind, &entry.value, below);
                }
            }
            (Child::Leaf | Child::List(_) | Child::Map(_), _) => {}
        }
    }
}
