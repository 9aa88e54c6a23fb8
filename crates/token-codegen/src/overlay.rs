//! OpenAPI Overlay 1.0: how a vendor's document is corrected without touching it.
//!
//! Actions are applied in order, each to what the ones before it left.
//! What an overlay puts in keeps its line in the overlay, and has its address in the document.
//! Beyond the standard, an action that selects nothing is an error, because the document has changed under the overlay;
//! and `remove` may select single values too, as in Overlay 1.1.

mod action;
mod edit;
mod json;
mod query;

use super::diagnostic::{Sink, problem};
use super::source::{self, Entry, Node, Source, Value};
use json::Mirror;

/// How many values all actions together may put in; it keeps a small overlay from growing a document without bounds.
const MAX_INSERTED: usize = 300_000;

/// Applies an overlay; what is wrong with it is in the sink.
pub fn apply(root: &mut Node, overlay: &Source, sink: &mut Sink) {
    let Some(tree) = source::parse(overlay, sink) else {
        return;
    };
    if !matches!(tree.value, Value::Mapping(_)) {
        let problem = problem::wrong_type("the overlay", "a mapping", tree.value.kind());
        sink.report(&tree.at, problem);
        return;
    }
    check_keys(
        &tree,
        "the overlay",
        &["overlay", "info", "extends", "actions"],
        sink,
    );
    check_version(&tree, sink);
    check_info(&tree, sink);
    let Some(actions) = tree.get("actions") else {
        sink.report(&tree.at, problem::missing_key("actions"));
        return;
    };
    let Value::Sequence(actions) = &actions.value else {
        let problem = problem::wrong_type("`actions`", "a list", actions.value.kind());
        sink.report(&actions.at, problem);
        return;
    };
    let mut mirror = Mirror::new(root);
    let mut budget = MAX_INSERTED;
    for node in actions {
        if let Some(action) = action::read(node, sink)
            && !action::apply(&action, root, &mut mirror, &mut budget, sink)
        {
            return;
        }
    }
}

fn check_version(tree: &Node, sink: &mut Sink) {
    let Some(version) = tree.get("overlay") else {
        sink.report(&tree.at, problem::missing_key("overlay"));
        return;
    };
    match &version.value {
        Value::String(text) if text == "1.0" || text.starts_with("1.0.") => {}
        Value::String(text) | Value::Number(text) => {
            sink.report(&version.at, problem::overlay_version(text));
        }
        other => {
            let problem = problem::wrong_type("`overlay`", "a string", other.kind());
            sink.report(&version.at, problem);
        }
    }
}

/// The standard asks for both; nothing depends on them.
fn check_info(tree: &Node, sink: &mut Sink) {
    let Some(info) = tree.get("info") else {
        sink.report(&tree.at, problem::missing_remark("info"));
        return;
    };
    check_keys(info, "the info object", &["title", "version"], sink);
    for key in ["title", "version"] {
        if info.get(key).is_none() {
            sink.report(&info.at, problem::missing_remark(key));
        }
    }
}

/// Reports every key that the standard does not define.
fn check_keys(node: &Node, object: &str, known: &[&str], sink: &mut Sink) {
    for Entry { key, at, .. } in node.entries() {
        if !known.contains(&key.as_str()) && !key.starts_with("x-") {
            let help = format!("use one of {}", known.join(", "));
            sink.report(at, problem::unknown_key(key, object, "Overlay 1.0", &help));
        }
    }
}
