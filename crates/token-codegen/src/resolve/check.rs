//! The check of references that lead in a circle; all others are checked when the document is bundled.

use std::collections::{BTreeMap, BTreeSet};

use crate::component::ComponentId;
use crate::diagnostic::{Sink, problem};
use crate::keys;
use crate::source::{Node, Value};
use crate::version::Version;

/// Reports every reference that never leads to a definition, once a circle.
pub fn check(root: &Node, version: Version, sink: &mut Sink) {
    let mut check = Check {
        components: components(root),
        checked: BTreeSet::new(),
    };
    keys::walk(root, version, &mut |found| {
        if let Some(section) = found.kind.section()
            && found.entry.key == "$ref"
            && let Value::String(target) = &found.entry.value.value
            && let Some(id) = component(target, section)
            && check.goes_round(id)
        {
            sink.report(&found.entry.value.at, problem::ref_cycle(target));
        }
    });
}

/// Returns the component of a section that a reference names.
fn component(reference: &str, section: &str) -> Option<ComponentId> {
    ComponentId::parse(reference).filter(|id| id.section() == section)
}

/// Returns the components.
fn components(root: &Node) -> BTreeMap<ComponentId, &Node> {
    let sections = root
        .get("components")
        .map(Node::entries)
        .unwrap_or_default();
    let of_section = sections.iter().flat_map(|section| {
        let entries = section.value.entries().iter();
        entries.map(|entry| {
            let id = ComponentId::new(section.key.clone(), entry.key.clone());
            (id, &entry.value)
        })
    });
    of_section.collect()
}

struct Check<'n> {
    components: BTreeMap<ComponentId, &'n Node>,
    /// The components from which all ways are known to end, or are reported.
    checked: BTreeSet<ComponentId>,
}

impl Check<'_> {
    /// Returns whether the references from this component lead in a circle; true once for each circle.
    fn goes_round(&mut self, start: ComponentId) -> bool {
        let mut way = BTreeSet::new();
        let mut next = Some(start);
        while let Some(current) = next {
            if self.checked.contains(&current) {
                break;
            }
            next = self.next(&current);
            if !way.insert(current) {
                self.checked.append(&mut way);
                return true;
            }
        }
        self.checked.append(&mut way);
        false
    }

    /// Returns the component of the same section that a component refers to, if it is a mere reference.
    fn next(&self, id: &ComponentId) -> Option<ComponentId> {
        match &self.components.get(id)?.get("$ref")?.value {
            Value::String(target) => component(target, id.section()),
            _ => None,
        }
    }
}
