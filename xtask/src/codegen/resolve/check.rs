//! The check of every reference in a document, those below unsupported keys too.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use crate::codegen::diagnostic::Sink;
use crate::codegen::diagnostic::problem::{self, Problem};
use crate::codegen::document::Version;
use crate::codegen::keys::{self, Kind};
use crate::codegen::source::{Node, Value};

/// Reports every reference that leads nowhere, to the wrong kind of part, round in a circle, or out of the components.
pub fn check(root: &Node, version: Version, sink: &mut Sink) {
    let mut check = Check {
        root,
        components: components(root),
        judged: BTreeSet::new(),
    };
    keys::walk(root, version, &mut |found| {
        if let Some(section) = section_of(found.kind)
            && found.entry.key == "$ref"
            && let Value::String(target) = &found.entry.value.value
            && let Some(problem) = check.judge(target, section)
        {
            sink.report(&found.entry.value.at, problem);
        }
    });
}

/// Returns the name of the component that a reference names, if it is one of the section.
pub(super) fn component_name(target: &str, section: &str) -> Option<String> {
    match tokens(target)?.as_slice() {
        [components, found, name] if components == "components" && found == section => {
            Some(name.clone())
        }
        _ => None,
    }
}

/// Returns the unescaped tokens of a reference within the document.
pub(super) fn tokens(target: &str) -> Option<Vec<String>> {
    let pointer = target.strip_prefix('#')?;
    let Some(pointer) = pointer.strip_prefix('/') else {
        return pointer.is_empty().then(Vec::new);
    };
    let pointer = percent_decode_str(pointer).decode_utf8_lossy();
    let unescape = |token: &str| token.replace("~1", "/").replace("~0", "~");
    Some(pointer.split('/').map(unescape).collect())
}

/// Returns the section of the components whose parts may stand for an object of this kind.
fn section_of(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Callback => "callbacks",
        Kind::Example => "examples",
        Kind::Header => "headers",
        Kind::Link => "links",
        Kind::Parameter => "parameters",
        Kind::RequestBody => "requestBodies",
        Kind::Response => "responses",
        Kind::Schema => "schemas",
        Kind::SecurityScheme => "securitySchemes",
        _ => return None,
    })
}

/// Returns the components by section and name.
fn components(root: &Node) -> BTreeMap<(&str, &str), &Node> {
    let sections = root
        .get("components")
        .map(Node::entries)
        .unwrap_or_default();
    let of_section = sections.iter().flat_map(|section| {
        let entries = section.value.entries().iter();
        entries.map(|entry| ((section.key.as_str(), entry.key.as_str()), &entry.value))
    });
    of_section.collect()
}

struct Check<'n> {
    root: &'n Node,
    components: BTreeMap<(&'n str, &'n str), &'n Node>,
    /// The components, by section and name, from which all ways are known to end, or are reported.
    judged: BTreeSet<(String, String)>,
}

impl Check<'_> {
    fn judge(&mut self, target: &str, section: &str) -> Option<Problem> {
        if !target.starts_with('#') {
            return Some(problem::remote_ref(target));
        }
        if let Some(name) = component_name(target, section) {
            if !self.components.contains_key(&(section, name.as_str())) {
                return Some(problem::dangling_ref(target, section));
            }
            return self
                .goes_round(section, name)
                .then(|| problem::ref_cycle(target));
        }
        let tokens = tokens(target).unwrap_or_default();
        if find(self.root, &tokens).is_none() {
            return Some(problem::dangling_ref(target, section));
        }
        Some(match tokens.as_slice() {
            [components, _, _] if components == "components" => {
                problem::wrong_ref_kind(target, section)
            }
            _ => problem::unsupported_ref(target, section),
        })
    }

    /// Returns whether the references from this component lead in a circle; true once for each circle.
    fn goes_round(&mut self, section: &str, start: String) -> bool {
        let mut way = BTreeSet::new();
        let mut name = Some(start);
        while let Some(current) = name {
            let address = (section.to_owned(), current);
            if self.judged.contains(&address) {
                break;
            }
            name = self.next(&address);
            if !way.insert(address) {
                self.judged.append(&mut way);
                return true;
            }
        }
        self.judged.append(&mut way);
        false
    }

    /// Returns the component of the same section that a component refers to, if it is a mere reference.
    fn next(&self, (section, name): &(String, String)) -> Option<String> {
        let node = self.components.get(&(section.as_str(), name.as_str()))?;
        match &node.get("$ref")?.value {
            Value::String(target) => component_name(target, section),
            _ => None,
        }
    }
}

fn find<'n>(root: &'n Node, tokens: &[String]) -> Option<&'n Node> {
    tokens
        .iter()
        .try_fold(root, |node, token| match &node.value {
            Value::Sequence(elements) => elements.get(token.parse::<usize>().ok()?),
            _ => node.get(token),
        })
}
