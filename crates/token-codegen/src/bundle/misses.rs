//! What is said of references that lead nowhere: a schema that cannot be had is mended, everything else is refused.

use super::place::Miss;
use crate::diagnostic::problem::{self, Problem};
use crate::keys::Kind;

/// Returns the problem of a reference.
pub(super) fn problem(miss: &Miss, target: &str, kind: Kind) -> Problem {
    let section = kind.section().unwrap_or_default();
    match (miss, kind) {
        (Miss::Dangling | Miss::Broken(_), Kind::Schema) => problem::dangling_schema(target),
        (Miss::Dangling | Miss::Broken(_), _) => problem::dangling_ref(target, section),
        (Miss::Remote, Kind::Schema) => problem::remote_schema(target),
        (Miss::Remote, _) => problem::remote_ref(target),
        (Miss::Unreadable(reason), Kind::Schema) => problem::unreadable_schema(target, reason),
        (Miss::Unreadable(reason), _) => problem::unreadable_ref(target, reason),
        (Miss::Circle, _) => problem::ref_cycle(target),
    }
}

/// Returns the problem of a reference to a component of another kind.
pub(super) fn wrong_kind(target: &str, kind: Kind) -> Problem {
    problem::wrong_ref_kind(target, kind.section().unwrap_or_default())
}
