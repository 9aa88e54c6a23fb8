//! The schemas that a discriminator speaks of without naming them.

use std::collections::{BTreeMap, BTreeSet};

use crate::component::ComponentId;
use crate::source::{Node, Value};

/// Returns the schemas that hold a reference to another one under `allOf`, by the name of the latter.
pub(super) fn by_base(root: &Node) -> BTreeMap<String, Vec<String>> {
    let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let components = root.get("components");
    let schemas = components.and_then(|components| components.get("schemas"));
    for schema in schemas.map(Node::entries).unwrap_or_default() {
        let Some(Value::Sequence(all)) = schema.value.get("allOf").map(|all| &all.value) else {
            continue;
        };
        for target in all.iter().filter_map(|node| node.get("$ref")) {
            if let Value::String(target) = &target.value
                && let Some(base) = ComponentId::parse(target)
            {
                let of_base = children.entry(base.name().to_owned()).or_default();
                of_base.push(schema.key.to_string());
            }
        }
    }
    children
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
