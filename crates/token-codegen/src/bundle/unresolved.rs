//! The problems of references that lead nowhere: a schema that cannot be obtained becomes any JSON, and everything else
//! is an error.

use super::address::ResolveError;
use crate::diagnostic::problem::{self, Problem};
use crate::keys::Kind;

/// Returns the problem of a reference.
pub(super) fn problem(error: &ResolveError, target: &str, kind: Kind) -> Problem {
    let section = kind.section().unwrap_or_default();
    match (error, kind) {
        (ResolveError::Dangling | ResolveError::Broken(_), Kind::Schema) => {
            problem::dangling_schema(target)
        }
        (ResolveError::Dangling | ResolveError::Broken(_), _) => {
            problem::dangling_ref(target, section)
        }
        (ResolveError::Remote, Kind::Schema) => problem::remote_schema(target),
        (ResolveError::Remote, _) => problem::remote_ref(target),
        (ResolveError::Unreadable(reason), Kind::Schema) => {
            problem::unreadable_schema(target, reason)
        }
        (ResolveError::Unreadable(reason), _) => problem::unreadable_ref(target, reason),
        (ResolveError::Circle, _) => problem::ref_cycle(target),
    }
}

/// Returns the problem of a reference to a component of another kind.
pub(super) fn wrong_kind(target: &str, kind: Kind) -> Problem {
    problem::wrong_ref_kind(target, kind.section().unwrap_or_default())
}
