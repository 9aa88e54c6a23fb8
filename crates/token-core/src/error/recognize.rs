//! Which errors are this crate's own, so that their texts are clean already and what they know of a call is kept.

use std::error::Error as StdError;

use super::{
    Error,
    box_error::BoxError,
    cause::{Cause, Facts, text},
    text::Line,
};
use crate::session::{error::TokenError, source::error::SourceError};

impl Cause {
    /// Takes any error.
    pub(crate) fn of(error: BoxError) -> Self {
        let facts = facts(&*error);
        Self {
            line: match facts {
                Some(_) => Line::new(error.to_string()),
                None => Line::new(text(&*error)),
            },
            is_ours: facts.is_some(),
            facts: facts.unwrap_or_default(),
            error,
        }
    }

    /// Takes the error of a call, whose type no longer says afterwards what it was.
    pub(crate) fn of_call<E: Send + Sync + 'static>(error: Error<E>) -> Self {
        Self {
            line: Line::new(error.to_string()),
            is_ours: true,
            facts: error.facts(),
            error: error.into(),
        }
    }
}

/// Returns what an error of this crate knows of its call.
fn facts(error: &(dyn StdError + Send + Sync + 'static)) -> Option<Facts> {
    if let Some(error) = error.downcast_ref::<TokenError>() {
        return Some(error.facts());
    }
    if let Some(error) = error.downcast_ref::<SourceError>() {
        return Some(error.facts());
    }
    error.downcast_ref::<Error>().map(Error::facts)
}
