//! The components: those of the document, and the parts of other places that become some.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::library::Library;
use super::place::Place;
use super::{Id, naming, uri};
use crate::keys::Kind;
use crate::source::Node;

/// A component by its section and its name.
pub(super) type Address = (String, String);

/// A part that becomes a component.
#[derive(Debug)]
pub(super) struct Hoisted {
    pub(super) section: &'static str,
    pub(super) name: String,
    pub(super) place: Place,
}

#[derive(Debug, Default)]
pub(super) struct Registry {
    /// The components of the document.
    components: BTreeSet<Address>,
    /// The names that are taken in each section, written so that names which clash in Rust are equal.
    taken: BTreeSet<(String, String)>,
    /// The names of the parts that become components.
    names: BTreeMap<(Kind, Place), String>,
    /// The components of the document that hold nothing but a reference to such a part, and give it their name.
    settled: BTreeMap<Address, Place>,
    /// The parts, in the order in which they were found.
    hoisted: Vec<Hoisted>,
    /// What stands where each part was.
    moved: HashMap<Id, String>,
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
                registry.add(&section.key, &component.key);
            }
        }
        registry
    }

    fn add(&mut self, section: &str, name: &str) {
        self.components
            .insert((section.to_owned(), name.to_owned()));
        self.take(section, name);
    }

    fn take(&mut self, section: &str, name: &str) {
        self.taken
            .insert((section.to_owned(), naming::essence(name)));
    }

    pub(super) fn has(&self, address: &Address) -> bool {
        self.components.contains(address)
    }

    /// Returns the component of the document that stands at a place.
    pub(super) fn component(&self, place: &Place) -> Option<Address> {
        match place.tokens.as_slice() {
            [root, section, name] if place.file == 0 && root == "components" => {
                let address = (section.clone(), name.clone());
                self.has(&address).then_some(address)
            }
            _ => None,
        }
    }

    /// Returns the place of the part that a component of the document holds, when that is elsewhere.
    pub(super) fn settled(&self, address: &Address) -> Option<&Place> {
        self.settled.get(address)
    }

    /// Gives the part at a place the name of a component that only refers to it, unless it has one.
    pub(super) fn settle(&mut self, kind: Kind, place: Place, name: &str, library: &Library<'_>) {
        let Some(section) = kind.section() else {
            return;
        };
        if !self.names.contains_key(&(kind, place.clone())) {
            self.move_out(kind, section, &place, name, library);
            self.settled
                .insert((section.to_owned(), name.to_owned()), place);
        }
    }

    /// Returns the component at a place; what is none becomes one.
    pub(super) fn hoist(
        &mut self,
        kind: Kind,
        place: &Place,
        library: &Library<'_>,
    ) -> Option<Address> {
        let section = kind.section()?;
        let key = (kind, place.clone());
        if let Some(name) = self.names.get(&key) {
            return Some((section.to_owned(), name.clone()));
        }
        let is_taken = |name: &str| {
            self.taken
                .contains(&(section.to_owned(), naming::essence(name)))
        };
        let name = naming::name(place, library, is_taken);
        self.take(section, &name);
        self.move_out(kind, section, place, &name, library);
        self.hoisted.push(Hoisted {
            section,
            name: name.clone(),
            place: place.clone(),
        });
        Some((section.to_owned(), name))
    }

    fn move_out(
        &mut self,
        kind: Kind,
        section: &str,
        place: &Place,
        name: &str,
        library: &Library<'_>,
    ) {
        self.names.insert((kind, place.clone()), name.to_owned());
        if let Some(id) = library.look(place, Id::of) {
            self.moved.insert(id, uri::component(section, name));
        }
    }

    /// Returns the parts that become components: their sections, their names, and where they are.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&str, &str, &Place)> {
        let settled = self.settled.iter();
        let settled =
            settled.map(|((section, name), place)| (section.as_str(), name.as_str(), place));
        let hoisted = self.hoisted.iter();
        settled.chain(hoisted.map(|part| (part.section, part.name.as_str(), &part.place)))
    }

    /// Returns the reference that takes the place of a part which became a component.
    pub(super) fn moved(&self, node: &Node) -> Option<&String> {
        if self.moved.is_empty() {
            return None;
        }
        self.moved.get(&Id::of(node))
    }
}
