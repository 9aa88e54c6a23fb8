//! What the first pass found out, and the second one does.

use std::collections::{BTreeSet, HashMap};

use super::Id;
use super::registry::{Address, Registry};
use crate::keys::Kind;

/// What becomes of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// It refers to a component, in these words.
    To { kind: Kind, text: String },
    /// It stands for a schema that cannot be had.
    Any,
}

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) registry: Registry,
    /// The components that operations need.
    pub(super) reached: BTreeSet<Address>,
    /// What becomes of each reference.
    pub(super) actions: HashMap<Id, Action>,
    /// The new words of texts that refer, but are no references.
    pub(super) texts: HashMap<Id, String>,
}

impl Plan {
    /// Returns whether operations need a component.
    pub(super) fn is_reached(&self, section: &str, name: &str) -> bool {
        self.reached
            .contains(&(section.to_owned(), name.to_owned()))
    }
}
