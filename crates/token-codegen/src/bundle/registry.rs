//! The components: those of the document, and the parts of other places that become some.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::address::Address;
use super::document_set::DocumentSet;
use super::{Id, naming};
use crate::component::ComponentId;
use crate::keys::Kind;
use crate::source::Node;

/// A part that becomes a component.
#[derive(Debug)]
pub(super) struct Hoisted {
    pub(super) component: ComponentId,
    pub(super) place: Address,
}

#[derive(Debug, Default)]
pub(super) struct Registry {
    /// The components of the document.
    components: BTreeSet<ComponentId>,
    /// The names that are taken in each section, written so that names which clash in Rust are equal.
    taken: BTreeSet<(String, String)>,
    /// The parts that become components.
    ids: BTreeMap<(Kind, Address), ComponentId>,
    /// The components of the document that hold nothing but a reference to such a part, and give it their name.
    adopted: BTreeMap<ComponentId, Address>,
    /// The parts, in the order in which they were found.
    hoisted: Vec<Hoisted>,
    /// Which component each part became.
    moved: HashMap<Id, ComponentId>,
}

impl Registry {
    /// Returns the registry of a document.
    pub(super) fn new(root: &Node) -> Self {
        let mut registry = Self::default();
        for section in root
            .get("components")
            .map(Node::entries)
            .unwrap_or_default()
        {
            for component in section.value.entries() {
                registry.add(ComponentId::new(section.key.clone(), component.key.clone()));
            }
        }
        registry
    }

    fn add(&mut self, component: ComponentId) {
        self.take(&component);
        self.components.insert(component);
    }

    fn take(&mut self, component: &ComponentId) {
        let essence = naming::essence(component.name());
        self.taken.insert((component.section().to_owned(), essence));
    }

    pub(super) fn has(&self, component: &ComponentId) -> bool {
        self.components.contains(component)
    }

    /// Returns the component of the document that is at a place.
    pub(super) fn component(&self, place: &Address) -> Option<ComponentId> {
        match place.tokens.as_slice() {
            [root, section, name] if place.file == 0 && root == "components" => {
                let component = ComponentId::new(section.as_str(), name.as_str());
                self.has(&component).then_some(component)
            }
            _ => None,
        }
    }

    /// Returns the place of the part that a component of the document holds, when that is elsewhere.
    pub(super) fn adopted(&self, component: &ComponentId) -> Option<&Address> {
        self.adopted.get(component)
    }

    /// Gives the part at a place the name of a component that only refers to it, unless it has one.
    pub(super) fn adopt(
        &mut self,
        kind: Kind,
        place: Address,
        component: ComponentId,
        documents: &DocumentSet<'_>,
    ) {
        if !self.ids.contains_key(&(kind, place.clone())) {
            self.move_out(kind, &place, &component, documents);
            self.adopted.insert(component, place);
        }
    }

    /// Returns the component at a place; a part that is not one becomes one.
    pub(super) fn hoist(
        &mut self,
        kind: Kind,
        place: &Address,
        documents: &DocumentSet<'_>,
    ) -> Option<ComponentId> {
        let section = kind.section()?;
        if let Some(component) = self.ids.get(&(kind, place.clone())) {
            return Some(component.clone());
        }
        let is_taken = |name: &str| {
            self.taken
                .contains(&(section.to_owned(), naming::essence(name)))
        };
        let name = naming::name(place, documents, is_taken);
        let component = ComponentId::new(section, name.as_str());
        self.take(&component);
        self.move_out(kind, place, &component, documents);
        self.hoisted.push(Hoisted {
            component: component.clone(),
            place: place.clone(),
        });
        Some(component)
    }

    fn move_out(
        &mut self,
        kind: Kind,
        place: &Address,
        component: &ComponentId,
        documents: &DocumentSet<'_>,
    ) {
        self.ids.insert((kind, place.clone()), component.clone());
        if let Some(id) = documents.look(place, Id::of) {
            self.moved.insert(id, component.clone());
        }
    }

    /// Returns the parts that become components, and where they are.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&ComponentId, &Address)> {
        let hoisted = self.hoisted.iter();
        self.adopted
            .iter()
            .chain(hoisted.map(|part| (&part.component, &part.place)))
    }

    /// Returns the component that a part became.
    pub(super) fn moved(&self, node: &Node) -> Option<&ComponentId> {
        if self.moved.is_empty() {
            return None;
        }
        self.moved.get(&Id::of(node))
    }
}
