//! The check of references that lead in a circle; all others are checked when the document is bundled.

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle;
use crate::diagnostic::{Sink, problem};
use crate::keys;
use crate::source::{Node, Value};
use crate::version::Version;

/// Reports every reference that never leads to a definition, once a circle.
pub fn check(root: &Node, version: Version, sink: &mut Sink) {
    let mut check = Check {
        components: components(root),
        judged: BTreeSet::new(),
    };
    keys::walk(root, version, &mut |found| {
        if let Some(section) = found.kind.section()
            && found.entry.key == "$ref"
            && let Value::String(target) = &found.entry.value.value
            && let Some(name) = component_name(target, section)
            && check.goes_round(section, name)
        {
            sink.report(&found.entry.value.at, problem::ref_cycle(target));
        }
    });
}

/// Returns the name of the component that a reference names, if it is one of the section.
pub(super) fn component_name(target: &str, section: &str) -> Option<String> {
    match bundle::tokens(target.strip_prefix('#')?)?.as_slice() {
        [components, found, name] if components == "components" && found == section => {
            Some(name.clone())
        }
        _ => None,
    }
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
    components: BTreeMap<(&'n str, &'n str), &'n Node>,
    /// The components, by section and name, from which all ways are known to end, or are reported.
    judged: BTreeSet<(String, String)>,
}

impl Check<'_> {
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
