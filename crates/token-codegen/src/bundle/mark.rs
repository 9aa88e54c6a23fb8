//! The first pass: which parts the operations reach, in which file, and what is to become of each reference.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Address, ResolveError, find};
use super::document_set::DocumentSet;
use super::plan::{Action, Plan};
use super::registry::Registry;
use super::selection::Selected;
use super::{Id, children, unresolved};
use crate::component::ComponentId;
use crate::diagnostic::{Severity, Sink, problem};
use crate::keys::{self, Found, Kind};
use crate::source::{Entry, Node, Value};
use crate::version::Version;

struct Marker<'l, 'f> {
    documents: &'l mut DocumentSet<'f>,
    version: Version,
    sink: &'l mut Sink,
    plan: Plan,
    /// The schemas that extend another one, by the name of the latter.
    children: BTreeMap<String, Vec<String>>,
    /// The parts that are to be looked at.
    queue: Vec<(Kind, Address)>,
    seen: BTreeSet<(Kind, Address)>,
}

/// Follows every reference from the operations that are wanted.
pub(super) fn mark(
    documents: &mut DocumentSet<'_>,
    version: Version,
    selected: &Selected,
    sink: &mut Sink,
) -> Plan {
    let root = documents.root();
    let mut marker = Marker {
        documents,
        version,
        sink,
        plan: Plan {
            registry: Registry::new(&root),
            ..Plan::default()
        },
        children: children::by_base(&root),
        queue: Vec::new(),
        seen: BTreeSet::new(),
    };
    marker.adopt(&root);
    marker.frame(&root, selected);
    while let Some((kind, place)) = marker.queue.pop() {
        marker.part(kind, &place);
    }
    marker.plan
}

impl Marker<'_, '_> {
    /// Gives each component that is only a reference to some other place the part there.
    fn adopt(&mut self, root: &Node) {
        for section in root
            .get("components")
            .map(Node::entries)
            .unwrap_or_default()
        {
            let Some(kind) = Kind::of_section(&section.key) else {
                continue;
            };
            for component in section.value.entries() {
                if let [Entry { key, value, .. }] = component.value.entries()
                    && key == "$ref"
                    && let Value::String(target) = &value.value
                    && let Ok(place) = self.locate(target, value)
                    && self.plan.registry.component(&place).is_none()
                {
                    let id = ComponentId::new(section.key.clone(), component.key.clone());
                    self.plan.registry.adopt(kind, place, id, self.documents);
                }
            }
        }
    }

    /// Looks at everything outside of the components.
    fn frame(&mut self, root: &Node, selected: &Selected) {
        for entry in root.entries() {
            match entry.key.as_str() {
                "components" => {}
                key if selected.drops(key) => {}
                "paths" => self.paths(entry, selected),
                _ => self.entry(Kind::Document, entry),
            }
        }
    }

    fn paths(&mut self, paths: &Entry, selected: &Selected) {
        for path in paths.value.entries() {
            for entry in path.value.entries() {
                if selected.takes(&path.key, &entry.key) {
                    self.entry(Kind::PathItem, entry);
                }
            }
        }
    }

    fn entry(&mut self, kind: Kind, entry: &Entry) {
        let version = self.version;
        keys::walk_entry(kind, entry, version, &mut |found| self.visit(&found));
    }

    fn part(&mut self, kind: Kind, place: &Address) {
        let Some(tree) = self.documents.tree(place.file) else {
            return;
        };
        let Some(node) = find(&tree, &place.tokens) else {
            return;
        };
        if let Some(component) = self.plan.registry.component(place) {
            if kind == Kind::Schema && node.get("discriminator").is_some() {
                for descendant in children::descendants(&self.children, component.name()) {
                    self.reach(Kind::Schema, &descendant);
                }
            }
            if let Some(adopted) = self.plan.registry.adopted(&component).cloned() {
                self.documents.report_problems(Ok(&adopted), self.sink);
                self.push(kind, adopted);
                return;
            }
        }
        let version = self.version;
        keys::walk_part(kind, node, version, &mut |found| self.visit(&found));
    }

    fn visit(&mut self, found: &Found<'_>) {
        let Entry { key, value, .. } = found.entry;
        match (found.kind, key.as_str(), &value.value) {
            (kind, "$ref", Value::String(target)) if kind.section().is_some() => {
                if found.annotated {
                    self.documentation(target, value);
                } else {
                    self.reference(kind, target, value);
                }
            }
            (Kind::Document | Kind::Operation, "security", Value::Sequence(requirements)) => {
                for scheme in requirements.iter().flat_map(Node::entries) {
                    self.reach(Kind::SecurityScheme, &scheme.key);
                }
            }
            (Kind::Discriminator, "mapping", _) if !found.annotated => {
                for entry in value.entries() {
                    self.mapping(&entry.value);
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, kind: Kind, target: &str, node: &Node) {
        let located = self.locate(target, node);
        self.documents.report_problems(located.as_ref(), self.sink);
        let problem = match located {
            Ok(place) => match self.refer(kind, place) {
                Some(component) => {
                    let action = Action::To { kind, component };
                    self.plan.actions.insert(Id::of(node), action);
                    return;
                }
                None => unresolved::wrong_kind(target, kind),
            },
            Err(ResolveError::Broken(_)) => return,
            Err(error) => unresolved::problem(&error, target, kind),
        };
        if problem.severity == Severity::Warning {
            self.plan.actions.insert(Id::of(node), Action::Any);
        }
        self.sink.report(&node.at, problem);
    }

    /// Reports a reference from which nothing is generated, if it leads nowhere in its own file.
    fn documentation(&mut self, target: &str, node: &Node) {
        if target.starts_with('#') && self.locate(target, node) == Err(ResolveError::Dangling) {
            let problem = problem::dangling_documentation(target);
            self.sink.report(&node.at, problem);
        }
    }

    /// A discriminator names a schema, or refers to one; a lack is reported where the mapping is lowered.
    fn mapping(&mut self, node: &Node) {
        let Value::String(target) = &node.value else {
            return;
        };
        if self.reach(Kind::Schema, target) {
            return;
        }
        if let Ok(place) = self.locate(target, node)
            && let Some(component) = self.refer(Kind::Schema, place)
        {
            self.plan.texts.insert(Id::of(node), component);
        }
    }

    fn locate(&mut self, target: &str, from: &Node) -> Result<Address, ResolveError> {
        let registry = &self.plan.registry;
        let stops = |place: &Address| registry.component(place).is_some();
        self.documents.locate(target, &from.at, &stops)
    }

    /// Returns the component at a place, where the part becomes one if it is none; `None` if it is one of another kind.
    fn refer(&mut self, kind: Kind, place: Address) -> Option<ComponentId> {
        let component = match self.plan.registry.component(&place) {
            Some(component) if Kind::of_section(component.section()) == Some(kind) => component,
            Some(component) => {
                // It is a mistake, but not one of the component.
                self.plan.reached.insert(component);
                return None;
            }
            None => self.plan.registry.hoist(kind, &place, self.documents)?,
        };
        self.plan.reached.insert(component.clone());
        self.push(kind, place);
        Some(component)
    }

    /// Looks at a component of the document; returns whether there is one of this name.
    fn reach(&mut self, kind: Kind, name: &str) -> bool {
        let section = kind.section().unwrap_or_default();
        let component = ComponentId::new(section, name);
        let is_there = self.plan.registry.has(&component);
        if is_there {
            let tokens = vec!["components".to_owned(), section.to_owned(), name.to_owned()];
            self.push(kind, Address { file: 0, tokens });
            self.plan.reached.insert(component);
        }
        is_there
    }

    fn push(&mut self, kind: Kind, place: Address) {
        if self.seen.insert((kind, place.clone())) {
            self.queue.push((kind, place));
        }
    }
}
