//! One action: what it selects, and what becomes of that.

use super::check_keys;
use super::edit::{self, Refused};
use super::json::Mirror;
use super::query::{self, Query};
use crate::diagnostic::{Sink, problem};
use crate::source::{Node, Value};

/// An action of an overlay.
pub(super) struct Action<'n> {
    target: &'n Node,
    query: Query,
    change: Change<'n>,
}

enum Change<'n> {
    Update(&'n Node),
    Remove,
}

/// Reads an action; `None` if it is broken, and was reported.
pub(super) fn read<'n>(node: &'n Node, sink: &mut Sink) -> Option<Action<'n>> {
    let Value::Mapping(_) = node.value else {
        let problem = problem::wrong_type("the action", "a mapping", node.value.kind());
        sink.report(&node.at, problem);
        return None;
    };
    check_keys(
        node,
        "an action",
        &["target", "description", "update", "remove"],
        sink,
    );
    let change = change(node, sink)?;
    let Some(target) = node.get("target") else {
        sink.report(&node.at, problem::missing_key("target"));
        return None;
    };
    let Value::String(text) = &target.value else {
        let problem = problem::wrong_type("`target`", "a string", target.value.kind());
        sink.report(&target.at, problem);
        return None;
    };
    match query::parse(text) {
        Ok(query) => Some(Action {
            target,
            query,
            change,
        }),
        Err(reason) => {
            sink.report(&target.at, problem::bad_json_path(text, &reason));
            None
        }
    }
}

/// Returns what an action does; `remove: true` rules `update` out.
fn change<'n>(node: &'n Node, sink: &mut Sink) -> Option<Change<'n>> {
    let removes = match node.get("remove").map(|remove| (&remove.value, &remove.at)) {
        None | Some((Value::Bool(false), _)) => false,
        Some((Value::Bool(true), _)) => true,
        Some((other, at)) => {
            let problem = problem::wrong_type("`remove`", "a boolean", other.kind());
            sink.report(at, problem);
            return None;
        }
    };
    match (removes, node.get("update")) {
        (true, Some(update)) => {
            sink.report(&update.at, problem::update_beside_remove());
            Some(Change::Remove)
        }
        (true, None) => Some(Change::Remove),
        (false, Some(update)) => Some(Change::Update(update)),
        (false, None) => {
            sink.report(&node.at, problem::empty_action());
            None
        }
    }
}

/// Applies an action to everything that it selects; returns whether the next one makes sense.
pub(super) fn apply(
    action: &Action<'_>,
    root: &mut Node,
    mirror: &mut Mirror,
    budget: &mut usize,
    sink: &mut Sink,
) -> bool {
    let found = action.query.find(mirror.value());
    if found.is_empty() {
        sink.report(
            &action.target.at,
            problem::unused_action(action.query.text()),
        );
    }
    // From the end, so that what is removed moves nothing that is still to be looked at.
    for steps in found.iter().rev() {
        let done = match action.change {
            Change::Remove => edit::remove(root, steps),
            Change::Update(update) => edit::update(root, steps, update, budget),
        };
        match done {
            Ok(()) => mirror.follow(root, steps, matches!(action.change, Change::Remove)),
            Err(refused) => {
                let is_small = !matches!(refused, Refused::TooLarge);
                let problem = match refused {
                    Refused::Root => problem::removed_root(),
                    Refused::Single(kind) => problem::update_of_single_value(kind),
                    Refused::Kinds(kind) => problem::update_of_mapping(kind),
                    Refused::TooDeep(limit) => problem::too_deep(limit),
                    Refused::TooLarge => problem::overlay_bomb(),
                };
                sink.report(&action.target.at, problem);
                return is_small;
            }
        }
    }
    true
}
