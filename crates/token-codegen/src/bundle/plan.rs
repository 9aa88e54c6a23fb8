//! What the first pass found out, and the second one does.

use std::collections::{BTreeSet, HashMap};

use super::Id;
use super::registry::Registry;
use crate::component::ComponentId;
use crate::keys::Kind;

/// What becomes of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// It refers to a component.
    To { kind: Kind, component: ComponentId },
    /// It replaces a schema that cannot be obtained.
    Any,
}

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) registry: Registry,
    /// The components that operations need.
    pub(super) reached: BTreeSet<ComponentId>,
    /// What becomes of each reference.
    pub(super) actions: HashMap<Id, Action>,
    /// The components that texts mean which are not under a `$ref`.
    pub(super) texts: HashMap<Id, ComponentId>,
}
