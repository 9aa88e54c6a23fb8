//! What happens to the tokens of a session.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use ::metrics::{Label, counter, gauge, histogram};

use crate::{
    metrics::{
        ADOPTIONS, EXPIRES_AT, FAILURES, LEASE_WAIT, MINTS, REFRESH_DURATION, REFUSALS, RENEWALS,
        STORE_CONFLICTS, label,
    },
    session::{error::TokenError, event::SessionEvent},
};

pub(crate) fn session_event(name: &Arc<str>, event: SessionEvent) {
    let counted = match event {
        SessionEvent::Minted(_) => Some(MINTS),
        SessionEvent::Adopted(_) => Some(ADOPTIONS),
        SessionEvent::Renewed(..) => Some(RENEWALS),
        SessionEvent::Refused(_) => Some(REFUSALS),
        SessionEvent::StoreConflict => Some(STORE_CONFLICTS),
        // A failure is counted with its reason, and a revoked token only ends.
        SessionEvent::Failed(_)
        | SessionEvent::Revoked(_)
        | SessionEvent::Closed
        | SessionEvent::Missed(_) => None,
    };
    if let Some(counted) = counted {
        counter!(counted, of_session(name)).increment(1);
    }
    if matches!(
        event,
        SessionEvent::Refused(_) | SessionEvent::Revoked(_) | SessionEvent::Closed
    ) {
        gauge!(EXPIRES_AT, of_session(name)).set(0.0);
    }
}

pub(crate) fn session_failed(name: &Arc<str>, cause: &TokenError) {
    counter!(FAILURES, with_error(name, Some(cause))).increment(1);
}

pub(crate) fn expires_in(name: &Arc<str>, life: Duration) {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let at = now.unwrap_or_default().saturating_add(life);
    gauge!(EXPIRES_AT, of_session(name)).set(at.as_secs_f64());
}

pub(crate) fn refreshed(name: &Arc<str>, took: Duration, error: Option<&TokenError>) {
    histogram!(REFRESH_DURATION, with_error(name, error)).record(took);
}

pub(crate) fn leased(name: &Arc<str>, waited: Duration) {
    histogram!(LEASE_WAIT, of_session(name)).record(waited);
}

fn of_session(name: &Arc<str>) -> Vec<Label> {
    vec![Label::new(label::SESSION, Arc::clone(name))]
}

fn with_error(name: &Arc<str>, error: Option<&TokenError>) -> Vec<Label> {
    let mut labels = of_session(name);
    if let Some(error) = error {
        labels.push(Label::from_static_parts(
            label::ERROR,
            error.kind().as_str(),
        ));
    }
    labels
}
