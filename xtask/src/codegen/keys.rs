//! Every key of OpenAPI 3.0 and 3.1, object by object, and what becomes of it: nothing in a document is dropped in silence.
//!
//! A key is read, or it is an annotation (it changes neither the wire nor a type), or it is unsupported.
//! Keywords that only validate (`minimum`, `pattern`, …) are annotations: the server enforces them.
//! What stands below an annotation is inert, and below an unsupported key it is refused already:
//! there, only keys that the version does not know are reported.

mod kind;
mod lifecycle;
mod objects;
mod operations;
mod row;
mod schema;
mod suggest;

use super::diagnostic::Sink;
use super::diagnostic::problem::{self, Problem};
use super::document::Version;
use super::source::{Entry, Node, Value};
pub use kind::Kind;
pub use row::{Child, Row, Rule};

/// A key that stands in a document.
#[derive(Debug)]
pub struct Found<'a> {
    /// The kind of the object that holds it.
    pub kind: Kind,
    /// The key and its value.
    pub entry: &'a Entry,
    /// Its row; none for a key that the document's version does not know, and for extensions.
    pub row: Option<&'static Row>,
    /// Whether another version knows the key, and it is read as it is there.
    pub is_of_other_version: bool,
    /// Whether it stands below a key that is not read.
    pub inert: bool,
    /// Whether a `$ref` stands beside it that speaks for the whole object.
    pub beside_ref: bool,
}

/// Reports every key that is unknown, unsupported or without effect.
pub fn check(root: &Node, version: Version, sink: &mut Sink) {
    walk(root, version, &mut |found| {
        if let Some(problem) = judge(&found, version) {
            sink.report(&found.entry.at, problem);
        }
    });
}

/// Visits every key of the standard's objects in a document.
pub fn walk(root: &Node, version: Version, visit: &mut dyn FnMut(Found<'_>)) {
    Walk { version, visit }.object(Kind::Document, root, false);
}

/// Returns whether [`check`] reports the key as unsupported, so that a later stage need not wonder about its lack.
pub fn is_unsupported(kind: Kind, entry: &Entry, version: Version) -> bool {
    let row = kind.row(&entry.key, version);
    row.is_some_and(|row| row.rule.is_unsupported())
}

fn judge(found: &Found<'_>, version: Version) -> Option<Problem> {
    let key = found.entry.key.as_str();
    let Some(row) = found.row else {
        if found.is_of_other_version {
            return (!found.inert).then(|| problem::key_of_other_version(key, version.name()));
        }
        return (!key.starts_with("x-")).then(|| {
            let cure = suggest::cure(found.kind, key, version);
            problem::unknown_key(key, found.kind.title(), version.name(), &cure)
        });
    };
    if found.inert {
        return None;
    }
    if found.beside_ref {
        return judge_beside_ref(found.kind, row, version);
    }
    match row.rule {
        Rule::Unsupported { why, cure } => Some(problem::unsupported_key(key, why, cure)),
        Rule::LeftOut { why } => Some(problem::not_generated(key, why)),
        Rule::Read | Rule::Annotation => None,
    }
}

/// In 3.1 a schema's keywords count beside `$ref`; everywhere else the standard ignores what stands there.
fn judge_beside_ref(kind: Kind, row: &Row, version: Version) -> Option<Problem> {
    if kind != Kind::Schema || version == Version::V30 {
        return Some(problem::ref_sibling(row.key));
    }
    match row.rule {
        Rule::Unsupported { why, cure } => Some(problem::unsupported_key(row.key, why, cure)),
        Rule::LeftOut { why } => Some(problem::not_generated(row.key, why)),
        Rule::Read | Rule::Annotation => None,
    }
}

struct Walk<'v> {
    version: Version,
    visit: &'v mut dyn FnMut(Found<'_>),
}

impl Walk<'_> {
    fn object(&mut self, kind: Kind, node: &Node, inert: bool) {
        let is_reference = kind.may_be_reference() && node.get("$ref").is_some();
        for entry in node.entries() {
            let is_extension = entry.key.starts_with("x-");
            if let Some(below) = kind.below_any_key()
                && !is_extension
            {
                self.object(below, &entry.value, inert);
                continue;
            }
            let reference_row = Kind::Reference
                .row(&entry.key, self.version)
                .filter(|_| is_reference);
            let row = reference_row.or_else(|| kind.row(&entry.key, self.version));
            let beside_ref = is_reference && reference_row.is_none();
            let other = kind.row_of_other_version(&entry.key, self.version);
            (self.visit)(Found {
                kind,
                entry,
                row,
                is_of_other_version: row.is_none() && other.is_some(),
                inert,
                beside_ref,
            });
            if let Some(row) = row.or(other) {
                let counts = kind == Kind::Schema && self.version == Version::V31;
                self.children(row, &entry.value, inert || beside_ref && !counts);
            }
        }
    }

    fn children(&mut self, row: &Row, node: &Node, inert: bool) {
        let inert = inert || row.rule != Rule::Read;
        match (row.child, &node.value) {
            (Child::One(kind), _) => self.object(kind, node, inert),
            (Child::List(kind), Value::Sequence(elements)) => {
                for element in elements {
                    self.object(kind, element, inert);
                }
            }
            (Child::Map(kind), Value::Mapping(entries)) => {
                for entry in entries {
                    self.object(kind, &entry.value, inert);
                }
            }
            (Child::Leaf | Child::List(_) | Child::Map(_), _) => {}
        }
    }
}
