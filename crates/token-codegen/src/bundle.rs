//! One tree out of a document and the files beside it, with nothing in it but what the operations reach.
//!
//! Every reference to another place than a component makes a component of what is there, so that the later stages know
//! one kind of reference only; a value keeps its place, whatever file it comes from.
//! What no operation needs is left out: with a warning when the whole document is wanted, and without one if only some
//! operations are selected,
//! so that a mistake in a part that was not selected does not matter.

mod address;
mod children;
mod document_set;
mod mark;
mod naming;
mod path_items;
mod plan;
mod prune;
mod registry;
mod rewrite;
mod selection;
mod unresolved;
mod uri;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::component::ComponentId;
use super::diagnostic::Sink;
use super::pointer::JsonPointer;
use super::source::{Entry, Files, Node, Value};
use super::version::Version;
use document_set::DocumentSet;
use plan::Plan;
pub use selection::Selection;

/// What distinguishes a value from all others: the file it was written in, and its address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Id(Arc<str>, JsonPointer);

impl Id {
    fn of(node: &Node) -> Self {
        Self(Arc::clone(&node.at.file), node.at.pointer.clone())
    }
}

/// What to bundle, and from where.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The document's version.
    pub version: Version,
    /// Which operations are wanted.
    pub selection: &'a Selection,
    /// The files beside the document.
    pub files: &'a dyn Files,
}

/// A document in one tree.
#[derive(Debug)]
pub struct Bundle {
    /// The tree.
    pub root: Node,
    /// What was not selected: problems there do not matter.
    pub removed: BTreeSet<JsonPointer>,
}

/// Returns the document as one tree; what is wrong with its references is in the sink.
pub fn bundle(root: Node, request: &Request<'_>, sink: &mut Sink) -> Bundle {
    let Request {
        version,
        selection,
        files,
    } = *request;
    let mut documents = DocumentSet::new(root, files);
    path_items::expand(&mut documents, selection, sink);
    let selected = selection::select(&documents.root(), selection, sink);
    let plan = mark::mark(&mut documents, version, &selected, sink);
    let parts = parts(&documents, &plan, version);
    let mut root = documents.take_root();
    let removed = prune::prune(&mut root, &plan, &selected, sink);
    rewrite::below(&mut root, &plan, version);
    for (component, part) in parts {
        place(&mut root, component, part);
    }
    Bundle { root, removed }
}

/// Returns the parts that become components and that operations need.
fn parts<'p>(
    documents: &DocumentSet<'_>,
    plan: &'p Plan,
    version: Version,
) -> Vec<(&'p ComponentId, Node)> {
    let mut parts = Vec::new();
    for (component, place) in plan.registry.parts() {
        if plan.reached.contains(component)
            && let Some(mut part) = documents.copy(place)
        {
            rewrite::below(&mut part, plan, version);
            parts.push((component, part));
        }
    }
    parts
}

/// Puts a component into its section: in place of the component of its name, or at the end.
fn place(root: &mut Node, component: &ComponentId, part: Node) {
    let components = root.get_or_insert_mapping("components");
    let section =
        components.and_then(|components| components.get_or_insert_mapping(component.section()));
    let Some(Value::Mapping(entries)) = section.map(|section| &mut section.value) else {
        return;
    };
    match entries
        .iter_mut()
        .find(|entry| entry.key == component.name())
    {
        Some(entry) => entry.value = part,
        None => entries.push(Entry {
            key: component.name().into(),
            at: part.at.clone(),
            value: part,
        }),
    }
}
