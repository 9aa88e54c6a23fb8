//! Components that no operation needs.

use std::collections::{BTreeMap, BTreeSet};

use super::check::tokens;
use crate::codegen::diagnostic::{Sink, problem};
use crate::codegen::source::{Entry, Node, Value};

/// A component by its section and its name.
type Address = (String, String);

/// The sections whose components are generated from; the others are documentation.
const SECTIONS: [&str; 5] = [
    "schemas",
    "parameters",
    "requestBodies",
    "responses",
    "securitySchemes",
];

/// Warns of every component that no operation needs, be it through other components.
pub fn report_unused(root: &Node, sink: &mut Sink) {
    let mut uses = Uses::default();
    let mut components = Vec::new();
    for entry in root.entries() {
        if entry.key != "components" {
            uses.collect(entry, None);
            continue;
        }
        for section in entry.value.entries() {
            for component in section.value.entries() {
                let address = (section.key.clone(), component.key.clone());
                uses.collect(component, Some(&address));
                components.push((address, component));
            }
        }
    }
    let needed = uses.needed();
    for (address, component) in components {
        if SECTIONS.contains(&address.0.as_str()) && !needed.contains(&address) {
            sink.report(&component.at, problem::unused_component(&component.key));
        }
    }
}

/// Which component is used by which other, or by an operation.
#[derive(Default)]
struct Uses {
    by_owner: BTreeMap<Option<Address>, BTreeSet<Address>>,
}

impl Uses {
    /// Takes in everything that looks like a use, so that no component is called unused by mistake.
    fn collect(&mut self, entry: &Entry, owner: Option<&Address>) {
        match (entry.key.as_str(), &entry.value.value) {
            ("$ref", Value::String(target)) => self.reference(target, owner),
            ("security", Value::Sequence(requirements)) => self.schemes(requirements, owner),
            ("mapping", Value::Mapping(tags)) => self.tags(tags, owner),
            ("allOf", Value::Sequence(bases)) => {
                self.heir(bases, owner);
                self.collect_below(&entry.value, owner);
            }
            _ => self.collect_below(&entry.value, owner),
        }
    }

    fn collect_below(&mut self, node: &Node, owner: Option<&Address>) {
        if let Value::Sequence(elements) = &node.value {
            for element in elements {
                self.collect_below(element, owner);
            }
        }
        for entry in node.entries() {
            self.collect(entry, owner);
        }
    }

    /// The tags of a discriminator name schemas, by reference or by name.
    fn tags(&mut self, tags: &[Entry], owner: Option<&Address>) {
        for tag in tags {
            match &tag.value.value {
                Value::String(target) if target.contains('#') => self.reference(target, owner),
                Value::String(name) => self.add("schemas", name, owner),
                _ => self.collect(tag, owner),
            }
        }
    }

    /// What takes in a base may stand wherever the base does.
    fn heir(&mut self, bases: &[Node], owner: Option<&Address>) {
        let Some((section, name)) = owner else { return };
        for base in bases {
            if let Some(Value::String(target)) = base.get("$ref").map(|target| &target.value)
                && let Some([components, of, base, ..]) = tokens(target).as_deref()
                && components == "components"
            {
                self.add(section, name, Some(&(of.clone(), base.clone())));
            }
        }
    }

    fn reference(&mut self, target: &str, owner: Option<&Address>) {
        if let Some([components, section, name, ..]) = tokens(target).as_deref()
            && components == "components"
        {
            self.add(section, name, owner);
        }
    }

    fn schemes(&mut self, requirements: &[Node], owner: Option<&Address>) {
        for scheme in requirements.iter().flat_map(Node::entries) {
            self.add("securitySchemes", &scheme.key, owner);
        }
    }

    fn add(&mut self, section: &str, name: &str, owner: Option<&Address>) {
        let used = self.by_owner.entry(owner.cloned()).or_default();
        used.insert((section.to_owned(), name.to_owned()));
    }

    /// Returns the components that are used outside of the components, directly or through others.
    fn needed(&self) -> BTreeSet<Address> {
        let mut needed = BTreeSet::new();
        let mut owners = vec![None];
        while let Some(owner) = owners.pop() {
            for used in self.by_owner.get(&owner).into_iter().flatten() {
                if needed.insert(used.clone()) {
                    owners.push(Some(used.clone()));
                }
            }
        }
        needed
    }
}
