//! The feature `metrics` is on.

mod call;
mod session;

pub(crate) use crate::metrics::describe;
pub(crate) use call::{Call, Exchange, budget_refused};
pub(crate) use session::{expires_in, leased, refreshed, session_event, session_failed};

use ::metrics::Label;

use crate::{metrics::label, observe::error_type::ErrorType};

/// Adds the status and the error that something ended with.
fn add_end(labels: &mut Vec<Label>, status: Option<http::StatusCode>, error: Option<ErrorType>) {
    if let Some(status) = status {
        labels.push(Label::new(label::STATUS, status.as_str().to_owned()));
    }
    match error {
        Some(ErrorType::Named(name)) => labels.push(Label::from_static_parts(label::ERROR, name)),
        Some(error) => labels.push(Label::new(label::ERROR, error.as_str().to_owned())),
        None => {}
    }
}
