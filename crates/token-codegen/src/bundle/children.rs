//! The schemas that a discriminator speaks of without naming them.

use std::collections::{BTreeMap, BTreeSet};

use crate::component::ComponentId;
use crate::source::{Node, Value};

/// Returns the schemas that extend another one by `allOf`, or are another name for it, by the name of the latter.
pub(super) fn by_base(root: &Node) -> BTreeMap<String, Vec<String>> {
    let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let components = root.get("components");
    let schemas = components.and_then(|components| components.get("schemas"));
    for schema in schemas.map(Node::entries).unwrap_or_default() {
        for base in bases(&schema.value) {
            let of_base = children.entry(base.name().to_owned()).or_default();
            of_base.push(schema.key.to_string());
        }
    }
    children
}

/// Returns the components that a schema refers to, itself or in its `allOf`, however deep one is in another.
fn bases(schema: &Node) -> Vec<ComponentId> {
    let mut bases = Vec::new();
    let mut waiting = vec![schema];
    while let Some(node) = waiting.pop() {
        if let Some(Value::String(target)) = node.get("$ref").map(|target| &target.value) {
            bases.extend(ComponentId::parse(target));
        }
        if let Some(Value::Sequence(all)) = node.get("allOf").map(|all| &all.value) {
            waiting.extend(all.iter().rev());
        }
    }
    bases
}

/// Returns the schemas that extend another one, at whatever distance.
pub(super) fn descendants(
    children: &BTreeMap<String, Vec<String>>,
    base: &str,
) -> BTreeSet<String> {
    let mut descendants = BTreeSet::new();
    let mut waiting = vec![base];
    while let Some(base) = waiting.pop() {
        for descendant in children.get(base).into_iter().flatten() {
            if descendants.insert(descendant.clone()) {
                waiting.push(descendant);
            }
        }
    }
    descendants
}
